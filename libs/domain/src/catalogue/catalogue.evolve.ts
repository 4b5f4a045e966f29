import type { RecordedEvent } from '../history.js';
import type { SituationId } from '../ids.js';
import { invalidHistory } from '../invalid-history.js';
import type { CatalogueEvent } from './catalogue.events.js';
import type { Catalogue, CatalogueChange, ChangeLogEntry, Situation } from './catalogue.js';

type Happened = RecordedEvent<CatalogueEvent>;

/** The catalogue after one more event. */
export function evolveCatalogue(state: Catalogue | undefined, event: Happened): Catalogue {
  if (event.type === 'CatalogueRegistered') return registered(event);
  if (state === undefined) throw invalidHistory('catalogue', event.type);
  switch (event.type) {
    case 'CatalogueRevised':
      return { ...state, ...event.data.new, changeLog: [...state.changeLog, entry(event, 'revised')] };
    case 'SituationAdded': {
      const { situation } = event.data;
      return {
        ...state,
        situations: [...state.situations, situation],
        nextSituationNumber: state.nextSituationNumber + 1,
        changeLog: [...state.changeLog, entry(event, 'situation-added', situation)],
      };
    }
    case 'SituationRevised':
      return withSituation(state, event, 'situation-revised', (situation) => ({
        ...situation,
        ...event.data.new,
      }));
    case 'SituationRiskStated':
      return withSituation(state, event, 'risk-stated', (situation) => ({
        ...situation,
        risk: { ...event.data.risk, by: event.actorId, at: event.at },
      }));
    case 'SituationWithdrawn':
      return withSituation(state, event, 'situation-withdrawn', () => undefined);
    default:
      return event satisfies never;
  }
}

function registered(event: Extract<Happened, { type: 'CatalogueRegistered' }>): Catalogue {
  const { catalogueId, number, name, about, situations, earlierChanges } = event.data;
  return {
    id: catalogueId,
    number,
    name,
    about,
    situations,
    nextSituationNumber: situations.length + 1,
    changeLog: [
      ...earlierChanges.map((change): ChangeLogEntry => ({ what: 'earlier', ...change })),
      entry(event, 'registered'),
    ],
    registeredAt: event.at,
  };
}

function withSituation(
  state: Catalogue,
  event: Extract<Happened, { data: { situationId: SituationId } }>,
  what: CatalogueChange,
  change: (situation: Situation) => Situation | undefined,
): Catalogue {
  const { situationId } = event.data;
  const subject = state.situations.find(({ id }) => id === situationId);
  return {
    ...state,
    situations: state.situations.flatMap((situation) =>
      situation.id === situationId ? (change(situation) ?? []) : [situation],
    ),
    changeLog: [...state.changeLog, entry(event, what, subject)],
  };
}

function entry(event: Happened, what: CatalogueChange, situation?: Situation): ChangeLogEntry {
  return {
    what,
    version: event.version,
    ...(situation === undefined ? {} : { situation: { number: situation.number, name: situation.name } }),
    ...('note' in event.data ? { note: event.data.note } : {}),
    by: event.actorId,
    at: event.at,
  };
}

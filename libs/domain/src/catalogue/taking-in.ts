import { revision } from '../changes.js';
import type { NewSituation, TakeInSituations } from './catalogue.commands.js';
import type { CatalogueEvent } from './catalogue.events.js';
import type { Catalogue, Situation, SituationFields } from './catalogue.js';
import { newSituation, revisedFields } from './situation-content.js';

/**
 * What a document's situations change: one that is new is added, one of the same name gets the document's words where
 * it has any. A cell that is empty in the document empties nothing, since tables lose cells on the way.
 */
export function takenIn(
  catalogue: Catalogue,
  { situations, change: note }: TakeInSituations,
  newId: () => string,
): CatalogueEvent[] {
  let number = catalogue.nextSituationNumber;
  return situations.flatMap((wanted): CatalogueEvent[] => {
    const known = catalogue.situations.find(({ name }) => evened(name) === evened(wanted.name));
    if (known === undefined) {
      return [{ type: 'SituationAdded', data: { situation: newSituation(wanted, number++, newId), note } }];
    }
    const changed = revision<SituationFields>(known, revisedFields(known, said(known, wanted), newId));
    return changed === undefined
      ? []
      : [{ type: 'SituationRevised', data: { situationId: known.id, ...changed, note } }];
  });
}

/** A candidate of the same title is the same one: what was picked from it stays picked from it. */
function said(known: Situation, { candidates = [], ...wanted }: NewSituation): Partial<NewSituation> {
  const { name: _same, ...fields } = wanted;
  const written = Object.entries(fields).filter(([, value]) => value.length > 0);
  const ids = new Map(known.candidates.map(({ title, id }) => [evened(title), id]));
  return {
    ...(Object.fromEntries(written) as Partial<NewSituation>),
    ...(candidates.length === 0
      ? {}
      : {
          candidates: candidates.map(({ id: _none, ...candidate }) => {
            const id = ids.get(evened(candidate.title));
            return id === undefined ? candidate : { ...candidate, id };
          }),
        }),
  };
}

/** White space and case are no difference between two versions of a document. */
function evened(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

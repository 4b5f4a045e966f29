import { evolveCatalogue } from './catalogue/catalogue.evolve.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { evolveDecision } from './decision/decision.evolve.js';
import type { Decision } from './decision/decision.js';
import { evolveEvaluation } from './evaluation/evaluation.evolve.js';
import type { Evaluation } from './evaluation/evaluation.js';
import type { EventsByStream, RecordedEvent, StreamKind } from './history.js';
import { evolveMeasure } from './measure/measure.evolve.js';
import type { Measure } from './measure/measure.js';
import { evolveParty } from './party/party.evolve.js';
import type { Party } from './party/party.js';
import { evolvePerson } from './person/person.evolve.js';
import type { Person } from './person/person.js';
import { evolvePlan } from './plan/plan.evolve.js';
import type { Plan } from './plan/plan.js';
import { evolveReport } from './report/report.evolve.js';
import type { Report } from './report/report.js';

export interface StateByStream {
  evaluation: Evaluation;
  plan: Plan;
  measure: Measure;
  party: Party;
  person: Person;
  decision: Decision;
  report: Report;
  catalogue: Catalogue;
}

type Evolve = {
  [K in StreamKind]: (
    state: StateByStream[K] | undefined,
    event: RecordedEvent<EventsByStream[K]>,
  ) => StateByStream[K];
};

/** State after one more event, by the kind of stream. */
export const evolve: Evolve = {
  evaluation: evolveEvaluation,
  plan: evolvePlan,
  measure: evolveMeasure,
  party: evolveParty,
  person: evolvePerson,
  decision: evolveDecision,
  report: evolveReport,
  catalogue: evolveCatalogue,
};

/** The state a whole history leads to; undefined for none. */
export function fold<K extends StreamKind>(
  kind: K,
  history: readonly RecordedEvent<EventsByStream[K]>[],
): StateByStream[K] | undefined {
  return history.reduce<StateByStream[K] | undefined>(
    (state, event) => evolve[kind](state, event),
    undefined,
  );
}

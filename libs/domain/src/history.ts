import type { CatalogueEvent } from './catalogue/catalogue.events.js';
import type { DecisionEvent } from './decision/decision.events.js';
import type { EvaluationEvent } from './evaluation/evaluation.events.js';
import type { CommandId, IdentityId, Instant, PersonId } from './ids.js';
import type { MeasureEvent } from './measure/measure.events.js';
import type { PartyEvent } from './party/party.events.js';
import type { PersonEvent } from './person/person.events.js';
import type { PlanEvent } from './plan/plan.events.js';
import type { ReportEvent } from './report/report.events.js';

/** Each stream has its own chain of hashes and its own version, counted from 1. */
export interface EventsByStream {
  evaluation: EvaluationEvent;
  plan: PlanEvent;
  measure: MeasureEvent;
  party: PartyEvent;
  person: PersonEvent;
  decision: DecisionEvent;
  report: ReportEvent;
  catalogue: CatalogueEvent;
}
export type StreamKind = keyof EventsByStream;

/** Who, when and by which command: given to `evolve` with each event. */
export interface Envelope {
  at: Instant;
  actorId: PersonId;
  /** The account that the actor came with; absent for an API client and in older events. */
  identityId?: IdentityId;
  commandId: CommandId;
}

export type RecordedEvent<E> = E & Envelope & { version: number };

/** What `decide` answers: the new events of one stream, in order. Several streams may change in one command. */
export type Decided = {
  [K in StreamKind]: { stream: K; id: string; events: EventsByStream[K][] };
}[StreamKind];

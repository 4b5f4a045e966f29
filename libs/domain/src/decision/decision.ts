import type { DecisionId, Instant, PersonId, PlainDate, PlanId } from '../ids.js';

/** What a body decided in a meeting (vedtak), entered by the secretariat; may have a deadline of its own. */
export interface Decision {
  id: DecisionId;
  body: string;
  meetingDate: PlainDate;
  caseNumber: string;
  text: string;
  planId?: PlanId;
  deadline?: { on: PlainDate; words?: string };
  /** When and how it was carried out. */
  fulfilment?: { note: string; by: PersonId; at: Instant };
  enteredBy: PersonId;
  enteredAt: Instant;
}

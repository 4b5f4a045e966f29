import type { DecisionId, Instant, PersonId, PlainDate, PlanId } from '../ids.js';
import type { Minutes } from '../roles/actor.js';
import type { DecidingCommand } from './decision.commands.js';

/** Whether it has effect: countersigned, awaited, or withdrawn. */
export type Countersigning =
  | { kind: 'awaited' }
  | { kind: 'given'; by: PersonId; at: Instant; note?: string }
  | { kind: 'withdrawn'; by: PersonId; at: Instant; reason: string };

/** What a body decided in a meeting (vedtak), entered by the secretariat; may have a deadline of its own. */
export interface Decision extends Minutes {
  id: DecisionId;
  text: string;
  planId?: PlanId;
  deadline?: { on: PlainDate; words?: string };
  /** What takes effect with the countersignature; absent where the text is all there is. */
  held?: DecidingCommand;
  /** Absent: entered before countersigning was required, and in effect. */
  countersigning?: Countersigning;
  /** When and how it was carried out. */
  fulfilment?: { note: string; by: PersonId; at: Instant };
  enteredBy: PersonId;
  enteredAt: Instant;
}

export function isInEffect({ countersigning }: Decision): boolean {
  return countersigning === undefined || countersigning.kind === 'given';
}

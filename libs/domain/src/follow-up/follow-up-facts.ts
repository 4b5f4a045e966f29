import type { ItemId, MeasureId, PartyId, PlainDate } from '../ids.js';
import type { ItemState, MeasureState } from '../measure/measure.js';
import type { ReportingCalendar } from '../report/reporting-calendar.js';
import type { Ladder } from './ladder.js';

/** Everything the schedule needs to know of a measure: dates and states, no text, no names. All dates Europe/Oslo. */
export interface FollowUpFacts {
  measureId: MeasureId;
  state: MeasureState;
  ladder: Ladder;
  /** Those in force before, the oldest first, each through the day on which it was changed. */
  earlierLadders?: readonly { ladder: Ladder; through: PlainDate }[];
  /** When the plan's status is reported: answers are asked for beforehand. */
  reporting?: ReportingCalendar;
  /** When leadership adopted it; absent while it is proposed: nothing is due before that. */
  acceptedOn?: PlainDate;
  /** When it was last opened again after it had been closed. */
  reopenedOn?: PlainDate;
  items: readonly ItemFacts[];
  /** When it is looked at again, instead of a deadline or beside it. */
  reviewOn?: PlainDate;
  /** A sub-point nobody has an item for: the measure lacks an owner as much as one without items. */
  someSubPointUnassigned?: boolean;
  /** Since when every item has been signed off, waived or ended. */
  readyToCloseOn?: PlainDate;
  /** Closed, with an effect review that has not been held. */
  effectReviewOn?: PlainDate;
}

export interface ItemFacts {
  itemId: ItemId;
  partyId: PartyId;
  state: ItemState;
  /** Nothing is demanded of it for this day or earlier: who gets an item is told so at once. */
  assignedOn: PlainDate;
  /** When its party said that it is not theirs, until it is answered: then nobody but the secretariat is asked. */
  refusedOn?: PlainDate;
  /** When it was answered that it is theirs: it is as if they had got it then. */
  refusalAnsweredOn?: PlainDate;
  deadline?: PlainDate;
  /** When it was first set: nobody has been told of steps that lie before this day. */
  deadlineSetOn?: PlainDate;
  /** When the deadline in force was last moved: steps before this day are not demanded any more. */
  deadlineMovedOn?: PlainDate;
  /** Waived until then: it is looked at again. */
  waiverReviewOn?: PlainDate;
  /** Since when an extension of it waits for an answer. */
  extensionAskedOn?: PlainDate;
  /** An extension of the deadline in force: leaders are not told meanwhile. Until it was answered, where it has been. */
  extensionHold?: { from: PlainDate; through?: PlainDate };
  /** Opened again after it had been finished: lateness is counted from this day. */
  reopenedOn?: PlainDate;
  /** Sent back on; only while it is open again after that. */
  returnedOn?: PlainDate;
  /** The latest of: assigned, accepted, last heard of from its party, sent back. */
  lastHeardOn: PlainDate;
  reportedDoneOn?: PlainDate;
  /** Its party has left the group, and the secretariat has not said what becomes of it: since the later of leaving and being asked. */
  departedOn?: PlainDate;
  /** When its party last said something that covers it. */
  answeredOn?: PlainDate;
}

/** What may fall due. The recipient is a role here; the record finds the person when it is demanded. */
export const obligationKinds = [
  'deadline-ahead',
  'deadline-today',
  'deadline-passed',
  'late-told-leader',
  'late-told-leadership',
  'update-wanted',
  'report-update',
  'sign-off-wanted',
  'extension-open',
  'owner-wanted',
  'refusal-open',
  'departure-open',
  'review-due',
  'waiver-review-due',
  'closing-wanted',
  'effect-review-due',
] as const;
export type ObligationKind = (typeof obligationKinds)[number];

export type RecipientRole =
  | 'contact' // of the item's party: contact person, else its case officer, else the plan's
  | 'party-leader' // of the item's party when it is ours; else the case officer (a draft to send on)
  | 'plan-leadership' // the plan's leader, else the case officer
  | 'case-officer'
  | 'who-may-sign-off'
  | 'who-may-answer' // an extension: the secretariat, or leadership
  | 'effect-reviewer';

export interface DueObligation {
  kind: ObligationKind;
  /** The working day it is demanded on (after the move from a day off). */
  dueOn: PlainDate;
  itemId?: ItemId;
  recipient: RecipientRole;
}

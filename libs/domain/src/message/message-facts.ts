import type { Overtaking } from '../measure/extension-request.js';
import type { Instant, ItemId, MeasureId, PlainDate } from '../ids.js';
import type { ObligationKind, RecipientRole } from '../follow-up/follow-up-facts.js';
import type { ReportDemandKind } from '../report/report-schedule.js';
import type { NotificationKind } from '../follow-up/immediate-notifications.js';
import type { AskedExtension } from '../measure/extension-request.js';
import type { DutyName } from '../person/duties.js';
import type { IdentityChange } from '../person/identity-change.js';
import type { ReportNotificationKind } from '../report/report-notifications.js';

/**
 * What a message says, as plain data: it is made from the record as it is, and `libs/messages` turns it into what Slack
 * shows. Titles stand here in the clear also for what is restricted; whoever writes the message leaves them out.
 */

/** What a line of a message is about. `number` is `7.1` for an item, `7` for a measure as a whole. */
export interface Subject {
  measureId: MeasureId;
  itemId?: ItemId;
  planNumber: number;
  number: string;
  title: string;
  planTitle: string;
  /** *Unntatt offentlighet*: number and link only. */
  restricted: boolean;
}

export interface ShownDeadline {
  inForce: PlainDate;
  original: PlainDate;
  /** How many times it was moved. */
  moves: number;
}

/** An extension that is asked for and not answered. */
export interface ShownExtension {
  to: PlainDate;
  askedOn: PlainDate;
}

/** Why the thing asked for is no longer asked for, in a message that was sent before it happened. */
export interface Settled {
  as:
    | 'answered'
    | 'withdrawn'
    | 'reported-done'
    | 'signed-off'
    | 'updated'
    | 'sent-back'
    | 'waived'
    | 'ended'
    | 'closed'
    | 'overtaken';
  at: Instant;
  /** The one who reads the message did it. */
  byYou: boolean;
}

export interface MorningEntry extends Subject {
  kind: ObligationKind;
  /** How late it is follows from this and the message's date. */
  deadline?: ShownDeadline;
  extension?: ShownExtension;
  lastHeardOn?: PlainDate;
  /** The day an update is wanted by, where there is one (a reporting date). */
  answerBy?: PlainDate;
  /** `title` is what the one who will hear of it is called ("driftssjefen"); without it the role is named. */
  nextEscalation?: { on: PlainDate; to: 'party-leader' | 'plan-leadership'; title?: string };
  /** The party whose item it is; given where the reader is not (or not only) its contact person. */
  partyName?: string;
  /** The name of one who is away, in whose place it is read. */
  standsInFor?: string;
  /** For `sign-off-wanted`. */
  reportedDoneOn?: PlainDate;
  settled?: Settled;
}

/** A status report that waits for the one who reads. Number and link only: what leadership asked may be restricted. */
export interface MorningReport {
  kind: ReportDemandKind;
  planNumber: number;
  planTitle: string;
  /** The report's, in its plan. */
  number: number;
  /** For `report-answer-wanted`. */
  question?: number;
  settled?: Settled;
}

/** One reason per role (and party) that brought an entry into the message. */
export interface WhyYou {
  role: RecipientRole;
  /** For `contact` and `party-leader`. */
  partyName?: string;
}

export interface MorningMessageFacts {
  personFirstName: string;
  /** The day the message is for, Europe/Oslo. Kept when the message is updated later. */
  date: PlainDate;
  entries: readonly MorningEntry[];
  reports?: readonly MorningReport[];
  whyYou: readonly WhyYou[];
}

export interface NotificationItem extends Subject {
  deadline?: ShownDeadline;
  extension?: ShownExtension;
  /** What the one who reads can do now with a button: the item is theirs and open. */
  canReport: boolean;
}

/** What one command did that one person is told of: the same thing, for however many items. */
export interface NotificationFacts {
  kind: NotificationKind;
  items: readonly NotificationItem[];
  /** Today in Europe/Oslo, when it is told. */
  date: PlainDate;
  /** The role of whoever did it: names of persons stay out of Slack. */
  byRole: 'secretariat' | 'leadership' | 'owner' | 'system';
  /** In a message that is brought up to date: what became of it. */
  settled?: Settled;
  /** Reason, ground or note, as it was written. Left out of the message when an item is restricted. */
  reason?: string;
  /** The name of one who is away, in whose place it is read. */
  standsInFor?: string;
  /** Of `extension-lapsed`: why, where it is the same for all. */
  lapsedBecause?: Overtaking;
  /** Of `taken-over`: the name of whoever had it, and of the party it is for where all is for one. */
  takenOver?: { from?: string; party?: string };
}

/** Somebody has become a deputy, for other days, or is none any more. */
export interface DeputyNotificationFacts {
  /** The name of whoever is away. */
  deputyFor: string;
  change: 'named' | 'ended';
  from: PlainDate;
  to: PlainDate;
  date: PlainDate;
}

/** What a person got in a handover beside items: that they are named somewhere. */
export interface HandoverNotificationFacts {
  /** The name of whoever had it. */
  handedOverBy: string;
  duties: readonly { name: DutyName; of: string }[];
}

/** What one command did with a status report that one person is told of. */
export interface ReportNotificationFacts {
  kind: ReportNotificationKind;
  planNumber: number;
  planTitle: string;
  /** The report's, in its plan. */
  number: number;
  /** Those asked, or the one answered. */
  questions: readonly { number: number; text: string; answer?: string }[];
  /** How many of the report's questions still wait for an answer. */
  unanswered: number;
  /** What was written with it. */
  comment?: string;
  /** Rapporteringsdato: until when answers count, where that has moved. */
  answerBy?: PlainDate;
  today: PlainDate;
  correction?: { what: string; why: string };
  /** Something in the plan is: what people wrote about the report is left out of the message. */
  restricted: boolean;
}

/** What one command changed about who the reader is. Neither address nor account is named. */
export interface IdentityNotificationFacts {
  identity: IdentityChange;
  byRole: NotificationFacts['byRole'];
}

/** What the modals *Meld ferdig* and *Meld status* show of the item. */
export interface ModalFacts extends Subject {
  itemId: ItemId;
  evidenceRequired: boolean;
  /** In force. */
  deadline: PlainDate | null;
  /** What is asked for and not answered. */
  extension: (AskedExtension & { reason: string }) | null;
}

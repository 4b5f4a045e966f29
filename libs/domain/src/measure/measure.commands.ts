import type { PickedFrom } from '../catalogue/picked-from.js';
import type { Instant, ItemId, MeasureId, PartyId, PersonId, PlainDate, PlanId, SubPointId } from '../ids.js';
import type { Authority } from '../roles/actor.js';
import type { AskedExtension } from './extension-request.js';
import type {
  ClosureKind,
  EffectResult,
  Evidence,
  Progress,
  ResponsibilityMode,
  Share,
  Source,
} from './measure.js';
import type { MeasureContent, WantedContent } from './measure-content.js';
import type { RiskInWords } from '../risk/risk-in-words.js';

/** One measure to register. Ids are made by the command handler (`measureId`, sub-points' ids). */
export interface NewMeasure extends Partial<MeasureContent> {
  title: string;
  text: string;
  source?: Omit<Source, 'findingIds'> & { findingIds?: readonly string[] };
  /** Set where candidates are picked, never by a caller. */
  pickedFrom?: PickedFrom;
  subPoints?: readonly { text: string }[];
  recurrence?: { everyMonths: number };
  predecessorId?: MeasureId;
  responsible?: NewResponsibility;
  /** `reason`: needed where it lies in the past. */
  deadline?: { on: PlainDate; words?: string; reason?: string };
  reviewOn?: PlainDate;
}

/** Joint: one item with a lead (one of `partyIds`), the others contribute. Each: one item per party; a group gives one per member. */
export interface NewResponsibility {
  mode: ResponsibilityMode;
  partyIds: readonly PartyId[];
  leadId?: PartyId;
  /** Restrict to one sub-point; without it every sub-point (or the measure itself) is assigned. */
  subPointId?: SubPointId;
}

/** `expectedVersion` is the version the caller saw (If-Match); absent: whatever it is. */
interface OnMeasure {
  measureId: MeasureId;
  expectedVersion?: number;
}

/** Registers one or many measures (bulk) in one plan, in the order given. */
export interface RegisterMeasures {
  type: 'RegisterMeasures';
  planId: PlanId;
  measures: readonly NewMeasure[];
}

/** How a request for an extension is answered, in words to whoever asked. */
export interface ExtensionAnswer {
  answer: 'granted' | 'refused';
  /** Granted to this day; absent: to the one that was asked for. */
  on?: PlainDate;
  /** Needed where it is refused, or granted to another day. */
  words?: string;
  /** Where leadership answers and is a body; absent: whoever gives the command answers. */
  authority?: Authority;
  /** The request that is answered; absent: the one that is open. */
  asked?: AskedExtension;
}

export type MeasureCommand =
  | ({ type: 'AcceptMeasure'; authority: Authority } & OnMeasure)
  | ({
      type: 'ReviseMeasure';
      /** False for a correction of wording that changes nothing of substance. */
      material: boolean;
      reason: string;
    } & WantedContent &
      OnMeasure)
  | ({ type: 'AddSubPoint'; text: string } & OnMeasure)
  | ({ type: 'AssignMeasure' } & NewResponsibility & OnMeasure)
  | ({ type: 'ReassignItem'; itemId: ItemId; partyId: PartyId; reason: string } & OnMeasure)
  /** The party says that the item is not theirs; the secretariat gives it to another or answers why it is. */
  | ({ type: 'RefuseAssignment'; itemId: ItemId; reason: string } & OnMeasure)
  | ({ type: 'AnswerRefusal'; itemId: ItemId; reason: string } & OnMeasure)
  /** A person of the same party is told and reminded from now on; null: the party's contact again. */
  | ({ type: 'HandOverItem'; itemId: ItemId; toPersonId: PersonId | null; note?: string } & OnMeasure)
  /** First time: sets. Later: moves, and then `reason` is required, as it is for a deadline in the past. */
  | ({ type: 'SetDeadline'; itemId?: ItemId; on: PlainDate; words?: string; reason?: string } & OnMeasure)
  | ({ type: 'SetReviewDate'; on: PlainDate | null; reason?: string } & OnMeasure)
  | ({
      type: 'UpdateStatus';
      itemId?: ItemId;
      subPointId?: SubPointId;
      progress: Progress;
      text: string;
      reason?: string;
      waitingFor?: string;
    } & OnMeasure)
  /**
   * The secretariat's words in the summary, of the measure or of one sub-point; with null the owners' own stand again.
   * `consideredThrough`: updates given later were not seen, and wait as proposals; absent: everything was seen.
   */
  | ({
      type: 'WriteSummaryText';
      subPointId?: SubPointId;
      text: string | null;
      consideredThrough?: Instant;
    } & OnMeasure)
  | ({ type: 'StateRisk'; risk: RiskInWords } & OnMeasure)
  | ({ type: 'EnterShare'; share: Share } & OnMeasure)
  | ({ type: 'SetCrossReferences'; measureIds: readonly MeasureId[] } & OnMeasure)
  | ({ type: 'ConfirmRepetition'; earlierMeasureId: MeasureId; note?: string } & OnMeasure)
  | ({ type: 'WithdrawRepetition'; earlierMeasureId: MeasureId; reason: string } & OnMeasure)
  | ({
      type: 'ReportOccurrence';
      on: PlainDate;
      note: string;
      evidence: readonly Evidence[];
    } & OnMeasure)
  | ({
      type: 'ReportDone';
      itemId: ItemId;
      what: string;
      evidence: readonly Evidence[];
      /** The person it is reported for, when the secretariat does it. */
      forPersonId?: PersonId;
      /** The owner's proposal of when the effect should be reviewed; absent: no need. */
      effectReviewOn?: PlainDate;
    } & OnMeasure)
  | ({ type: 'SendBack'; itemId: ItemId; reason: string } & OnMeasure)
  | ({ type: 'SignOff'; itemIds: readonly ItemId[]; note?: string } & OnMeasure)
  | ({ type: 'AskExtension'; itemId: ItemId; to: PlainDate; reason: string } & OnMeasure)
  | ({ type: 'AnswerExtension'; itemId: ItemId } & ExtensionAnswer & OnMeasure)
  | ({ type: 'WithdrawExtension'; itemId: ItemId } & OnMeasure)
  | ({ type: 'ProposeWaiver'; itemId: ItemId; ground: string } & OnMeasure)
  | ({
      type: 'DecideWaiver';
      itemId: ItemId;
      granted: boolean;
      ground: string;
      /** Of a granted one: when it is looked at again. */
      reviewOn?: PlainDate;
      authority: Authority;
    } & OnMeasure)
  /** A waiver with an end has been looked at: it stands, until another day where one is given, or the item is opened again. */
  | ({
      type: 'ReviewWaiver';
      itemId: ItemId;
      outcome: 'stands' | 'ended';
      nextOn?: PlainDate;
      reason: string;
      /** Of an item that is opened again; needed where the deadline in force has passed. */
      deadline?: { on: PlainDate };
      /** Where leadership says so; absent: the secretariat, which can’t say that it stands for good. */
      authority?: Authority;
    } & OnMeasure)
  | ({
      type: 'EndUnanswered';
      itemId: ItemId;
      ground: string;
      letterReference: string;
      authority: Authority;
    } & OnMeasure)
  | ({
      type: 'CloseMeasure';
      as: ClosureKind;
      ground?: string;
      authority?: Authority;
      successorId?: MeasureId;
      effectReview?: { on: PlainDate; reviewerId: PersonId };
    } & OnMeasure)
  /**
   * `itemIds` are the items to do again; with none every signed-off item stays as it is and a new item is expected.
   * A deadline or a review date is needed.
   */
  | ({
      type: 'ReopenMeasure';
      reason: string;
      itemIds: readonly ItemId[];
      deadline?: { on: PlainDate; words?: string };
      reviewOn?: PlainDate;
    } & OnMeasure)
  /** It returns on `nextOn`, or after half a year, until it has worked or is said to be good enough. */
  | ({
      type: 'RecordEffectReview';
      result: EffectResult;
      text: string;
      nextOn?: PlainDate;
      isGoodEnough?: boolean;
    } & OnMeasure);

/** Many items of many measures, each with its own record; all or nothing. */
export interface SignOffMany {
  type: 'SignOffMany';
  items: readonly { measureId: MeasureId; itemId: ItemId }[];
  note?: string;
}

/** Many requests, granted as they were asked or refused for one reason, each with its own record; all or nothing. */
export interface AnswerExtensions {
  type: 'AnswerExtensions';
  items: readonly { measureId: MeasureId; itemId: ItemId; asked?: AskedExtension }[];
  answer: ExtensionAnswer['answer'];
  words?: string;
}

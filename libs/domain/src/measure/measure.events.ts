import type { PickedFrom } from '../catalogue/picked-from.js';
import type {
  ImportId,
  Instant,
  ItemId,
  MeasureId,
  PartyId,
  PersonId,
  PlainDate,
  PlanId,
  SubPointId,
} from '../ids.js';
import type { Authority } from '../roles/actor.js';
import type {
  ClosureKind,
  EffectResult,
  Evidence,
  Progress,
  ResponsibilityMode,
  Share,
  Source,
} from './measure.js';
import type { AnsweredAs, Overtaking } from './extension-request.js';
import type { ContentChanges, MeasureContent } from './measure-content.js';
import type { RiskInWords } from '../risk/risk-in-words.js';

/** An item as it is given to its one responsible party. */
export interface AddedItem {
  itemId: ItemId;
  suffix: string;
  subPointId?: SubPointId;
  partyId: PartyId;
  contributorIds: readonly PartyId[];
  viaGroupId?: PartyId;
}

/** What happened to a measure. Actor, time and version stand in the envelope (RecordedEvent); `data` is JSON. */
export type MeasureEvent =
  | {
      type: 'MeasureRegistered';
      data: MeasureContent & {
        measureId: MeasureId;
        planId: PlanId;
        number: number;
        source?: Source;
        pickedFrom?: PickedFrom;
        subPoints: readonly { id: SubPointId; text: string }[];
        recurrence?: { everyMonths: number };
        predecessorId?: MeasureId;
        /** The parties that were made responsible in the same command. */
        responsibility?: { mode: ResponsibilityMode; items: readonly AddedItem[] };
        /** `reason`: why it lay in the past when it was given. */
        deadline?: { on: PlainDate; words?: string; reason?: string };
        reviewOn?: PlainDate;
        /** Registered into an adopted plan measures stay proposed until leadership accepts each on its own. */
      };
    }
  | { type: 'MeasureAccepted'; data: { authority: Authority } }
  | {
      type: 'MeasureRevised';
      data: {
        changes: ContentChanges;
        /** A material change after sign-off asks for it again. */
        material: boolean;
        reason: string;
      };
    }
  | { type: 'SubPointAdded'; data: { subPointId: SubPointId; text: string } }
  | { type: 'ResponsibilityModeChosen'; data: { mode: ResponsibilityMode } }
  | { type: 'ItemAdded'; data: AddedItem }
  | { type: 'ItemReassigned'; data: { itemId: ItemId; from: PartyId; to: PartyId; reason: string } }
  /** Not ours: it waits for the secretariat, which gives it to another or answers. */
  | { type: 'AssignmentRefused'; data: { itemId: ItemId; partyId: PartyId; reason: string } }
  | { type: 'RefusalAnswered'; data: { itemId: ItemId; reason: string } }
  | {
      type: 'ItemHandedOver';
      data: { itemId: ItemId; from: PersonId | null; to: PersonId | null; note?: string };
    }
  /**
   * The party that has the items has left the group, or is going to: the secretariat is asked what becomes of them.
   */
  | {
      type: 'MemberDeparted';
      data: { groupId: PartyId; partyId: PartyId; leftOn: PlainDate; itemIds: readonly ItemId[] };
    }
  /** Answered: they stay with who has left. */
  | { type: 'ItemsKept'; data: { itemIds: readonly ItemId[]; reason: string } }
  | {
      type: 'DeadlineSet';
      data: { itemId?: ItemId; on: PlainDate; words?: string; reason?: string };
    }
  | { type: 'DeadlineMoved'; data: { itemId?: ItemId; from: PlainDate; to: PlainDate; reason: string } }
  /** An occurrence was held: the measure's next deadline, by the interval. The one before is kept with its moves. */
  | { type: 'DeadlineRecurred'; data: { from: PlainDate; to: PlainDate } }
  | { type: 'ReviewDateMoved'; data: { from: PlainDate; to: PlainDate; reason: string } }
  /** The first, or that it was taken away. Moved by it in histories of before `ReviewDateMoved`. */
  | { type: 'ReviewDateSet'; data: { from: PlainDate | null; to: PlainDate | null; reason?: string } }
  | {
      type: 'StatusUpdated';
      data: {
        itemId?: ItemId;
        subPointId?: SubPointId;
        progress: Progress;
        text: string;
        reason?: string;
        waitingFor?: string;
        onBehalfOf?: PartyId;
        /** For whom it was said of more than one item. */
        forPartyIds?: readonly PartyId[];
      };
    }
  | {
      type: 'SummaryTextWritten';
      data: { subPointId?: SubPointId; text: string; consideredThrough?: Instant };
    }
  | { type: 'SummaryTextWithdrawn'; data: { subPointId?: SubPointId } }
  | { type: 'RiskStated'; data: { risk: RiskInWords } }
  | { type: 'ShareEntered'; data: { share: Share } }
  | { type: 'CrossReferencesSet'; data: { old: readonly MeasureId[]; new: readonly MeasureId[] } }
  | { type: 'RepetitionConfirmed'; data: { earlierMeasureId: MeasureId; note?: string } }
  | { type: 'RepetitionWithdrawn'; data: { earlierMeasureId: MeasureId; reason: string } }
  | {
      type: 'OccurrenceReported';
      data: {
        on: PlainDate;
        note: string;
        evidence: readonly Evidence[];
        /** For whom it was said. */
        forPartyIds?: readonly PartyId[];
      };
    }
  | {
      type: 'ItemReportedDone';
      data: {
        itemId: ItemId;
        what: string;
        evidence: readonly Evidence[];
        forPersonId?: PersonId;
        effectReviewOn?: PlainDate;
      };
    }
  | { type: 'ItemSentBack'; data: { itemId: ItemId; reason: string } }
  | { type: 'ItemSignedOff'; data: { itemId: ItemId; note?: string } }
  /** A signed-off item stands open again: a material change, or the measure was reopened for it. */
  | { type: 'ItemReopened'; data: { itemId: ItemId; reason: string } }
  | {
      type: 'ExtensionAsked';
      data: { itemId: ItemId; from: PlainDate; to: PlainDate; reason: string; onBehalfOf?: PartyId };
    }
  /** The deadline is moved by the event after it. */
  | {
      type: 'ExtensionGranted';
      data: {
        itemId: ItemId;
        to: PlainDate;
        words?: string;
        authority?: Authority;
        answeredAs?: AnsweredAs;
      };
    }
  | { type: 'ExtensionRefused'; data: { itemId: ItemId; words: string; authority?: Authority } }
  | { type: 'ExtensionWithdrawn'; data: { itemId: ItemId } }
  /** By itself: what the event after it says came before an answer. */
  | { type: 'ExtensionLapsed'; data: { itemId: ItemId; because: Overtaking } }
  | { type: 'WaiverProposed'; data: { itemId: ItemId; ground: string } }
  | { type: 'WaiverRefused'; data: { itemId: ItemId; ground: string; authority: Authority } }
  /** `reviewOn`: when it is looked at again. */
  | {
      type: 'ItemWaived';
      data: { itemId: ItemId; ground: string; authority: Authority; reviewOn?: PlainDate };
    }
  /** It stands; without `nextOn` for good. Where it ended the item is opened again, and that says so. */
  | {
      type: 'WaiverReviewed';
      data: { itemId: ItemId; nextOn?: PlainDate; reason: string; authority?: Authority };
    }
  | {
      type: 'ItemEndedUnanswered';
      data: { itemId: ItemId; ground: string; letterReference: string; authority: Authority };
    }
  | {
      type: 'MeasureClosed';
      data: {
        as: ClosureKind;
        ground?: string;
        authority?: Authority;
        successorId?: MeasureId;
        effectReview?: { on: PlainDate; reviewerId: PersonId };
      };
    }
  | {
      type: 'MeasureReopened';
      data: {
        reason: string;
        itemIds: readonly ItemId[];
        /** The measure's, which had passed: it ended with this, and a review date holds instead. */
        endedDeadline?: PlainDate;
      };
    }
  | { type: 'EffectReviewerChanged'; data: { from: PersonId; to: PersonId; reason?: string } }
  /** Without a result it is what `worked` says; without `nextOn` it was the last. */
  | {
      type: 'EffectReviewed';
      data: { worked: boolean; result?: EffectResult; nextOn?: PlainDate; text: string };
    }
  /** Its import was undone: the last event of a measure that had only its registration. */
  | { type: 'MeasureWithdrawn'; data: { importId: ImportId } };

/**
 * What of a measure an event is about: these items; the word of whoever gave it; the measure as the summary tells of
 * it; or something of other plans too. It decides which owners see it in the history (access/history-sight.ts).
 */
type About = { itemIds: readonly ItemId[] } | { said: SaidFor } | 'the-measure' | 'more-than-the-measure';

/** For whom a word on more than one item was given, beside whoever gave it. */
export interface SaidFor {
  onBehalfOf?: PartyId;
  forPartyIds?: readonly PartyId[];
}

type AboutOf = {
  readonly [T in MeasureEvent['type']]: (data: Extract<MeasureEvent, { type: T }>['data']) => About;
};

const item = ({ itemId }: { itemId: ItemId }): About => ({ itemIds: [itemId] });
const items = ({ itemIds }: { itemIds: readonly ItemId[] }): About => ({ itemIds });
const itemOrMeasure = ({ itemId }: { itemId?: ItemId }): About =>
  itemId === undefined ? 'the-measure' : { itemIds: [itemId] };
const measure = (): About => 'the-measure';
const more = (): About => 'more-than-the-measure';

const about: AboutOf = {
  MeasureRegistered: measure,
  MeasureAccepted: measure,
  MeasureRevised: measure,
  SubPointAdded: measure,
  ResponsibilityModeChosen: measure,
  ItemAdded: item,
  ItemReassigned: item,
  AssignmentRefused: item,
  RefusalAnswered: item,
  ItemHandedOver: item,
  MemberDeparted: items,
  ItemsKept: items,
  DeadlineSet: itemOrMeasure,
  DeadlineMoved: itemOrMeasure,
  DeadlineRecurred: measure,
  ReviewDateMoved: measure,
  ReviewDateSet: measure,
  StatusUpdated: ({ itemId, ...said }) => (itemId === undefined ? { said } : { itemIds: [itemId] }),
  SummaryTextWritten: measure,
  SummaryTextWithdrawn: measure,
  RiskStated: measure,
  ShareEntered: measure,
  CrossReferencesSet: measure,
  RepetitionConfirmed: more,
  RepetitionWithdrawn: more,
  OccurrenceReported: (said) => ({ said }),
  ItemReportedDone: item,
  ItemSentBack: item,
  ItemSignedOff: item,
  ItemReopened: item,
  ExtensionAsked: item,
  ExtensionGranted: item,
  ExtensionRefused: item,
  ExtensionWithdrawn: item,
  ExtensionLapsed: item,
  WaiverProposed: item,
  WaiverRefused: item,
  ItemWaived: item,
  WaiverReviewed: item,
  ItemEndedUnanswered: item,
  MeasureClosed: measure,
  MeasureReopened: measure,
  EffectReviewerChanged: more,
  EffectReviewed: more,
  MeasureWithdrawn: measure,
};

export function aboutWhat({ type, data }: MeasureEvent): About {
  return (about[type] as (told: MeasureEvent['data']) => About)(data);
}

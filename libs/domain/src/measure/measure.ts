import type { PickedFrom } from '../catalogue/picked-from.js';
import { notFound } from '../domain-error.js';
import type { Deadline, DeadlineMove, MovableDate } from '../deadline/deadline.js';
import type {
  EvaluationId,
  FindingId,
  Instant,
  ItemId,
  MeasureId,
  PartyId,
  PersonId,
  PlainDate,
  PlanId,
  RecommendationId,
  SubPointId,
} from '../ids.js';
import type { StatedRisk } from '../risk/risk-in-words.js';
import type { Withdrawal } from '../import/imported.js';
import type { Repetition } from '../repetition/repetition.js';
import type { Authority } from '../roles/actor.js';
import type { EndedExtension, ExtensionRequest } from './extension-request.js';
import type { MeasureContent } from './measure-content.js';

/** The owner's word on how it goes. "Late" is not here: it is derived from the deadline, never typed. */
export const progresses = [
  'not-started',
  'under-way',
  'partly-done',
  'done',
  'on-hold',
  'stopped',
  'not-carried-out',
  'never-commissioned',
  'waiting',
  'never-triggered',
  'cannot-be-measured',
  'unknown',
] as const;
export type Progress = (typeof progresses)[number];

/** Anything but these four needs a reason (PRODUCT.md, Progress). */
export const progressesWithoutReason: readonly Progress[] = [
  'not-started',
  'under-way',
  'partly-done',
  'done',
];

export interface StatusUpdate {
  progress: Progress;
  text: string;
  reason?: string;
  /** What it waits for, when `progress` is `waiting`: a measure's number or a precondition in words. */
  waitingFor?: string;
  by: PersonId;
  /** Set when the secretariat reported for the party. */
  onBehalfOf?: PartyId;
  /** For whom it was said of more than one item. */
  forPartyIds?: readonly PartyId[];
  at: Instant;
}

/**
 * The secretariat's words in the status summary. They stand beside the owners' updates, which are kept as they are:
 * what an owner says after `consideredThrough` waits as a proposal until the secretariat writes again.
 */
export interface SummaryText {
  text: string;
  consideredThrough: Instant;
  by: PersonId;
  at: Instant;
}

/** A link or an archive reference, with a note. */
export interface Evidence {
  kind: 'link' | 'archive-reference';
  reference: string;
  note?: string;
}

export interface DoneReport {
  what: string;
  evidence: readonly Evidence[];
  by: PersonId;
  /** The person it was reported for, where the secretariat reported for another: that person can't sign off either. */
  forPersonId?: PersonId;
  /** When the owner proposes that the effect is reviewed; the secretariat decides at closing. */
  effectReviewOn?: PlainDate;
  at: Instant;
}

export interface SignOff {
  by: PersonId;
  at: Instant;
  note?: string;
}

interface WaiverProposal {
  ground: string;
  by: PersonId;
  at: Instant;
}

interface Ending {
  ground: string;
  authority: Authority;
  enteredBy: PersonId;
  at: Instant;
}

interface Waiver extends Ending {
  /** When it is looked at again; absent where it is for good. */
  reviewOn?: PlainDate;
}

/** Asked of the secretariat until it is answered: the item is kept, or proposed to be waived. */
interface Departure {
  /** Last day as a member. */
  leftOn: PlainDate;
  askedAt: Instant;
  answeredAt?: Instant;
}

interface Refusal {
  reason: string;
  by: PersonId;
  at: Instant;
  answer?: { reason: string; by: PersonId; at: Instant };
}

interface ItemCore {
  id: ItemId;
  /** What follows the measure's number: `4` in 7.4, `1.1` in 31.1.1. Never changes, never reused. */
  suffix: string;
  subPointId?: SubPointId;
  /** Exactly one responsible party: the smallest thing that must be done. */
  partyId: PartyId;
  /** Contributors of a joint item: told, not nagged. */
  contributorIds: readonly PartyId[];
  /** The group through which a member got its item. */
  viaGroupId?: PartyId;
  /** Its party has left the group it came through, or is going to. */
  departure?: Departure;
  /** Its party has said that it is not theirs; open until it is answered. What another party said is gone with it. */
  refusal?: Refusal;
  /** Of the party: who is told and reminded; absent: the party's contact. */
  personId?: PersonId;
  /** Own deadline where it differs from the measure's. */
  deadline?: Deadline;
  /** Extensions that were asked for and are answered, withdrawn or overtaken, the oldest first; absent for none. */
  extensionsBefore?: readonly EndedExtension[];
  assignedAt: Instant;
  /** When it was last opened again after it had been finished: the clock of lateness starts anew. */
  reopenedAt?: Instant;
  latestUpdate?: StatusUpdate;
  /** When its party last said something that covers it (heard-from.ts), and the person who did; what an earlier party said does not count. */
  lastHeard?: { at: Instant; by: PersonId };
}

/** A state that can't be written down can't be reached. */
export type Item = ItemCore &
  (
    | {
        state: 'open';
        waiverProposal?: WaiverProposal;
        /** Waits for its answer. */
        extension?: ExtensionRequest;
        returned?: { reason: string; by: PersonId; at: Instant };
      }
    | { state: 'reported-done'; report: DoneReport }
    | { state: 'signed-off'; report: DoneReport; signOff: SignOff }
    | { state: 'waived'; waiver: Waiver }
    | { state: 'unanswered'; ending: Ending & { letterReference: string } }
  );
export type ItemState = Item['state'];

/** An item that still stands in the way of closing. */
export function isUnfinished(item: Item): boolean {
  return item.state === 'open' || item.state === 'reported-done';
}

/** Whether the secretariat is asked what becomes of it. */
export function isAskedAfterDeparture(item: Item): boolean {
  return isUnfinished(item) && item.departure !== undefined && item.departure.answeredAt === undefined;
}

/** Whether it is back with the secretariat: refused, and not answered. */
export function isRefused(item: Item): boolean {
  return item.state === 'open' && item.refusal !== undefined && item.refusal.answer === undefined;
}

/** Deltiltak: 31.1. Its items are 31.1.1, 31.1.2 … */
export interface SubPoint {
  id: SubPointId;
  number: number;
  text: string;
  latestUpdate?: StatusUpdate;
  summaryText?: SummaryText;
  nextItemNumber: number;
}

/** A figure from outside ("15 av 55+"); what Kvittert counts itself it counts from items. */
export interface Share {
  label: string;
  numerator: number;
  denominator: number;
  denominatorIsApproximate: boolean;
  source: string;
  asOf: PlainDate;
}

/** Where a measure came from, kept beside its plan number. */
export interface Source {
  evaluationId: EvaluationId;
  recommendationId?: RecommendationId;
  /** The source's own number, as written there. */
  number?: string;
  findingIds: readonly FindingId[];
  page?: number;
  /** On the page, from 1: where an import found it. */
  line?: number;
}

/** Recurring measures are reported per occurrence and closed when handed over to daily operation. */
interface Recurrence {
  everyMonths: number;
  /** The deadlines of the occurrences that are over, each with its original and its moves; absent for none. */
  deadlinesBefore?: readonly Deadline[];
  occurrences: readonly {
    on: PlainDate;
    note: string;
    evidence: readonly Evidence[];
    by: PersonId;
    /** For whom it was said. */
    forPartyIds?: readonly PartyId[];
  }[];
}

export const closureKinds = ['implemented', 'partly-implemented', 'not-implemented', 'carried-over'] as const;
export type ClosureKind = (typeof closureKinds)[number];

export type Closure = { by: PersonId; at: Instant; effectReview?: EffectReview } & (
  | { as: 'implemented' }
  | { as: 'partly-implemented' | 'not-implemented'; ground: string; authority: Authority }
  | { as: 'carried-over'; ground: string; authority: Authority; successorId: MeasureId }
);

export const effectResults = ['worked', 'partly', 'did-not', 'cannot-tell'] as const;
export type EffectResult = (typeof effectResults)[number];

export interface ReviewedEffect {
  worked: boolean;
  /** Absent in those of before there were four. */
  result?: EffectResult;
  text: string;
  by: PersonId;
  at: Instant;
}

interface EffectReview {
  on: PlainDate;
  reviewerId: PersonId;
  /** The last; while it is absent the review is still to be held. */
  result?: ReviewedEffect;
  /** Those after which it returned, the oldest first; absent for none. */
  earlier?: readonly (ReviewedEffect & { on: PlainDate })[];
}

/** What was found, also where only yes or no was asked. */
export function effectResult({ result, worked }: Pick<ReviewedEffect, 'result' | 'worked'>): EffectResult {
  return result ?? (worked ? 'worked' : 'did-not');
}

export type ResponsibilityMode = 'joint' | 'each';

interface MeasureCore extends MeasureContent {
  id: MeasureId;
  planId: PlanId;
  /** Running number through the whole plan; never changes, never reused. */
  number: number;
  source?: Source;
  /** The candidate of a catalogue that it was. */
  pickedFrom?: PickedFrom;
  /** Undefined until somebody is made responsible. */
  mode?: ResponsibilityMode;
  items: readonly Item[];
  subPoints: readonly SubPoint[];
  /** The next number an item or a sub-point of this measure gets; shared, so that 31.1 is never two things. */
  nextNumber: number;
  deadline?: Deadline;
  /** Instead of a deadline, or beside it: when it is looked at again. At most 12 months off when it is set. */
  reviewOn?: PlainDate;
  /** Absent while it has not been moved. */
  reviewMoves?: readonly DeadlineMove[];
  recurrence?: Recurrence;
  shares: readonly Share[];
  /** Measures this one's text refers to. */
  crossReferences: readonly MeasureId[];
  /** Earlier measures whose recommendation returns in this one; absent where nobody has confirmed any. */
  repeats?: readonly Repetition[];
  latestUpdate?: StatusUpdate;
  /** The last one that was not about one item or sub-point: what a party says of its item does not replace it. */
  updateOfWhole?: StatusUpdate;
  summaryText?: SummaryText;
  risk?: StatedRisk;
  registeredAt: Instant;
  /** When it was last opened again after it had been closed. */
  reopenedAt?: Instant;
  /** Last change of substance: text, status, share (the page's "Siste faglige endring"). */
  lastSubstantiveChangeAt: Instant;
  predecessorId?: MeasureId;
}

export type Measure = MeasureCore &
  (
    | { state: 'proposed' }
    /** Adopted, but nobody is responsible yet. */
    | { state: 'accepted'; acceptedAt: Instant }
    | { state: 'in-follow-up'; acceptedAt: Instant }
    /** Every item is signed off, waived or ended. */
    | { state: 'ready-to-close'; acceptedAt: Instant }
    | { state: 'closed'; acceptedAt: Instant; closure: Closure }
    /** Its import was undone before anything had been done on it. It keeps its number, and counts nowhere. */
    | { state: 'withdrawn'; withdrawal: Withdrawal }
  );
export type MeasureState = Measure['state'];

/** All but the withdrawn: what lists, figures and reports are made of. */
export type StandingMeasure = Exclude<Measure, { state: 'withdrawn' }>;

export type StandingState = StandingMeasure['state'];

export function isStanding(measure: Measure): measure is StandingMeasure {
  return measure.state !== 'withdrawn';
}

/** `7.4`: what people call the item. */
export function itemNumber(measure: { number: number }, item: { suffix: string }): string {
  return `${measure.number}.${item.suffix}`;
}

/** The item's own deadline where it has one, else the measure's. */
export function deadlineOf(measure: Measure, item: Item): Deadline | undefined {
  return item.deadline ?? measure.deadline;
}

/** When it is looked at again, with its moves. */
export function reviewOf({ reviewOn, reviewMoves: moves = [] }: Measure): MovableDate | undefined {
  if (reviewOn === undefined) return undefined;
  return { original: moves[0]?.from ?? reviewOn, inForce: reviewOn, moves };
}

/** @throws DomainError `not-found` */
export function findItem(measure: Measure, itemId: ItemId): Item {
  const item = measure.items.find((known) => known.id === itemId);
  if (item === undefined) throw notFound('item', itemId);
  return item;
}

/** The effect review of a closed measure; undefined where none was asked for. */
export function effectReviewOf(measure: Measure): EffectReview | undefined {
  return measure.state === 'closed' ? measure.closure.effectReview : undefined;
}

export function ownsSomething(measure: Measure, partyIds: readonly PartyId[]): boolean {
  return measure.items.some((item) => partyIds.includes(item.partyId));
}

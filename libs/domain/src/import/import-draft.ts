import { hasPassed } from '../deadline/deadline.js';
import { DomainError } from '../domain-error.js';
import { type DeadlineSource, requireDeadline } from '../measure/deadline.decide.js';
import type { Access } from '../access/access.js';
import type { EvaluationKind, FindingKind, Participant } from '../evaluation/evaluation.js';
import type { EvaluationId, Instant, PartyId, PersonId, PlainDate, PlanId } from '../ids.js';
import type { ResponsibilityMode } from '../measure/measure.js';

/** Where the document says it; both from 1. */
interface FoundAt {
  page: number;
  line: number;
}

/** The party that a name in the document means. `new` is registered under the name as written. */
export type MeantParty =
  | { kind: 'registered'; partyId: PartyId }
  /** `notSimilarTo`: those of a similar name, of which a person has said that they are others. */
  | { kind: 'new'; notSimilarTo?: readonly PartyId[] }
  | { kind: 'nobody' }
  | { kind: 'undecided' };

export interface DraftParty {
  written: string;
  meant: MeantParty;
}

/** `on` is absent where the words don't come to a date ("fortløpende"). */
interface DraftDeadline {
  words?: string;
  on?: PlainDate;
}

/** What may become a measure, as the document has it and as a person has corrected it. */
export interface DraftMeasure {
  /** Names it in this draft; never reused. */
  key: string;
  /** The source's own. Several: as many measures, told in one line. */
  numbers: readonly string[];
  title: string;
  text: string;
  theme?: string;
  subPoints: readonly string[];
  /** The text looks as if it asks for several things: these. */
  proposedSubPoints: readonly string[];
  responsible: readonly DraftParty[];
  mode: ResponsibilityMode;
  deadline?: DraftDeadline;
  /** The findings it rests on, by key. */
  findingKeys?: readonly string[];
  /** Where it is another than the draft's. */
  access?: Access;
  /** Absent for what a person added. */
  foundAt?: FoundAt;
  /** 0–1. */
  confidence: number;
  included: boolean;
  /** A person has changed it or put it in. */
  edited: boolean;
  /** It is no new version of a measure that is there, though it looks like one. */
  asNew?: true;
}

export interface DraftFinding {
  key: string;
  kind: FindingKind | 'unclear';
  text: string;
  included: boolean;
  foundAt: FoundAt;
}

/** A row of the document's table of who took part. */
export interface DraftParticipant extends Participant {
  key: string;
  included: boolean;
}

export interface DraftGoal {
  key: string;
  /** As written: "Delmål 3". */
  number: string;
  mainGoal: string;
  text: string;
  included: boolean;
}

/** What may be taken into a catalogue: a situation as the document has it. */
interface DraftSituation {
  key: string;
  name: string;
  indicators: readonly string[];
  considerWhen: readonly string[];
  purposes: readonly string[];
  candidates: readonly { title: string; text: string }[];
  foundAt: FoundAt;
}

export type DraftEvaluation =
  | {
      kind: 'new';
      title: string;
      evaluationKind: EvaluationKind;
      publishedOn?: PlainDate;
      archiveReference?: string;
      authors: readonly string[];
    }
  | { kind: 'registered'; evaluationId: EvaluationId }
  /** The document holds measures only: a plan that was corrected in a spreadsheet. */
  | { kind: 'none' };

export type DraftPlan =
  | { kind: 'undecided' }
  | { kind: 'new'; title: string; caseOfficerId: PersonId }
  | { kind: 'registered'; planId: PlanId };

/** What was read of a document and what a person has made of it so far. Not part of the record: nothing has happened yet. */
export interface ImportDraft {
  evaluation: DraftEvaluation;
  plan: DraftPlan;
  measures: readonly DraftMeasure[];
  findings: readonly DraftFinding[];
  goals: readonly DraftGoal[];
  /** Absent: the document has none. */
  situations?: readonly DraftSituation[];
  /** The document's own history, the oldest first; it goes with its situations. */
  earlierChanges?: readonly { on: PlainDate; note: string }[];
  /** Absent where the document names none. */
  participants?: readonly DraftParticipant[];
  /** The access of everything that is registered; open when absent. */
  access?: Access;
  nextKey: number;
}

/** The names that somebody must decide about, each once, in the document’s order. */
export function undecidedNames(draft: ImportDraft): string[] {
  const parties = draft.measures.filter(({ included }) => included).flatMap(({ responsible }) => responsible);
  return [
    ...new Set(parties.filter(({ meant }) => meant.kind === 'undecided').map(({ written }) => written)),
  ];
}

/** What a person should look at before confirming. */
export type DraftWarning =
  | { kind: 'no-owner' }
  /** Confirming would be refused: in the words of the rule that refuses it. */
  | { kind: 'would-be-refused'; refusal: DomainError }
  | { kind: 'number-twice'; numbers: readonly string[] }
  | { kind: 'undecided-party'; names: readonly string[] }
  | { kind: 'deadline-past'; on: PlainDate }
  | { kind: 'deadline-unclear'; words: string }
  | { kind: 'compound'; parts: number }
  | { kind: 'unsure' };

/** Below this the form of the document did not say clearly that it is a measure. */
const unsureBelow = 0.6;
const doubtfulBelow = 0.5;

/** It may be something else than a measure, and no person has taken it in. */
export function isDoubtful({ included, edited, confidence }: DraftMeasure): boolean {
  return !included && !edited && confidence < doubtfulBelow;
}

/** What a measure is looked at beside. */
export interface WarningContext {
  today: PlainDate;
  /** The plan and the evaluation that the draft goes into. */
  source: DeadlineSource;
  /** The source's numbers that several of the measures have. */
  repeated: ReadonlySet<string>;
}

export function warningContext(
  { measures, evaluation }: ImportDraft,
  { today, now, registered }: { today: PlainDate; now: Instant; registered: Partial<DeadlineSource> },
): WarningContext {
  const numbers = measures
    .filter(({ included }) => included)
    .flatMap((measure) => [...new Set(measure.numbers)]);
  const own = evaluation.kind === 'new' ? evaluation : undefined;
  return {
    today,
    source: { plan: registered.plan ?? { registeredAt: now }, evaluation: own ?? registered.evaluation },
    repeated: new Set(numbers.filter((number, index) => numbers.indexOf(number) !== index)),
  };
}

export function warningsOf(
  measure: DraftMeasure,
  { today, source, repeated }: WarningContext,
): DraftWarning[] {
  const { numbers, responsible, deadline, proposedSubPoints, subPoints, confidence, edited } = measure;
  const named = responsible.filter(({ meant }) => meant.kind !== 'nobody');
  const undecided = named.filter(({ meant }) => meant.kind === 'undecided').map(({ written }) => written);
  const warnings: DraftWarning[] = [];
  if (named.length === 0) warnings.push({ kind: 'no-owner' });
  if (undecided.length > 0) warnings.push({ kind: 'undecided-party', names: undecided });
  const refusal = deadline?.on === undefined ? undefined : deadlineRefusal(deadline.on, source, today);
  const twice = numbers.filter((number) => repeated.has(number));
  if (refusal !== undefined) warnings.push({ kind: 'would-be-refused', refusal });
  if (twice.length > 0) warnings.push({ kind: 'number-twice', numbers: twice });
  if (refusal === undefined && deadline?.on !== undefined && hasPassed(deadline.on, today))
    warnings.push({ kind: 'deadline-past', on: deadline.on });
  if (deadline?.words !== undefined && deadline.on === undefined)
    warnings.push({ kind: 'deadline-unclear', words: deadline.words });
  if (proposedSubPoints.length > 1 && subPoints.length === 0)
    warnings.push({ kind: 'compound', parts: proposedSubPoints.length });
  if (confidence < unsureBelow && !edited) warnings.push({ kind: 'unsure' });
  return warnings;
}

/** As the deadline is decided when the draft is confirmed; a reason for one that has passed goes with it then. */
function deadlineRefusal(on: PlainDate, source: DeadlineSource, today: PlainDate): DomainError | undefined {
  try {
    requireDeadline('deadline', { on, reason: 'import' }, source, today);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

const longestTitle = 100;

/** A short title for a text that has none: its first sentence, cut at a word where that is long. */
export function titleOf(text: string): string {
  // A sentence does not end at the dot of "1. juni".
  const first = /^.*?(?<!\d)[.!?](?=\s|$)/su.exec(text.trim())?.[0] ?? text.trim();
  const plain = first.replaceAll(/\s+/gu, ' ').replace(/[.:;]$/u, '');
  if (plain.length <= longestTitle) return plain;
  return `${plain.slice(0, longestTitle).replace(/\s+\S*$/u, '')} …`;
}

import type { EvaluationKind, FindingKind, Participant } from '#domain/evaluation/evaluation.js';
import type { Progress } from '#domain/measure/measure.js';
import type { Verdict } from '#domain/plan/plan.js';

/**
 * What the demo knows, as plain serialisable data: no ids, no clock, no record. Whoever registers it goes
 * through the same API as everybody else, and turns keys into ids and days from today into dates.
 */

/** Key of a party or a group in `parties.ts`. */
export type PartyKey = string;

/** One of the invented people of the embedded default (`local/people.ts`), by e-mail address. */
export type PersonEmail = `${string}@${string}.example`;

/** Whole days from the day the demo is loaded: negative is past. So some are always late, some due today. */
export type DaysFromToday = number;

/** `2024-03-05`. Used only for what has happened; what lies ahead is counted from today. */
export type PastDate = string;

export interface DemoOrganisation {
  kind: 'organisation';
  name: string;
  /** Ours to command; false where the party answers for itself. */
  ours: boolean;
  /** Gets the messages. A party without an account has a case officer in the secretariat instead. */
  contact?: PersonEmail;
  caseOfficer?: PersonEmail;
  /** Hears of what is 14 days late. */
  leader?: PersonEmail;
}

export interface DemoGroup {
  kind: 'group';
  name: string;
  members: readonly PartyKey[];
}

export type DemoParty = DemoOrganisation | DemoGroup;

interface DemoFinding {
  kind: FindingKind;
  text: string;
}

export interface DemoRecommendation {
  /** The source's own number; null where it gives none (a commitment). */
  sourceNumber: number | null;
  title: string;
  text: string;
  page?: number;
  /** Numbers of findings in the same evaluation, counted from 1. */
  findings?: readonly number[];
  /** Who the source names as responsible, in its own words. */
  responsibleInWords?: string;
}

interface DemoHearing {
  sentOn: PastDate;
  answerBy: PastDate;
  answers: readonly { from: string; summary: string }[];
}

/** What a body was asked to decide. `dueOn` is the decision's own deadline. */
interface DemoDecision {
  body: string;
  meetingOn: PastDate;
  caseNumber: string;
  /** Of the minutes. */
  archiveReference: string;
  points: readonly { text: string; dueOn?: PastDate; dueInWords?: string }[];
}

export interface DemoEvaluation {
  title: string;
  kind: EvaluationKind;
  publishedOn: PastDate;
  /** Organisations and working groups, never persons. */
  authors: readonly string[];
  hearing?: DemoHearing;
  participants?: readonly Participant[];
  decision?: DemoDecision;
  findings: readonly DemoFinding[];
  recommendations: readonly DemoRecommendation[];
}

interface DemoFigure {
  value?: number;
  numerator?: number;
  denominator?: number;
  approximate?: boolean;
  asOf: PastDate;
  source: string;
}

interface DemoIndicator {
  name: string;
  unit: string;
  target?: number;
  figures: readonly DemoFigure[];
}

interface DemoSubGoal {
  /** Runs through all the plan's main goals. */
  number: number;
  title: string;
  /** Follows "Delmål 1 gikk ut på", without a final full stop. */
  about: string;
  assessment: { verdict: Verdict; text: string };
  indicators: readonly DemoIndicator[];
}

export interface DemoGoal {
  number: number;
  title: string;
  subGoals: readonly DemoSubGoal[];
}

/** Joint: one item, a lead among the parties. Each: one item per party, and a group gives one per member. */
export type DemoResponsibility =
  | { mode: 'joint'; lead: PartyKey; parties: readonly PartyKey[] }
  | { mode: 'each'; parties: readonly PartyKey[] };

type ProgressWithoutReason = 'not-started' | 'under-way' | 'partly-done' | 'done';

/** Anything but the first four kinds of progress needs a reason (PRODUCT.md, Progress). */
export type DemoStatus =
  | { progress: ProgressWithoutReason; text: string }
  | { progress: Exclude<Progress, ProgressWithoutReason | 'waiting'>; text: string; reason: string }
  | {
      progress: 'waiting';
      text: string;
      reason: string;
      /** "tiltak 9", or a precondition in words. */
      waitingFor: string;
    };

/** What stands when the demo starts; `all-reported` waits for sign-off. */
type DemoOutcome = 'open' | 'some-done' | 'all-reported' | 'all-signed-off';

interface DemoSubPoint {
  text: string;
  responsible: DemoResponsibility | null;
  deadline?: DaysFromToday;
  status?: DemoStatus;
  outcome?: DemoOutcome;
}

export interface DemoMeasure {
  sourceNumber: number;
  /** At most 80 characters. */
  title: string;
  /** Follows "Tiltak 1 gikk ut på", without a final full stop. */
  about: string;
  /** What was recommended, in full sentences. */
  text: string;
  /** Title of one of the plan's themes. */
  theme?: string;
  /** Numbers of the sub-goals it serves. */
  subGoals?: readonly number[];
  /** Null where the source names nobody (triage), and where each sub-point has its own. */
  responsible: DemoResponsibility | null;
  subPoints?: readonly DemoSubPoint[];
  deadline: DaysFromToday | null;
  /** Deadlines it had before that one, the first first, each with why it was moved on. */
  slipped?: readonly { from: DaysFromToday; reason: string }[];
  deadlineInWords?: string;
  /** A plan is adopted only when every measure has a deadline or a review date within 12 months. */
  reviewOn?: DaysFromToday;
  status?: DemoStatus;
  shares?: readonly {
    label: string;
    numerator: number;
    denominator: number;
    approximate: boolean;
    source: string;
    asOf: PastDate;
  }[];
  /** What the secretariat has written for the summary; said before the status, the status waits as a proposal. */
  written?: { text: string; before?: 'status' };
  risk?: { likelihood: string; consequence: string; conclusion?: string };
  /** Numbers of measures in the same plan. */
  crossReferences?: readonly number[];
  recurrence?: { everyMonths: number };
  restricted?: { legalBasis: string };
  outcome?: DemoOutcome;
}

export interface DemoPlan {
  title: string;
  /** Last day of the plan period, counted from today. */
  periodEnd: DaysFromToday;
  secretariat: {
    caseOfficer: PersonEmail;
    signOffSubstitutes: readonly PersonEmail[];
    /** The secretariat's own unit: its items the secretariat can't sign off. */
    party?: PartyKey;
  };
  /** A body's decision is entered by the case officer, and countersigned by the first substitute. */
  leadership:
    | { kind: 'person'; person: PersonEmail }
    | { kind: 'body'; name: string; adoptedOn: DaysFromToday; caseNumber: string; archiveReference: string };
  basisOfAssessment: string;
  goals: readonly DemoGoal[];
  themes: readonly string[];
  abbreviations: readonly { term: string; meaning: string }[];
  lastProfessionalChangeOn?: PastDate;
  measures: readonly DemoMeasure[];
  /** Source numbers of measures that the summary tells in one line. */
  jointLines: readonly (readonly number[])[];
}

/** The quarter that was reported before the demo begins. */
export interface DemoQuarter {
  /** Measures that were finished by then. */
  finished: readonly number[];
  /** What the owners said then; what they say now is their answer to the report that is open. */
  statuses: Readonly<Record<number, DemoStatus>>;
  /** With the release. */
  note: string;
  question: { text: string; to: PersonEmail; answer: string };
  /** With the acknowledgement. */
  comment: string;
}

/** An evaluation and the plan made from it; plans are numbered in the order they are registered. */
export interface DemoCase {
  evaluation: DemoEvaluation;
  plan: DemoPlan;
  /** The plan is older than the others, and its status has been reported once. */
  reported?: DemoQuarter;
}

/** What an evaluation says beside a recommendation that became a measure. */
export type SourceNotes = Readonly<
  Record<number, { findings?: readonly number[]; page?: number; responsibleInWords?: string }>
>;

/** The recommendations behind measures that follow them one to one. */
export function recommendationsBehind(
  measures: readonly DemoMeasure[],
  notes: SourceNotes,
): DemoRecommendation[] {
  return measures.map((measure) => ({
    sourceNumber: measure.sourceNumber,
    title: measure.title,
    text: measure.text,
    ...notes[measure.sourceNumber],
  }));
}

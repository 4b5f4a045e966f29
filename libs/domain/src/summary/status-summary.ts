import type { Outcome } from '../evaluation/evaluation.js';
import type { Instant, MeasureId, PartyId, PersonId, PlainDate } from '../ids.js';
import type { ClosureKind, StandingMeasure, Progress, Share } from '../measure/measure.js';
import type { IndicatorFigure, Plan, Verdict } from '../plan/plan.js';
import type { RiskInWords } from '../risk/risk-in-words.js';
import type { Actor, Authority, Role } from '../roles/actor.js';
import type { SummaryParty } from './responsible.js';
import type { Figures, Standing } from './standing.js';
import type { Speaker, Statement } from './statements.js';

/** What the summary is derived from. Nothing in it is typed twice: texts are people's, figures are counted. */
export interface SummaryInput {
  plan: Plan;
  /** Every measure of the plan. */
  measures: readonly StandingMeasure[];
  partyNames: ReadonlyMap<PartyId, string>;
  personRoles: ReadonlyMap<PersonId, readonly Role[]>;
  /** The assessed outcome, or undefined, of each recommendation of the evaluations the plan stems from. */
  outcomes: readonly (Outcome['kind'] | undefined)[];
  /** Measures of other plans that are referred to. */
  elsewhere: ReadonlyMap<MeasureId, { planNumber: number; number: number }>;
  /** Europe/Oslo. */
  today: PlainDate;
  /** When the status was last locked; answers are counted since then. */
  lastReportAt?: Instant;
  reader: Actor;
}

export interface ShownDeadline {
  inForce: PlainDate;
  original: PlainDate;
  words?: string;
  /** How many times it was moved, and the total slip in days. */
  moves: number;
  slipDays: number;
}

export interface CountedShare {
  done: number;
  /** Reported done and not signed off yet; absent in reports that were locked before this was told. */
  reported?: number;
  total: number;
  waived: number;
  unanswered: number;
}

export interface SummaryReference {
  planNumber: number;
  number: number;
}

export interface SummaryClosure {
  as: ClosureKind;
  on: PlainDate;
  ground?: string;
  authority?: Authority;
  /** The roles of those who signed its items off. */
  signedOffBy: readonly Role[];
}

/** One measure within a line. A restricted one that the reader may not read has its number and nothing else. */
export type SummaryMeasure =
  | { id: MeasureId; number: number; withheld: true }
  | {
      id: MeasureId;
      number: number;
      withheld: false;
      restricted: boolean;
      /** The reader may open the measure itself; owners only those they have a part in. */
      mayOpen: boolean;
      title: string;
      standing: Standing;
      readyToClose: boolean;
      /**
       * What was said about the measure as a whole: what one of several parties says of its own item is not in it.
       */
      progress?: Progress;
      /** The deadline that says how it goes: the earliest one passed, else the earliest ahead. */
      deadline?: ShownDeadline;
      reviewOn?: PlainDate;
      closed?: SummaryClosure;
      /** Nobody is responsible for the measure, or for one of its sub-points. */
      unassigned?: true;
      /** Where several measures are told together and not all have the same. */
      responsible?: readonly SummaryParty[];
    };

/** What one party says of its own item, or what is said of one of several measures told together. */
export interface SummaryRemark extends Statement {
  measure?: number;
}

/** Those that are not told one by one. */
export interface MoreRemarks {
  count: number;
  progresses: readonly { progress: Progress; count: number }[];
}

export interface SummaryRemarks {
  /** The newest first. */
  remarks?: readonly SummaryRemark[];
  more?: MoreRemarks;
}

export interface SummarySubPoint extends SummaryRemarks {
  number: string;
  text: string;
  narrative?: string;
  /** The secretariat wrote the narrative. */
  edited?: true;
  /** When, by whom, and why, of the narrative; absent in reports that were locked before this was told. */
  said?: Omit<Statement, 'text'>;
  progress?: Progress;
  /** Absent where it is as for the whole measure. */
  responsible?: readonly SummaryParty[];
  standing: Standing | 'ended' | 'unassigned';
  deadline?: ShownDeadline;
  countedShare?: CountedShare;
}

export interface SummaryRisk extends RiskInWords {
  number: number;
  on: PlainDate;
}

/** One bullet: a measure, or several told together. */
export interface SummaryLine extends SummaryRemarks {
  measures: readonly SummaryMeasure[];
  /** Follows "Tiltak 1 gikk ut på"; one per wording among the measures. */
  about: readonly string[];
  /** What the secretariat wrote; else the newest that was said of all of it. */
  narrative?: {
    text: string;
    on: PlainDate;
    waitingFor?: string;
    reason?: string;
    progress?: Progress;
    /** Absent in reports that were locked before it was told. */
    by?: Speaker;
    /** Only in reports that were locked before remarks stood by themselves. */
    item?: { number: string; partyName?: string };
    /** The secretariat's words; what an owner has said since then waits as a proposal. */
    edited?: { newerUpdateOn?: PlainDate };
  };
  progress?: Progress;
  /** Occurrences of recurring measures; absent for none. */
  occurrences?: readonly { measure: number; held: number; lastOn: PlainDate }[];
  /** Risks stated on its measures; absent for none. */
  risks?: readonly SummaryRisk[];
  /** Counted from items; only where there is more than one. */
  countedShare?: CountedShare;
  shares: readonly Share[];
  responsible: readonly SummaryParty[];
  /** Contributors to joint items: they take part without answering for it. */
  contributors?: readonly string[];
  subPoints: readonly SummarySubPoint[];
  references: readonly SummaryReference[];
}

export interface SummaryIndicator {
  name: string;
  unit: string;
  target?: number;
  latest?: IndicatorFigure;
}

export interface SummarySubGoal {
  number: number;
  title: string;
  about: string;
  verdict?: Verdict;
  assessment?: string;
  indicators: readonly SummaryIndicator[];
  measureNumbers: readonly number[];
}

export interface StatusSummary {
  plan: {
    id: string;
    number: number;
    title: string;
    state: Plan['state'];
    periodEnd?: PlainDate;
    basisOfAssessment?: string;
  };
  asOf: PlainDate;
  answered: { count: number; of: number; since?: PlainDate };
  figures: { measures: Figures; items: Figures };
  notes: {
    /** Items; told beside the figures and not counted in them. */
    waived: number;
    unanswered: number;
    /** Measures that only wait for their closing; counted among those awaiting sign-off. */
    readyToClose: number;
    closedAs: Record<ClosureKind, number>;
  };
  outcomes: readonly { kind: Outcome['kind'] | 'not-assessed'; count: number }[];
  goals: readonly { number: number; title: string; subGoals: readonly SummarySubGoal[] }[];
  themes: readonly { title?: string; lines: readonly SummaryLine[] }[];
  abbreviationsUsed: readonly { term: string; meaning: string }[];
  lastSubstantiveChange: PlainDate;
}

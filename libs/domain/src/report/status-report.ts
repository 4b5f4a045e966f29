import type { Outcome } from '../evaluation/evaluation.js';
import type { Instant, MeasureId, PlainDate } from '../ids.js';
import type { ClosureKind, ItemState, StandingState, Progress } from '../measure/measure.js';
import type { ToldContent } from '../measure/measure-content.js';
import type { RiskInWords } from '../risk/risk-in-words.js';
import type { IndicatorFigure, Verdict } from '../plan/plan.js';
import type { Authority, Role } from '../roles/actor.js';
import type { Figures, Standing } from '../summary/standing.js';
import type { StatusSummary } from '../summary/status-summary.js';
import type { Audience } from './audience.js';
import type { ReportLanguage } from './report-language.js';

/** A locked report never changes; `previous` is the one before it in the plan's chain, corrections included. */
export type Edition =
  | { kind: 'live'; at: Instant }
  | {
      kind: 'locked';
      /** Per plan, from 1. A correction keeps the number. */
      number: number;
      /** From 1; above 1 it is a correction. */
      version: number;
      lockedAt: Instant;
      /** The schedule locks at the date; the secretariat may do it by hand. */
      lockedBy: 'schedule' | 'secretariat';
      correction?: { ofVersion: number; what: string; why: string };
      previous?: ReportLink;
      /** Digest over the heads of all chains of the record, last anchored before the lock. */
      recordAnchor?: { digest: string; at: Instant };
    };

/** What stands on the first page besides the report's own facts; absent in reports that were locked before. */
export interface ReportCover {
  /** The secretariat's own unit. */
  unit?: string;
  /** The plan's case in the archive. */
  caseNumber?: string;
  adoptedBy?: ReportAuthority;
}

/** The body or role that decided; persons are not named. */
export type ReportAuthority =
  { kind: 'leader' } | { kind: 'body'; body: string; meetingDate: PlainDate; caseNumber: string };

export interface ReportLink {
  number: number;
  version: number;
  /** SHA-256 of the canonical JSON (RFC 8785), hexadecimal. */
  sha256: string;
}

/**
 * The status report (statusrapport): one content in all its forms. Plain JSON, so that it can be frozen as it stands;
 * a snapshot outlives the code that made it, hence `format`.
 */
export interface StatusReport {
  format: 1;
  language: ReportLanguage;
  audience: Audience;
  edition: Edition;
  cover?: ReportCover;
  /** What the report covers; both days included. */
  period: { from: PlainDate; to: PlainDate };
  /** What leadership reads first: five facts, or the secretariat's own lines (at most five). */
  headlines: readonly Headline[];
  writtenSummary?: readonly string[];
  /** Basis, figures, goals and every measure in running text: the page's summary, as of the lock. */
  status: StatusSummary;
  figures: ReportFigures;
  /** One point per report, this one last. */
  trend: readonly TrendPoint[];
  /** Absent in a plan's first report. */
  sinceLast?: SinceLastReport;
  indicators: readonly ReportIndicator[];
  /** By number. What the tables, the comparison and the workbook are made from. */
  measures: readonly ReportMeasure[];
  answers: readonly PartyAnswer[];
  /** Every recommendation that was not simply accepted. */
  recommendations: readonly ReportRecommendation[];
  /** Those accepted (tatt til følge), and those of them whose measures are all implemented: only they are followed. */
  accepted?: { recommendations: number; carriedOut: number };
  repeated: readonly RepeatedRecommendation[];
  decisions: readonly ReportDecision[];
}

/** The summary in five lines, as facts; the forms put them in words. */
export type Headline =
  | {
      kind: 'standing';
      closedMeasures: number;
      measures: number;
      signedOffItems: number;
      items: number;
      /** Measures that nobody is responsible for, or that have a sub-point of which that is so. */
      unassigned?: readonly number[];
    }
  | {
      kind: 'late';
      measures: number;
      items: number;
      /** From the original deadline: `moved` when another is in force. */
      longest?: { number: number; days: number; moved?: true };
    }
  | { kind: 'first-report' }
  | {
      kind: 'since-last';
      registered: number;
      closed: number;
      newlyLate: number;
      deadlinesMoved: number;
      reopened: number;
    }
  | { kind: 'goals'; of: number; verdicts: Record<Verdict | 'not-assessed', number> }
  | { kind: 'answers'; answered: number; of: number; toDecide: number };

export interface ReportFigures {
  byTheme: readonly { title?: string; figures: Figures }[];
  measureStates: Record<StandingState, number>;
  itemStates: Record<ItemState, number>;
  closedAs: Record<ClosureKind, number>;
  punctuality: Punctuality;
}

/** Items whose deadline is known, measured against the deadline in force and against the first one. */
export interface Punctuality {
  /** Reported done (and perhaps signed off) on or before the deadline in force. */
  doneOnTime: number;
  doneLate: number;
  /** On or before the first deadline, however often it was moved. */
  doneByOriginal: number;
  openOnTrack: number;
  openLate: number;
}

export interface TrendPoint {
  asOf: PlainDate;
  /** Absent for the live status. */
  report?: number;
  open: number;
  late: number;
  closed: number;
}

export interface ReportIndicator {
  subGoalNumber: number;
  name: string;
  unit: string;
  target?: number;
  /** In time order. */
  figures: readonly IndicatorFigure[];
}

export interface ReportDeadline {
  original: PlainDate;
  inForce: PlainDate;
  words?: string;
  /** The reason is absent where the measure's text is withheld. */
  moves: readonly { from: PlainDate; to: PlainDate; on: PlainDate; reason?: string }[];
}

/** Something that happened to the whole measure, and why. */
export interface Reasoned {
  on: PlainDate;
  reason?: string;
}

export interface ReportMeasure {
  id: MeasureId;
  number: number;
  themeTitle?: string;
  state: StandingState;
  standing: Standing;
  closed?: { as: ClosureKind; on: PlainDate };
  /** Nobody is responsible for the measure, or for one of its sub-points. */
  unassigned?: true;
  /** The measure's own; an item may have another. */
  deadline?: ReportDeadline;
  reviewOn?: PlainDate;
  reopenings: readonly Reasoned[];
  /** Changes of title, about or text since it was registered. */
  revisions: readonly Reasoned[];
  /** Absent where the measure is restricted and the reader may not read it: number and link only. */
  told?: ToldMeasure;
  items: readonly ReportItem[];
}

export interface ToldMeasure extends ToldContent {
  /** Why it is restricted (unntatt offentlighet); absent where it is open. */
  legalBasis?: string;
  source?: { evaluationTitle: string; number?: string; page?: number };
  /** A group stands for its members. */
  responsible: readonly string[];
  progress?: Progress;
  /** What it waits for, and why the progress is what it is. */
  waitingFor?: string;
  reason?: string;
  statusText?: string;
  statusOn?: PlainDate;
  risk?: RiskInWords;
}

export interface ReportItem {
  /** `7.4`: what people call it. */
  number: string;
  state: ItemState;
  /** Absent for what was waived or never answered. */
  standing?: Standing;
  deadline?: PlainDate;
  /** Where it has another than the measure's. */
  ownDeadline?: ReportDeadline;
  reportedOn?: PlainDate;
  signedOffOn?: PlainDate;
  ended?: { on: PlainDate; authority: Authority; ground?: string; letterReference?: string };
  told?: {
    partyName: string;
    groupName?: string;
    subPointText?: string;
    progress?: Progress;
    waitingFor?: string;
    reason?: string;
    statusText?: string;
    statusOn?: PlainDate;
    waiverProposal?: { ground: string; on: PlainDate };
    /** Extensions that were refused, or wait for an answer; those that were granted stand with the deadline. */
    extensions?: readonly ReportExtension[];
    /** Why it stands open again. */
    returned?: { reason: string; on: PlainDate };
  };
}

export interface ReportExtension {
  to: PlainDate;
  on: PlainDate;
  reason: string;
  refused?: { on: PlainDate; words: string };
}

/** A late answer came after its report was locked; it counts here, and says which report it was asked for. */
export interface PartyAnswer {
  partyName: string;
  openItems: number;
  lateItems: number;
  /** How many of its items the party has said something about: "3 av 7 punkter". */
  coverage?: { covered: number; of: number };
  answer:
    | { kind: 'answered'; on: PlainDate }
    | { kind: 'answered-late'; on: PlainDate; askedForReport: number }
    | { kind: 'nothing-open' }
    | { kind: 'not-answered'; lastOn?: PlainDate };
}

export interface ReportRecommendation {
  outcome: Exclude<Outcome['kind'], 'followed'> | 'not-assessed';
  number?: string;
  decidedOn?: PlainDate;
  authority?: Authority;
  /** Measures of this plan it became or is covered by. */
  measureNumbers: readonly number[];
  /** Absent where the evaluation is restricted and the reader may not read it. */
  told?: {
    evaluationTitle: string;
    title: string;
    ground?: string;
    remainingRisk?: string;
    forwardedTo?: string;
    archiveReference?: string;
  };
}

/** A recommendation that returns: given before, in another evaluation. */
export interface RepeatedRecommendation {
  evaluationTitle: string;
  number?: string;
  title: string;
  earlier: readonly {
    evaluationTitle: string;
    publishedOn?: PlainDate;
    number?: string;
    outcome?: Outcome['kind'];
    measure?: { planNumber: number; number: number; state: StandingState; closedAs?: ClosureKind };
    /** Whole months from then until it returned; absent in the first reports that were locked. */
    months?: number;
  }[];
}

/** By which role: no person is named. */
export interface Entered {
  on: PlainDate;
  by: Role;
  /** Absent in what was entered before two were asked for. */
  countersigned?: { on: PlainDate; by: Role };
}

export interface ReportDecision {
  body: string;
  meetingDate: PlainDate;
  caseNumber: string;
  /** Absent in reports that were locked before it was told. */
  entered?: Entered;
  text: string;
  deadline?: { on: PlainDate; words?: string };
  fulfilled?: { on: PlainDate; note: string };
}

/** The title is absent where the measure's text is withheld. */
export interface MeasureMention {
  number: number;
  title?: string;
}

/** What is different since the report before: each list by number. */
export interface SinceLastReport {
  comparedWith: { number: number; version: number; lockedAt: Instant };
  registered: readonly MeasureMention[];
  closed: readonly (MeasureMention & { as: ClosureKind; on: PlainDate })[];
  /** A measure that turned late, or that was late and has more late items. */
  newlyLate: readonly (MeasureMention & {
    deadline?: PlainDate;
    items: readonly string[];
    wasLate: boolean;
  })[];
  deadlinesMoved: readonly MovedDeadline[];
  textChanged: readonly TextChange[];
  /** Measures closed at the last report (or closed and opened since), and items that were signed off. */
  reopened: readonly (MeasureMention & {
    items: readonly string[];
    on?: PlainDate;
    reason?: string;
    /** What it is due now, or is looked at next. */
    deadline?: PlainDate;
    reviewOn?: PlainDate;
  })[];
  progressChanged: readonly (MeasureMention & {
    /** Where it is about one item of several. */
    item?: string;
    from?: Progress;
    to: Progress;
    /** What it waits for, and why: for progress that needs a reason. */
    waitingFor?: string;
    reason?: string;
  })[];
  repeated: readonly RepeatedRecommendation[];
  itemsSignedOff: number;
  itemsEnded: number;
  // The rest is absent in reports that were locked before it was told.
  /** How it came that a measure is late no more. */
  noLongerLate?: readonly (MeasureMention & { standing: Standing; deadline?: PlainDate })[];
  responsibleChanged?: readonly ResponsibleChange[];
  reviewDatesMoved?: readonly (MeasureMention & { from?: PlainDate; to?: PlainDate })[];
  /** Of sub-goals. */
  verdictsChanged?: readonly { number: number; title: string; from?: Verdict; to?: Verdict }[];
  signedOff?: readonly (MeasureMention & { items: readonly string[] })[];
  ended?: readonly (MeasureMention & { waived: readonly string[]; unanswered: readonly string[] })[];
}

/** Of items; those of a measure that went from one party to the same other are told together. */
export interface ResponsibleChange extends MeasureMention {
  items: readonly string[];
  from: string;
  to: string;
}

export interface MovedDeadline {
  /** `7`, or `7.4` where it is the item's own. */
  number: string;
  measureNumber: number;
  title?: string;
  from: PlainDate;
  to: PlainDate;
  on: PlainDate;
  reason?: string;
  /** Which move of this deadline it was, from 1. */
  count: number;
}

export interface TextChange {
  number: number;
  field: 'title' | 'about' | 'text';
  old: string;
  new: string;
  reason?: string;
}

import type { GoalId, Instant, MeasureId, PartyId, PersonId, PlainDate, PlanId, ThemeId } from '../ids.js';
import type { Ladder } from '../follow-up/ladder.js';
import type { PlanImport, Withdrawal } from '../import/imported.js';
import type { ReportingCalendar } from '../report/reporting-calendar.js';
import type { Authority } from '../roles/actor.js';

export const verdicts = ['met', 'partly-met', 'not-met', 'uncertain', 'cannot-be-assessed'] as const;
export type Verdict = (typeof verdicts)[number];

/** A figure of an indicator over time: a value, or a share whose denominator may be approximate. */
export interface IndicatorFigure {
  value?: number;
  numerator?: number;
  denominator?: number;
  denominatorIsApproximate?: boolean;
  asOf: PlainDate;
  source: string;
}

export interface Indicator {
  name: string;
  unit: string;
  target?: number;
  figures: readonly IndicatorFigure[];
}

interface Assessment {
  verdict: Verdict;
  text: string;
  by: PersonId;
  at: Instant;
}

/** Delmål. Numbered through the whole plan, as main goals are among themselves. */
export interface SubGoal {
  id: GoalId;
  number: number;
  title: string;
  /** Follows "Delmål 1 gikk ut på …". */
  about: string;
  indicators: readonly Indicator[];
  assessment?: Assessment;
}

/** Hovedmål. */
export interface Goal {
  id: GoalId;
  number: number;
  title: string;
  subGoals: readonly SubGoal[];
}

interface Theme {
  id: ThemeId;
  title: string;
}

export interface Abbreviation {
  term: string;
  meaning: string;
}

/** The coming report's summary in the secretariat's own words: it holds for that report only. */
export interface ReportSummary {
  /** One to five. */
  lines: readonly string[];
  by: PersonId;
  at: Instant;
}

/** What was told under it was told by its days. */
export interface EarlierLadder {
  ladder: Ladder;
  changedAt: Instant;
}

interface PlanCore {
  id: PlanId;
  number: number;
  title: string;
  /** Last day of the plan period. */
  periodEnd?: PlainDate;
  /** The person in the secretariat who is nagged when nobody else can be. */
  caseOfficerId: PersonId;
  /**
   * The person in leadership who hears of what is stuck; absent where leadership is a body: then the case officer
   * does.
   */
  leaderId?: PersonId;
  /** Named substitutes who may sign off where the secretariat can't (four eyes). */
  signOffSubstituteIds: readonly PersonId[];
  /** The secretariat's own unit: its items the secretariat can't sign off. */
  secretariatPartyId?: PartyId;
  /** What progress is measured against; governs the written text only, never what is late. */
  basisOfAssessment?: string;
  /** The number of the case in the archive that the plan and its reports belong to (saksnummer). */
  caseNumber?: string;
  goals: readonly Goal[];
  themes: readonly Theme[];
  abbreviations: readonly Abbreviation[];
  /** Measures told in one line of the summary: each at most in one. */
  jointLines: readonly (readonly MeasureId[])[];
  ladder: Ladder;
  /** Those before it, the oldest first, each with when it was changed; absent for none. */
  earlierLadders?: readonly EarlierLadder[];
  /** Documents that measures came from, the oldest first; absent for none. */
  imports?: readonly PlanImport[];
  /** Absent: nobody has said when the status is reported. */
  reporting?: ReportingCalendar;
  /** Absent: the coming report's summary is what the figures say. */
  reportSummary?: ReportSummary;
  /** Whether a done report needs evidence; the default is yes. */
  evidenceRequired: boolean;
  registeredAt: Instant;
  lastSubstantiveChangeAt: Instant;
}

export type Plan = PlanCore &
  (
    | { state: 'draft' }
    | { state: 'adopted'; adoption: { authority: Authority; enteredBy: PersonId; at: Instant } }
    | {
        state: 'closed';
        adoption: { authority: Authority; enteredBy: PersonId; at: Instant };
        closure: { authority: Authority; enteredBy: PersonId; at: Instant; note?: string };
      }
    /** The import that made it was undone. It keeps its number. */
    | { state: 'withdrawn'; withdrawal: Withdrawal }
  );
export type PlanState = Plan['state'];

/**
 * The person who reads the plan’s reports for leadership; where that is a body, the case officer, who brings it there.
 */
export function readerForLeadership(plan: Plan): PersonId {
  return plan.leaderId ?? plan.caseOfficerId;
}

import type { GoalId, MeasureId, PlanId, ThemeId } from '../ids.js';
import type { Ladder } from '../follow-up/ladder.js';
import type { ReportingCalendar } from '../report/reporting-calendar.js';
import type { Authority } from '../roles/actor.js';
import type { PlanFields } from './plan.events.js';
import type { Abbreviation, IndicatorFigure, Verdict } from './plan.js';

interface OnPlan {
  planId: PlanId;
  expectedVersion?: number;
}

export interface RegisterPlan {
  type: 'RegisterPlan';
  title: string;
  caseOfficerId: string;
  fields?: Partial<Omit<PlanFields, 'title' | 'caseOfficerId'>>;
  ladder?: Ladder;
}

export type PlanCommand =
  | ({ type: 'RevisePlan'; fields: Partial<PlanFields>; reason?: string } & OnPlan)
  | ({ type: 'ChangeLadder'; ladder: Ladder; reason: string } & OnPlan)
  /** Adds the goals given; existing ones (same id) are replaced with their assessments kept. */
  | ({
      type: 'DefineGoals';
      goals: readonly {
        id?: GoalId;
        title: string;
        subGoals: readonly {
          id?: GoalId;
          title: string;
          about: string;
          indicators: readonly { name: string; unit: string; target?: number }[];
        }[];
      }[];
    } & OnPlan)
  | ({ type: 'AssessSubGoal'; subGoalId: GoalId; verdict: Verdict; text: string } & OnPlan)
  | ({ type: 'EnterIndicatorFigure'; subGoalId: GoalId; indicator: string; figure: IndicatorFigure } & OnPlan)
  | ({ type: 'DefineThemes'; themes: readonly { id?: ThemeId; title: string }[] } & OnPlan)
  | ({ type: 'DefineAbbreviations'; abbreviations: readonly Abbreviation[] } & OnPlan)
  /** The coming report's summary in at most five lines; null leaves it to the figures again. */
  | ({ type: 'WriteReportSummary'; lines: readonly string[] | null } & OnPlan)
  | ({ type: 'JoinMeasures'; measureIds: readonly MeasureId[] } & OnPlan)
  /** The measures of a joint line are told one by one again. */
  | ({ type: 'SeparateMeasures'; measureIds: readonly MeasureId[] } & OnPlan);

/** Leadership adopts the plan: every proposed measure in it is accepted, and the recommendation behind it is followed. */
export interface AdoptPlan {
  type: 'AdoptPlan';
  planId: PlanId;
  expectedVersion?: number;
  authority: Authority;
}

/** When the plan's status is reported; null stops it. A report that is open moves with it. */
export interface SetReporting {
  type: 'SetReporting';
  planId: PlanId;
  expectedVersion?: number;
  reporting: ReportingCalendar | null;
  /** Required when there was a calendar before. */
  reason?: string;
  /** Those who were asked are told the new date: needed where it lies before the one they know. */
  tellAgain?: boolean;
}

/** Only when every measure is closed. */
export interface ClosePlan {
  type: 'ClosePlan';
  planId: PlanId;
  expectedVersion?: number;
  authority: Authority;
  note?: string;
}

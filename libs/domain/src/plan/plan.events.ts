import type {
  EvaluationId,
  GoalId,
  ImportId,
  MeasureId,
  PartyId,
  PersonId,
  PlainDate,
  PlanId,
  ThemeId,
} from '../ids.js';
import type { ImportedDocument } from '../import/imported.js';
import type { Ladder } from '../follow-up/ladder.js';
import type { ReportingCalendar } from '../report/reporting-calendar.js';
import type { Authority } from '../roles/actor.js';
import type { Abbreviation, IndicatorFigure, Verdict } from './plan.js';

export interface PlanFields {
  title: string;
  periodEnd: PlainDate | null;
  caseOfficerId: PersonId;
  leaderId: PersonId | null;
  signOffSubstituteIds: readonly PersonId[];
  secretariatPartyId: PartyId | null;
  basisOfAssessment: string | null;
  /** Absent in events from before it was asked for. */
  caseNumber?: string | null;
  evidenceRequired: boolean;
}

export interface DefinedGoal {
  id: GoalId;
  number: number;
  title: string;
  subGoals: readonly {
    id: GoalId;
    number: number;
    title: string;
    about: string;
    indicators: readonly { name: string; unit: string; target?: number }[];
  }[];
}

export type PlanEvent =
  | { type: 'PlanRegistered'; data: { planId: PlanId; number: number; ladder: Ladder } & PlanFields }
  | { type: 'PlanRevised'; data: { old: Partial<PlanFields>; new: Partial<PlanFields>; reason?: string } }
  | { type: 'LadderChanged'; data: { old: Ladder; new: Ladder; reason: string } }
  | {
      type: 'ReportingSet';
      data: { old: ReportingCalendar | null; new: ReportingCalendar | null; reason?: string };
    }
  | { type: 'GoalsDefined'; data: { goals: readonly DefinedGoal[] } }
  | { type: 'SubGoalAssessed'; data: { subGoalId: GoalId; verdict: Verdict; text: string } }
  | {
      type: 'IndicatorFigureEntered';
      data: { subGoalId: GoalId; indicator: string; figure: IndicatorFigure };
    }
  | { type: 'ThemesDefined'; data: { themes: readonly { id: ThemeId; title: string }[] } }
  | { type: 'AbbreviationsDefined'; data: { abbreviations: readonly Abbreviation[] } }
  | {
      type: 'ReportSummaryWritten';
      data: { old: readonly string[] | null; new: readonly string[] | null };
    }
  | { type: 'MeasuresJoined'; data: { measureIds: readonly MeasureId[] } }
  | { type: 'MeasuresSeparated'; data: { measureIds: readonly MeasureId[] } }
  /** What a document led to, in the same command as the measures it brought. */
  | {
      type: 'DocumentImported';
      data: {
        importId: ImportId;
        document: ImportedDocument;
        evaluationId?: EvaluationId;
        numbers?: { first: number; last: number };
        changed: number;
      };
    }
  /** In the same command as the withdrawal of what the import made. */
  | { type: 'ImportUndone'; data: { importId: ImportId; reason: string } }
  | { type: 'PlanWithdrawn'; data: { importId: ImportId } }
  | { type: 'PlanAdopted'; data: { authority: Authority } }
  | { type: 'PlanClosed'; data: { authority: Authority; note?: string } };

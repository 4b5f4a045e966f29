import { extensionRules } from '#domain/follow-up/ladder.js';
import { z } from 'zod';
import type { PlanSight } from '#domain/access/sight.js';
import { type Plan, verdicts } from '#domain/plan/plan.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import {
  authorityShown,
  instantShown,
  personRef,
  showAuthority,
  withdrawalShown,
} from '../../rest/schemas/shown.js';
import { ladder } from './plan.schemas.js';

const decided = z.object({ authority: authorityShown, enteredBy: personRef, at: instantShown });

export const planInList = z
  .object({
    id: z.string(),
    number: z.int(),
    title: z.string(),
    state: z.enum(['draft', 'adopted', 'closed', 'withdrawn']),
    periodEnd: z.string().nullable(),
    registeredAt: instantShown,
    lastSubstantiveChangeAt: instantShown,
    version: z.int(),
    href: z.string(),
  })
  .meta({ id: 'PlanInList' });

const figureShown = z.object({
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  denominatorIsApproximate: z.boolean(),
  asOf: z.string(),
  source: z.string(),
});

const subGoalShown = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  about: z.string(),
  indicators: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      target: z.number().nullable(),
      figures: z.array(figureShown),
    }),
  ),
  assessment: z
    .object({ verdict: z.enum(verdicts), text: z.string(), by: personRef, at: instantShown })
    .nullable(),
});

export const planShown = planInList
  .extend({
    caseOfficerId: z.string(),
    leaderId: z.string().nullable(),
    signOffSubstituteIds: z.array(z.string()),
    secretariatPartyId: z.string().nullable(),
    basisOfAssessment: z.string().nullable(),
    caseNumber: z.string().nullable().meta({ description: 'Of the case in the archive (saksnummer).' }),
    reportSummary: z
      .object({ lines: z.array(z.string()), by: personRef, at: instantShown })
      .nullable()
      .meta({ description: 'As last written; holds for the report that was next then.' }),
    evidenceRequired: z.boolean(),
    ladder,
    goals: z.array(
      z.object({ id: z.string(), number: z.int(), title: z.string(), subGoals: z.array(subGoalShown) }),
    ),
    themes: z.array(z.object({ id: z.string(), title: z.string() })),
    abbreviations: z.array(z.object({ term: z.string(), meaning: z.string() })),
    jointLines: z.array(z.array(z.string())),
    adoption: decided.nullable(),
    closure: decided.extend({ note: z.string().nullable() }).nullable(),
    withdrawal: withdrawalShown.nullable(),
  })
  .meta({ id: 'Plan' });

export function showPlanInList(plan: Plan, version: number): z.output<typeof planInList> {
  return {
    id: plan.id,
    number: plan.number,
    title: plan.title,
    state: plan.state,
    periodEnd: plan.periodEnd ?? null,
    registeredAt: plan.registeredAt,
    lastSubstantiveChangeAt: plan.lastSubstantiveChangeAt,
    version,
    href: hrefOf('plan', plan.id),
  };
}

/** @param sight an owner's is not shown what is being written for the next report */
export function showPlan(plan: Plan, version: number, sight: PlanSight): z.output<typeof planShown> {
  return {
    ...showPlanInList(plan, version),
    caseOfficerId: plan.caseOfficerId,
    leaderId: plan.leaderId ?? null,
    signOffSubstituteIds: [...plan.signOffSubstituteIds],
    secretariatPartyId: plan.secretariatPartyId ?? null,
    basisOfAssessment: plan.basisOfAssessment ?? null,
    caseNumber: plan.caseNumber ?? null,
    reportSummary:
      sight !== 'whole' || plan.reportSummary === undefined
        ? null
        : { ...plan.reportSummary, lines: [...plan.reportSummary.lines] },
    evidenceRequired: plan.evidenceRequired,
    ladder: {
      beforeDays: [...plan.ladder.beforeDays],
      afterDays: [...plan.ladder.afterDays],
      repeatAfterDays: plan.ladder.repeatAfterDays,
      escalateToLeaderDays: plan.ladder.escalateToLeaderDays,
      escalateToLeadershipDays: plan.ladder.escalateToLeadershipDays,
      unassignedWorkingDays: plan.ladder.unassignedWorkingDays,
      staleUpdateDays: plan.ladder.staleUpdateDays,
      signOffWorkingDays: plan.ladder.signOffWorkingDays,
      ...extensionRules(plan.ladder),
    },
    goals: plan.goals.map(({ id, number, title, subGoals }) => ({
      id,
      number,
      title,
      subGoals: subGoals.map(showSubGoal),
    })),
    themes: plan.themes.map(({ id, title }) => ({ id, title })),
    abbreviations: plan.abbreviations.map(({ term, meaning }) => ({ term, meaning })),
    jointLines: plan.jointLines.map((line) => [...line]),
    adoption: 'adoption' in plan ? showDecided(plan.adoption) : null,
    closure:
      plan.state === 'closed' ? { ...showDecided(plan.closure), note: plan.closure.note ?? null } : null,
    withdrawal: plan.state === 'withdrawn' ? { ...plan.withdrawal } : null,
  };
}

type SubGoal = Plan['goals'][number]['subGoals'][number];

function showSubGoal(subGoal: SubGoal): z.output<typeof subGoalShown> {
  const { id, number, title, about, indicators, assessment } = subGoal;
  return {
    id,
    number,
    title,
    about,
    indicators: indicators.map((indicator) => ({
      name: indicator.name,
      unit: indicator.unit,
      target: indicator.target ?? null,
      figures: indicator.figures.map((figure) => ({
        value: figure.value ?? null,
        numerator: figure.numerator ?? null,
        denominator: figure.denominator ?? null,
        denominatorIsApproximate: figure.denominatorIsApproximate ?? false,
        asOf: figure.asOf,
        source: figure.source,
      })),
    })),
    assessment:
      assessment === undefined
        ? null
        : { verdict: assessment.verdict, text: assessment.text, by: assessment.by, at: assessment.at },
  };
}

function showDecided(decision: {
  authority: Parameters<typeof showAuthority>[0];
  enteredBy: string;
  at: string;
}): z.output<typeof decided> {
  return { authority: showAuthority(decision.authority), enteredBy: decision.enteredBy, at: decision.at };
}

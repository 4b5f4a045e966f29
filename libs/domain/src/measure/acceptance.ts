import type { RulesOf } from '../command-rule.js';
import type { EvaluationEvent } from '../evaluation/evaluation.events.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { addMonths } from '../follow-up/calendar.js';
import type { Decided } from '../history.js';
import type { MeasureId, PlainDate } from '../ids.js';
import { notYetRecorded } from '../import/not-yet-recorded.js';
import { limits } from '../limits.js';
import { evaluationIn, requireLoaded, inPlan, measuresOf } from '../loaded.js';
import type { AdoptPlan } from '../plan/plan.commands.js';
import { planClosed, planEmpty, planNotAdopted, planNotDraft } from '../plan/plan.errors.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances } from '../register.js';
import type { Authority } from '../roles/actor.js';
import { requireAuthority } from '../roles/permissions.js';
import { bringDecision } from '../roles/right.js';
import { somebodyMaySignOff } from './four-eyes.js';
import type { MeasureCommand } from './measure.commands.js';
import { dateNeeded, measureClosed, nobodyMaySignOff, withoutDate } from './measure.errors.js';
import type { MeasureEvent } from './measure.events.js';
import { evolveMeasure } from './measure.evolve.js';
import { deadlineOf, isUnfinished, itemNumber, type Measure } from './measure.js';

export const acceptanceRules: RulesOf<AdoptPlan | Extract<MeasureCommand, { type: 'AcceptMeasure' }>> = {
  AdoptPlan: {
    right: bringDecision,
    needs: ({ planId }) => ({
      plans: [{ id: planId, lock: 'update' }],
      measuresOfPlans: [planId],
      evaluationsOfMeasures: true,
    }),
    decide: (command, loaded, circumstances) => {
      const plan = requireLoaded(loaded.plans, 'plan', command.planId);
      const measures = measuresOf(loaded, command.planId);
      return decideAdoptPlan({ plan, measures, evaluation: evaluationIn(loaded) }, command, circumstances);
    },
  },
  AcceptMeasure: {
    right: bringDecision,
    needs: ({ measureId }) => ({ measures: [measureId], evaluationsOfMeasures: true }),
    decide: (command, loaded, circumstances) => {
      const { measure, plan } = inPlan(loaded, command.measureId);
      return decideAcceptMeasure({ plan, measure, evaluation: evaluationIn(loaded) }, command, circumstances);
    },
  },
};

type FindEvaluation = (id: string) => Evaluation | undefined;

/**
 * Leadership adopts the plan: every proposed measure is accepted, and the recommendations behind them are followed.
 * @throws DomainError `leadership-decides`, `plan-adopted`, `plan-empty`, `measures-without-date`, `nobody-may-sign-off`
 */
function decideAdoptPlan(
  { plan, measures, evaluation }: { plan: Plan; measures: readonly Measure[]; evaluation: FindEvaluation },
  command: AdoptPlan,
  circumstances: Circumstances,
): Decided[] {
  requireAuthority(circumstances, command.authority);
  if (plan.state !== 'draft') throw planNotDraft(plan);
  if (measures.length === 0) throw planEmpty(plan);
  requireReady(measures, plan, circumstances);
  return [
    {
      stream: 'plan',
      id: plan.id,
      events: [{ type: 'PlanAdopted', data: { authority: command.authority } }],
    },
    ...accepted(measures, command.authority, evaluation),
  ];
}

/** A measure that comes after adoption is accepted on its own, under the same conditions. */
function decideAcceptMeasure(
  { plan, measure, evaluation }: { plan: Plan; measure: Measure; evaluation: FindEvaluation },
  command: Extract<MeasureCommand, { type: 'AcceptMeasure' }>,
  circumstances: Circumstances,
): Decided[] {
  requireAuthority(circumstances, command.authority);
  if (plan.state === 'draft') throw planNotAdopted(plan);
  if (plan.state === 'closed') throw planClosed(plan);
  if (measure.state === 'closed') throw measureClosed(measure);
  if (measure.state !== 'proposed') return [];
  requireReady([measure], plan, circumstances);
  return accepted([measure], command.authority, evaluation);
}

function requireReady(measures: readonly Measure[], plan: Plan, { today, register }: Circumstances): void {
  const undated = measures.filter((measure) => !isDated(measure, today));
  if (undated.length > 0) throw withoutDate(undated);
  const unsignable = measures.flatMap((measure) =>
    measure.items
      .filter((item) => !somebodyMaySignOff(item, plan, register))
      .map((item) => itemNumber(measure, item)),
  );
  if (unsignable.length > 0) throw nobodyMaySignOff(unsignable);
}

/** A deadline (of the measure, or of each of its items), or a review date at most 12 months off. */
function isDated(measure: Measure, today: PlainDate): boolean {
  if (measure.deadline !== undefined) return true;
  if (measure.reviewOn !== undefined && measure.reviewOn <= addMonths(today, limits.reviewMonths))
    return true;
  const unfinished = measure.items.filter(isUnfinished);
  return unfinished.length > 0 && unfinished.every((item) => deadlineOf(measure, item) !== undefined);
}

/**
 * An accepted measure never ends up with neither deadline nor review date, whatever is done to it.
 * @throws DomainError `date-needed`
 */
export function requireStillDated(
  before: Measure,
  events: readonly MeasureEvent[],
  circumstances: Circumstances,
): void {
  if (before.state === 'proposed' || !isDated(before, circumstances.today)) return;
  const after = events.reduce<Measure>(
    (measure, event) => evolveMeasure(measure, { ...event, ...notYetRecorded(circumstances), version: 0 }),
    before,
  );
  if (!isDated(after, circumstances.today)) throw dateNeeded(before);
}

function accepted(measures: readonly Measure[], authority: Authority, evaluation: FindEvaluation): Decided[] {
  const accepting: Decided[] = measures
    .filter((measure) => measure.state === 'proposed')
    .map((measure) => ({
      stream: 'measure',
      id: measure.id,
      events: [{ type: 'MeasureAccepted', data: { authority } }],
    }));
  return [...accepting, ...followedRecommendations(measures, authority, evaluation)];
}

/** A recommendation without an outcome that became a measure is followed from now on; one decided before stays as it is. */
function followedRecommendations(
  measures: readonly Measure[],
  authority: Authority,
  evaluation: FindEvaluation,
): Decided[] {
  const byEvaluation = new Map<string, Map<string, MeasureId[]>>();
  for (const { id, source } of measures) {
    if (source?.recommendationId === undefined) continue;
    const recommendations = byEvaluation.get(source.evaluationId) ?? new Map<string, MeasureId[]>();
    const followedBy = recommendations.get(source.recommendationId) ?? [];
    byEvaluation.set(source.evaluationId, recommendations.set(source.recommendationId, [...followedBy, id]));
  }
  return [...byEvaluation].flatMap(([id, recommendations]): Decided[] => {
    const undecided = new Set(
      evaluation(id)
        ?.recommendations.filter((known) => known.outcome === undefined)
        .map((known) => known.id),
    );
    const events = [...recommendations]
      .filter(([recommendationId]) => undecided.has(recommendationId))
      .map(([recommendationId, measureIds]): EvaluationEvent => ({
        type: 'OutcomeDecided',
        data: { recommendationId, outcome: { kind: 'followed', measureIds }, authority },
      }));
    return events.length === 0 ? [] : [{ stream: 'evaluation', id, events }];
  });
}

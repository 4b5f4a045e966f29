import { open } from '../access/access.js';
import type { RulesOf } from '../command-rule.js';
import { invalid, notFound } from '../domain-error.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import type { Decided } from '../history.js';
import type { PlainDate } from '../ids.js';
import { limits } from '../limits.js';
import { evaluationIn, requireLoaded, handedOut, measureIn } from '../loaded.js';
import { type Needs, unique } from '../needs.js';
import { planClosed } from '../plan/plan.errors.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import { register } from '../roles/right.js';
import { addedItems } from './assignment.js';
import { requireDeadline, requireReviewDate } from './deadline.decide.js';
import type { NewMeasure, NewResponsibility, RegisterMeasures } from './measure.commands.js';
import type { MeasureEvent } from './measure.events.js';
import { contentOf } from './measure-content.js';
import { numbered } from './measure.evolve.js';

export const registrationRules: RulesOf<RegisterMeasures> = {
  RegisterMeasures: {
    right: register,
    needs: ({ planId, measures }) => ({
      plans: [{ id: planId, lock: 'share' }],
      evaluations: sourceEvaluations(measures),
      measuresToSee: unique(measures.map(({ predecessorId }) => predecessorId)),
      parties: unique(measures.flatMap(({ responsible }) => responsible?.partyIds ?? [])),
      measureNumbers: { planId, count: measures.length },
    }),
    decide: (command, loaded, circumstances) => {
      const state = {
        plan: requireLoaded(loaded.plans, 'plan', command.planId),
        evaluation: evaluationIn(loaded),
        measureExists: measureIn(loaded),
        firstNumber: handedOut(loaded.firstMeasureNumber),
      };
      return decideRegisterMeasures(state, command, circumstances);
    },
  },
};

function sourceEvaluations(measures: readonly NewMeasure[]): Needs['evaluations'] {
  return unique(measures.map(({ source }) => source?.evaluationId)).map((id) => ({ id, lock: 'none' }));
}

interface RegistrationState {
  plan: Plan;
  evaluation: (id: string) => Evaluation | undefined;
  measureExists: (id: string) => boolean;
  /** The number the first of them gets; the rest follow. */
  firstNumber: number;
}

/**
 * New measures in the order given, numbered on. In an adopted plan they stay proposed until each is accepted.
 * @throws DomainError `plan-closed`, `not-found`, `invalid-value`, `not-permitted`
 */
export function decideRegisterMeasures(
  state: RegistrationState,
  command: RegisterMeasures,
  circumstances: Circumstances,
): Decided[] {
  requirePermission(circumstances.actor, 'register');
  if (state.plan.state === 'closed') throw planClosed(state.plan);
  if (command.measures.length === 0) throw invalid('measures', 'No measure is given.', 'Give at least one.');
  if (command.measures.length > limits.measuresAtOnce) {
    throw invalid(
      'measures',
      `At most ${limits.measuresAtOnce} measures at once.`,
      'Send the rest in another call.',
    );
  }
  return command.measures.map((measure, index) => {
    requireKnownReferences(state, measure, index);
    requireDates(state, measure, index, circumstances.today);
    const registered = registeredEvent(state, measure, index, circumstances);
    return { stream: 'measure', id: registered.data.measureId, events: [registered] };
  });
}

type Registered = Extract<MeasureEvent, { type: 'MeasureRegistered' }>;

function requireDates(
  { plan, evaluation }: RegistrationState,
  { deadline, reviewOn, source }: NewMeasure,
  index: number,
  today: PlainDate,
): void {
  if (reviewOn !== undefined) requireReviewDate(`measures.${index}.reviewOn`, reviewOn, today);
  if (deadline === undefined) return;
  const of = source === undefined ? undefined : evaluation(source.evaluationId);
  requireDeadline(`measures.${index}.deadline.on`, deadline, { plan, evaluation: of }, today);
}

function requireKnownReferences(state: RegistrationState, measure: NewMeasure, index: number): void {
  const { source, themeId, subGoalIds, predecessorId } = measure;
  if (measure.title.trim() === '')
    throw invalid(`measures.${index}.title`, 'The title is empty.', 'Give it a title.');
  if (source !== undefined) {
    const evaluation = state.evaluation(source.evaluationId);
    if (evaluation === undefined) throw notFound('evaluation', source.evaluationId);
    const { recommendationId } = source;
    if (
      recommendationId !== undefined &&
      !evaluation.recommendations.some((known) => known.id === recommendationId)
    ) {
      throw notFound('recommendation', recommendationId);
    }
    const strange = source.findingIds?.find((id) => !evaluation.findings.some((known) => known.id === id));
    if (strange !== undefined) throw notFound('finding', strange);
  }
  if (themeId !== undefined && !state.plan.themes.some((theme) => theme.id === themeId))
    throw notFound('theme', themeId);
  const subGoals = new Set(state.plan.goals.flatMap((goal) => goal.subGoals).map((subGoal) => subGoal.id));
  const strangeGoal = subGoalIds?.find((id) => !subGoals.has(id));
  if (strangeGoal !== undefined) throw notFound('sub-goal', strangeGoal);
  if (predecessorId !== undefined && !state.measureExists(predecessorId))
    throw notFound('measure', predecessorId);
}

function registeredEvent(
  { plan, firstNumber }: RegistrationState,
  measure: NewMeasure,
  index: number,
  circumstances: Circumstances,
): Registered {
  const { newId } = circumstances;
  const { source, pickedFrom, recurrence, predecessorId, responsible, deadline, reviewOn } = measure;
  const subPoints = (measure.subPoints ?? []).map((subPoint) => ({ id: newId(), text: subPoint.text }));
  return {
    type: 'MeasureRegistered',
    data: {
      measureId: newId(),
      planId: plan.id,
      number: firstNumber + index,
      ...contentOf({ about: measure.title, subGoalIds: [], access: open, ...measure }),
      subPoints,
      ...(source === undefined ? {} : { source: { ...source, findingIds: source.findingIds ?? [] } }),
      ...(pickedFrom === undefined ? {} : { pickedFrom }),
      ...(recurrence === undefined ? {} : { recurrence }),
      ...(predecessorId === undefined ? {} : { predecessorId }),
      ...(responsible === undefined
        ? {}
        : { responsibility: responsibility(subPoints, responsible, index, circumstances) }),
      ...(deadline === undefined ? {} : { deadline }),
      ...(reviewOn === undefined ? {} : { reviewOn }),
    },
  };
}

function responsibility(
  subPoints: Registered['data']['subPoints'],
  responsible: NewResponsibility,
  index: number,
  circumstances: Circumstances,
): NonNullable<Registered['data']['responsibility']> {
  const items = addedItems({ items: [], ...numbered(subPoints) }, responsible, circumstances);
  if (items.length === 0) {
    throw invalid(
      `measures.${index}.responsible`,
      'The group has no members.',
      'Add its members first, or name an organisation.',
    );
  }
  return { mode: responsible.mode, items };
}

import { open } from '../access/access.js';
import { invalid, notFound } from '../domain-error.js';
import type { Decided, RecordedEvent } from '../history.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { limits } from '../limits.js';
import { planClosed } from '../plan/plan.errors.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import { assignmentEvents } from './assignment.js';
import type { NewMeasure, RegisterMeasures } from './measure.commands.js';
import { evolveMeasure } from './measure.evolve.js';
import type { MeasureEvent } from './measure.events.js';
import type { Measure } from './measure.js';

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
    const events = registrationEvents(state, measure, state.firstNumber + index, index, circumstances);
    const [first] = events;
    return { stream: 'measure', id: first.data.measureId, events };
  });
}

type Registered = Extract<MeasureEvent, { type: 'MeasureRegistered' }>;

function registrationEvents(
  state: RegistrationState,
  measure: NewMeasure,
  number: number,
  index: number,
  circumstances: Circumstances,
): [Registered, ...MeasureEvent[]] {
  requireKnownReferences(state, measure, index);
  const registered = registeredEvent(state.plan, measure, number, circumstances);
  const events: [Registered, ...MeasureEvent[]] = [registered];
  if (measure.responsible !== undefined) {
    events.push(...assignmentEvents(fresh(registered, circumstances), measure.responsible, circumstances));
  }
  if (measure.deadline !== undefined) events.push({ type: 'DeadlineSet', data: measure.deadline });
  if (measure.reviewOn !== undefined) {
    if (measure.reviewOn < circumstances.today) {
      throw invalid(
        `measures.${index}.reviewOn`,
        'The review date has passed.',
        'Choose a date from today on.',
      );
    }
    events.push({ type: 'ReviewDateSet', data: { from: null, to: measure.reviewOn } });
  }
  return events;
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
  plan: Plan,
  measure: NewMeasure,
  number: number,
  { newId }: Circumstances,
): Registered {
  return {
    type: 'MeasureRegistered',
    data: {
      measureId: newId(),
      planId: plan.id,
      number,
      title: measure.title,
      about: measure.about ?? measure.title,
      text: measure.text,
      subGoalIds: measure.subGoalIds ?? [],
      access: measure.access ?? open,
      subPoints: (measure.subPoints ?? []).map((subPoint) => ({ id: newId(), text: subPoint.text })),
      ...(measure.source === undefined
        ? {}
        : { source: { ...measure.source, findingIds: measure.source.findingIds ?? [] } }),
      ...(measure.themeId === undefined ? {} : { themeId: measure.themeId }),
      ...(measure.recurrence === undefined ? {} : { recurrence: measure.recurrence }),
      ...(measure.predecessorId === undefined ? {} : { predecessorId: measure.predecessorId }),
    },
  };
}

/** The measure as it stands after its first event: what the assignment numbers its items from. */
function fresh(registered: Registered, { actor, now }: Circumstances): Measure {
  const event: RecordedEvent<MeasureEvent> = {
    ...registered,
    version: 1,
    at: now,
    actorId: actor.id,
    commandId: '',
  };
  return evolveMeasure(undefined, event);
}

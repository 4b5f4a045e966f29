import type { Asked, RulesOf } from '../command-rule.js';
import { invalid, notFound } from '../domain-error.js';
import type { Decided } from '../history.js';
import { requireLoaded, inPlan, inStream, measureIn } from '../loaded.js';
import type { MeasureCommand } from '../measure/measure.commands.js';
import { reasonMissing } from '../measure/measure.errors.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import type { Measure } from '../measure/measure.js';
import { planClosed } from '../plan/plan.errors.js';
import type { Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import type { Right } from '../roles/right.js';

const confirmRepetition: Right = { held: ['confirm-repetition'] };

export const repetitionRules: RulesOf<RepetitionCommand> = {
  ConfirmRepetition: {
    right: confirmRepetition,
    needs: ({ measureId, earlierMeasureId }) => ({
      measures: [measureId],
      measuresToSee: [earlierMeasureId],
    }),
    decide: onRepeated,
  },
  WithdrawRepetition: {
    right: confirmRepetition,
    needs: ({ measureId }) => ({ measures: [measureId] }),
    decide: onRepeated,
  },
};

function onRepeated(...[command, loaded, circumstances]: Asked<RepetitionCommand>): Decided[] {
  const { measureId, earlierMeasureId } = command;
  const { measure, plan } = inPlan(loaded, measureId);
  if (plan.state === 'closed') throw planClosed(plan);
  const earlier = measureIn(loaded)(earlierMeasureId)
    ? requireLoaded(loaded.measures, 'measure', earlierMeasureId)
    : undefined;
  return inStream('measure', measure.id, decideRepetition(measure, earlier, command, circumstances));
}

/** A fact about the recommendation, not about how it goes: a closed measure takes it too. */
export type RepetitionCommand = Extract<
  MeasureCommand,
  { type: 'ConfirmRepetition' } | { type: 'WithdrawRepetition' }
>;

/**
 * A machine finds what is alike; that a recommendation returns is a person's word.
 * @param earlier the measure that is said to have come before; undefined when there is no such
 * @throws DomainError `not-permitted`, `not-found`, `invalid-value`, `reason-missing`
 */
function decideRepetition(
  measure: Measure,
  earlier: Measure | undefined,
  command: RepetitionCommand,
  { actor }: Circumstances,
): MeasureEvent[] {
  requirePermission(actor, 'confirm-repetition');
  const { earlierMeasureId } = command;
  const known = measure.repeats?.some((repetition) => repetition.earlierMeasureId === earlierMeasureId);
  if (command.type === 'WithdrawRepetition') {
    if (known !== true) throw notFound('repetition', earlierMeasureId);
    if (command.reason.trim() === '') throw reasonMissing('reason', 'Withdrawing that a measure is repeated');
    return [{ type: 'RepetitionWithdrawn', data: { earlierMeasureId, reason: command.reason } }];
  }
  if (earlier === undefined) throw notFound('measure', earlierMeasureId);
  requireCameBefore(measure, earlier);
  if (known === true) return [];
  const note = command.note === undefined || command.note.trim() === '' ? {} : { note: command.note };
  return [{ type: 'RepetitionConfirmed', data: { earlierMeasureId, ...note } }];
}

/** When each was registered says little: an old evaluation may be registered after a new one. */
function requireCameBefore(measure: Measure, earlier: Measure): void {
  if (earlier.id === measure.id) {
    throw invalid('earlierMeasureId', 'A measure can’t repeat itself.', 'Name the earlier measure.');
  }
  if (earlier.repeats?.some(({ earlierMeasureId }) => earlierMeasureId === measure.id) === true) {
    throw invalid(
      'earlierMeasureId',
      `Measure ${earlier.number} is said to repeat this one, so it can’t have come before it.`,
      'Withdraw that first if it is the other way round.',
    );
  }
}

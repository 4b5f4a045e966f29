import { DomainError } from '../domain-error.js';
import type { Plan } from './plan.js';

export function planClosed(plan: Plan): DomainError {
  return new DomainError({
    type: 'plan-closed',
    refusal: 'conflict',
    title: 'The plan is closed',
    detail: `Plan ${plan.number} is closed and nothing in it changes any more.`,
    next: 'Register what is new in another plan, with predecessorId where it carries something on.',
    extra: { plan: plan.number },
  });
}

export function planNotDraft(plan: Plan): DomainError {
  return new DomainError({
    type: 'plan-adopted',
    refusal: 'conflict',
    title: 'The plan has been adopted',
    detail: `Plan ${plan.number} was adopted before.`,
    next: 'A measure that came later is accepted on its own: POST /api/v1/measures/{id}/acceptances',
    extra: { plan: plan.number },
  });
}

export function planNotAdopted(plan: Plan): DomainError {
  return new DomainError({
    type: 'plan-not-adopted',
    refusal: 'conflict',
    title: 'The plan has not been adopted',
    detail: `Plan ${plan.number} is a draft.`,
    next: 'Have leadership adopt it first.',
    extra: { plan: plan.number },
  });
}

export function planEmpty(plan: Plan): DomainError {
  return new DomainError({
    type: 'plan-empty',
    refusal: 'conflict',
    title: 'The plan has no measures',
    detail: `Plan ${plan.number} has no measures to adopt.`,
    next: 'Register its measures first.',
    extra: { plan: plan.number },
  });
}

/** @see EXAMPLES.md, the API's refusal: what is missing stands in the answer. */
export function openMeasures(
  plan: Plan,
  open: readonly { number: number; openItems: readonly string[] }[],
): DomainError {
  return new DomainError({
    type: 'open-measures',
    refusal: 'conflict',
    title: 'The plan has open measures',
    detail: `Plan ${plan.number} can’t be closed: ${open.length} of its measures are not closed.`,
    next: `Close them first: GET /api/v1/plans/${plan.id}/measures lists them`,
    extra: {
      plan: plan.number,
      openMeasures: open.map((measure) => measure.number),
      openItems: open.flatMap((measure) => measure.openItems),
    },
  });
}

export function jointNumbersUsed(plan: Plan, numbers: readonly number[]): DomainError {
  return new DomainError({
    type: 'joint-numbers-used',
    refusal: 'conflict',
    title: 'A measure stands in another joint line',
    detail: `In plan ${plan.number} measure ${numbers.join(', ')} already stands in a joint line of the summary.`,
    next: 'Leave it out: a measure is told in one line only.',
    extra: { plan: plan.number, numbers: [...numbers] },
  });
}

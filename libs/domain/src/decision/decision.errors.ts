import { DomainError } from '../domain-error.js';
import type { Decision } from './decision.js';

export function decisionFulfilled({ caseNumber }: Decision): DomainError {
  return new DomainError({
    type: 'decision-fulfilled',
    refusal: 'conflict',
    title: 'The decision has been carried out',
    detail: `Decision ${caseNumber} was marked as carried out before.`,
    next: 'Nothing needs to be done.',
  });
}

export function notCountersigned({ id, caseNumber }: Decision): DomainError {
  return new DomainError({
    type: 'decision-not-countersigned',
    refusal: 'conflict',
    title: 'The decision has no effect yet',
    detail: `Decision ${caseNumber} has not been countersigned.`,
    next: `Have another than the one who entered it countersign: POST /api/v1/decisions/${id}/countersignatures`,
    extra: { caseNumber },
  });
}

export function decisionSettled({ caseNumber, countersigning }: Decision): DomainError {
  const withdrawn = countersigning?.kind === 'withdrawn';
  return new DomainError({
    type: 'decision-settled',
    refusal: 'conflict',
    title: withdrawn ? 'The decision was withdrawn' : 'The decision has effect already',
    detail: withdrawn
      ? `Decision ${caseNumber} was withdrawn: ${countersigning.reason}`
      : `Decision ${caseNumber} does not wait for a countersignature.`,
    next: withdrawn ? 'Enter it again if the body did decide it.' : 'Nothing needs to be done.',
    extra: { caseNumber },
  });
}

export function enteredByOneself({ caseNumber }: Decision): DomainError {
  return new DomainError({
    type: 'countersigned-by-another',
    refusal: 'forbidden',
    title: 'Another must countersign',
    detail: `You entered decision ${caseNumber} yourself.`,
    next: 'Ask somebody else in the secretariat, or leadership, to countersign it.',
    extra: { caseNumber },
  });
}

import { DomainError } from '../domain-error.js';

export function importRegistered(planNumber: number): DomainError {
  return new DomainError({
    type: 'import-registered',
    refusal: 'conflict',
    title: 'The import has been registered',
    detail: `This import was registered in plan ${planNumber} before.`,
    next: 'Look at the plan: what was confirmed stands there.',
    extra: { plan: planNumber },
  });
}

export function nothingToImport(): DomainError {
  return new DomainError({
    type: 'nothing-to-import',
    refusal: 'invalid',
    title: 'There is nothing to register',
    detail: 'No measure is left, and no change.',
    next: 'Take back a measure that was left out, or add one.',
  });
}

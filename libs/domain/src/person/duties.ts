import { DomainError } from '../domain-error.js';
import type { PersonId } from '../ids.js';

/** What a person answers for that is not finished. */
export interface Duty {
  as: 'contact' | 'leader' | 'case-officer' | 'substitute' | 'reviewer';
  /** The party's name, or the plan's number; of a reviewer "1/7", plan and measure. */
  of: string;
}

/** A person can’t be deactivated while somebody still counts on them: nagging never stops silently. */
export function openDuties(personId: PersonId, duties: readonly Duty[]): DomainError {
  const named = duties.map(({ as, of }) => `${as} of ${of}`);
  return new DomainError({
    type: 'open-duties',
    refusal: 'conflict',
    title: 'The person still has duties',
    detail: `Open duties: ${named.join(', ')}.`,
    next: 'Give each of them to somebody else first.',
    extra: { personId, duties },
  });
}

import { DomainError } from '#domain/domain-error.js';

/** What is kept of a locked report is not what was locked: it is not handed out as if it were. */
export function reportAltered(): DomainError {
  return new DomainError({
    type: 'report-altered',
    refusal: 'conflict',
    title: 'The report is not as it was locked',
    detail: 'The content of this locked report, or of its file, has been altered since it was locked.',
    next: 'Do not use it. Tell whoever runs Kvittert, who finds the next step with verify:record.',
  });
}

import { type ArgumentMetadata, type PipeTransform, StandardSchemaValidationPipe } from '@nestjs/common';
import type { ProblemValue } from './problem.js';
import { refusals } from './refusals.js';

/** At most so many are listed: one body may hold 10,000 measures, each wrong in the same way. */
const mostErrorsListed = 50;

type Issue = Parameters<
  NonNullable<NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory']>
>[0][number];

const bodyPipe = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) =>
    refusals.invalidRequest(valuesOf(issues, (path) => ({ pointer: fragment(path) }))),
});
const queryPipe = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) =>
    refusals.invalidRequest(valuesOf(issues, (path) => ({ parameter: path.map(String).join('.') }))),
});
/** An id that can’t be one names nothing. */
const pathPipe = new StandardSchemaValidationPipe({ exceptionFactory: () => refusals.notAnId() });

/** Validates what a parameter’s own schema describes; each issue becomes one entry of the problem’s `errors`. */
export class SchemaValidation implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const pipe = metadata.type === 'body' ? bodyPipe : metadata.type === 'param' ? pathPipe : queryPipe;
    return pipe.transform(value, metadata);
  }
}

function valuesOf(
  issues: readonly Issue[],
  place: (path: readonly PropertyKey[]) => { pointer: string } | { parameter: string },
): ProblemValue[] {
  return issues
    .flatMap((issue) => {
      const path = pathOf(issue);
      // zod names unknown keys together, at their parent; each gets its own place.
      const keys = 'keys' in issue && Array.isArray(issue.keys) ? (issue.keys as PropertyKey[]) : [];
      return keys.length === 0
        ? [{ ...place(path), detail: issue.message }]
        : keys.map((key) => ({ ...place([...path, key]), detail: 'is not known here' }));
    })
    .slice(0, mostErrorsListed);
}

function pathOf(issue: Issue): PropertyKey[] {
  return (issue.path ?? []).map((step) => (typeof step === 'object' ? step.key : step));
}

/** JSON pointer (RFC 6901) as a URI fragment; the whole body is `#`. */
function fragment(path: readonly PropertyKey[]): string {
  return `#${path
    .map((step) => `/${encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('')}`;
}

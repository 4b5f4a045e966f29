import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { invalid } from '#domain/domain-error.js';
import { say, sayProblem } from './say.js';

const domain = join(import.meta.dirname, '..', '..', '..', 'domain', 'src');

/** The fields that rules of the domain don't take a value of, as their sources name them; indexes become 3. */
function refusedFields(): string[] {
  const sources = readdirSync(domain, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );
  const fields = sources.flatMap((file) =>
    [...readFileSync(join(domain, file), 'utf8').matchAll(/\binvalid\(\s*(?:'([^']+)'|`([^`]+)`)/gu)].map(
      ([, plain, template]) =>
        (plain ?? template ?? '').replaceAll(/\$\{\w*[iI]ndex\}/gu, '3').replace(/^\$\{path\}/u, ''),
    ),
  );
  return [...new Set(fields)].sort();
}

describe('a value that is not taken', () => {
  it('is found in the rules', () => {
    expect(refusedFields().length).toBeGreaterThan(30);
  });

  it.each(refusedFields())('%s: it is said what to write instead', (field) => {
    const said = sayProblem('nb', invalid(field, 'No.'));
    expect(said).not.toBe(say('nb', 'problem.invalid-value'));
    expect(said).toMatch(/\.$/u);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Refusal } from '#domain/domain-error.js';
import { statusOfRefusal } from './problem-of.js';
import { problemTypes } from './problem-types.js';
import { refusals } from './refusals.js';
import type { RefusedRequest } from './problem.js';

const libraries = join(import.meta.dirname, '..', '..', '..', '..', 'libs');

/** `type` and `refusal` of every DomainError that the rules and the record can give, read from their sources. */
function domainRefusals(): { type: string; refusal: Refusal }[] {
  return ['domain', 'record'].flatMap((library) =>
    sources(join(libraries, library, 'src')).flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /type: (?:'([a-z-]+)'|`item-not-\$\{wanted\}`),\s+refusal: '([a-z-]+)'/g,
        ),
      ].flatMap(([, type, refusal]) =>
        (type === undefined ? ['item-not-open', 'item-not-reported-done'] : [type]).map((name) => ({
          type: name,
          refusal: refusal as Refusal,
        })),
      ),
    ),
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => join(folder, file));
}

/** One of each refusal that HTTP itself can give. */
const ownRefusals: RefusedRequest[] = [
  refusals.invalidRequest([{ pointer: '#/title', detail: 'is missing' }]),
  refusals.malformedBody('It ends in the middle.'),
  refusals.notJson('text/plain'),
  refusals.bodyTooLarge(1_000_000),
  refusals.noSuchAddress('GET', '/tull'),
  refusals.methodNotAllowed('PUT', '/api/v1/plans', ['GET', 'POST']),
  refusals.notAnId(),
  refusals.idempotencyKeyMissing(),
  refusals.idempotencyKeyUnusable(),
  refusals.ifMatchMissing(),
  refusals.ifMatchUnusable(),
  refusals.tokenMissing(),
  refusals.tokenRefused('The token has expired.'),
  refusals.fileNotMade(),
  refusals.identityProviderUnavailable(),
  refusals.notRegistered(),
  refusals.clientWithoutScope(),
  refusals.emailNotVerified(),
];

describe('problem types', () => {
  it('are found in the sources', () => {
    expect(domainRefusals().length).toBeGreaterThan(25);
    expect(ownRefusals).toHaveLength(Object.keys(refusals).length);
  });

  it('of the domain and the record are all explained, with the status they are answered with', () => {
    const expected = Object.fromEntries(
      domainRefusals().map(({ type, refusal }) => [type, statusOfRefusal[refusal]]),
    );
    const explained = Object.fromEntries(
      Object.keys(expected).map((type) => [type, problemTypes[type]?.status]),
    );
    expect(explained).toEqual(expected);
  });

  it('of HTTP itself are all explained, with the status they are answered with', () => {
    for (const { problem } of ownRefusals) {
      expect({ type: problem.type, status: problemTypes[problem.type]?.status }).toEqual({
        type: problem.type,
        status: problem.status,
      });
    }
  });
});

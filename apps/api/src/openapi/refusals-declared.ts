import { permissions } from '#domain/roles/permissions.js';
import { type Scope, scopes } from '#domain/roles/actor.js';
import { problemTypes } from '../problems/problem-types.js';
import type { Operation } from './described.js';
import { refusalsOfOperations } from './refusals-of-operations.js';

/** Problem types by status. */
export type Refusals = ReadonlyMap<number, readonly string[]>;

/** Whatever an operation may answer instead of what was asked for, from what it takes and what its rules refuse. */
export function refusalsDeclared(path: string, method: string, operation: Operation): Refusals {
  const types = new Set([
    ...refusedToAnybody,
    ...ofWhatIsSent(path, method, operation),
    ...(refusalsOfOperations[operation.operationId]?.problems ?? []),
  ]);
  const byStatus = new Map<number, string[]>();
  for (const type of [...types].sort()) {
    const status = problemTypes[type]?.status;
    if (status === undefined) throw new Error(`${operation.operationId}: no problem type ${type}`);
    byStatus.set(status, [...(byStatus.get(status) ?? []), type]);
  }
  return new Map([...byStatus].sort(([one], [other]) => one - other));
}

const refusedToAnybody = [
  'token-missing',
  'token-refused',
  'not-registered',
  'email-not-verified',
  'client-without-scope',
  'other-identity',
  // A query with names that JavaScript reserves is refused too, also by operations that take no query.
  'invalid-request',
  'identity-provider-unavailable',
  'record-unavailable',
  'internal',
];

function ofWhatIsSent(path: string, method: string, operation: Operation): string[] {
  const header = (name: string) => operation.parameters?.find((parameter) => parameter.name === name);
  const key = header('Idempotency-Key');
  const version = header('If-Match');
  const changes = key !== undefined || version?.required === true;
  return [
    ...(path.includes('{') ? ['not-found', 'no-such-address'] : []),
    ...(['post', 'put', 'patch'].includes(method)
      ? ['malformed-body', 'unsupported-media-type', 'body-too-large']
      : []),
    ...(key === undefined
      ? []
      : ['idempotency-key-unusable', 'idempotency-key-reused', 'command-in-progress']),
    ...(key?.required === true ? ['idempotency-key-missing'] : []),
    ...(version === undefined ? [] : ['if-match-unusable', 'stale']),
    ...(version?.required === true ? ['if-match-missing'] : []),
    ...(changes ? ['record-busy'] : []),
  ];
}

export interface Allowed {
  /** People's roles. */
  roles: readonly string[];
  /** An API client's: one of them is enough. */
  scopes: readonly Scope[];
}

/**
 * Who has the permission that an operation asks for; undefined where it asks for none, or where that depends on the
 * thing.
 */
export function allowed(operationId: string): Allowed | undefined {
  const asked = refusalsOfOperations[operationId]?.permissions ?? [];
  if (asked.length !== 1) return undefined;
  const holders: readonly string[] = asked.flatMap((permission) => [...permissions[permission]]);
  const isScope = (holder: string): holder is Scope => (scopes as readonly string[]).includes(holder);
  return { roles: holders.filter((holder) => !isScope(holder)), scopes: holders.filter(isScope) };
}

import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { canonicalJson } from '#domain/canonical-json.js';
import { refusals } from '../problems/refusals.js';

/** Visible ASCII. */
export const idempotencyKeyPattern = /^[\x21-\x7e]{1,255}$/;

/** The request’s Idempotency-Key. The record claims it and keeps the answer (`#record/command-handler.js`). */
export function idempotencyKey(request: Request): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !idempotencyKeyPattern.test(key)) throw refusals.idempotencyKeyUnusable();
  return key;
}

/** The same request: method, address and content. JSON’s order of keys and white space make no difference. */
export function fingerprint(request: Request): string {
  return createHash('sha256')
    .update(`${request.method} ${request.path}\n`)
    .update(request.body === undefined ? '' : canonicalJson(request.body as object))
    .digest('hex');
}

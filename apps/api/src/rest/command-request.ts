import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { canonicalJson } from '#domain/canonical-json.js';
import type { Actor } from '#domain/roles/actor.js';
import { actorOf } from '../auth/bearer.js';
import { refusals } from '../problems/refusals.js';

/** Visible ASCII. */
export const idempotencyKeyPattern = /^[\x21-\x7e]{1,255}$/;
/** One version, as `entityTag` writes it. */
export const entityTagPattern = /^"([0-9]{1,9})"$/;

/** What a command’s request carries beside its body. */
export interface CommandRequest {
  actor: Actor;
  /** Sending it again with the same key and content does nothing twice. */
  idempotency?: { key: string; fingerprint: string };
  /** The version the caller saw (If-Match). */
  seen: { expectedVersion?: number };
}

/** For POST: the Idempotency-Key is required, If-Match is honoured where it is given. */
export const Asked = createParamDecorator((_data: unknown, context: ExecutionContext): CommandRequest => {
  const request = context.switchToHttp().getRequest<Request>();
  const key = idempotencyKey(request);
  if (key === undefined) throw refusals.idempotencyKeyMissing();
  return commandRequest(request, key);
});

/** For PATCH and PUT: If-Match is required, an Idempotency-Key is honoured where it is given. */
export const AskedOfVersion = createParamDecorator(
  (_data: unknown, context: ExecutionContext): CommandRequest => {
    const request = context.switchToHttp().getRequest<Request>();
    const command = commandRequest(request, idempotencyKey(request));
    if (request.headers['if-match'] === undefined) throw refusals.ifMatchMissing();
    return command;
  },
);

/** Who asks, for reading. */
export const Reader = createParamDecorator((_data: unknown, context: ExecutionContext): Actor =>
  actorOf(context.switchToHttp().getRequest<Request>()),
);

function commandRequest(request: Request, key: string | undefined): CommandRequest {
  const expectedVersion = versionSeen(request);
  return {
    actor: actorOf(request),
    ...(key === undefined ? {} : { idempotency: { key, fingerprint: fingerprint(request) } }),
    seen: expectedVersion === undefined ? {} : { expectedVersion },
  };
}

function idempotencyKey(request: Request): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !idempotencyKeyPattern.test(key)) throw refusals.idempotencyKeyUnusable();
  return key;
}

/** The same request: method, address and content. JSON’s order of keys and white space make no difference. */
function fingerprint(request: Request): string {
  return createHash('sha256')
    .update(`${request.method} ${request.path}\n`)
    .update(request.body === undefined ? '' : canonicalJson(request.body as object))
    .digest('hex');
}

function versionSeen(request: Request): number | undefined {
  const given = request.headers['if-match'];
  if (given === undefined) return undefined;
  const version = entityTagPattern.exec(given)?.[1];
  if (version === undefined) throw refusals.ifMatchUnusable();
  return Number(version);
}

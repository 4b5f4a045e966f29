import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '#domain/roles/actor.js';
import { actorOf } from '../auth/bearer.js';
import { refusals } from '../problems/refusals.js';
import { fingerprint, idempotencyKey } from './idempotency-key.js';
import { versionSeen } from './if-match.js';

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

/** The actor who reads. */
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

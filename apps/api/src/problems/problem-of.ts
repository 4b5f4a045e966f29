import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { DomainError, type Refusal } from '#domain/domain-error.js';
import { translated } from '#record/record-errors.js';
import { RecordUnavailable } from '#record/record-unavailable.js';
import { type Problem, RefusedRequest } from './problem.js';
import { refusals } from './refusals.js';

/** Refusal of the domain → HTTP status: the only place that says so. */
export const statusOfRefusal: Readonly<Record<Refusal, number>> = {
  invalid: 422,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
};

const nextOfRefusal: Readonly<Record<Refusal, string>> = {
  invalid: 'Correct the value and send the request again.',
  forbidden: 'Ask the secretariat.',
  'not-found': 'Check the id; GET the collection lists what there is.',
  conflict: 'Read the resource again to see how it stands now.',
  stale: 'GET the resource again, look at what has changed, and send the change with the new ETag.',
};

export interface ProblemAnswer {
  problem: Problem;
  headers: Readonly<Record<string, string>>;
  /** True where the fault is ours and the log must have it. */
  ours: boolean;
}

/** What was asked for, and what may be: the methods that the address takes. */
export interface Asked {
  method: string;
  path: string;
  allowed: readonly string[];
}

/** Turns whatever was thrown into the answer; what is unknown becomes a 500 that gives nothing away. */
export function problemOf(thrown: unknown, request: Asked): ProblemAnswer {
  const error = translated(thrown);
  if (error instanceof DomainError) return { problem: domainProblem(error), headers: {}, ours: false };
  if (error instanceof RecordUnavailable) return unavailable;
  const refused = refusedRequest(error, request);
  if (refused !== undefined) return { problem: refused.problem, headers: refused.headers, ours: false };
  return {
    problem: {
      type: 'internal',
      title: 'Something went wrong here',
      status: 500,
      detail: 'The request could not be carried out. The fault is ours and has been logged.',
      next: 'Send the same request again with the same Idempotency-Key; it is done at most once. If it goes on, tell whoever runs this installation the X-Request-Id.',
    },
    headers: {},
    ours: true,
  };
}

function domainProblem(error: DomainError): Problem {
  const { field, ...extra } = error.extra;
  return {
    type: error.type,
    title: error.title,
    status: statusOfRefusal[error.refusal],
    detail: error.message,
    next: error.next ?? nextOfRefusal[error.refusal],
    ...(typeof field === 'string' ? { errors: [{ pointer: pointerOf(field), detail: error.message }] } : {}),
    extra,
  };
}

/** `share.source` or `measures.3.title` → `#/share/source`. */
function pointerOf(dottedPath: string): string {
  return `#/${dottedPath.split('.').join('/')}`;
}

const retryAfterS = 2;

const unavailable: ProblemAnswer = {
  problem: {
    type: 'record-unavailable',
    title: 'The record can’t be reached just now',
    status: 503,
    detail: 'The database does not answer. Whether the change was made is not known.',
    next: 'Send the same request again in a few seconds, with the same Idempotency-Key: it is done at most once.',
  },
  headers: { 'Retry-After': String(retryAfterS) },
  ours: true,
};

/** What Express and Nest throw themselves, in our words. */
function refusedRequest(error: unknown, { method, path, allowed }: Asked): RefusedRequest | undefined {
  if (error instanceof RefusedRequest) return error;
  if (!canBeDecoded(path)) return refusals.noSuchAddress(method, path);
  if (error instanceof NotFoundException) {
    return allowed.length === 0
      ? refusals.noSuchAddress(method, path)
      : refusals.methodNotAllowed(method, path, allowed);
  }
  if (error instanceof BadRequestException) return refusals.malformedBody(error.message);
  const status = statusOf(error);
  if (status === 413) return refusals.bodyTooLarge(limitOf(error));
  if (status === 415) return refusals.notJson(undefined);
  if (status !== undefined && status >= 400 && status < 500) {
    return refusals.malformedBody('The request could not be read.');
  }
  return undefined;
}

/** A path with a percent sign that stands for nothing names nothing; the router calls it a bad request. */
export function canBeDecoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** body-parser marks its errors with `status`; Nest’s have `getStatus`. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') return error.status;
  return undefined;
}

function limitOf(error: unknown): number | undefined {
  return error instanceof Error && 'limit' in error && typeof error.limit === 'number'
    ? error.limit
    : undefined;
}

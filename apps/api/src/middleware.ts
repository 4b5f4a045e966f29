import { randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type RequestHandler } from 'express';
import helmet from 'helmet';
import { BearerAuthentication } from './auth/bearer.js';
import type { ApiConfig } from './config.js';
import { HealthChecks } from './health/health.checks.js';
import { takesOneFile } from './uploads/uploaded-file.js';
import { RestrictedReadings } from './record/restricted-readings.js';
import { refusals } from './problems/refusals.js';
import { mountSlackInteractions } from './slack/slack.module.js';
import { speaksAsAsked } from './language/asked-language.js';

/** The largest body of a batch of measures, and of any other request (EXAMPLES.md, The API). */
const batchBodyBytes = 50_000_000;
const bodyBytes = 1_000_000;

const api = '/api/v1';
/** What of the API anybody may read: how it is used. */
const openAddresses = new Set(['/openapi.json', '/docs']);

/** What every request passes, in this order. Mounted before `init`, so before every route. */
export function useMiddleware(app: NestExpressApplication, config: ApiConfig): void {
  app.disable('x-powered-by');
  // The proxy in front says who asks (docs/operation.md); nobody from outside is believed.
  app.set('trust proxy', 'loopback, uniquelocal');
  // An ETag here is a version, for If-Match; Express would give every answer one of its own making.
  app.set('etag', false);
  app.use(namesTheRequest);
  app.use(speaksAsAsked(config.languages));
  app.use(closesConnectionsWhenStopping(app.get(HealthChecks, { strict: false })));
  app.use(securityHeaders(config));
  app.use(app.get(RestrictedReadings, { strict: false }).middleware);
  // Slack signs the bytes as they were sent: before any body parser.
  if (config.slack !== undefined) mountSlackInteractions(app);
  app.use(api, neverCached);
  // Before the body: a stranger’s 50 MB are never parsed.
  app.use(api, exceptOpenAddresses(app.get(BearerAuthentication, { strict: false }).middleware));
  app.use(`${api}/imports`, takesOneFile);
  app.use(`${api}/measure-batches`, readsJson(batchBodyBytes));
  app.use(api, readsJson(bodyBytes));
  app.use(api, requiresJson);
  app.use(api, refusesDeepBodies);
  app.use(api, refusesReservedNames);
}

/** Given by whoever stands in front, or made here; the log names it where the fault is ours. */
const namesTheRequest: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  next();
};

/** A busy keep-alive connection would otherwise hold the server open for ever. */
function closesConnectionsWhenStopping(checks: HealthChecks): RequestHandler {
  return (_request, response, next) => {
    if (checks.isStopping) response.setHeader('Connection', 'close');
    next();
  };
}

function securityHeaders(config: ApiConfig): RequestHandler {
  const overTls = config.publicUrl.startsWith('https://');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: overTls,
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** What the API answers is somebody’s, and of this moment. */
const neverCached: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

function exceptOpenAddresses(handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (openAddresses.has(request.path)) next();
    else void handler(request, response, next);
  };
}

/** What a body means nothing to (RFC 9110): it is not read, so nothing can be wrong with it. */
const bodiless = new Set(['GET', 'HEAD', 'DELETE']);

function readsJson(limit: number): RequestHandler {
  const read = express.json({ limit, strict: true });
  return (request, response, next) => {
    if (bodiless.has(request.method)) next();
    else read(request, response, next);
  };
}

/** A request without a body has an empty one; one in another format is refused instead of ignored. */
const requiresJson: RequestHandler = (request, _response, next) => {
  if (bodiless.has(request.method) || request.body !== undefined) {
    next();
    return;
  }
  const length = request.headers['content-length'];
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  if (hasBody) {
    next(refusals.notJson(request.headers['content-type']));
    return;
  }
  request.body = {};
  next();
};

/** The domain's bodies are seven levels deep at most. Much deeper ones would exhaust the stack of code that walks them. */
const deepest = 32;

const refusesDeepBodies: RequestHandler = (request, _response, next) => {
  if (isDeeperThan(deepest, request.body)) {
    next(refusals.malformedBody(`The body is nested more than ${deepest} levels deep.`));
    return;
  }
  next();
};

/** Names that mean something to JavaScript; zod would drop them without a word. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** Refused as any other name that is not known. Bodies are not deep by now. */
const refusesReservedNames: RequestHandler = (request, _response, next) => {
  const inQuery = Object.keys(request.query).filter((name) => reserved.has(name));
  const unknown = [
    ...inQuery.map((parameter) => ({ parameter, detail: 'is not known here' })),
    ...reservedWithin(request.body, '#').map((pointer) => ({ pointer, detail: 'is not known here' })),
  ];
  next(unknown.length === 0 ? undefined : refusals.invalidRequest(unknown));
};

function reservedWithin(value: unknown, pointer: string): string[] {
  if (typeof value !== 'object' || value === null || !holdsReserved(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(reserved.has(name) ? [`${pointer}/${name}`] : []),
    ...reservedWithin(inner, `${pointer}/${name}`),
  ]);
}

/** Asked first, since it is cheap: a batch has ten thousand bodies, and where such a name stands is needed only for a refusal. */
function holdsReserved(value: object): boolean {
  if (Array.isArray(value)) return value.some((inner) => isObject(inner) && holdsReserved(inner));
  for (const name of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[name];
    if (reserved.has(name) || (isObject(inner) && holdsReserved(inner))) return true;
  }
  return false;
}

/** Walks no deeper than the limit, so that the check itself is safe. */
function isDeeperThan(limit: number, value: unknown): boolean {
  if (!isObject(value)) return false;
  if (limit === 0) return holdsAnything(value);
  if (Array.isArray(value)) return value.some((inner) => isDeeperThan(limit - 1, inner));
  for (const name of Object.keys(value)) {
    if (isDeeperThan(limit - 1, (value as Record<string, unknown>)[name])) return true;
  }
  return false;
}

function holdsAnything(value: object): boolean {
  return Object.keys(value).length > 0;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RestModule } from '../../apps/api/src/rest/rest.module.js';
import { type Installation, startInstallation } from '../support/installation.js';

interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

let kvittert: Installation;
let document: Document;

beforeAll(async () => {
  kvittert = await startInstallation({ workers: 0, registerPeople: false });
  document = (await kvittert.request<Document>('GET', '/api/v1/openapi.json')).body;
}, 60_000);

afterAll(() => kvittert?.stop());

/** What is too long to ask in an address is asked by POST, and changes nothing. */
const onlyAsks = ['/api/v1/similar-measures'];

/** Every route there is, as Nest knows it. */
function routes(): string[] {
  const controllers = Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, RestModule) as Type[];
  return controllers.flatMap((controller) => {
    const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
    const prototype = controller.prototype as Record<string, object>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name] ?? {};
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const path = Reflect.getMetadata(PATH_METADATA, handler) as string;
      const address = `/${[base, path].join('/')}`.replace(/\/+/g, '/').replace(/\/$/, '');
      return [`${RequestMethod[method]} ${address.replace(/:(\w+)/g, '{$1}')}`];
    });
  });
}

function operations(): [string, string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [
      method.toUpperCase(),
      path,
      operation,
    ]),
  );
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 and has every route there is', () => {
    expect(document.openapi).toBe('3.1.0');
    const documented = operations().map(([method, path]) => `${method} ${path}`);
    expect(documented.sort()).toEqual(routes().sort());
    expect(documented.length).toBeGreaterThan(70);
  });

  it('names each operation once, and says what it does', () => {
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [method, path, { summary }] of operations()) {
      expect({ method, path, summary }).toEqual({ method, path, summary: expect.stringMatching(/\S{3}/) });
    }
  });

  it('has a schema for every body, every answer and every refusal', () => {
    for (const [method, path, { requestBody, responses }] of operations()) {
      const [[type, sent] = []] = Object.entries(requestBody?.content ?? {});
      const body = sent?.schema;
      const expected =
        method === 'GET' || method === 'DELETE'
          ? undefined
          : // A form with a file is described where it is sent.
            expect.objectContaining(
              type === 'multipart/form-data' ? { required: ['file'] } : { $ref: expect.any(String) },
            );
      expect({ method, path, body }).toEqual({ method, path, body: expected });
      const ok = responses['200'] ?? responses['201'];
      // A file has a media type of its own.
      const [answer] = Object.values(ok?.content ?? {});
      if (responses['204'] === undefined) expect(answer?.schema).toBeDefined();
      expect(responses['default']?.content?.['application/problem+json']?.schema).toEqual({
        $ref: '#/components/schemas/Problem',
      });
    }
  });

  it('asks for the Idempotency-Key on every POST and for If-Match on every PATCH and PUT', () => {
    for (const [method, path, { parameters = [] }] of operations()) {
      const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
      if (method === 'POST' && !onlyAsks.includes(path)) {
        expect({ path, required }).toEqual({ path, required: expect.arrayContaining(['Idempotency-Key']) });
      }
      if (method === 'PATCH' || method === 'PUT') {
        expect({ path, required }).toEqual({ path, required: expect.arrayContaining(['If-Match']) });
      }
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to ?? '');
    expect(references.length).toBeGreaterThan(100);
    const missing = references.filter(
      (reference) =>
        !Object.hasOwn(document.components.schemas, reference.replace('#/components/schemas/', '')),
    );
    expect(missing).toEqual([]);
  });
});

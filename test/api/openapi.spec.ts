import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import redocly from '@redocly/openapi-core';
import spectral from '@stoplight/spectral-core';
import spectralRulesets from '@stoplight/spectral-rulesets';
import * as prettier from 'prettier';
import { problemTypes } from '../../apps/api/src/problems/problem-types.js';
import { projectRoot } from '../../local/project-root.js';
import { everyController, routesOf } from '../access/routes.js';
import { refusalsAsSource, refusalsInCode } from '../support/refusals-in-code.js';
import { type Installation, startInstallation } from '../support/installation.js';

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: { bearer?: []; openId?: string[] }[];
  parameters?: { name: string; in: string; required?: boolean; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<
    string,
    {
      content?: Record<string, { schema: object }>;
      'x-problem-types'?: string[];
      links?: Record<string, { operationId: string; parameters: Record<string, string> }>;
    }
  >;
}
interface Document {
  openapi: string;
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

let kvittert: Installation;
let document: Document;

beforeAll(async () => {
  kvittert = await startInstallation({ workers: 0, registerPeople: false });
  document = (await kvittert.request<Document>('GET', '/api/v1/openapi.json')).body;
});

afterAll(() => kvittert?.stop());

/** What is too long to ask in an address is asked by POST, and changes nothing. */
const onlyAsks = ['/api/v1/similar-measures', '/api/v1/plans/{id}/ladder-previews'];

/** How the API is used is no operation of it. */
const notDescribed = ['GET /api/v1/openapi.json', 'GET /api/v1/docs'];

/** Every route of the REST API, as Nest knows it. */
function routes(): string[] {
  return everyController()
    .flatMap(routesOf)
    .filter((route) => /^\w+ \/api\/v1\//u.test(route) && !notDescribed.includes(route))
    .map((route) => route.replace(/:(\w+)/g, '{$1}'));
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
      expect(responses).not.toHaveProperty('default');
      const refusals = Object.entries(responses).filter(([status]) => Number(status) >= 400);
      expect(refusals.map(([status]) => status)).toEqual(
        expect.arrayContaining(['401', '403', '422', '500', '503']),
      );
      for (const [status, refusal] of refusals) {
        expect(refusal.content).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
        const types = refusal['x-problem-types'] ?? [];
        expect(types.map((type) => [type, String(problemTypes[type]?.status)])).toEqual(
          types.map((type) => [type, status]),
        );
      }
    }
  });

  it('declares of each operation the refusals that its code has, and the scopes that get past its permission', async () => {
    const file = join(projectRoot, 'apps', 'api', 'src', 'openapi', 'refusals-of-operations.ts');
    const options = { ...(await prettier.resolveConfig(file)), filepath: file };
    const now = await prettier.format(refusalsAsSource(refusalsInCode()), options);
    // For whoever adds an operation or a refusal: what the code has now, to be read before it is copied there.
    await writeFile(join(tmpdir(), 'kvittert-refusals-of-operations.ts'), now);
    expect(now).toBe(await readFile(file, 'utf8'));
  });

  it('lets in the scopes that it names, and no others (test/access/matrix.txt)', async () => {
    const matrix = await readFile(join(projectRoot, 'test', 'access', 'matrix.txt'), 'utf8');
    const clients = [
      'measures:read',
      undefined,
      'measures:write',
      'register:read',
      'register:write',
      'reports:run',
    ];
    const scopesOf = new Map(
      operations().map(([method, path, { security }]): [string, string[] | undefined] => {
        const named = security.flatMap(({ openId = [] }) => openId);
        const depends = security.some(({ openId }) => openId?.length === 0);
        return [`${method} ${path.replaceAll(/\{(\w+)\}/gu, ':$1')}`, depends ? undefined : named];
      }),
    );
    let compared = 0;
    for (const line of matrix.split('\n')) {
      const [, route = '', row = ''] = /^([A-Z]+ \/api\/v1\S+).*?\|(.*)$/u.exec(line) ?? [];
      const named = scopesOf.get(route);
      const cells = row.trim().split(/ +/u).slice(7);
      if (named === undefined || cells.includes('404')) continue;
      // "may" is let in, and answered by the rules for what was sent.
      const letIn = clients.filter((scope, place) => scope !== undefined && cells[place] !== '403');
      if (letIn.length === 6 - 1) continue;
      compared += 1;
      expect({ route, letIn }).toEqual({
        route,
        letIn: clients.filter((scope) => named.includes(scope ?? '')),
      });
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('leads from an answer on', () => {
    const targets = operations().flatMap(([, path, { responses }]) =>
      Object.values(responses).flatMap(({ links = {} }) =>
        Object.values(links).map((link) => ({ path, ...link })),
      ),
    );
    const byId = new Map(
      operations().map(([, path, operation]) => [operation.operationId, { path, operation }]),
    );
    for (const { operationId, parameters } of targets) {
      const known = byId.get(operationId)?.operation.parameters?.map(({ name }) => name) ?? [];
      expect(known).toEqual(expect.arrayContaining(Object.keys(parameters)));
    }
    expect(targets.length).toBeGreaterThan(150);
    const paged = operations().filter(([, , { parameters = [] }]) =>
      parameters.some(({ name }) => name === 'cursor'),
    );
    for (const [, , { operationId, responses }] of paged) {
      expect(responses['200']?.links?.[operationId]?.parameters).toMatchObject({
        cursor: '$response.body#/nextCursor',
      });
    }
  });

  it('says how each parameter looks, and what each tag is about', () => {
    for (const [method, path, { parameters = [], tags, description, summary }] of operations()) {
      for (const { name, schema } of parameters) {
        const shape = ['anyOf', 'pattern', 'format', 'enum', 'const', 'minimum', 'maxLength', 'type'].filter(
          (word) => word in schema && (word !== 'type' || schema[word] === 'boolean'),
        );
        expect({ method, path, name, shape }).toEqual({
          method,
          path,
          name,
          shape: expect.arrayContaining([expect.any(String)]),
        });
      }
      expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining(tags));
      expect(description.length).toBeGreaterThan(summary.length);
    }
    expect(document.servers).toEqual([{ url: '/', description: expect.any(String) }]);
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

  it('has nothing that Redocly’s linter would change (recommended, strict)', async () => {
    const config = await redocly.createConfig({ extends: ['recommended-strict'] });
    const source = JSON.stringify(document);
    const found = await redocly.lintFromString({ source, absoluteRef: '/openapi.json', config });
    expect(found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
  });

  it('has nothing that Spectral’s linter would change (every rule there is for OpenAPI)', async () => {
    const linter = new spectral.Spectral();
    linter.setRuleset({
      extends: [[spectralRulesets.oas as spectral.RulesetDefinition, 'all']],
      rules: {
        // Whoever runs an installation is whom to ask; the product does not know them.
        'contact-properties': 'off',
        // They stand in the order in which work goes through them.
        'openapi-tags-alphabetical': 'off',
        // Wants the scopes of openIdConnect listed in the document, where only the provider has them. Which are
        // named, and that they are the right ones, is compared with the matrix above.
        'oas3-operation-security-defined': 'off',
      },
    });
    const found = await linter.run({ ...document });
    expect(found.map(({ code, message, path }) => [code, message, path.join('/')])).toEqual([]);
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

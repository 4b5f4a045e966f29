import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Installation, startInstallation } from '../support/installation.js';
import { emails, registerVestdal, type Vestdal } from './vestdal.js';

let kvittert: Installation;
let vestdal: Vestdal;

beforeAll(async () => {
  kvittert = await startInstallation({ workers: 0, registerPeople: false });
  vestdal = await registerVestdal(kvittert);
});
afterAll(() => kvittert?.stop());

interface Raw {
  status: number;
  allow: string | undefined;
  body: string;
}

/** As it stands: `fetch` would tidy up the address. */
async function raw(method: string, path: string, body?: string): Promise<Raw> {
  const address = new URL(kvittert.apiUrl());
  const token = await kvittert.token(emails.secretary);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: address.hostname,
        port: address.port,
        method,
        path,
        headers: {
          authorization: `Bearer ${token}`,
          'idempotency-key': crypto.randomUUID(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
      },
      (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, allow: answer.headers.allow, body: text }),
        );
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

interface Parameter {
  in: string;
  name: string;
  schema?: { type?: string };
}

describe('an address that nobody should write', () => {
  it.each(['/api/v1/plans/%zz', '/api/v1/measures/%ff/items', '/planer/%zz', '/planer/1/tiltak/%E0%A4%A'])(
    '%s is not an address, and no fault of ours',
    async (path) => {
      expect((await raw('GET', path)).status).toBe(404);
    },
  );

  it('numbers beyond what the record counts are refused wherever a number is asked for', async () => {
    const { body } = await kvittert.request<{
      paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
    }>('GET', '/api/v1/openapi.json', { as: emails.secretary });
    const asked = Object.entries(body.paths).flatMap(([path, { get }]) =>
      (get?.parameters ?? [])
        .filter(({ in: where, schema }) => where === 'query' && /integer|number/u.test(schema?.type ?? ''))
        .map(({ name }) => `${path}?${name}=99999999999`),
    );
    expect(asked.length).toBeGreaterThan(10);
    for (const address of asked) {
      const path = address.replaceAll(/\{[^}]+\}/gu, vestdal.plan);
      expect({ address, status: (await raw('GET', path)).status }).toEqual({ address, status: 422 });
    }
  });

  it.each([
    ['/planer/99999999999', 404],
    ['/planer/1/tiltak/99999999999', 404],
    ['/planer/1/rapporter/99999999999', 404],
    ['/planer/1/rapporter/1?versjon=99999999999', 404],
    ['/tiltaksbank/1?versjon=99999999999', 404],
    ['/rapporter/99999999999/1/1', 404],
  ])('%s has no page', async (path, status) => {
    const answer = await raw('GET', path);
    // Without a session one is sent to the login first; never a fault of ours.
    expect([status, 302]).toContain(answer.status);
  });
});

describe('a method that the address does not take', () => {
  it.each([
    ['DELETE', '/api/v1/plans', 'GET, HEAD, POST'],
    ['PUT', '/api/v1/measures', 'GET, HEAD, POST'],
    ['POST', '/api/v1/portfolio', 'GET, HEAD'],
    ['DELETE', '/health/ready', 'GET, HEAD'],
  ])('%s %s: 405, and which it takes', async (method, path, allow) => {
    const answer = await raw(method, path);
    expect({ status: answer.status, allow: answer.allow }).toEqual({ status: 405, allow });
    expect(JSON.parse(answer.body)).toMatchObject({ type: '/problems/method-not-allowed' });
  });

  it('a page that only takes a form says so, and leads on', async () => {
    const answer = await raw('DELETE', '/planer');
    expect({ status: answer.status, allow: answer.allow }).toEqual({ status: 405, allow: 'GET, HEAD' });
    expect(answer.body).toContain('Siden kan ikke åpnes direkte');
  });

  it('an address that there isn’t is still no address, nor is one that takes the method and has nothing there', async () => {
    expect((await raw('DELETE', '/api/v1/tull')).status).toBe(404);
    for (const path of ['/assets/kvittert-0000.css', '/rapporter/7/1/1/pdf'])
      expect([path, (await raw('GET', path)).status]).toEqual([path, 404]);
  });

  it.each([
    '/',
    '/planer/1',
    '/login',
    '/rapporter',
    '/api/v1/openapi.json',
    '/api/v1/plans',
    '/assets/tull.css',
  ])('the head of %s is as the answer to GET, without its body', async (path) => {
    const [got, head] = [await raw('GET', path), await raw('HEAD', path)];
    expect({ path, status: head.status, body: head.body }).toEqual({ path, status: got.status, body: '' });
  });
});

describe('names that JavaScript keeps for itself', () => {
  const person = '"name":"Eva Dal","email":"eva@vestdal.example","roles":["owner"],"partyIds":[]';

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    '%s is refused in a body as any other unknown name',
    async (name) => {
      const answer = await raw('POST', '/api/v1/persons', `{${person},"${name}":{"roles":["leadership"]}}`);
      expect(answer.status).toBe(422);
      expect(JSON.parse(answer.body)).toMatchObject({
        errors: [{ pointer: `#/${name}`, detail: 'is not known here' }],
      });
    },
  );

  it.each(['__proto__', 'constructor'])('%s is refused within the body too', async (name) => {
    const answer = await raw(
      'POST',
      '/api/v1/evaluations',
      `{"title":"Øvelse","kind":"exercise","access":{"kind":"open","${name}":{}}}`,
    );
    expect(answer.status).toBe(422);
  });

  it.each(['__proto__', 'constructor'])('%s is refused in a query', async (name) => {
    expect((await raw('GET', `/api/v1/plans?${name}=1`)).status).toBe(422);
  });
});

describe('what can’t be done as things stand', () => {
  const refused = async (path: string, body: unknown, as: string = emails.leader) => {
    const answer = await kvittert.request<{ type: string }>('POST', `/api/v1${path}`, { as, body });
    return [answer.status, answer.body.type];
  };

  it('is a conflict, never a wrong value', async () => {
    const [measure] = vestdal.measures;
    const [item] = vestdal.items;
    expect(await refused(`/measures/${measure}/reopenings`, { reason: 'Nytt.', itemIds: [] })).toEqual([
      409,
      '/problems/measure-not-closed',
    ]);
    expect(
      await refused(`/items/${item}/waiver-decisions`, {
        granted: true,
        ground: 'Nedlagt.',
        authority: { kind: 'leader' },
      }),
    ).toEqual([409, '/problems/waiver-not-proposed']);
  });

  it('somebody else who holds what is asked for is not a database that is gone', async () => {
    const [measure] = vestdal.measures;
    const release = await kvittert.hold(`SELECT 1 FROM measure WHERE id = '${measure}' FOR UPDATE`);
    try {
      expect(
        await refused(
          `/measures/${measure}/deadlines`,
          { on: '2027-05-03', reason: 'Vinter.' },
          emails.secretary,
        ),
      ).toEqual([409, '/problems/record-busy']);
    } finally {
      await release();
    }
  });
});

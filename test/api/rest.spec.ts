import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { evaluationShown } from '../../apps/api/src/evaluations/rest/evaluation.shown.js';
import { historyEntryShown } from '../../apps/api/src/history/rest/history.shown.js';
import { itemShown, measureInList, measureShown } from '../../apps/api/src/measures/rest/measure.shown.js';
import { partyShown } from '../../apps/api/src/parties/rest/party.shown.js';
import { personShown } from '../../apps/api/src/persons/rest/person.shown.js';
import { planShown } from '../../apps/api/src/plans/rest/plan.shown.js';
import { portfolioShown } from '../../apps/api/src/portfolio/rest/portfolio.shown.js';
import { statusSummaryShown } from '../../apps/api/src/plans/rest/status-summary.shown.js';
import { addDays } from '#domain/follow-up/calendar.js';
import { todayInOslo } from '../../apps/api/src/rest/today.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { emails, make, type Made, registerVestdal, type Vestdal } from './vestdal.js';

interface List<Item> {
  items: Item[];
  nextCursor: string | null;
}

let kvittert: Installation;
let vestdal: Vestdal;

beforeAll(async () => {
  kvittert = await startInstallation({ workers: 0, registerPeople: false });
  vestdal = await registerVestdal(kvittert);
});

afterAll(() => kvittert?.stop());

async function get<Body>(as: string, path: string): Promise<Body> {
  const answer = await kvittert.request<Body>('GET', path, { as });
  if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** One request with its answer to the letter. */
async function send(method: string, path: string, headers: Record<string, string>, body: unknown) {
  const response = await fetch(`${kvittert.apiUrl()}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await kvittert.token(emails.secretary)}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function measureCount(): Promise<number> {
  const [row] = await kvittert.query<{ count: number }>('SELECT count(*)::int AS count FROM measure');
  return row?.count ?? 0;
}

describe('sending a request again', () => {
  const measure = () => ({ planId: vestdal.plan, title: 'Beredskapslager', text: 'Lageret etableres.' });

  it('gives the first answer to the letter and registers nothing more', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await send('POST', '/api/v1/measures', headers, measure());
    const count = await measureCount();
    // Another order of keys is the same request.
    const { text, title, planId } = measure();
    const again = await send('POST', '/api/v1/measures', headers, { text, planId, title });

    expect(first.status).toBe(201);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again).toMatchObject({ status: 201, text: first.text });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await measureCount()).toBe(count);
  });

  it('does it once when two are sent at the same time', async () => {
    const before = await measureCount();
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send('POST', '/api/v1/measures', headers, measure())),
    );
    const done = answers.filter(({ status }) => status === 201);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect(await measureCount()).toBe(before + 1);
  });

  it('keeps two callers’ keys apart', async () => {
    const key = randomUUID();
    const headers = { 'idempotency-key': key };
    const one = await kvittert.request<Made>('POST', '/api/v1/measures', {
      as: emails.secretary,
      body: measure(),
      headers,
    });
    const other = await kvittert.request<Made>('POST', '/api/v1/measures', {
      as: emails.colleague,
      body: { ...measure(), title: 'Kollegaens' },
      headers,
    });
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.id).not.toBe(other.body.id);
  });

  it('honours the key before If-Match, so that an honest retry is not stale', async () => {
    const measureId = vestdal.measures[0];
    const { headers } = await kvittert.request('GET', `/api/v1/measures/${measureId}`, {
      as: emails.secretary,
    });
    const sent = { 'idempotency-key': randomUUID(), 'if-match': headers.get('etag') ?? '' };
    const change = { title: 'Varslingsplanen', material: false, reason: 'Bestemt form.' };
    const first = await send('PATCH', `/api/v1/measures/${measureId}`, sent, change);
    const again = await send('PATCH', `/api/v1/measures/${measureId}`, sent, change);
    expect(first.status).toBe(200);
    expect(again).toMatchObject({ status: 200, text: first.text });
    const stale = await send(
      'PATCH',
      `/api/v1/measures/${measureId}`,
      { ...sent, 'idempotency-key': randomUUID() },
      { ...change, title: 'En annen' },
    );
    expect(stale.status).toBe(412);
  });
});

describe('what is answered', () => {
  it('keeps an idle connection longer than the proxy in front of it does', async () => {
    const { headers } = await kvittert.request('GET', '/health/live');
    expect(headers.get('keep-alive')).toBe('timeout=130');
  });

  it('has the version as ETag, which the next change takes', async () => {
    const path = `/api/v1/plans/${vestdal.plan}`;
    const seen = await kvittert.request<{ version: number }>('GET', path, { as: emails.secretary });
    expect(seen.headers.get('etag')).toBe(`"${seen.body.version}"`);
    const changed = await send(
      'PATCH',
      path,
      { 'if-match': seen.headers.get('etag') ?? '' },
      { periodEnd: '2027-12-31' },
    );
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).toBe(`"${seen.body.version + 1}"`);
  });

  it('says nothing of a version where nothing had to be changed', async () => {
    const path = `/api/v1/plans/${vestdal.plan}`;
    const seen = await kvittert.request<{ title: string }>('GET', path, { as: emails.secretary });
    const same = await send(
      'PATCH',
      path,
      { 'if-match': seen.headers.get('etag') ?? '' },
      { title: seen.body.title },
    );
    expect(same.status).toBe(200);
    expect(JSON.parse(same.text)).not.toHaveProperty('version');
  });

  it('gives a Location that leads to what was done', async () => {
    const update = { progress: 'under-way', text: 'Utkastet er sendt på høring.' };
    const answer = await kvittert.request('POST', `/api/v1/items/${vestdal.items[0]}/status-updates`, {
      as: emails.owner,
      body: update,
    });
    const { items } = await get<List<z.output<typeof historyEntryShown>>>(
      emails.owner,
      answer.headers.get('location') ?? '',
    );
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      type: 'StatusUpdated',
      actor: { id: vestdal.people.owner, name: 'Ola Hansen' },
      data: update,
    });
  });

  it('shows when the owner proposes that the effect is reviewed', async () => {
    const reported = await get(emails.owner, `/api/v1/items/${vestdal.items[1]}`);
    expect(reported).toMatchObject({ report: { effectReviewOn: '2030-05-20' } });
    const without = await get(emails.secretary, `/api/v1/items/${vestdal.items[3]}`);
    expect(without).toMatchObject({ report: { effectReviewOn: null } });
  });

  it('is what the document promises', async () => {
    const measure = `/measures/${vestdal.measures[1]}`;
    await make(kvittert, emails.secretary, `${measure}/summary-texts`, { text: 'Listen er i bruk.' });
    await make(kvittert, emails.secretary, `${measure}/risk-statements`, {
      likelihood: 'Trolig',
      consequence: 'Ingen blir varslet',
    });
    const shown: [string, z.ZodType][] = [
      [`/api/v1/evaluations/${vestdal.evaluation}`, evaluationShown],
      [`/api/v1/plans/${vestdal.plan}`, planShown],
      [`/api/v1/plans/${vestdal.plan}/summary`, statusSummaryShown],
      ['/api/v1/portfolio', portfolioShown],
      [`/api/v1/measures/${vestdal.measures[1]}`, measureShown],
      [`/api/v1/measures/${vestdal.measures[3]}`, measureShown],
      [`/api/v1/items/${vestdal.items[1]}`, itemShown],
      [`/api/v1/parties/${vestdal.parties.group}`, partyShown],
      [`/api/v1/persons/${vestdal.people.owner}`, personShown],
    ];
    for (const [path, schema] of shown) {
      const body = await get(emails.secretary, path);
      expect({ path, body: strict(schema).parse(body) }).toEqual({ path, body });
    }
  });

  it('has what happened in order, chained', async () => {
    const { items } = await get<List<z.output<typeof historyEntryShown>>>(
      emails.auditor,
      `/api/v1/measures/${vestdal.measures[3]}/history`,
    );
    expect(items.map(({ type }) => type)).toEqual([
      'MeasureRegistered',
      'MeasureAccepted',
      'ItemReportedDone',
      'ItemSignedOff',
    ]);
    expect(items.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    const rows = await kvittert.query<{ canonical: string; prev: string }>(
      `SELECT canonical, encode(prev_hash, 'hex') AS prev FROM event
        WHERE stream_id = $1 ORDER BY version`,
      [vestdal.measures[3]],
    );
    const hashes = rows.map(({ canonical, prev }) =>
      createHash('sha256').update(Buffer.from(prev, 'hex')).update(canonical).digest('hex'),
    );
    expect(items.map(({ hash }) => hash)).toEqual(hashes);
  });
});

/** Nothing but what the schema lists: mappers list what goes out. */
function strict(schema: z.ZodType): z.ZodType {
  return schema instanceof Object && 'strict' in schema && typeof schema.strict === 'function'
    ? (schema.strict() as z.ZodType)
    : schema;
}

describe('who sees what', () => {
  const restricted = () => vestdal.measures[2];

  it('shows restricted text to the secretariat, leadership, the auditor and who must do it', async () => {
    for (const as of [emails.secretary, emails.leader, emails.auditor, emails.stranger]) {
      const measure = await get<z.output<typeof measureShown>>(as, `/api/v1/measures/${restricted()}`);
      expect({ as, title: measure.title, withheld: measure.withheld }).toEqual({
        as,
        title: 'Sårbarheten i vannverket',
        withheld: false,
      });
    }
  });

  it('gives a system number and link only, in every answer', async () => {
    const measure = await get<z.output<typeof measureShown>>('system', `/api/v1/measures/${restricted()}`);
    expect(measure).toMatchObject({
      number: 3,
      title: null,
      text: null,
      withheld: true,
      href: `/api/v1/measures/${restricted()}`,
    });
    const answers = await Promise.all(
      [
        `/api/v1/measures/${restricted()}`,
        `/api/v1/measures/${restricted()}/history`,
        `/api/v1/measures/${restricted()}/items`,
        `/api/v1/items/${vestdal.items[2]}`,
        `/api/v1/items/${vestdal.items[2]}/history`,
        `/api/v1/plans/${vestdal.plan}/measures`,
        `/api/v1/plans/${vestdal.plan}/summary`,
        '/api/v1/portfolio',
        '/api/v1/items',
      ].map((path) => get('system', path)),
    );
    const everything = JSON.stringify(answers);
    expect(everything).not.toContain('Sårbarheten');
    expect(everything).not.toContain('Svakheten');
    // The check can fail: the open measures' titles are there.
    expect(everything).toContain('Vaktliste');
  });

  it('lets owners see their own items, and the plan with its summary, and nothing else', async () => {
    const own = await get<List<z.output<typeof measureInList>>>(emails.stranger, '/api/v1/measures');
    expect(own.items.map(({ id }) => id)).toEqual([restricted()]);
    const items = await get<List<z.output<typeof itemShown>>>(emails.stranger, '/api/v1/items');
    expect(items.items.map(({ id }) => id)).toEqual([vestdal.items[2]]);
    const plans = await get<List<{ id: string }>>(emails.stranger, '/api/v1/plans');
    expect(plans.items.map(({ id }) => id)).toEqual([vestdal.plan]);
    await get(emails.stranger, `/api/v1/plans/${vestdal.plan}/summary`);
    const me = vestdal.people.stranger;
    await get(emails.stranger, `/api/v1/persons/${me}`);

    const hidden = [
      `/api/v1/plans/${vestdal.draft}`,
      `/api/v1/plans/${vestdal.draft}/summary`,
      `/api/v1/measures/${vestdal.measures[0]}/items`,
      `/api/v1/measures/${vestdal.measures[0]}/messages`,
      `/api/v1/items/${vestdal.items[0]}`,
      `/api/v1/items/${vestdal.items[0]}/history`,
      `/api/v1/parties/${vestdal.parties.vestdal}`,
      `/api/v1/persons/${vestdal.people.owner}`,
    ];
    for (const path of hidden) {
      const { status } = await kvittert.request('GET', path, { as: emails.stranger });
      expect({ path, status }).toEqual({ path, status: 404 });
    }
    for (const path of ['evaluations', 'parties', 'persons', 'decisions', `plans/${vestdal.plan}/history`]) {
      const { status } = await kvittert.request('GET', `/api/v1/${path}`, { as: emails.stranger });
      expect({ path, status }).toEqual({ path, status: 403 });
    }
  });
});

describe('lists', () => {
  it('give everything once, page by page, in order', async () => {
    const plan = await make(kvittert, emails.secretary, '/plans', {
      title: 'Stor plan',
      caseOfficerId: vestdal.people.secretary,
    });
    const measures = Array.from({ length: 23 }, (_, index) => ({ title: `Tiltak ${index}`, text: 'Tekst.' }));
    const batch = await kvittert.request<{ items: Made[] }>('POST', '/api/v1/measure-batches', {
      as: 'system',
      body: { planId: plan.id, measures },
    });
    expect(batch.status).toBe(201);
    expect(batch.body.items.map(({ number }) => number)).toEqual(measures.map((_, index) => index + 1));

    const seen: number[] = [];
    let path: string | undefined = `/api/v1/measures?plan=${plan.id}&limit=5`;
    let pages = 0;
    while (path !== undefined) {
      const page: List<{ number: number }> = await get(emails.auditor, path);
      seen.push(...page.items.map(({ number }) => number));
      pages += 1;
      path =
        page.nextCursor === null
          ? undefined
          : `/api/v1/measures?plan=${plan.id}&limit=5&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(measures.map((_, index) => index + 1));
    expect(pages).toBe(5);
  });

  it.each([
    ['evaluations', 1],
    ['plans', 1],
    ['measures', 1],
    ['items', 1],
    ['parties', 2],
    ['persons', 2],
  ])('of %s go on where the page before ended', async (collection, limit) => {
    const whole = await get<List<{ id: string }>>(emails.secretary, `/api/v1/${collection}?limit=500`);
    const first = await get<List<{ id: string }>>(emails.secretary, `/api/v1/${collection}?limit=${limit}`);
    const shown = [...first.items];
    if (first.nextCursor !== null) {
      const rest = await get<List<{ id: string }>>(
        emails.secretary,
        `/api/v1/${collection}?limit=500&cursor=${first.nextCursor}`,
      );
      shown.push(...rest.items);
    }
    expect(shown.map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
  });

  it('are filtered by state, party, theme and lateness', async () => {
    const numbers = async (query: string) =>
      (
        await get<List<{ number: number }>>(
          emails.secretary,
          `/api/v1/measures?plan=${vestdal.plan}&limit=4&${query}`,
        )
      ).items.map(({ number }) => number);
    expect(await numbers('state=ready-to-close')).toEqual([4]);
    expect(await numbers(`party=${vestdal.parties.hospital}`)).toEqual([3]);
    expect(await numbers('late=true')).toEqual([]);
    expect(await numbers('late=false&state=in-follow-up')).toEqual([1, 2, 3]);
    const followed = await get<z.output<typeof measureShown>>(
      emails.secretary,
      `/api/v1/measures/${vestdal.measures[0]}`,
    );
    expect(followed.nextDueAt).toMatch(/^2\d{3}-\d\d-\d\dT/);
    const reported = await get<List<{ number: string }>>(
      emails.secretary,
      '/api/v1/items?state=reported-done',
    );
    expect(reported.items.map(({ number }) => number)).toEqual(['2.1']);
  });
});

describe('a group over time', () => {
  type Party = z.output<typeof partyShown>;
  const reason = 'Kommunen er slått sammen med Vestdal.';
  const dayFromToday = (days: number) => addDays(todayInOslo(), days);
  let groupPath: string;
  let leaving: string;
  let coming: string;

  const show = async () => {
    const { memberCount, members, departures } = await get<Party>(emails.secretary, groupPath);
    const standings = members?.map(({ partyId, standing }) => [partyId, standing]);
    return {
      memberCount,
      standings,
      asked: departures?.map(({ items }) => items.map(({ number }) => number)),
    };
  };
  const send = (path: string, body: object) =>
    kvittert.request<{ type?: string; errors?: unknown }>('POST', path, {
      as: emails.secretary,
      body,
    });
  const itemsOf = (party: string) =>
    get<List<{ number: string }>>(emails.secretary, `/api/v1/items?party=${party}&limit=10`);

  beforeAll(async () => {
    const party = async (name: string) =>
      (await make(kvittert, 'system', '/parties', { kind: 'organisation', name, ours: false })).id;
    leaving = await party('Norddal kommune');
    coming = await party('Sørdal kommune');
    const group = await make(kvittert, 'system', '/parties', {
      kind: 'group',
      name: 'Dalkommunene',
      memberIds: [leaving],
    });
    groupPath = group.href;
  });

  it('a member to come is counted from its day, and has no item before it', async () => {
    await make(kvittert, emails.secretary, '/measures', {
      planId: vestdal.plan,
      title: 'Varsling',
      text: 'Lag en varslingsliste.',
      deadline: { on: dayFromToday(100) },
      responsible: { mode: 'each', partyIds: [groupPath.split('/').at(-1)] },
    });
    const { status } = await send(`${groupPath}/members`, { partyId: coming, from: dayFromToday(1) });
    expect(status).toBe(201);
    expect(await show()).toEqual({
      memberCount: 1,
      standings: [
        [leaving, 'current'],
        [coming, 'coming'],
      ],
      asked: [],
    });
    expect((await itemsOf(coming)).items).toEqual([]);
    expect((await itemsOf(leaving)).items).toHaveLength(1);
  });

  it('a departure before joining is refused at the field, and so is joining twice', async () => {
    const departures = `${groupPath}/members/${coming}/departures`;
    const tooEarly = await send(departures, { to: dayFromToday(0), reason });
    expect(tooEarly).toMatchObject({
      status: 422,
      body: { type: '/problems/invalid-value', errors: [{ pointer: '#/to' }] },
    });
    const again = await send(`${groupPath}/members`, { partyId: coming, from: dayFromToday(5) });
    expect(again).toMatchObject({ status: 409, body: { type: '/problems/already-member' } });
  });

  it('who leaves is asked about until it is answered', async () => {
    const { status } = await send(`${groupPath}/members/${leaving}/departures`, {
      to: dayFromToday(0),
      reason,
    });
    expect(status).toBe(201);
    const { asked } = await show();
    expect(asked).toHaveLength(1);
    expect(asked?.[0]).toHaveLength(1);
    const answers = `${groupPath}/members/${leaving}/departure-answers`;
    expect((await send(answers, { answer: 'keep', reason })).status).toBe(201);
    expect((await show()).asked).toEqual([]);
    expect(await send(answers, { answer: 'keep', reason })).toMatchObject({
      status: 409,
      body: { type: '/problems/no-departure-question' },
    });
  });

  it('who comes back is taken in again from the day after', async () => {
    const members = `${groupPath}/members`;
    expect(await send(members, { partyId: leaving, from: dayFromToday(0) })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/from' }] },
    });
    expect((await send(members, { partyId: leaving, from: dayFromToday(1) })).status).toBe(201);
    expect((await show()).memberCount).toBe(1);
  });
});

describe('addresses beside the collections', () => {
  it('explains each problem type, and lists them', async () => {
    const { body } = await kvittert.request<{ items: { type: string; meaning: string }[] }>(
      'GET',
      '/problems',
    );
    expect(body.items.length).toBeGreaterThan(40);
    for (const { meaning } of body.items) expect(meaning).toMatch(/\.$/);
  });

  it('serves the page to try the API with nothing from elsewhere', async () => {
    const page = await kvittert.request<string>('GET', '/api');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const files = [...String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(file).toMatch(/^\//);
      const { status } = await kvittert.request('GET', file ?? '');
      expect({ file, status }).toEqual({ file, status: 200 });
    }
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { catalogueShown } from '../../apps/api/src/catalogues/rest/catalogue.shown.js';
import { addDays } from '#domain/follow-up/calendar.js';
import type { measureShown } from '../../apps/api/src/measures/rest/measure.shown.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { emails, type Made, make, registerVestdal, type Vestdal } from './vestdal.js';

type Catalogue = z.output<typeof catalogueShown>;
type Measure = z.output<typeof measureShown>;

const reviewOn = addDays(new Date().toISOString().slice(0, 10), 90);

let kvittert: Installation;
let vestdal: Vestdal;
let made: Made;

beforeAll(async () => {
  kvittert = await startInstallation({ workers: 0, registerPeople: false });
  vestdal = await registerVestdal(kvittert);
  made = await make(kvittert, emails.secretary, '/catalogues', {
    name: 'Vannforsyning',
    situations: [
      {
        name: 'Trykkfall',
        indicators: ['Trykk i nettet'],
        considerWhen: ['Fallet varer'],
        candidates: [{ title: 'Kokevarsel', text: 'Varsle alle abonnenter.' }, { title: 'Spyling' }],
      },
    ],
    earlierChanges: [{ on: '2024-02-01', note: 'Første utgave.' }],
  });
});

afterAll(() => kvittert?.stop());

async function shown(path = made.href, as: string = emails.owner): Promise<Catalogue> {
  const { status, body } = await kvittert.request<Catalogue>('GET', path, { as });
  expect(status).toBe(200);
  return body;
}

async function reword(considerWhen: string[], change: string) {
  const { situations, version } = await shown();
  return kvittert.request('PATCH', `${made.href}/situations/${situations[0]?.id}`, {
    as: emails.secretary,
    headers: { 'if-match': `"${version}"` },
    body: { considerWhen, change },
  });
}

describe('a catalogue', () => {
  it('is numbered, is read by everybody who is let in, and is listed', async () => {
    const catalogue = await shown();
    expect(catalogue).toMatchObject({ number: 1, name: 'Vannforsyning', version: 1, situationCount: 1 });
    expect(catalogue.situations[0]).toMatchObject({ number: 1, purposes: [], description: '', risk: null });
    const { body } = await kvittert.request<{ items: { id: string }[] }>('GET', '/api/v1/catalogues', {
      as: emails.owner,
    });
    expect(body.items.map(({ id }) => id)).toEqual([made.id]);
  });

  it('has a version and a line in the change log for each change, and every version can be read again', async () => {
    const before = await shown();
    const answer = await reword(['Fallet varer over natten'], 'Varigheten er sagt tydeligere.');
    expect(answer.status).toBe(200);
    const after = await shown();
    expect(after.version).toBe(before.version + 1);
    expect(after.changeLog[0]).toMatchObject({
      what: 'situation-revised',
      version: after.version,
      situation: { number: 1, name: 'Trykkfall' },
      note: 'Varigheten er sagt tydeligere.',
      by: vestdal.people.secretary,
    });
    expect(after.changeLog.at(-1)).toMatchObject({ what: 'earlier', on: '2024-02-01', version: null });
    const old = await shown(`${made.href}/versions/${before.version}`);
    expect(old).toEqual(before);
    const { status } = await kvittert.request('GET', `${made.href}/versions/${after.version + 1}`, {
      as: emails.owner,
    });
    expect(status).toBe(404);
  });

  it('refuses a change of a version that is no longer there, and one that nobody says anything about', async () => {
    const { situations } = await shown();
    const path = `${made.href}/situations/${situations[0]?.id}`;
    const stale = await kvittert.request<{ type: string }>('PATCH', path, {
      as: emails.secretary,
      headers: { 'if-match': '"1"' },
      body: { considerWhen: ['Alltid'], change: 'Alltid.' },
    });
    expect([stale.status, stale.body.type]).toEqual([412, '/problems/stale']);
    const silent = await kvittert.request<{ errors: { pointer: string }[] }>('PATCH', path, {
      as: emails.secretary,
      headers: { 'if-match': '"2"' },
      body: { considerWhen: ['Alltid'] },
    });
    expect([silent.status, silent.body.errors[0]?.pointer]).toEqual([422, '#/change']);
  });

  it('takes situations in and out, and the risk in words', async () => {
    await make(kvittert, emails.secretary, `/catalogues/${made.id}/situations`, {
      name: 'Tørke',
      change: 'Tørke er tatt med.',
    });
    const drought = (await shown()).situations[1]?.id ?? '';
    const risk = { likelihood: 'Lite sannsynlig.', consequence: 'Sykehuset må flytte pasienter.' };
    const path = `/catalogues/${made.id}/situations/${drought}`;
    const stated = await make(kvittert, emails.secretary, `${path}/risk-statements`, risk);
    expect((await shown()).situations[1]?.risk).toMatchObject({
      ...risk,
      conclusion: null,
      by: vestdal.people.secretary,
    });
    await make(kvittert, emails.secretary, `${path}/withdrawals`, { change: 'Dekkes av trykkfall.' });
    const after = await shown();
    expect(after.situations.map(({ number }) => number)).toEqual([1]);
    expect(after.changeLog.slice(0, 3).map(({ what }) => what)).toEqual([
      'situation-withdrawn',
      'risk-stated',
      'situation-added',
    ]);
    const history = await kvittert.request<{ items: { type: string }[] }>(
      'GET',
      `${made.href}/history?command=${stated.commandId}`,
      { as: emails.auditor },
    );
    expect(history.body.items.map(({ type }) => type)).toEqual(['SituationRiskStated']);
  });

  it('is the secretariat’s to change', async () => {
    const { status } = await kvittert.request('POST', `${made.href}/situations`, {
      as: emails.owner,
      body: { name: 'Flom', change: 'Flom.' },
    });
    expect(status).toBe(403);
  });
});

describe('picking', () => {
  async function pick(more: object, headers: Record<string, string> = {}) {
    const [situation] = (await shown()).situations;
    return kvittert.request<{ items: Made[]; type: string }>('POST', `${made.href}/picks`, {
      as: emails.secretary,
      headers,
      body: {
        situationId: situation?.id,
        candidateIds: situation?.candidates.map(({ id }) => id),
        planId: vestdal.plan,
        ...more,
      },
    });
  }
  const measureOf = async (href: string | undefined) =>
    (await kvittert.request<Measure>('GET', href ?? '', { as: emails.secretary })).body;

  it('registers the candidates in the plan, once, with the version they were picked from', async () => {
    const { version, situations } = await shown();
    const key = { 'idempotency-key': randomUUID() };
    const occasion = { kind: 'measure', measureId: vestdal.measures[0] };
    const first = await pick({ occasion, reviewOn }, key);
    expect(first.status).toBe(201);
    expect(first.body.items).toHaveLength(2);
    const again = await pick({ occasion, reviewOn }, key);
    expect(again.body).toEqual(first.body);
    const { body: picked } = await kvittert.request<{ items: { total: number; measure: object }[] }>(
      'GET',
      `${made.href}/picks`,
      { as: emails.auditor },
    );
    expect(picked.items).toHaveLength(2);
    expect(picked.items.map(({ total, measure }) => ({ total, measure }))).toEqual(
      expect.arrayContaining([
        { total: 1, measure: expect.objectContaining({ id: first.body.items[0]?.id, state: 'proposed' }) },
      ]),
    );
    const asOwner = await kvittert.request('GET', `${made.href}/picks`, { as: emails.owner });
    expect(asOwner.status).toBe(403);
    const measure = await measureOf(first.body.items[0]?.href);
    expect(measure).toMatchObject({
      title: 'Kokevarsel',
      text: 'Varsle alle abonnenter.',
      state: 'proposed',
      reviewOn,
      pickedFrom: {
        catalogueId: made.id,
        version,
        situationId: situations[0]?.id,
        candidateId: situations[0]?.candidates[0]?.id,
        occasionMeasureId: vestdal.measures[0],
      },
    });
    expect(first.body.items.map(({ number }) => number)).toEqual([measure.number, measure.number + 1]);
  });

  it('numbers a single one too, and keeps the incident it answers', async () => {
    const [candidate] = (await shown()).situations[0]?.candidates ?? [];
    const answer = await pick({
      candidateIds: [candidate?.id],
      occasion: { kind: 'evaluation', evaluationId: vestdal.evaluation },
    });
    expect(answer.status).toBe(201);
    const measure = await measureOf(answer.body.items[0]?.href);
    expect(measure.number).toBeGreaterThan(6);
    expect(measure.number).toBe(answer.body.items[0]?.number);
    expect(measure.source?.evaluationId).toBe(vestdal.evaluation);
    expect(measure.pickedFrom).toMatchObject({ catalogueId: made.id, occasionMeasureId: null });
  });

  it('leaves history and rows that agree', async () => {
    const [row] = await kvittert.query<{ version: number; events: number }>(
      `SELECT version, (SELECT count(*)::int FROM event WHERE stream_id = catalogue.id) AS events
         FROM catalogue`,
    );
    expect(row?.events).toBe(row?.version);
  });

  it('refuses the version that was not read, a strange candidate, and none', async () => {
    const refused = async (more: object, headers = {}) => {
      const { status, body } = await pick(more, headers);
      return [status, body.type];
    };
    expect(await refused({}, { 'if-match': '"1"' })).toEqual([412, '/problems/stale']);
    expect(await refused({ candidateIds: [randomUUID()] })).toEqual([404, '/problems/not-found']);
    expect(await refused({ candidateIds: [] })).toEqual([422, '/problems/invalid-request']);
    expect(await refused({ occasion: { kind: 'measure', measureId: randomUUID() } })).toEqual([
      404,
      '/problems/not-found',
    ]);
  });
});

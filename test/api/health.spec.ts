import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Installation, startInstallation } from '../support/installation.js';
import { until } from '../support/until.js';
import { emails, make, registerVestdal, type Vestdal } from './vestdal.js';

interface Readiness {
  status: string;
  parts: Record<
    'postgresql' | 'temporal' | 'relay' | 'obligations' | 'anchor',
    { status: string; detail: string }
  >;
}

let kvittert: Installation;
let vestdal: Vestdal;

beforeAll(async () => {
  kvittert = await startInstallation({
    apis: 1,
    workers: 0,
    ownPostgres: true,
    ownTemporal: true,
    registerPeople: false,
  });
  vestdal = await registerVestdal(kvittert);
});

afterAll(() => kvittert?.stop());

const ready = () => kvittert.request<Readiness>('GET', '/health/ready');

describe('health', () => {
  it('tells how each part is, without a token', async () => {
    const { status, body } = await ready();
    expect(status).toBe(200);
    expect(Object.keys(body.parts).sort()).toEqual([
      'anchor',
      'obligations',
      'postgresql',
      'relay',
      'temporal',
    ]);
    expect(body.parts.postgresql.status).toBe('ok');
    expect(body.parts.temporal.status).toBe('ok');
  });

  it('tells of a relay that does not relay', async () => {
    await kvittert.query(
      `INSERT INTO relay_due (measure_id, due_version, queued_at)
       VALUES ($1, 1, now() - interval '5 minutes')
       ON CONFLICT (measure_id) DO UPDATE SET queued_at = excluded.queued_at`,
      [vestdal.measures[0]],
    );
    const { status, body } = await ready();
    expect({ status, overall: body.status, relay: body.parts.relay.status }).toEqual({
      status: 200,
      overall: 'degraded',
      relay: 'degraded',
    });
    expect(body.parts.relay.detail).toMatch(/30\d s/);
    await kvittert.query('DELETE FROM relay_due');
    expect((await ready()).body.parts.relay.status).toBe('ok');
  });

  it('tells of what is overdue and nobody has demanded', async () => {
    const before = await kvittert.query<{ next_due_at: Date }>(
      'SELECT next_due_at FROM measure WHERE id = $1',
      [vestdal.measures[0]],
    );
    const due = (at: Date) =>
      kvittert.query('UPDATE measure SET next_due_at = $2 WHERE id = $1', [vestdal.measures[0], at], 'owner');
    await due(new Date(Date.now() - 7 * 3_600_000));
    expect((await ready()).body.parts.obligations).toMatchObject({
      status: 'degraded',
      detail: expect.stringMatching(/^1 measure/),
    });
    await due(before[0]?.next_due_at ?? new Date('2099-01-01'));
    expect((await ready()).body.parts.obligations.status).toBe('ok');
  });

  it('tells of a status report that nobody has opened', async () => {
    const soon = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(
      Date.now() + 3 * 86_400_000,
    );
    const path = `/api/v1/plans/${vestdal.plan}`;
    const plan = await kvittert.request<{ version: number }>('GET', path, { as: emails.secretary });
    await kvittert.request('PUT', `${path}/reporting`, {
      as: emails.secretary,
      body: { reporting: { cadenceMonths: 3, firstOn: soon, language: 'nb' } },
      headers: { 'if-match': `"${plan.body.version}"` },
    });
    await kvittert.query('DELETE FROM relay_report');
    expect((await ready()).body.parts.obligations).toMatchObject({
      status: 'degraded',
      detail: expect.stringMatching(/^0 measures and 1 status report/),
    });
    await make(kvittert, emails.secretary, `/plans/${vestdal.plan}/reports`);
    expect((await ready()).body.parts.obligations.status).toBe('ok');
    await kvittert.query('DELETE FROM relay_report');
  });

  it('tells of a record that nobody anchors', async () => {
    const anchor = async () => (await ready()).body.parts.anchor;
    expect(await anchor()).toMatchObject({ status: 'ok', detail: expect.stringMatching(/ 0 hours old$/) });
    const [before] = await kvittert.query<{ at: Date }>('SELECT min(at) AS at FROM event');
    const changedAt = (at: Date | undefined) =>
      kvittert.query('UPDATE event SET at = $1 WHERE position = 1', [at], 'owner');
    await changedAt(new Date(Date.now() - 4 * 3_600_000));
    // An event may say that it is older than the installation; what is kept of the first command knows better.
    expect(await anchor()).toMatchObject({ status: 'ok' });
    // The rule is an hour; two rounds may fail.
    await kvittert.query(`UPDATE idempotency SET created_at = now() - interval '2 hours 50 minutes'`);
    expect(await anchor()).toMatchObject({ status: 'ok', detail: expect.stringMatching(/ 2 hours old$/) });
    await kvittert.query(`UPDATE idempotency SET created_at = now() - interval '3 hours 10 minutes'`);
    expect(await anchor()).toMatchObject({
      status: 'degraded',
      detail: expect.stringMatching(/ 3 hours old$/),
    });
    await kvittert.query(
      `INSERT INTO anchor (at, seen, through_position, streams, digest)
       SELECT now() - interval '4 hours', pg_current_snapshot(), max(position), 1, sha256('') FROM event`,
    );
    expect(await anchor()).toEqual({ status: 'ok', detail: 'everything in the record is anchored' });
    await kvittert.query('DELETE FROM anchor', [], 'owner');
    await changedAt(before?.at);
  });

  it('stays ready while Temporal is down, because registering works', async () => {
    await kvittert.ownTemporal?.stop();
    const { status, body } = await until('Temporal is seen to be down', async () => {
      const answer = await ready();
      return answer.body.parts.temporal.status === 'degraded' && answer;
    });
    expect({ status, overall: body.status }).toEqual({ status: 200, overall: 'degraded' });
    const made = await make(kvittert, emails.secretary, '/measures', {
      planId: vestdal.plan,
      title: 'Mens Temporal er nede',
      text: 'Tekst.',
    });
    expect(made.number).toBe(5);
  });

  it('answers 503 with when to come back while PostgreSQL is down, and recovers by itself', async () => {
    const live = () => kvittert.request('GET', '/health/live');
    await kvittert.postgres.stop({ immediate: true });
    await until('the API is not ready', async () => (await ready()).status === 503);
    expect((await live()).status).toBe(200);
    const refused = await kvittert.request<{ type: string; next: string }>('POST', '/api/v1/measures', {
      as: emails.secretary,
      body: { planId: vestdal.plan, title: 'Mens PostgreSQL er nede', text: 'Tekst.' },
    });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(refused.body.type).toBe('/problems/record-unavailable');

    await kvittert.postgres.restart();
    await until('the API is ready again', async () => (await ready()).status === 200);
    const made = await make(kvittert, emails.secretary, '/measures', {
      planId: vestdal.plan,
      title: 'Etterpå',
      text: 'Tekst.',
    });
    expect(made.number).toBe(6);
  });

  it('answers 503 while the identity provider gives no keys, and recovers by itself', async () => {
    const token = await kvittert.token(emails.secretary);
    await kvittert.identityProvider.stop();
    const fresh = await kvittert.addApi();
    await fresh.start();
    const ask = () => kvittert.request<{ type: string }>('GET', '/api/v1/plans', { as: token, api: 1 });
    const refused = await ask();
    expect({ status: refused.status, type: refused.body.type }).toEqual({
      status: 503,
      type: '/problems/identity-provider-unavailable',
    });
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    await kvittert.identityProvider.open();
    expect((await ask()).status).toBe(200);
    // Told twice, and with Temporal still away: it stops once, and cleanly.
    fresh.signal('SIGTERM');
    fresh.signal('SIGTERM');
    const exit = await fresh.ended();
    expect({ exit, log: fresh.log() }).toEqual({
      exit: { code: 0, signal: null },
      log: expect.stringContaining('The API has stopped.'),
    });
  });

  it('sees Temporal again when it is back', async () => {
    expect((await ready()).body.parts.temporal.status).toBe('degraded');
    await kvittert.ownTemporal?.restart();
    await until('Temporal is seen again', async () => (await ready()).body.parts.temporal.status === 'ok');
  });

  it('says at the start which settings are missing and what they are for', async () => {
    const api = await kvittert.addApi();
    api.launch({ DATABASE_URL: '', SESSION_SECRET: 'short' });
    expect(await api.ended()).toMatchObject({ code: 1 });
    expect(api.log()).toMatch(/DATABASE_URL is missing – PostgreSQL/);
    expect(api.log()).toMatch(/SESSION_SECRET is not valid – signs/);
    expect(api.log()).not.toContain('    at ');
  });

  it('answers what is under way when it is told to stop', async () => {
    const [api] = kvittert.apis;
    const under = Array.from({ length: 20 }, (_, index) =>
      kvittert.request('POST', '/api/v1/measures', {
        as: emails.secretary,
        body: { planId: vestdal.plan, title: `Samtidig ${index}`, text: 'Tekst.' },
      }),
    );
    await until('one of them has arrived', async () => {
      const [row] = await kvittert.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM measure WHERE title LIKE 'Samtidig%'`,
      );
      return (row?.count ?? 0) > 0;
    });
    const exit = await api?.stop();
    const answers = await Promise.allSettled(under);
    const registered = answers.filter(
      (answer) => answer.status === 'fulfilled' && answer.value.status === 201,
    ).length;
    const [row] = await kvittert.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM measure WHERE title LIKE 'Samtidig%'`,
    );
    expect(exit).toMatchObject({ code: 0, signal: null });
    expect(row?.count).toBe(registered);
  });
});

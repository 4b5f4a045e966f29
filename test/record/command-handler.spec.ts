import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError } from '#domain/domain-error.js';
import { scopes } from '#domain/roles/actor.js';
import { wakeInstant } from '#domain/follow-up/calendar.js';
import { CommandHandler } from '#record/command-handler.js';
import { roleOf } from '#record/migrations/app-role.js';
import { MembershipStore } from '#record/party/membership.store.js';
import { listParties } from '#record/party/party.query.js';
import { RecordUnavailable } from '#record/record-unavailable.js';
import { isWorthRetrying } from '#record/record-errors.js';
import { until } from '../support/until.js';
import { idOf, TestRecord } from './support/test-record.js';

interface MeasureColumns {
  version: number;
  number: number;
  state: string;
  due_version: string;
  next_due_at: Date | null;
  demanded_through: string;
  followed: boolean;
  queued: string | null;
}

describe('The command handler', () => {
  let record: TestRecord;
  let partyId: string;

  beforeAll(async () => {
    record = await TestRecord.open();
    partyId = await record.organisation();
  });
  afterAll(() => record.close());

  async function columns(measureId: string): Promise<MeasureColumns> {
    const [row] = await record.dataSource.query<MeasureColumns[]>(
      `SELECT m.version, m.number, m.state, m.due_version, m.next_due_at, m.demanded_through::text, m.followed,
              d.due_version AS queued
         FROM measure m LEFT JOIN relay_due d ON d.measure_id = m.id WHERE m.id = $1`,
      [measureId],
    );
    if (row === undefined) throw new Error(`No measure ${measureId}`);
    return row;
  }

  async function counts(): Promise<Record<string, string>> {
    const [row] = await record.dataSource.query<Record<string, string>[]>(
      `SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM measure) AS measures,
              (SELECT count(*) FROM relay_due) AS due, (SELECT count(*) FROM idempotency) AS keys,
              (SELECT coalesce(sum(next), 0) FROM counter) AS numbers,
              (SELECT count(*) FROM relay_message) AS messages`,
    );
    return row ?? {};
  }

  async function refusal(attempt: Promise<unknown>): Promise<DomainError> {
    const error = await attempt.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error instanceof DomainError) return error;
    throw new Error('It was not refused', { cause: error });
  }

  describe('numbers', () => {
    test('run through the whole plan, one by one and in bulk, without gaps', async () => {
      const planId = await record.plan();
      await record.measures(planId, 1);
      await record.measures(planId, 3);
      await record.measures(planId, 1);
      const rows = await record.dataSource.query<{ number: number }[]>(
        'SELECT number FROM measure WHERE plan_id = $1 ORDER BY number',
        [planId],
      );
      expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5]);
    });

    test('are told to whoever registered, and stand in the event as in the row', async () => {
      const planId = await record.plan();
      await record.measures(planId, 2);
      const made = await record.does({
        type: 'RegisterMeasures',
        planId,
        measures: [
          {
            title: 'Vaktliste',
            // Looks like what a number looks like in an event.
            text: 'Se "number":0, og "number":3,',
            responsible: { mode: 'each', partyIds: [partyId] },
            deadline: { on: '2027-01-15' },
          },
        ],
      });
      const [measure] = made.changed;
      expect(measure).toMatchObject({ stream: 'measure', number: 3 });
      const [row] = await record.dataSource.query<{ number: number; told: number; text: string }[]>(
        `SELECT m.number, (e.body->'data'->>'number')::int AS told, e.body->'data'->>'text' AS text
           FROM measure m JOIN event e ON e.stream_kind = 'measure' AND e.stream_id = m.id AND e.version = 1
          WHERE m.id = $1`,
        [measure?.id],
      );
      expect(row).toEqual({ number: 3, told: 3, text: 'Se "number":0, og "number":3,' });
    });

    test('are each given once when 200 are registered by 20 at a time', async () => {
      const planId = await record.plan();
      let left = 200;
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          while (left > 0) {
            left -= 1;
            await record.measures(planId, 1);
          }
        }),
      );
      const [row] = await record.dataSource.query<{ count: string; max: number }[]>(
        'SELECT count(*), max(number) FROM measure WHERE plan_id = $1',
        [planId],
      );
      expect(row).toEqual({ count: '200', max: 200 });
    });

    test('are not used up by a refusal', async () => {
      const planId = await record.plan();
      const wrong = record.does({
        type: 'RegisterMeasures',
        planId,
        measures: [{ title: ' ', text: 'x' }],
      });
      expect((await refusal(wrong)).type).toBe('invalid-value');
      await record.measures(planId, 1);
      const [row] = await record.dataSource.query<{ number: number }[]>(
        'SELECT number FROM measure WHERE plan_id = $1',
        [planId],
      );
      expect(row?.number).toBe(1);
    });
  });

  test('registers 10,000 measures in one transaction', async () => {
    const planId = await record.plan();
    const ids = await record.measures(planId, 10_000, { responsible: { mode: 'each', partyIds: [partyId] } });
    expect(new Set(ids).size).toBe(10_000);
    const [row] = await record.dataSource.query<Record<string, string>[]>(
      `SELECT count(*) AS measures, count(DISTINCT e.tx) AS transactions, count(DISTINCT e.command_id) AS commands
         FROM measure m JOIN event e ON e.stream_kind = 'measure' AND e.stream_id = m.id
        WHERE m.plan_id = $1 AND e.version = 1`,
      [planId],
    );
    expect(row).toEqual({ measures: '10000', transactions: '1', commands: '1' });
    const [due] = await record.dataSource.query<{ count: string }[]>(
      'SELECT count(*) FROM relay_due d JOIN measure m ON m.id = d.measure_id WHERE m.plan_id = $1',
      [planId],
    );
    expect(due?.count).toBe('10000');
  });

  describe('a refusal', () => {
    test('in the middle of a large command leaves nothing behind', async () => {
      const planId = await record.plan();
      const before = await counts();
      const measures = Array.from({ length: 3_000 }, (_, index) => ({
        title: `Tiltak ${index}`,
        // Only the database could have objected, after two thousand had been sent to it.
        text: index === 2_500 ? 'half \ud800 a pair' : 'x',
      }));
      const attempt = record.does({ type: 'RegisterMeasures', planId, measures }, record.secretary, {
        idempotency: { key: randomUUID(), fingerprint: 'f' },
      });
      expect(await refusal(attempt)).toMatchObject({ type: 'invalid-value', refusal: 'invalid' });
      expect(await counts()).toEqual(before);
    });

    test.each([
      ['a zero byte', 'a\u0000b'],
      ['half of a surrogate pair', 'a\udc00b'],
    ])('answers %s as bad input', async (_what, text) => {
      const planId = await record.plan();
      const attempt = record.does({ type: 'RegisterMeasures', planId, measures: [{ title: 't', text }] });
      expect(await refusal(attempt)).toMatchObject({ type: 'invalid-value', refusal: 'invalid' });
    });

    test('names what is not there, whatever the id looks like', async () => {
      for (const measureId of [randomUUID(), 'no-such-id', "'; DROP TABLE event; --"]) {
        const attempt = record.does({ type: 'AddSubPoint', measureId, text: 'x' });
        expect(await refusal(attempt)).toMatchObject({ type: 'not-found' });
      }
    });

    test('of an e-mail address that is taken, in whatever case', async () => {
      const attempt = record.does({
        type: 'RegisterPerson',
        name: 'Siri',
        email: 'SIRI@example.no',
        roles: ['owner'],
        partyIds: [],
      });
      expect(await refusal(attempt)).toMatchObject({ type: 'email-taken', refusal: 'conflict' });
    });
  });

  describe('the expected version', () => {
    test('refuses a change of something that has changed meanwhile, and says what it is now', async () => {
      const planId = await record.plan();
      const [measureId = ''] = await record.measures(planId, 1);
      const { version } = await columns(measureId);
      const change = { type: 'AddSubPoint', measureId, text: 'x', expectedVersion: version } as const;
      await record.does(change);
      expect(await refusal(record.does(change))).toMatchObject({
        type: 'stale',
        refusal: 'stale',
        extra: { currentVersion: version + 1 },
      });
    });

    test.each([
      [
        'plan',
        async () => ({ type: 'RevisePlan', planId: await record.plan(), fields: { title: 'Ny' } }) as const,
      ],
      [
        'party',
        async () =>
          ({
            type: 'ReviseParty',
            partyId: await record.organisation('Ny'),
            fields: { name: 'Nyere' },
          }) as const,
      ],
      [
        'person',
        async () => ({ type: 'RevisePerson', personId: record.owner.id, name: 'Ola Nordmann' }) as const,
      ],
    ])('counts for a %s', async (_what, make) => {
      const command = await make();
      expect(await refusal(record.does({ ...command, expectedVersion: 99 }))).toMatchObject({
        type: 'stale',
      });
    });

    test('lets two who change at once from the same version have one winner', async () => {
      const planId = await record.plan();
      const [measureId = ''] = await record.measures(planId, 1);
      const { version } = await columns(measureId);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          record.does({ type: 'AddSubPoint', measureId, text: `${index}`, expectedVersion: version }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
      expect((await columns(measureId)).version).toBe(version + 1);
    });
  });

  describe('a measure in a plan that is known here', () => {
    const one = (planId: string) =>
      ({
        type: 'RegisterMeasures',
        planId,
        measures: [{ title: 't', text: 'x', responsible: { mode: 'joint', partyIds: [partyId] } }],
      }) as const;
    /** Another process: what it does, this one's command handler does not see. */
    const elsewhere = () => new CommandHandler(record.dataSource, () => record.now);

    test('is written without loading anything', async () => {
      const planId = await record.plan();
      await record.does(one(planId));
      const owner = await record.connect('owner');
      const app = roleOf(record.urls.appUrl);
      await owner.query(`REVOKE SELECT ON plan FROM ${app}`);
      try {
        const options = { idempotency: { key: randomUUID(), fingerprint: 'f' } };
        const { changed } = await record.does(one(planId), record.secretary, options);
        expect(changed).toMatchObject([{ stream: 'measure', version: 1, number: 2 }]);
        // Another process knows nothing of the plan.
        const loaded = elsewhere().handle(one(planId), record.secretary);
        await expect(loaded).rejects.toMatchObject({ code: '42501' });
      } finally {
        await owner.query(`GRANT SELECT ON plan TO ${app}`);
      }
    });

    test('is written together with others, each with its own command, key and number', async () => {
      const planId = await record.plan();
      await record.does(one(planId));
      const system = { id: 'client:fagsystem', roles: ['system'], partyIds: [], scopes } as const;
      const people = [record.secretary, system];
      const options = Array.from({ length: 30 }, () => ({
        commandId: randomUUID(),
        idempotency: { key: randomUUID(), fingerprint: 'f' },
      }));
      const asked = () =>
        Promise.all(
          options.map((option, index) =>
            record.does(one(planId), people[index % 2] ?? record.secretary, option),
          ),
        );
      const made = await asked();
      const rows = await record.dataSource.query<Record<string, unknown>[]>(
        `SELECT m.id, m.number, (e.body #>> '{data,number}')::int AS told, e.command_id, e.actor_id,
                e.body ->> 'commandId' AS command, e.body ->> 'actorId' AS actor, m.head_hash = e.hash AS chained,
                count(*) OVER (PARTITION BY e.tx)::int AS together
           FROM measure m JOIN event e ON e.stream_kind = 'measure' AND e.stream_id = m.id
          WHERE m.plan_id = $1 AND m.number > 1`,
        [planId],
      );
      const expected = made.map(({ commandId, changed: [measure] }, index) => {
        const actor = people[index % 2]?.id;
        const number = measure?.number;
        return {
          id: measure?.id,
          number,
          told: number,
          command_id: commandId,
          command: commandId,
          actor_id: actor,
          actor,
        };
      });
      const byNumber = (one: { number?: unknown }, other: { number?: unknown }) =>
        Number(one.number) - Number(other.number);
      expect(rows.sort(byNumber)).toMatchObject(expected.sort(byNumber));
      expect(rows.every(({ chained }) => chained)).toBe(true);
      expect(Math.max(...rows.map(({ together }) => Number(together)))).toBeGreaterThan(10);
      expect(await asked()).toEqual(made.map((handled) => ({ ...handled, replayed: true })));
    });

    test('does not fail with one that is written together with it', async () => {
      const planId = await record.plan();
      await record.does(one(planId));
      const used = { key: randomUUID(), fingerprint: 'f' };
      const first = await record.does(one(planId), record.secretary, { idempotency: used });
      const made = await Promise.all([
        ...Array.from({ length: 5 }, () => record.does(one(planId))),
        record.does(one(planId), record.secretary, { idempotency: used }),
        record.does(one(planId), record.secretary, { idempotency: used }),
      ]);
      expect(made.slice(5)).toEqual([first, first].map((handled) => ({ ...handled, replayed: true })));
      const numbers = made.slice(0, 5).map(({ changed: [measure] }) => measure?.number);
      expect(numbers.sort((a = 0, b = 0) => a - b)).toEqual([3, 4, 5, 6, 7]);
    });

    test('is refused when the plan was closed elsewhere, and uses up no number', async () => {
      const planId = await record.plan();
      const [measureId = ''] = await record.measures(planId, 1);
      await record.adopt(planId);
      const authority = { kind: 'leader' } as const;
      const close = { type: 'CloseMeasure', measureId, as: 'not-implemented', ground: 'Ikke råd' } as const;
      await record.does({ ...close, authority }, record.leader);
      await elsewhere().handle({ type: 'ClosePlan', planId, authority }, record.leader);
      const before = await counts();
      expect((await refusal(record.does(one(planId)))).type).toBe('plan-closed');
      expect(await counts()).toEqual(before);
    });

    test('is decided on the plan and the party as they have become elsewhere', async () => {
      const planId = await record.plan();
      await record.does(one(planId));
      const changes = [
        { type: 'RevisePlan', planId, fields: { title: 'Ny tittel' } },
        { type: 'ReviseParty', partyId, fields: { name: 'Vestdal nye vannverk' } },
      ] as const;
      for (const [index, change] of changes.entries()) {
        await elsewhere().handle(change, record.secretary);
        expect((await record.does(one(planId))).changed).toMatchObject([{ version: 1, number: index + 2 }]);
      }
    });
  });

  describe('an Idempotency-Key', () => {
    const keyed = (key: string, fingerprint = 'f') => ({ idempotency: { key, fingerprint } });

    test('gives the first answer again, and does nothing', async () => {
      const planId = await record.plan();
      const command = { type: 'RegisterMeasures', planId, measures: [{ title: 't', text: 'x' }] } as const;
      const key = randomUUID();
      const first = await record.does(command, record.secretary, keyed(key));
      const before = await counts();
      const again = await record.does(command, record.secretary, keyed(key));
      expect(first.replayed).toBe(false);
      expect(again).toEqual({ ...first, replayed: true });
      expect(await counts()).toEqual(before);
    });

    test('comes before the expected version: an honest retry is not stale', async () => {
      const planId = await record.plan();
      const [measureId = ''] = await record.measures(planId, 1);
      const { version } = await columns(measureId);
      const change = { type: 'AddSubPoint', measureId, text: 'x', expectedVersion: version } as const;
      const key = randomUUID();
      const first = await record.does(change, record.secretary, keyed(key));
      expect(await record.does(change, record.secretary, keyed(key))).toEqual({ ...first, replayed: true });
    });

    test('keeps the answer also where there was nothing to change', async () => {
      const planId = await record.plan();
      const [measureId = ''] = await record.measures(planId, 1);
      const same = { type: 'SetDeadline', measureId, on: '2027-03-01' } as const;
      const key = randomUUID();
      const first = await record.does(same, record.secretary, keyed(key));
      expect(first.changed).toEqual([]);
      expect(await record.does(same, record.secretary, keyed(key))).toEqual({ ...first, replayed: true });
    });

    test('is refused for another request, and belongs to whoever used it', async () => {
      const planId = await record.plan();
      const command = { type: 'RegisterMeasures', planId, measures: [{ title: 't', text: 'x' }] } as const;
      const key = randomUUID();
      await record.does(command, record.secretary, keyed(key, 'one'));
      const other = record.does(command, record.secretary, keyed(key, 'other'));
      expect(await refusal(other)).toMatchObject({ type: 'idempotency-key-reused', refusal: 'invalid' });
      const system = { id: 'client:fagsystem', roles: ['system'], partyIds: [], scopes } as const;
      expect((await record.does(command, system, keyed(key, 'other'))).replayed).toBe(false);
    });

    test('is free again after a refusal', async () => {
      const planId = await record.plan();
      const key = randomUUID();
      const command = (title: string) =>
        ({ type: 'RegisterMeasures', planId, measures: [{ title, text: 'x' }] }) as const;
      await refusal(record.does(command(' '), record.secretary, keyed(key, 'wrong')));
      expect((await record.does(command('t'), record.secretary, keyed(key, 'right'))).replayed).toBe(false);
    });

    test('makes one measure of twenty requests at once', async () => {
      const planId = await record.plan();
      const command = { type: 'RegisterMeasures', planId, measures: [{ title: 't', text: 'x' }] } as const;
      const key = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => record.does(command, record.secretary, keyed(key))),
      );
      expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
      expect(new Set(answers.map((answer) => idOf(answer, 'measure'))).size).toBe(1);
    });

    test('answers a conflict while the first request is still under way', async () => {
      const impatient = await TestRecord.open({ lockTimeoutMs: 1_000 });
      try {
        const slow = await impatient.connect();
        const key = randomUUID();
        const planId = await impatient.plan();
        const registering = {
          type: 'RegisterMeasures',
          planId,
          measures: [{ title: 't', text: 'x' }],
        } as const;
        const revising = { type: 'RevisePlan', planId, fields: { title: 'Ny' } } as const;
        await slow.query('BEGIN');
        await slow.query('INSERT INTO idempotency (actor_id, key, fingerprint) VALUES ($1, $2, $3)', [
          impatient.secretary.id,
          key,
          'f',
        ]);
        for (const command of [registering, revising]) {
          const attempt = impatient.does(command, impatient.secretary, keyed(key));
          expect(await refusal(attempt)).toMatchObject({ type: 'command-in-progress', refusal: 'conflict' });
        }
        await slow.query('ROLLBACK');
        expect((await impatient.does(registering, impatient.secretary, keyed(key))).replayed).toBe(false);

        // Whoever is in the way of something else is named as that, not as a database that is gone.
        await slow.query('BEGIN');
        await slow.query('SELECT 1 FROM plan WHERE id = $1 FOR UPDATE', [planId]);
        expect(await refusal(impatient.does(revising))).toMatchObject({
          type: 'record-busy',
          refusal: 'conflict',
        });
        await slow.query('ROLLBACK');
      } finally {
        await impatient.close();
      }
    });
  });

  describe('what is next due', () => {
    test('is queued for the relay when a measure is registered, once', async () => {
      const [measureId = ''] = await record.measures(await record.plan(), 1);
      expect(await columns(measureId)).toMatchObject({
        due_version: '1',
        queued: '1',
        followed: true,
        next_due_at: null,
        demanded_through: '2026-11-02',
      });
    });

    test('moves with the deadline, and is news only when something has changed', async () => {
      const planId = await record.plan();
      const responsible = { mode: 'each', partyIds: [partyId] } as const;
      const [measureId = ''] = await record.measures(planId, 1, { responsible });
      await record.adopt(planId);
      const adopted = await columns(measureId);
      // 30 days before 1 March is Saturday 30 January: the working day before.
      expect(adopted.next_due_at?.toISOString()).toBe(wakeInstant('2027-01-29', measureId));
      expect(adopted.queued).toBe(adopted.due_version);

      await record.does({ type: 'SetDeadline', measureId, on: '2027-04-01', reason: 'Levering' });
      const moved = await columns(measureId);
      expect(moved.next_due_at?.toISOString()).not.toBe(adopted.next_due_at?.toISOString());
      expect(Number(moved.due_version)).toBe(Number(adopted.due_version) + 1);

      await record.does({
        type: 'EnterShare',
        measureId,
        share: {
          label: 'bedrifter',
          numerator: 1,
          denominator: 2,
          denominatorIsApproximate: false,
          source: 'Brev',
          asOf: '2026-10-01',
        },
      });
      expect((await columns(measureId)).due_version).toBe(moved.due_version);
    });

    test('moves with the plan’s ladder, without an event of the measure', async () => {
      const planId = await record.plan();
      const responsible = { mode: 'each', partyIds: [partyId] } as const;
      const [measureId = ''] = await record.measures(planId, 1, { responsible });
      await record.adopt(planId);
      const before = await columns(measureId);
      const [plan] = await record.dataSource.query<{ ladder: object }[]>(
        `SELECT details->'ladder' AS ladder FROM plan WHERE id = $1`,
        [planId],
      );
      const ladder = { ...(plan?.ladder as never as Record<string, unknown>), beforeDays: [7] } as never;
      await record.does({ type: 'ChangeLadder', planId, ladder, reason: 'Færre påminnelser' });
      const after = await columns(measureId);
      expect(after.version).toBe(before.version);
      expect(after.next_due_at?.toISOString()).not.toBe(before.next_due_at?.toISOString());
      expect(Number(after.due_version)).toBe(Number(before.due_version) + 1);
    });

    test('stays due when it was not demanded and something else happens', async () => {
      const planId = await record.plan();
      const responsible = { mode: 'each', partyIds: [partyId] } as const;
      const [measureId = ''] = await record.measures(planId, 1, { responsible });
      await record.adopt(planId);
      const due = (await columns(measureId)).next_due_at;
      const was = record.now;
      // The worker has been down since the end of January.
      record.now = Date.parse('2027-02-03T10:00:00.000Z');
      try {
        await record.does({ type: 'AddSubPoint', measureId, text: 'Natt' });
        expect((await columns(measureId)).next_due_at).toEqual(due);
      } finally {
        record.now = was;
      }
    });

    test('ends with the measure', async () => {
      const planId = await record.plan();
      const [measureId = ''] = await record.measures(planId, 1);
      await record.adopt(planId);
      const authority = { kind: 'leader' } as const;
      await record.does(
        { type: 'CloseMeasure', measureId, as: 'not-implemented', ground: 'Ikke råd', authority },
        record.leader,
      );
      expect(await columns(measureId)).toMatchObject({ followed: false, next_due_at: null, state: 'closed' });
    });

    test('rings once, however large the command', async () => {
      const planId = await record.plan();
      const listener = await record.connect();
      let rung = 0;
      listener.on('notification', () => (rung += 1));
      await listener.query('LISTEN kvittert_relay');
      await record.measures(planId, 2_500);
      await until('a notification', () => rung > 0);
      await listener.query('SELECT 1');
      expect(rung).toBe(1);
    });
  });

  test('a member who joins while the group is being made responsible is in either way', async () => {
    const group = await record.does({ type: 'RegisterGroup', name: 'Kommunene', memberIds: [partyId] });
    const groupId = idOf(group, 'party');
    const planId = await record.plan();
    const measures = await record.measures(planId, 20);
    const newcomers = await Promise.all(measures.map((_, index) => record.organisation(`Kommune ${index}`)));
    await Promise.all(
      measures.flatMap((measureId, index) => [
        record.does({ type: 'AssignMeasure', measureId, mode: 'each', partyIds: [groupId] }),
        record.does({ type: 'AddMember', groupId, partyId: newcomers[index] ?? '', from: '2026-11-02' }),
      ]),
    );
    const rows = await record.dataSource.query<{ items: string }[]>(
      'SELECT count(*) AS items FROM item WHERE measure_id = ANY ($1) GROUP BY measure_id',
      [measures],
    );
    expect(rows.map((row) => Number(row.items))).toEqual(measures.map(() => measures.length + 1));
  });

  test('a member of a day to come has its item on that day, and is asked about when it has left', async () => {
    const day = (after: number) => new Date(record.now + after * 86_400_000).toISOString().slice(0, 10);
    const group = await record.does({ type: 'RegisterGroup', name: 'Nabokommunene', memberIds: [partyId] });
    const groupId = idOf(group, 'party');
    const planId = await record.plan();
    const [measureId = ''] = await record.measures(planId, 1, {
      responsible: { mode: 'each', partyIds: [groupId] },
    });
    await record.adopt(planId);
    const newcomer = await record.organisation('Nyby kommune');
    const joins = (from: string) => record.does({ type: 'AddMember', groupId, partyId: newcomer, from });
    await joins(day(30));
    const store = new MembershipStore(
      record.dataSource,
      (at) => new CommandHandler(record.dataSource, () => Date.parse(at)),
    );
    const failed: unknown[] = [];
    const night = (after: number) =>
      store.keep(new Date(record.now + after * 86_400_000).toISOString(), (_id, error) => failed.push(error));
    const items = () =>
      record.dataSource.query<{ suffix: string; asked: boolean }[]>(
        `SELECT suffix, details ? 'departure' AS asked FROM item WHERE measure_id = $1 AND party_id = $2 ORDER BY suffix`,
        [measureId, newcomer],
      );
    expect(await night(29)).toBe(0);
    expect(await items()).toEqual([]);
    expect(await night(30)).toBe(1);
    expect(await night(30)).toBe(0);
    expect(await items()).toEqual([{ suffix: '2', asked: false }]);
    const [event] = await record.dataSource.query<{ actor_id: string; types: string[] }[]>(
      `SELECT actor_id, array_agg(type ORDER BY type) AS types FROM event
        WHERE command_id = (SELECT command_id FROM event WHERE stream_id = $1 AND type = 'MembershipBegan')
        GROUP BY actor_id`,
      [groupId],
    );
    expect(event).toEqual({ actor_id: 'schedule', types: ['ItemAdded', 'MembershipBegan'] });

    record.now += 60 * 86_400_000;
    const reason = 'Kommunen er slått sammen.';
    await record.does({ type: 'EndMembership', groupId, partyId: newcomer, to: day(0), reason });
    expect(await items()).toEqual([{ suffix: '2', asked: true }]);
    const [party] = await listParties(record.dataSource, {
      limit: 10,
      kind: 'group',
      cursor: ['Nabo', newcomer],
    });
    expect(party?.departures).toMatchObject([
      { partyId: newcomer, leftOn: day(0), items: [{ number: '1.2' }] },
    ]);
    await joins(day(1));
    expect(await night(1)).toBe(1);
    expect(await items()).toEqual([
      { suffix: '2', asked: true },
      { suffix: '3', asked: false },
    ]);
    expect(failed).toEqual([]);
  });

  test('deadlocks are tried again: opposite orders both succeed', async () => {
    const planId = await record.plan();
    const responsible = { mode: 'each', partyIds: [partyId] } as const;
    const measures = await record.measures(planId, 20, { responsible });
    await record.adopt(planId);
    const deadline = (measureId: string, on: string) =>
      record.does({ type: 'SetDeadline', measureId, on, reason: 'Levering' });
    const outcomes = await Promise.allSettled([
      ...measures.map((measureId) => deadline(measureId, '2027-04-01')),
      ...Array.from({ length: 5 }, () =>
        record.does({ type: 'RevisePlan', planId, fields: { title: randomUUID() } }),
      ),
      ...measures.toReversed().map((measureId) => deadline(measureId, '2027-05-01')),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toEqual([]);
    expect(isWorthRetrying(Object.assign(new Error(), { code: '40P01' }))).toBe(true);
  });

  test('a connection that is lost is a record that can’t be reached, and the next command gets a new one', async () => {
    const planId = await record.plan();
    const superuser = await record.connect('superuser');
    const blocker = await record.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM plan WHERE id = $1 FOR NO KEY UPDATE', [planId]);
    const waiting = record.measures(planId, 1).then(
      () => undefined,
      (error: unknown) => error,
    );
    await until('the command waits for the plan', async () => {
      const { rows } = await superuser.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'kvittert' AND wait_event_type = 'Lock'
            AND datname = current_database()`,
      );
      if (rows.length === 0) return false;
      await superuser.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1', [
        rows[0]?.pid,
      ]);
      return true;
    });
    expect(await waiting).toBeInstanceOf(RecordUnavailable);
    await blocker.query('ROLLBACK');
    expect(await record.measures(planId, 1)).toHaveLength(1);
  });
});

import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, Connection } from '@temporalio/client';
import {
  morningRoundScheduleId,
  type RecordUpkeepResult,
  recordAnchorScheduleId,
  recordUpkeepScheduleId,
  searchAttributes,
  taskQueue,
} from '#domain/contracts/workflows.js';
import { roundPlan } from '#domain/follow-up/morning-round-plan.js';
import { registerSearchAttributes } from '../../apps/worker/src/search-attributes.js';
import { freePort } from '../../local/free-port.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { until } from '../support/until.js';

describe('The worker as a process', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ apis: 0, workers: 1 });
  });
  afterAll(() => installation.stop());

  test('keeps the morning round’s Schedule: eight in Oslo, caught up for eight hours, never two at once', async () => {
    const client = await installation.temporalClient();
    const schedule = client.schedule.getHandle(morningRoundScheduleId);
    const described = await schedule.describe();
    expect(described.spec.timezone).toBe('Europe/Oslo');
    expect(described.policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 8 * 3_600_000 });
    for (const next of described.info.nextActionTimes) {
      const inOslo = next.toLocaleString('en-GB', {
        timeZone: 'Europe/Oslo',
        weekday: 'short',
        timeStyle: undefined,
        hour: '2-digit',
        minute: '2-digit',
      });
      expect(inOslo).toMatch(/^(Mon|Tue|Wed|Thu|Fri).*08:00$/);
    }
    expect(described.info.nextActionTimes.length).toBeGreaterThan(0);
  });

  test('the Schedule starts a round when it is triggered, and the round says itself whether it ran', async () => {
    const client = await installation.temporalClient();
    const schedule = client.schedule.getHandle(morningRoundScheduleId);
    await schedule.trigger();
    const started = await until('a round has been started', async () => {
      const [action] = (await schedule.describe()).info.recentActions;
      return action?.action.workflow;
    });
    const result = (await client.workflow.getHandle(started.workflowId).result()) as { ran: boolean };
    expect(result.ran).toBe(roundPlan(new Date().toISOString(), false).run);
  });

  test('keeps the record’s own Schedule: every night in Oslo, made up for in the day', async () => {
    const client = await installation.temporalClient();
    const { spec, policies, info } = await client.schedule.getHandle(recordUpkeepScheduleId).describe();
    expect(spec.timezone).toBe('Europe/Oslo');
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 20 * 3_600_000 });
    for (const next of info.nextActionTimes) {
      const inOslo = next.toLocaleTimeString('en-GB', { timeZone: 'Europe/Oslo', timeStyle: 'short' });
      expect(inOslo).toBe('01:30');
    }
    expect(info.nextActionTimes.length).toBeGreaterThan(0);
  });

  test('the night anchors what is new, once, and forgets keys that are past their time', async () => {
    const client = await installation.temporalClient();
    const schedule = client.schedule.getHandle(recordUpkeepScheduleId);
    const night = async (nth: number): Promise<RecordUpkeepResult> => {
      await schedule.trigger();
      const started = await until('the night’s work has been started', async () => {
        const { recentActions } = (await schedule.describe()).info;
        return recentActions[nth - 1]?.action.workflow;
      });
      const handle = client.workflow.getHandle(started.workflowId, started.firstExecutionRunId);
      return (await handle.result()) as RecordUpkeepResult;
    };
    const keys = async (): Promise<string[]> =>
      (await installation.query<{ key: string }>('SELECT key FROM idempotency ORDER BY key')).map(
        ({ key }) => key,
      );
    await installation.query(
      `INSERT INTO idempotency (actor_id, key, fingerprint, created_at)
       SELECT 'night', 'old ' || number, '', now() - interval '7 days 1 minute' FROM generate_series(1, 5001) AS number
        UNION ALL SELECT 'night', 'young', '', now() - interval '6 days 23 hours'`,
    );
    const anchors = async (): Promise<string[]> =>
      (await installation.query<{ number: string }>('SELECT number FROM anchor ORDER BY number')).map(
        ({ number }) => number,
      );
    const before = await anchors();
    const query = `INSERT INTO party (id, version, head_hash, kind, name, registered_at)
      VALUES (gen_random_uuid(), 1, sha256('x'), 'group', 'x', now())`;
    await installation.query(
      `ALTER TABLE party DISABLE TRIGGER USER; ${query}; ALTER TABLE party ENABLE TRIGGER USER`,
      [],
      'owner',
    );
    expect(await night(1)).toEqual({ anchored: true, groupsKept: 0, nextDueMended: 0, keysForgotten: 5001 });
    expect(await keys()).toEqual(['young']);
    const after = await anchors();
    expect(after).toHaveLength(before.length + 1);

    expect(await night(2)).toEqual({ anchored: false, groupsKept: 0, nextDueMended: 0, keysForgotten: 0 });
    expect(await anchors()).toEqual(after);
  });

  test('every hour the record is anchored, and the anchor stands in the worker’s log', async () => {
    const client = await installation.temporalClient();
    const schedule = client.schedule.getHandle(recordAnchorScheduleId);
    const { spec, policies } = await schedule.describe();
    expect(policies.overlap).toBe('SKIP');
    expect(spec.calendars?.[0]).toMatchObject({ minute: [{ start: 5 }] });
    expect(installation.workers.map((worker) => worker.log()).join('\n')).toContain(
      '"the record was anchored"',
    );
  });

  test('a pause by an operator outlives a restart, and a stop is clean', async () => {
    const client = await installation.temporalClient();
    const schedule = client.schedule.getHandle(morningRoundScheduleId);
    await schedule.pause('ferie');
    const [worker] = installation.workers;
    expect(await worker?.stop()).toEqual({ code: 0, signal: null });
    expect(worker?.log()).toContain('worker stopped');
    await worker?.start();
    expect((await schedule.describe()).state).toMatchObject({ paused: true, note: 'ferie' });
    await schedule.unpause();
  });

  test('a signal while it starts ends it cleanly, wherever in the start it comes', async () => {
    const client = await installation.temporalClient();
    const starting = [
      // Before Node has loaded the first line of ours, the signal does what it does to every program.
      { as: 'the process exists', is: (pid: number) => pid > 0, clean: ['0 null', 'null SIGTERM'] },
      { as: 'it talks to PostgreSQL', is: () => talksToPostgres(), clean: ['0 null'] },
      { as: 'it takes tasks', is: (pid: number) => takesTasks(client, pid), clean: ['0 null'] },
    ];
    await installation.workers[0]?.stop();
    for (const { as, is, clean } of starting) {
      const worker = installation.addWorker();
      worker.launch();
      await until(as, () => is(worker.pid ?? 0));
      worker.signal('SIGTERM');
      const { code, signal } = await worker.ended();
      expect(clean).toContain(`${code ?? 'null'} ${signal ?? 'null'}`);
    }
  });

  test('it waits for a Temporal that is not there yet, and a signal ends the waiting', async () => {
    const worker = installation.addWorker();
    worker.launch({ TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}` });
    await until('it says what it waits for', () => worker.log().includes('Temporal is not ready'));
    worker.signal('SIGTERM');
    expect(await worker.ended()).toEqual({ code: 0, signal: null });
  });

  test('a second signal ends it at once', async () => {
    // It takes the connection and says nothing: what the first signal waits for takes seconds.
    const callers: Socket[] = [];
    const silent = createServer((caller) => callers.push(caller));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const worker = installation.addWorker();
    worker.launch({ DATABASE_URL: `postgres://nobody@127.0.0.1:${port}/nothing` });
    await until('it waits for PostgreSQL', () => callers.length > 0);
    worker.signal('SIGTERM');
    await until('the first signal is heard', () => worker.log().includes('"stopping"'));
    expect(worker.running).toBe(true);
    await until('one that is not the same key press is obeyed', () => {
      worker.signal('SIGTERM');
      return !worker.running;
    });
    expect(await worker.ended()).toEqual({ code: 1, signal: null });
    expect(worker.log()).toContain('a second signal');
    for (const caller of callers) caller.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });

  async function talksToPostgres(): Promise<boolean> {
    const rows = await installation.query(
      `SELECT 1 FROM pg_stat_activity WHERE application_name = 'kvittert worker' AND datname = current_database()`,
    );
    return rows.length > 0;
  }

  async function takesTasks(client: Client, pid: number): Promise<boolean> {
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace: installation.temporal.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: 1,
    });
    return pollers?.some(({ identity }) => identity?.startsWith(`${pid}@`)) ?? false;
  }

  test('a setting that is missing is named, and nothing is started', async () => {
    const worker = installation.addWorker();
    worker.launch({ DATABASE_URL: '', TEMPORAL_ADDRESS: 'nowhere' });
    expect(await worker.ended()).toEqual({ code: 1, signal: null });
    expect(worker.log()).toMatch(/DATABASE_URL is missing – PostgreSQL/);
    expect(worker.log()).toMatch(/TEMPORAL_ADDRESS is not valid – Temporal, as host:port/);
  });

  test('on a server that knows none of our search attributes they are registered, once', async () => {
    const namespace = `bare-${Date.now()}`;
    const connection = await Connection.connect({ address: installation.temporal.address });
    try {
      await connection.workflowService.registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
      });
      const registered = await until('the namespace is known', () =>
        registerSearchAttributes(connection, namespace),
      );
      expect(registered.sort()).toEqual(
        Object.values(searchAttributes)
          .map(({ name }) => name)
          .sort(),
      );
      await until(
        'they are known',
        async () => (await registerSearchAttributes(connection, namespace)).length === 0,
      );
    } finally {
      await connection.close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordLimits } from '#record/connection/record-limits.js';
import { openDataSource } from '#record/data-source.js';
import { RecordUnavailable } from '#record/record-unavailable.js';
import { translated } from '#record/record-errors.js';
import { OutboxListener, notifyOutbox } from '#record/outbox/outbox-notify.js';
import { SilentProxy } from '../support/silent-proxy.js';
import { until } from '../support/until.js';
import { TestRecord } from './support/test-record.js';

describe('PostgreSQL vanishes without a word', () => {
  let record: TestRecord;
  const lines: SilentProxy[] = [];
  /** Each waits for limits of seconds, over a line of its own: all at the same time. */
  const scenarios: [name: string, scenario: () => Promise<void>][] = [
    ['a long query is not taken for a silent line', aLongQuery],
    ['a query that is never answered ends, as a record that can’t be reached', aQueryNeverAnswered],
    [
      'a transaction in which it happens is given up on both sides: nobody waits for its locks',
      aTransactionGivenUp,
    ],
    ['whoever listens to the outbox hears of it again', listeningAgain],
    ['who listens can stop although nobody answers the farewell', noFarewell],
  ];
  const outcomes = new Map<string, Promise<void>>();

  beforeAll(async () => {
    record = await TestRecord.open();
    for (const [name, scenario] of scenarios) {
      const outcome = scenario();
      // Told by the test of its name.
      outcome.catch(() => undefined);
      outcomes.set(name, outcome);
    }
  });
  afterAll(async () => {
    await Promise.allSettled(outcomes.values());
    await Promise.all(lines.map((line) => line.close()));
    await record.close();
  });

  it.each(scenarios)('%s', async (name) => {
    await outcomes.get(name);
  });

  async function lineOfItsOwn(): Promise<SilentProxy> {
    const line = await SilentProxy.open(record.urls.appUrl);
    lines.push(line);
    return line;
  }

  async function overLine(
    use: (source: Awaited<ReturnType<typeof openDataSource>>, line: SilentProxy) => Promise<void>,
  ): Promise<void> {
    const line = await lineOfItsOwn();
    const source = await openDataSource(line.url, { poolSize: 3 });
    try {
      await use(source, line);
    } finally {
      await source.destroy();
    }
  }

  async function aLongQuery(): Promise<void> {
    await overLine(async (source) => {
      const seconds = (2 * (recordLimits.silenceMs + recordLimits.lookEveryMs)) / 1000;
      expect(await source.query(`SELECT 'done' AS result FROM pg_sleep(${seconds})`)).toEqual([
        { result: 'done' },
      ]);
    });
  }

  async function aQueryNeverAnswered(): Promise<void> {
    await overLine(async (source, line) => {
      line.fallSilent();
      const failure: unknown = await source.query('SELECT 1').catch((error: unknown) => error);
      expect(translated(failure)).toBeInstanceOf(RecordUnavailable);
      line.takeNewConnections();
      await until('the pool has a connection that answers', () => source.query('SELECT 1'));
    });
  }

  async function aTransactionGivenUp(): Promise<void> {
    await overLine(async (source, line) => {
      const runner = source.createQueryRunner();
      await runner.startTransaction();
      await runner.query('SELECT pg_advisory_xact_lock(4711)');
      line.fallSilent();
      const failure: unknown = await runner.query('SELECT 1').catch((error: unknown) => error);
      expect(translated(failure)).toBeInstanceOf(RecordUnavailable);
      await runner.release();
      line.takeNewConnections();
      await until('the lock is free', async () => {
        const [row] = await record.dataSource.query<{ got: boolean }[]>(
          'SELECT pg_try_advisory_lock(4711) AS got',
        );
        return row?.got;
      });
    });
  }

  async function listeningAgain(): Promise<void> {
    const line = await lineOfItsOwn();
    let notified = 0;
    const listener = new OutboxListener(line.url, () => (notified += 1));
    listener.start();
    await until('the listener is connected', () => notified > 0);
    line.fallSilent();
    const before = notified;
    line.takeNewConnections();
    await until('the listener hears of its new connection', () => notified > before);
    const connected = notified;
    await notifyOutbox(record.dataSource.manager);
    await until('and for what is notified then', () => notified > connected);
    await listener.stop();
  }

  async function noFarewell(): Promise<void> {
    const line = await lineOfItsOwn();
    let notified = 0;
    const listener = new OutboxListener(line.url, () => (notified += 1));
    listener.start();
    await until('the listener is connected', () => notified > 0);
    line.fallSilent();
    await listener.stop();
    line.takeNewConnections();
  }
});

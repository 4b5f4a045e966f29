import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordLimits } from '#record/connection/record-limits.js';
import { openDataSource } from '#record/data-source.js';
import { RecordUnavailable } from '#record/record-unavailable.js';
import { translated } from '#record/record-errors.js';
import { RelayBell, ringRelay } from '#record/relay/relay-bell.js';
import { SilentLine } from '../support/silent-line.js';
import { until } from '../support/until.js';
import { TestRecord } from './support/test-record.js';

describe('PostgreSQL vanishes without a word', () => {
  let record: TestRecord;
  let line: SilentLine;
  let overLine: Awaited<ReturnType<typeof openDataSource>>;

  beforeAll(async () => {
    record = await TestRecord.open();
    line = await SilentLine.open(record.urls.appUrl);
    overLine = await openDataSource(line.url, { poolSize: 3 });
  });
  afterAll(async () => {
    await overLine.destroy();
    await line.close();
    await record.close();
  });

  it('a long query is not taken for a silent line', async () => {
    const seconds = (2 * (recordLimits.silenceMs + recordLimits.lookEveryMs)) / 1000;
    expect(await overLine.query(`SELECT 'done' AS result FROM pg_sleep(${seconds})`)).toEqual([
      { result: 'done' },
    ]);
  });

  it('a query that is never answered ends, as a record that can’t be reached', async () => {
    line.fallSilent();
    const failure: unknown = await overLine.query('SELECT 1').catch((error: unknown) => error);
    expect(translated(failure)).toBeInstanceOf(RecordUnavailable);
    line.takeNewConnections();
    await until('the pool has a connection that answers', () => overLine.query('SELECT 1'));
  });

  it('a transaction in which it happens is given up on both sides: nobody waits for its locks', async () => {
    const runner = overLine.createQueryRunner();
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

  it('who listens for the relay’s bell hears it again', async () => {
    let rung = 0;
    const bell = new RelayBell(line.url, () => (rung += 1));
    bell.start();
    await until('the bell is connected', () => rung > 0);
    line.fallSilent();
    const before = rung;
    line.takeNewConnections();
    await until('the bell rings for its new connection', () => rung > before);
    const connected = rung;
    await ringRelay(record.dataSource.manager);
    await until('and for what is notified then', () => rung > connected);
    await bell.stop();
  });

  it('who listens can stop although nobody answers the farewell', async () => {
    let rung = 0;
    const bell = new RelayBell(line.url, () => (rung += 1));
    bell.start();
    await until('the bell is connected', () => rung > 0);
    line.fallSilent();
    await bell.stop();
    line.takeNewConnections();
  });
});

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { recordLiveness } from '#record/connection/record-liveness.js';
import { openDataSource } from '#record/data-source.js';
import { TestRecord } from './support/test-record.js';

const pace = { everyMs: 100, answerWithinMs: 100, missesUntilLost: 2 };
let record: TestRecord;

beforeAll(async () => {
  record = await TestRecord.open();
});
afterAll(() => record.close());

it('a process whose pool serves nobody any more, while PostgreSQL serves others, is given up', async () => {
  const pool = await openDataSource(record.urls.appUrl, { poolSize: 1 });
  // Somebody took the only connection and never gave it back.
  const forgotten = pool.createQueryRunner();
  await forgotten.connect();
  const { probe, hopeless } = recordLiveness(pool, record.urls.appUrl, {
    // A busy machine is not a PostgreSQL that serves nobody.
    pace: { ...pace, answerWithinMs: 1_000 },
    giveUpAfterMs: 500,
  });
  probe.start();
  await hopeless;
  probe.stop();
  await forgotten.release();
  await pool.destroy();
});

it('while PostgreSQL serves nobody, no process is given up: a clear 503 is better than nobody at home', async () => {
  const elsewhere = new URL(record.urls.appUrl);
  elsewhere.port = '1';
  const asked: string[] = [];
  const pool = await openDataSource(record.urls.appUrl, { poolSize: 1 });
  await pool.destroy();
  const refuse = pool.query.bind(pool);
  pool.query = (text: string) => {
    asked.push(text);
    return refuse(text);
  };
  const { probe, hopeless } = recordLiveness(pool, elsewhere.href, { pace, giveUpAfterMs: 300 });
  let givenUp = false;
  void hopeless.then(() => (givenUp = true));
  probe.start();
  while (asked.length < 10) await new Promise((resolve) => setTimeout(resolve, 20));
  probe.stop();
  expect(probe.isLost).toBe(true);
  expect(givenUp).toBe(false);
});

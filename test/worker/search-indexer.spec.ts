import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Log } from '../../apps/worker/src/log.js';
import { SearchIndexer } from '../../apps/worker/src/search-indexer.js';
import { TestRecord } from '../record/support/test-record.js';
import { until } from '../support/until.js';

describe('the keeper of search', () => {
  let record: TestRecord;
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  const log: Log = { info: say, warn: say, error: say };

  beforeAll(async () => {
    record = await TestRecord.open();
  });
  afterAll(() => record.close());

  async function count(table: 'search_due' | 'search_document'): Promise<number> {
    const [row] = await record.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::integer AS count FROM ${table}`,
    );
    return row?.count ?? 0;
  }

  it('reads what nobody has searched for, two at once, and stops when asked', async () => {
    await record.measures(await record.plan(), 3_000);
    expect(await count('search_due')).toBeGreaterThan(0);
    const keepers = [new SearchIndexer(record.dataSource, log), new SearchIndexer(record.dataSource, log)];
    for (const keeper of keepers) keeper.start();
    await until('everything is read', async () => (await count('search_due')) === 0);
    expect(await count('search_document')).toBe(3_001);
    await Promise.all(keepers.map((keeper) => keeper.stop()));
    expect(said).toEqual([]);
  });

  it('says trouble once, and when it is over', async () => {
    const owner = await record.connect('owner');
    await owner.query('ALTER TABLE search_document RENAME TO taken_away');
    await record.measures(await record.plan(), 1);
    const keeper = new SearchIndexer(record.dataSource, log);
    keeper.start();
    await until('it says so', () => Promise.resolve(said.length > 0));
    await owner.query('ALTER TABLE taken_away RENAME TO search_document');
    await until('it is over', async () => said.length > 1 && (await count('search_due')) === 0);
    await keeper.stop();
    expect(said).toEqual(['search is not kept up to date', 'search is kept up to date again']);
  });
});

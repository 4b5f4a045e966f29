import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { Column, getMetadataArgsStorage } from 'typeorm';
import { openDataSource } from '#record/data-source.js';
import { writeCode } from '#record/database/database-code.js';
import { canonicalText, chainedHash } from '#record/history/chain.js';
import { MeasureEntity } from '#record/measure/measure.entity.js';
import { migrate } from '#record/migrate.js';
import { roleOf } from '#record/migrations/app-role.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { refusalOf, TestRecord } from './support/test-record.js';

type DataSource = Awaited<ReturnType<typeof openDataSource>>;

/** Writes through the function that the process of `dataSource` would call. */
async function writeMeasure(
  client: pg.ClientBase,
  dataSource: DataSource,
  measureId: string,
  columns: Record<string, unknown>,
): Promise<void> {
  const { rows } = await client.query<{ row: { version: number; head_hash: string } }>(
    'SELECT to_jsonb(m) AS row FROM measure m WHERE id = $1',
    [measureId],
  );
  const [found] = rows;
  if (found === undefined) throw new Error('No such measure');
  const version = found.row.version + 1;
  const [at, actorId, commandId] = [
    '2026-11-02T09:00:00.000Z',
    'raw',
    '01a203e8-4107-717f-a9ca-2b7553683bfd',
  ];
  const canonical = canonicalText({
    stream: 'measure',
    id: measureId,
    version,
    type: 'SubPointAdded',
    at,
    actorId,
    commandId,
    data: {},
  });
  const hash = chainedHash(found.row.head_hash, canonical);
  const event = {
    stream_kind: 'measure',
    stream_id: measureId,
    version,
    type: 'SubPointAdded',
    at,
    actor_id: actorId,
    command_id: commandId,
    canonical,
    prev_hash: found.row.head_hash,
    hash,
  };
  await client.query(
    `SELECT ${writeCode(dataSource).name}($1, NULL, NULL, $2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
    [JSON.stringify([event]), JSON.stringify([{ ...found.row, version, head_hash: hash, ...columns }])],
  );
}

describe('The database’s own code follows the entities', () => {
  let record: TestRecord;
  let app: pg.Client;
  let owner: pg.Client;
  let measureId: string;
  /** Of a process that knows the new column; `record.dataSource` is of one that was started before. */
  let upgraded: DataSource;

  const columnsBefore = getMetadataArgsStorage().columns.length;
  const migrateRecord = () => migrate(record.urls.ownerUrl, roleOf(record.urls.appUrl));

  beforeAll(async () => {
    record = await TestRecord.open();
    app = await record.connect();
    owner = await record.connect('owner');
    [measureId = ''] = await record.measures(await record.plan(), 1);
    await owner.query('ALTER TABLE measure ADD COLUMN colour text');
    Column('text', { name: 'colour', nullable: true })(MeasureEntity.prototype, 'colour');
    expect(await migrateRecord()).toEqual([
      'guards/measure.sql',
      expect.stringMatching(/^record_write_[0-9a-f]{12}$/),
    ]);
    upgraded = await openDataSource(record.urls.appUrl, { poolSize: 1 });
  });
  afterAll(async () => {
    // Other files in this process know the entity as it is.
    getMetadataArgsStorage().columns.length = columnsBefore;
    await upgraded.destroy();
    await record.close();
  });

  const colourOf = async (id: string): Promise<string | null | undefined> => {
    const { rows } = await app.query<{ colour: string | null }>('SELECT colour FROM measure WHERE id = $1', [
      id,
    ]);
    return rows[0]?.colour;
  };

  test('a column that is new in the entity is written', async () => {
    await writeMeasure(app, upgraded, measureId, { colour: 'rød' });
    expect(await colourOf(measureId)).toBe('rød');
  });

  test('it can’t be changed without an event', async () => {
    const change = () => app.query(`UPDATE measure SET colour = 'blå' WHERE id = $1`, [measureId]);
    expect(await refusalOf(app, change)).toBe('KV001');
  });

  test('it is compared with the history', async () => {
    const [other = ''] = await record.measures(await record.plan(), 1);
    const superuser = await record.connect('superuser');
    await superuser.query('SET session_replication_role = replica');
    await superuser.query(`UPDATE measure SET colour = 'grønn' WHERE id = $1`, [other]);
    const differences: Difference[] = [];
    await verifyRecord(upgraded, (difference) => differences.push(difference));
    expect(differences).toContainEqual({
      stream: 'measure',
      id: other,
      path: 'colour',
      found: 'grønn',
      expected: null,
    });
    await superuser.query('UPDATE measure SET colour = NULL WHERE id = $1', [other]);
  });

  test('a process that was started before goes on, and leaves what it does not know alone', async () => {
    await writeMeasure(app, upgraded, measureId, { colour: 'gul' });
    await writeMeasure(app, record.dataSource, measureId, { title: 'Nytt navn' });
    expect(await colourOf(measureId)).toBe('gul');
    const [made = ''] = await record.measures(await record.plan(), 1);
    expect(await colourOf(made)).toBeNull();
  });

  test('nothing is applied twice, and a file that has changed is applied again', async () => {
    expect(await migrateRecord()).toEqual([]);
    await owner.query(`UPDATE database_code SET digest = 'old' WHERE name = 'guards/plan.sql'`);
    await owner.query(`CREATE OR REPLACE FUNCTION guard_plan_updated() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RETURN NULL; END $$`);
    expect(await migrateRecord()).toEqual(['guards/plan.sql']);
    const { rows } = await owner.query<{ source: string }>(
      `SELECT prosrc AS source FROM pg_proc WHERE proname = 'guard_plan_updated'`,
    );
    expect(rows[0]?.source).toContain('keeps its number');
  });

  test('the function of the release before the last is taken away', async () => {
    const before = writeCode(record.dataSource).name;
    const generations = async () =>
      (
        await owner.query<{ name: string }>(
          `SELECT proname AS name FROM pg_proc WHERE starts_with(proname, 'record_write_') ORDER BY oid`,
        )
      ).rows.map(({ name }) => name);
    expect(await generations()).toEqual([before, writeCode(upgraded).name]);
    await owner.query('ALTER TABLE measure ADD COLUMN weight integer');
    Column('integer', { name: 'weight', nullable: true })(MeasureEntity.prototype, 'weight');
    const [, newest] = await migrateRecord();
    expect(await generations()).toEqual([writeCode(upgraded).name, newest]);
  });

  test('a process of the release before these files loads and writes as it did', async () => {
    const nothing = Array.from({ length: 28 }, () => 'NULL').join(', ');
    const { rows } = await app.query<{ loaded: { claimed: boolean } }>(
      `SELECT record_load(${nothing}) AS loaded`,
    );
    expect(rows[0]?.loaded.claimed).toBe(true);
    await app.query(`SELECT record_write(${Array.from({ length: 12 }, () => 'NULL').join(', ')})`);
  });
});

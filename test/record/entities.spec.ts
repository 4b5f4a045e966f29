import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestRecord } from './support/test-record.js';

interface Column {
  name: string;
  type: string;
  nullable: boolean;
}

describe('Entities and migrations tell the same', () => {
  let record: TestRecord;

  beforeAll(async () => {
    record = await TestRecord.open();
  });
  afterAll(() => record.close());

  test('every column of every entity is in its table as the entity says, and every table’s in the entity', async () => {
    // What the database keeps for itself.
    const besides: Readonly<Record<string, readonly string[]>> = { event: ['tx'], person: ['salt'] };
    for (const { tableName, columns } of record.dataSource.entityMetadatas) {
      const inTable = await record.dataSource.query<Column[]>(
        `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, NOT a.attnotnull AS nullable
           FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
        [tableName],
      );
      const inEntity = columns.map((column): Column => {
        const type = String(column.type).replace('timestamptz', 'timestamp with time zone');
        return {
          name: column.databaseName,
          type: column.isArray ? `${type}[]` : type,
          // Generated from a column that is never null.
          nullable: column.isNullable || (tableName === 'event' && column.databaseName === 'body'),
        };
      });
      const kept = inTable.filter(({ name }) => !besides[tableName]?.includes(name));
      const byName = (one: Column, other: Column): number => one.name.localeCompare(other.name);
      expect({ tableName, columns: inEntity.toSorted(byName) }).toEqual({
        tableName,
        columns: kept.toSorted(byName),
      });
    }
  });
});

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { DataSource, EntityMetadata } from 'typeorm';
import { appRoleSetting } from '../migrations/app-role.js';

/** One file of the database's own code, as it is applied. */
export interface DatabaseCode {
  /** The file, or the name of the function where older processes go on calling the one they know. */
  name: string;
  sql: string;
  digest: string;
}

type Entities = Pick<DataSource, 'entityMetadatas'>;

const rooms = ['guards', 'load', 'follow-up', 'search'] as const;
const writeFile = 'write/record-write.sql';
const writeName = 'record_write';
/** This release's and the one's before, whose processes still run while it is rolled out. */
const writeGenerations = 2;

/** Functions that are the same for every process: replaced where they stand. */
function shared(entities: Entities): DatabaseCode[] {
  return rooms.flatMap((room) =>
    readdirSync(new URL(`${room}/`, import.meta.url))
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => {
        const sql = rendered(`${room}/${file}`, entities);
        return { name: `${room}/${file}`, sql, digest: digestOf(sql) };
      }),
  );
}

/**
 * The function that writes. It lists the columns of the entities it was made from, so each generation has one under
 * a name of its own: a process that does not know a new column leaves it alone instead of emptying it.
 */
export function writeCode(entities: Entities): DatabaseCode {
  const sql = rendered(writeFile, entities);
  const digest = digestOf(sql);
  const name = `${writeName}_${digest.slice(0, 12)}`;
  return { name, sql: sql.replace(`FUNCTION ${writeName}(`, `FUNCTION ${name}(`), digest };
}

/** All of it, as this version of the program has it. */
export function codeOf(entities: Entities): DatabaseCode[] {
  return [...shared(entities), writeCode(entities)];
}

/**
 * Applies what has changed since it was last applied, after the migrations and as the owner's role. The files name
 * tables and no columns: the entities do.
 * @returns the names of what was applied
 */
export async function applyDatabaseCode(dataSource: DataSource): Promise<string[]> {
  return dataSource.transaction(async (manager) => {
    const kept = await manager.query<{ name: string; digest: string }[]>(
      'SELECT name, digest FROM database_code',
    );
    const digests = new Map(kept.map(({ name, digest }) => [name, digest]));
    const write = writeCode(dataSource);
    const changed = [...shared(dataSource), write].filter(({ name, digest }) => digests.get(name) !== digest);
    for (const { sql } of changed) await manager.query(sql);
    // The write function even where it was there: the one that was used last is the one to keep.
    for (const { name, digest } of new Set([...changed, write])) {
      await manager.query(
        `INSERT INTO database_code (name, digest) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET digest = EXCLUDED.digest, applied_at = clock_timestamp()`,
        [name, digest],
      );
    }
    const outlived = await manager.query<{ name: string }[]>(
      'SELECT name FROM database_code WHERE starts_with(name, $1) ORDER BY applied_at DESC OFFSET $2',
      [`${writeName}_`, writeGenerations],
    );
    for (const { name } of outlived) {
      await manager.query(`DROP FUNCTION ${name}`);
      await manager.query('DELETE FROM database_code WHERE name = $1', [name]);
    }
    await manager.query(callableByAppAlone);
    return changed.map(({ name }) => name);
  });
}

/** Functions that run as the owner are the application's alone to call. */
const callableByAppAlone = `
DO $callable$
DECLARE one regprocedure;
BEGIN
  FOR one IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', one, current_setting('${appRoleSetting}'));
  END LOOP;
END $callable$`;

function digestOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}

/**
 * The file with its lists of columns written out:
 * `{{columns of plan}}`, `{{columns of measure besides id, number as a}}`: the names, of one row where it has a name;
 * `{{columns of event, which are id, number}}`: these, in this order; an error where the entity has others as well;
 * `{{insert into plan from rows}}`, `{{update plan from rows}}`: the statement, where `rows`, a json array, is there.
 */
function rendered(file: string, entities: Entities): string {
  const entity = (table: string): EntityMetadata => {
    const found = entities.entityMetadatas.find((metadata) => metadata.tableName === table);
    if (found === undefined) throw new Error(`${file} names ${table}, which no entity has as its table`);
    return found;
  };
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .replaceAll(
      /\{\{columns of (\w+)(?: besides ([\w, ]+?))?(?: as (\w+))?\}\}/g,
      (_all, table: string, besides?: string, row?: string) =>
        listed(columnsOf(entity(table), besides?.split(', ')), row),
    )
    .replaceAll(/\{\{columns of (\w+), which are ([\w, ]+)\}\}/g, (_all, table: string, which: string) => {
      const left = columnsOf(entity(table), which.split(', '));
      if (left.length > 0) throw new Error(`${file} leaves out ${left.join(', ')} of ${table}`);
      return which;
    })
    .replaceAll(/\{\{insert into (\w+) from ([\w.]+)\}\}/g, (_all, table: string, rows: string) =>
      insertion(entity(table), rows),
    )
    .replaceAll(/\{\{update (\w+) from ([\w.]+)\}\}/g, (_all, table: string, rows: string) =>
      update(entity(table), rows),
    );
}

function listed(columns: readonly string[], row?: string): string {
  return columns.map((column) => (row === undefined ? column : `${row}.${column}`)).join(', ');
}

/** Those that are written; not what the database makes of others. */
function columnsOf(entity: EntityMetadata, besides: readonly string[] = []): string[] {
  const columns = entity.columns.filter((column) => column.isInsert).map((column) => column.databaseName);
  const unknown = besides.filter((column) => !columns.includes(column));
  if (unknown.length > 0) throw new Error(`${entity.tableName} has no column ${unknown.join(', ')}`);
  return columns.filter((column) => !besides.includes(column));
}

function keysOf(entity: EntityMetadata): string[] {
  return entity.primaryColumns.map((column) => column.databaseName);
}

function insertion(entity: EntityMetadata, rows: string): string {
  const columns = listed(columnsOf(entity));
  return `IF ${rows} IS NOT NULL THEN
    INSERT INTO ${entity.tableName} (${columns})
    SELECT ${columns} FROM json_populate_recordset(NULL::${entity.tableName}, ${rows});
  END IF;`;
}

function update(entity: EntityMetadata, rows: string): string {
  const keys = keysOf(entity);
  const columns = columnsOf(entity, keys);
  return `IF ${rows} IS NOT NULL THEN
    UPDATE ${entity.tableName} s SET (${listed(columns)}) = ROW (${listed(columns, 'r')})
      FROM json_populate_recordset(NULL::${entity.tableName}, ${rows}) AS r
     WHERE ${keys.map((key) => `s.${key} = r.${key}`).join(' AND ')};
  END IF;`;
}

import type { DataSource, EntityManager } from 'typeorm';
import { streamKinds } from '../history/stream-kinds.js';
import type { Difference } from '../difference.js';
import { codeOf } from './database-code.js';

/** Whether the database still refuses what it must: functions as in their files, triggers on, no right too many. */
export async function verifyGuards(
  manager: EntityManager,
  entities: Pick<DataSource, 'entityMetadatas'>,
  tell: (difference: Difference) => void,
): Promise<void> {
  const stored: { name: string; body: string }[] = await manager.query(
    `SELECT proname AS name, prosrc AS body FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
  );
  const functions = codeOf(entities).flatMap(({ sql }) => [...functionsIn(sql)]);
  for (const { name, body } of functions) {
    if (stored.some((one) => one.name === name && one.body === body)) continue;
    const found = stored.some((one) => one.name === name) ? 'another text' : undefined;
    tell({
      stream: 'database',
      id: name,
      path: 'function',
      found,
      expected: 'as in libs/record/src/database',
    });
  }

  const triggers: { table: string; name: string; function: string; is_on: boolean }[] = await manager.query(
    `SELECT c.relname AS table, t.tgname AS name, p.proname AS function, t.tgenabled IN ('O', 'A') AS is_on
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal`,
  );
  for (const { table, name, is_on } of triggers) {
    if (!is_on)
      tell({ stream: 'database', id: `${table}.${name}`, path: 'trigger', found: 'off', expected: 'on' });
  }
  const isCalled = (name: string, on?: string): boolean =>
    triggers.some((one) => one.function === name && (on === undefined || one.table === on));
  const missing = [
    ...functions.filter(({ name, isTrigger }) => isTrigger && !isCalled(name)).map(({ name }) => name),
    ...streamKinds.flatMap((kind) => [
      ...(isCalled('guard_state_inserted', kind) ? [] : [`${kind}: guard_state_inserted`]),
      ...(isCalled('guard_state_updated', kind) || isCalled('guard_measure_updated', kind)
        ? []
        : [`${kind}: guard_state_updated`]),
    ]),
  ];
  for (const id of missing)
    tell({ stream: 'database', id, path: 'trigger', found: undefined, expected: 'on' });

  const rights: { table: string; right: string }[] = await manager.query(
    `SELECT "table", "right" FROM unnest(ARRAY['event', 'anchor', 'anchored', 'report_snapshot']) AS "table",
            unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS "right"
      WHERE has_table_privilege(current_user, "table", "right")
        AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)`,
  );
  for (const { table, right } of rights) {
    tell({
      stream: 'database',
      id: table,
      path: 'right of the application',
      found: right,
      expected: undefined,
    });
  }
}

function* functionsIn(sql: string): Generator<{ name: string; body: string; isTrigger: boolean }> {
  for (const [, name = '', head = '', body = ''] of sql.matchAll(
    /CREATE (?:OR REPLACE )?FUNCTION (\w+)([\s\S]*?)AS \$\$([\s\S]*?)\$\$;/g,
  )) {
    yield { name, body, isTrigger: head.includes('RETURNS trigger') };
  }
}

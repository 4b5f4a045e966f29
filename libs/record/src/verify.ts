import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import { fold, type StateByStream } from '#domain/evolve.js';
import type { EventsByStream, RecordedEvent, StreamKind } from '#domain/history.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { Instant, PlainDate } from '#domain/ids.js';
import type { Measure } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';
import { verifyAnchors } from './anchor/verify-anchors.js';
import { verifyGuards } from './database/verify-guards.js';
import {
  checkedSince,
  checkNextDue,
  type Demanded,
  lastOf,
  readDemanded,
} from './follow-up/next-due-check.js';
import { catalogueRow } from './catalogue/catalogue.rows.js';
import { decisionRow } from './decision/decision.rows.js';
import { evaluationRow } from './evaluation/evaluation.rows.js';
import {
  type CanonicalEvent,
  canonicalText,
  chainedHash,
  genesisHash,
  recordedEvent,
} from './history/chain.js';
import { instant } from './history/row-values.js';
import { alteredIdentities } from './identity/altered-identities.js';
import { streamKinds } from './history/stream-kinds.js';
import { itemRow, measureRow } from './measure/measure.rows.js';
import { membershipRow, partyRow } from './party/party.rows.js';
import { personRow } from './person/person.rows.js';
import type { Report } from '#domain/report/report.js';
import { planRow } from './plan/plan.rows.js';
import { reportRow } from './report/report.rows.js';
import { dataSourceOf } from './connection/data-source-of.js';
import type { Difference } from './difference.js';
import type { RecordSource } from './record-source.js';

export type { Difference };

export interface Verification {
  streams: Record<StreamKind, number>;
  events: number;
  differences: number;
}

type Values = Record<string, unknown>;

interface StoredEvent {
  stream_id: string;
  version: number;
  type: string;
  at: string;
  actor_id: string;
  command_id: string;
  canonical: string;
  prev_hash: string;
  hash: string;
  /** A bigint, which the driver gives as text. */
  position: string;
}

/** What belongs to one stream, as it stands in the tables and as it follows from the history. */
interface StreamRows {
  row: Values | undefined;
  /** Items of a measure, members of a group, by what identifies them. */
  parts: ReadonlyMap<string, Values>;
}

/** What a measure's next due follows from, besides its own history. */
interface Rules {
  plans: Map<string, { plan: Plan; changedAt: Instant }>;
  since: PlainDate;
  today: PlainDate;
}

const streamsPerPage = 500;

/**
 * Rebuilds every stream from its events and compares it with the rows; checks each chain of hashes, what is next due,
 * what was demanded and sent, the anchors and all they cover, and the guards. Everything is read from one snapshot, page
 * by page, so that it can run beside the work of the day. What it can't find: docs/verification.md.
 * @param report is told of each difference as it is found
 */
export function verifyRecord(
  dataSource: RecordSource,
  report: (difference: Difference) => void,
  now: Instant = new Date().toISOString(),
): Promise<Verification> {
  return dataSourceOf(dataSource).transaction('REPEATABLE READ', (manager) =>
    verifyWithin(manager, report, now),
  );
}

/** The same in a transaction that has begun. */
export async function verifyWithin(
  manager: EntityManager,
  report: (difference: Difference) => void,
  now: Instant,
): Promise<Verification> {
  const streams = Object.fromEntries(streamKinds.map((kind) => [kind, 0])) as Verification['streams'];
  const verification: Verification = { streams, events: 0, differences: 0 };
  const tell = (difference: Difference): void => {
    verification.differences += 1;
    report(difference);
  };
  const rules: Rules = { plans: new Map(), since: await checkedSince(manager), today: osloDate(now) };
  for (const kind of streamKinds) {
    let after: string | undefined;
    for (;;) {
      const ids = await idsAfter(manager, kind, after);
      if (ids.length === 0) break;
      verification.events += await verifyStreams(manager, kind, ids, rules, tell);
      streams[kind] += ids.length;
      after = ids.at(-1);
    }
  }
  await verifyWholes(manager, rules.today, tell);
  await verifyAnchors(manager, tell);
  await verifyGuards(manager, manager.dataSource, tell);
  return verification;
}

/** Streams that have a row or an event: either may be missing. */
async function idsAfter(
  manager: EntityManager,
  kind: StreamKind,
  after: string | undefined,
): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `(SELECT id FROM ${kind} WHERE $2::uuid IS NULL OR id > $2 ORDER BY id LIMIT $3)
     UNION
     (SELECT DISTINCT stream_id FROM event
       WHERE stream_kind = $1 AND ($2::uuid IS NULL OR stream_id > $2) ORDER BY stream_id LIMIT $3)
     ORDER BY id LIMIT $3`,
    [kind, after ?? null, streamsPerPage],
  );
  return rows.map((row) => row.id);
}

async function verifyStreams<K extends StreamKind>(
  manager: EntityManager,
  kind: K,
  ids: readonly string[],
  rules: Rules,
  tell: (difference: Difference) => void,
): Promise<number> {
  const events: StoredEvent[] = await manager.query(
    `SELECT stream_id, version, type, to_json(at)#>>'{}' AS at, actor_id, command_id, canonical,
            prev_hash::text, hash::text, position
       FROM event WHERE stream_kind = $1 AND stream_id = ANY ($2::uuid[]) ORDER BY stream_id, version`,
    [kind, ids],
  );
  const stored = await storedRows(manager, kind, ids);
  const demanded = kind === 'measure' ? await readDemanded(manager, ids) : undefined;
  let next = 0;
  for (const id of ids) {
    const history: StoredEvent[] = [];
    for (let event = events[next]; event?.stream_id === id; event = events[next]) {
      history.push(event);
      next += 1;
    }
    const rows = stored.get(id) ?? { row: undefined, parts: new Map() };
    const state = verifyStream(kind, id, history, rows, tell);
    const head = history.at(-1);
    if (state === undefined || head === undefined) continue;
    if (isPlan(kind, state)) rules.plans.set(id, { plan: state, changedAt: instant(head.at) });
    if (isMeasure(kind, state) && rows.row !== undefined) {
      verifyNextDue(state, rows.row, instant(head.at), demanded?.get(id) ?? [], rules, tell);
    }
  }
  return events.length;
}

function verifyStream<K extends StreamKind>(
  kind: K,
  id: string,
  history: readonly StoredEvent[],
  stored: StreamRows,
  tell: (difference: Difference) => void,
): StateByStream[K] | undefined {
  const differs = (path: string, found: unknown, expected: unknown): void =>
    tell({ stream: kind, id, path, found, expected });
  const written = readChain(kind, id, history, differs);
  const head = history.at(-1);
  if (head === undefined) {
    differs('events', 0, 'an event for a row');
    return undefined;
  }
  let state: StateByStream[K] | undefined;
  try {
    state = fold(kind, written);
  } catch (error) {
    differs(
      'events',
      error instanceof Error ? error.message : String(error),
      'a history that leads to a state',
    );
    return undefined;
  }
  if (stored.row === undefined) {
    differs('row', undefined, 'a row for a history');
    return undefined;
  }
  if (state === undefined) return undefined;
  const expected = expectedRows(kind, state);
  compare(
    '',
    stored.row,
    { ...expected.row, version: head.version, head_hash: head.hash },
    columnsBesides[kind],
    differs,
  );
  for (const [part, row] of expected.parts) {
    compare(`${part}.`, stored.parts.get(part), row, noColumns, differs);
  }
  for (const [part, row] of stored.parts) {
    if (!expected.parts.has(part)) differs(part, row, undefined);
  }
  return state;
}

function isPlan(kind: StreamKind, _state: unknown): _state is Plan {
  return kind === 'plan';
}

function isMeasure(kind: StreamKind, _state: unknown): _state is Measure {
  return kind === 'measure';
}

/** What is next due, and what was demanded, against what follows from the history. */
function verifyNextDue(
  measure: Measure,
  row: Values,
  changedAt: Instant,
  demanded: readonly Demanded[],
  { plans, since, today }: Rules,
  tell: (difference: Difference) => void,
): void {
  const ofPlan = plans.get(measure.planId);
  if (ofPlan === undefined) return;
  const dueAt = row['next_due_at'];
  const columns = {
    followed: row['followed'] === true,
    next_due_at: typeof dueAt === 'string' ? instant(dueAt) : null,
    demanded_through: String(row['demanded_through']),
  };
  const unchangedSince = lastOf(since, changedAt, ofPlan.changedAt);
  const { findings } = checkNextDue(
    { measure, plan: ofPlan.plan, row: columns, demanded, unchangedSince },
    today,
  );
  for (const finding of findings) tell({ stream: 'measure', id: measure.id, ...finding });
}

/** Checks the chain and returns the events that can be read, so that the state can be compared all the same. */
function readChain<K extends StreamKind>(
  kind: K,
  id: string,
  history: readonly StoredEvent[],
  differs: (path: string, found: unknown, expected: unknown) => void,
): RecordedEvent<EventsByStream[K]>[] {
  let previous = genesisHash;
  let position = 0;
  const written: RecordedEvent<EventsByStream[K]>[] = [];
  for (const [index, event] of history.entries()) {
    const check = (what: string, found: unknown, expected: unknown): void => {
      if (!isDeepStrictEqual(found, expected)) differs(`event ${event.version}.${what}`, found, expected);
    };
    check('version', event.version, index + 1);
    check('prev_hash', event.prev_hash, previous);
    check('hash', event.hash, chainedHash(event.prev_hash, event.canonical));
    previous = event.hash;
    if (Number(event.position) <= position) {
      differs(`event ${event.version}.position`, Number(event.position), `after ${position}`);
    }
    position = Number(event.position);
    let body: CanonicalEvent;
    try {
      body = JSON.parse(event.canonical) as CanonicalEvent;
      check('canonical', event.canonical, canonicalText(body));
    } catch {
      differs(`event ${event.version}.canonical`, event.canonical, 'an event in RFC 8785');
      continue;
    }
    check('stream', { stream: body.stream, id: body.id }, { stream: kind, id });
    const columns = {
      version: event.version,
      type: event.type,
      at: instant(event.at),
      actorId: event.actor_id,
      commandId: event.command_id,
    };
    for (const [name, value] of Object.entries(columns)) {
      check(name, value, body[name as keyof typeof columns]);
    }
    written.push(recordedEvent(kind, body));
  }
  return written;
}

/** Columns that no event tells of: personal data, which anchors cover, and when the measure next speaks. */
const noColumns: readonly string[] = [];
const columnsBesides: Readonly<Record<StreamKind, readonly string[]>> = {
  evaluation: noColumns,
  plan: noColumns,
  // What is next due is compared with the facts. How often that was news, only the workflow could tell.
  measure: ['followed', 'next_due_at', 'due_version', 'demanded_through'],
  party: noColumns,
  person: ['name', 'email', 'salt'],
  decision: noColumns,
  report: noColumns,
  catalogue: noColumns,
};

function expectedRows<K extends StreamKind>(kind: K, state: StateByStream[K]): StreamRows {
  return rowsOf[kind](state);
}

const withoutParts = (row: object): StreamRows => ({ row: row as Values, parts: new Map() });

const rowsOf: { [K in StreamKind]: (state: StateByStream[K]) => StreamRows } = {
  evaluation: (state) => withoutParts(evaluationRow(state)),
  plan: (state) => withoutParts(planRow(state)),
  person: (state) => withoutParts(personRow(state)),
  decision: (state) => withoutParts(decisionRow(state)),
  report: (state) => ({
    row: reportRow(state) as unknown as Values,
    parts: new Map(expectedSnapshots(state)),
  }),
  catalogue: (state) => withoutParts(catalogueRow(state)),
  measure: (state) => ({
    row: measureRow(state) as unknown as Values,
    parts: new Map(
      state.items.map((item, ordinal) => [
        `item ${item.id}`,
        itemRow(state.id, item, ordinal) as unknown as Values,
      ]),
    ),
  }),
  party: (state) => ({
    row: partyRow(state) as unknown as Values,
    parts: new Map(
      (state.kind === 'group' ? state.members : []).map((member, ordinal) => [
        `member ${ordinal}`,
        membershipRow(state.id, member, ordinal) as unknown as Values,
      ]),
    ),
  }),
};

/** Of each version the frozen content: its hash as the event names it, and the same computed from the text. */
function expectedSnapshots({ id, planId, versions }: Report): [string, Values][] {
  return versions.flatMap(({ version, lockedAt, contents }) =>
    contents.map(({ audience, sha256, previousSha256 }): [string, Values] => [
      `snapshot ${version} ${audience}`,
      {
        report_id: id,
        plan_id: planId,
        locked_at: lockedAt,
        sha256,
        previous_sha256: previousSha256 ?? null,
        sha256_of_content: sha256,
        previous_in_content: previousSha256 ?? null,
      },
    ]),
  );
}

async function storedRows(
  manager: EntityManager,
  kind: StreamKind,
  ids: readonly string[],
): Promise<Map<string, StreamRows>> {
  const rows: { row: Values }[] = await manager.query(
    `SELECT to_jsonb(s) AS row FROM ${kind} s WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
  const parts = new Map<string, Map<string, Values>>();
  for (const { owner, name, row } of await storedParts(manager, kind, ids)) {
    const ofOwner = parts.get(owner) ?? new Map<string, Values>();
    parts.set(owner, ofOwner.set(name, row));
  }
  return new Map(
    rows.map(({ row }) => [String(row['id']), { row, parts: parts.get(String(row['id'])) ?? new Map() }]),
  );
}

async function storedParts(
  manager: EntityManager,
  kind: StreamKind,
  ids: readonly string[],
): Promise<{ owner: string; name: string; row: Values }[]> {
  if (kind === 'measure') {
    return manager.query(
      `SELECT measure_id AS owner, 'item ' || id AS name, to_jsonb(i) AS row
         FROM item i WHERE measure_id = ANY ($1::uuid[])`,
      [ids],
    );
  }
  if (kind === 'party') {
    return manager.query(
      `SELECT group_id AS owner, 'member ' || ordinal AS name, to_jsonb(m) AS row
         FROM membership m WHERE group_id = ANY ($1::uuid[])`,
      [ids],
    );
  }
  if (kind === 'report') {
    return manager.query(
      `SELECT report_id AS owner, 'snapshot ' || edition || ' ' || audience AS name,
              jsonb_build_object(
                'report_id', report_id, 'plan_id', plan_id, 'locked_at', locked_at,
                'sha256', encode(sha256, 'hex'), 'previous_sha256', encode(previous_sha256, 'hex'),
                'sha256_of_content', encode(sha256(convert_to(canonical, 'UTF8')), 'hex'),
                'previous_in_content', canonical::jsonb #>> '{edition,previous,sha256}') AS row
         FROM report_snapshot WHERE report_id = ANY ($1::uuid[])`,
      [ids],
    );
  }
  return [];
}

/** What belongs to no stream that was looked at, and numbers that were handed out and are nowhere. */
async function verifyWholes(
  manager: EntityManager,
  today: PlainDate,
  tell: (difference: Difference) => void,
): Promise<void> {
  const strays: { stream: StreamKind; id: string; path: string }[] = await manager.query(
    `SELECT 'measure' AS stream, i.measure_id AS id, 'item ' || i.id AS path FROM item i
      WHERE NOT EXISTS (SELECT FROM measure m WHERE m.id = i.measure_id)
     UNION ALL
     SELECT 'party', s.group_id, 'member ' || s.ordinal FROM membership s
      WHERE NOT EXISTS (SELECT FROM party p WHERE p.id = s.group_id)
     UNION ALL
     SELECT 'report', s.report_id, 'snapshot ' || s.edition || ' ' || s.audience FROM report_snapshot s
      WHERE NOT EXISTS (SELECT FROM report r WHERE r.id = s.report_id)`,
  );
  for (const stray of strays) tell({ ...stray, found: 'a row', expected: 'a row it belongs to' });

  const unchained: { id: string; path: string; found: string; expected: string }[] = await manager.query(
    `SELECT report_id AS id, 'snapshot ' || edition || ' ' || audience || '.previous_sha256' AS path,
            encode(previous_sha256, 'hex') AS found, encode(before, 'hex') AS expected
       FROM (SELECT *, lag(sha256) OVER chain AS before, row_number() OVER chain AS place
               FROM report_snapshot WINDOW chain AS (PARTITION BY plan_id, audience ORDER BY ordinal)) AS chained
      WHERE previous_sha256 IS DISTINCT FROM before OR ordinal <> place`,
  );
  for (const difference of unchained) tell({ stream: 'report', ...difference });

  for (const altered of await alteredIdentities(manager)) tell({ stream: 'person', ...altered });
  await verifyDemandsAndMessages(manager, today, tell);

  // Numbers are taken in the transaction that uses them, so there are no gaps: a measure that is gone with its
  // whole history shows here.
  const series: { stream: StreamKind; id: string; path: string; next: number; numbers: number[] }[] =
    await manager.query(
      `SELECT 'plan' AS stream, p.id::text AS id, 'measures' AS path, coalesce(c.next, 1)::integer AS next,
              coalesce(array_agg(m.number ORDER BY m.number) FILTER (WHERE m.number IS NOT NULL), '{}') AS numbers
         FROM plan p LEFT JOIN measure m ON m.plan_id = p.id LEFT JOIN counter c ON c.scope = p.id::text
        GROUP BY p.id, c.next
       UNION ALL
       SELECT 'plan', 'all', 'plans', coalesce((SELECT next FROM counter WHERE scope = 'plans'), 1)::integer,
              coalesce(array_agg(number), '{}') FROM plan
       UNION ALL
       SELECT 'catalogue', 'all', 'catalogues', coalesce((SELECT next FROM counter WHERE scope = 'catalogues'), 1)::integer,
              coalesce(array_agg(number), '{}') FROM catalogue`,
    );
  for (const { stream, id, path, next, numbers } of series) {
    const missing = missingNumbers(numbers, next);
    if (missing.length > 0) tell({ stream, id, path, found: undefined, expected: missing });
    const last = numbers.reduce((most, number) => Math.max(most, number), 0);
    if (next <= last) tell({ stream: 'counter', id, path: 'next', found: next, expected: last + 1 });
  }
}

/** What was demanded and sent, as far as it follows from the history and from each other. */
async function verifyDemandsAndMessages(
  manager: EntityManager,
  today: PlainDate,
  tell: (difference: Difference) => void,
): Promise<void> {
  const found: Difference[] = await manager.query(
    `SELECT 'obligation' AS stream, o.id::text AS id, 'due_on' AS path, o.due_on::text AS found, 'no later than ' || $1 AS expected
       FROM obligation o WHERE o.due_on > $1::date
     UNION ALL
     SELECT 'obligation', o.id::text, 'state', 'told', 'a message that was sent'
       FROM obligation o LEFT JOIN notification n ON n.id = o.notification_id
      WHERE o.state = 'told' AND n.state IS DISTINCT FROM 'sent'
     UNION ALL
     SELECT 'notification', n.id::text, 'state', 'sent', 'an attempt to send it'
       FROM notification n WHERE n.state = 'sent' AND n.attempts = 0
     UNION ALL
     SELECT 'notification', n.id::text, 'command_id', n.command_id::text, 'a command in the history'
       FROM notification n
      WHERE n.kind = 'told' AND n.command_id NOT IN (SELECT command_id FROM event)
     UNION ALL
     SELECT 'kept-answer', i.actor_id || ' ' || i.key, 'changed', (changed - 'number')::text, 'events of that command by that actor'
       FROM idempotency i, jsonb_array_elements(i.result -> 'changed') AS changed
      WHERE NOT EXISTS (
        SELECT FROM event e
         WHERE e.stream_kind = changed ->> 'stream' AND e.stream_id = (changed ->> 'id')::uuid
           AND e.version = (changed -> 'version')::integer AND e.command_id::text = i.result ->> 'commandId'
           AND e.actor_id = i.actor_id)`,
    [today],
  );
  for (const difference of found) tell(difference);
}

function missingNumbers(numbers: readonly number[], next: number): number[] {
  const present = new Set(numbers);
  return Array.from({ length: next - 1 }, (_, index) => index + 1).filter((number) => !present.has(number));
}

const timeColumn = /_at$/;

/** Compares column by column and inside `details`; what is absent and what is null are the same in a row. */
function compare(
  prefix: string,
  found: Values | undefined,
  expected: Values,
  besides: readonly string[],
  differs: (path: string, found: unknown, expected: unknown) => void,
): void {
  if (found === undefined) {
    differs(prefix.replace(/\.$/, ''), undefined, expected);
    return;
  }
  const columns = new Set([...Object.keys(found), ...Object.keys(expected)]);
  for (const column of columns) {
    if (besides.includes(column)) continue;
    const value = found[column] ?? null;
    const isTime = timeColumn.test(column) && typeof value === 'string';
    deepCompare(
      `${prefix}${column}`,
      isTime ? instant(value) : value,
      asJson(expected[column]) ?? null,
      differs,
    );
  }
}

function asJson(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** Names the innermost part that differs. */
function deepCompare(
  path: string,
  found: unknown,
  expected: unknown,
  differs: (path: string, found: unknown, expected: unknown) => void,
): void {
  if (isDeepStrictEqual(found, expected)) return;
  if (Array.isArray(found) && Array.isArray(expected)) {
    for (let index = 0; index < Math.max(found.length, expected.length); index += 1) {
      deepCompare(`${path}[${index}]`, found[index], expected[index], differs);
    }
    return;
  }
  if (isRecord(found) && isRecord(expected)) {
    for (const key of new Set([...Object.keys(found), ...Object.keys(expected)])) {
      deepCompare(`${path}.${key}`, found[key], expected[key], differs);
    }
    return;
  }
  differs(path, found, expected);
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/ids.js';
import { notAnchored } from './anchored-kinds.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** What is printed of an anchor in a locked report. */
export interface Anchor {
  /** SHA-256, hexadecimal. */
  digest: string;
  at: Instant;
}

/** An anchor as it is written outside the database too: what it takes to check the record against it. */
export interface NumberedAnchor extends Anchor {
  /** From 1, without gaps. */
  number: number;
  /** The digest of the one before; zeros for the first. */
  previous: string;
  /** The record's epoch, which a restore raises. */
  epoch: number;
  /** How many things it covers that none before it does. */
  lines: number;
}

/** What the digest covers: the anchor itself, the one before, and its lines. */
const digestOf = (
  number: string,
  at: string,
  epoch: string,
  lines: string,
  previous: string,
  ofLines: string,
) =>
  `sha256(convert_to(concat_ws(' ', ${number}, ${utc(at)}, ${epoch}, ${lines}), 'UTF8') || ${previous} || ${ofLines})`;
const utc = (at: string): string => `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const linesDigest = `sha256(coalesce(string_agg(
  sha256(convert_to(concat_ws(' ', kind, id, part), 'UTF8') || digest), ''::bytea
  ORDER BY kind COLLATE "C", id COLLATE "C", part), ''::bytea))`;

const columns = `number, ${utc('at')} AS at, encode(previous, 'hex') AS previous, epoch, lines,
  encode(digest, 'hex') AS digest`;

interface Row extends Omit<NumberedAnchor, 'number' | 'epoch'> {
  number: string;
  epoch: string;
}

function anchorOf({ number, epoch, ...others }: Row): NumberedAnchor {
  return { number: Number(number), epoch: Number(epoch), ...others };
}

/**
 * Anchors what has come since the last anchor: streams, what was demanded and sent, names and addresses, kept answers,
 * files. Writers don't wait for it. @returns undefined when nothing has come
 */
export function anchorWhatIsNew(dataSource: RecordSource, at: Instant): Promise<NumberedAnchor | undefined> {
  return dataSourceOf(dataSource).transaction((manager) => anchorWithin(manager, at));
}

/** The same in a transaction that has begun. */
export async function anchorWithin(manager: EntityManager, at: Instant): Promise<NumberedAnchor | undefined> {
  // One at a time; and the next statement sees what the one before has anchored.
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('kvittert anchor'))`);
  const rows = await manager.query<Row[]>(
    `WITH
         last AS (
           SELECT coalesce(max(number), 0) AS number,
                  coalesce((SELECT digest FROM anchor WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1),
                           decode(repeat('00', 32), 'hex')) AS digest,
                  (SELECT epoch FROM record_epoch) AS epoch, coalesce(max(through_position), 0) AS through
             FROM anchor),
         fresh AS MATERIALIZED (${notAnchored}),
         lines AS (SELECT count(*)::integer AS count, ${linesDigest} AS digest FROM fresh),
         made AS (
           INSERT INTO anchor (at, through_position, number, previous, epoch, lines, digest)
           SELECT $1::timestamptz, (SELECT coalesce(max(position), last.through) FROM event WHERE position > last.through),
                  last.number + 1, last.digest, last.epoch, lines.count,
                  ${digestOf('last.number + 1', '$1::timestamptz', 'last.epoch', 'lines.count', 'last.digest', 'lines.digest')}
             FROM last, lines WHERE lines.count > 0
           RETURNING *),
         written AS (
           INSERT INTO anchored (kind, id, part, digest, anchor)
           SELECT fresh.kind, fresh.id, fresh.part, fresh.digest, made.number FROM fresh, made),
         counted AS (
           INSERT INTO counter (scope, next) SELECT 'anchors', number + 1 FROM made
           ON CONFLICT (scope) DO UPDATE SET next = EXCLUDED.next)
       SELECT ${columns} FROM made`,
    [at],
  );
  return rows.map(anchorOf)[0];
}

/** The record as it stands: a new anchor, or the last where nothing has come since. */
export async function anchorRecord(dataSource: RecordSource, at: Instant): Promise<Anchor> {
  const made = await anchorWhatIsNew(dataSource, at);
  const anchor = made ?? (await lastAnchor(dataSourceOf(dataSource)));
  if (anchor === undefined) throw new Error('There is nothing to anchor in the record');
  return { digest: anchor.digest, at: anchor.at };
}

async function lastAnchor(queries: Pick<EntityManager, 'query'>): Promise<NumberedAnchor | undefined> {
  const rows: Row[] = await queries.query(
    `SELECT ${columns} FROM anchor WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1`,
  );
  return rows.map(anchorOf)[0];
}

/** Those after `number`, in order: at most a thousand. */
export async function anchorsAfter(dataSource: RecordSource, number: number): Promise<NumberedAnchor[]> {
  const rows: Row[] = await dataSourceOf(dataSource).query(
    `SELECT ${columns} FROM anchor WHERE number > $1 ORDER BY number LIMIT 1000`,
    [number],
  );
  return rows.map(anchorOf);
}

/** The digest of each numbered anchor as it follows from its lines and the one before. */
export const anchorsComputed = `
  SELECT anchor.number, anchor.epoch, encode(anchor.digest, 'hex') AS found, encode(anchor.previous, 'hex') AS previous,
         encode(lag(anchor.digest) OVER (ORDER BY anchor.number), 'hex') AS digest_before,
         encode(${digestOf('anchor.number', 'anchor.at', 'anchor.epoch', 'anchor.lines', 'anchor.previous', 'of_lines.digest')}, 'hex') AS expected
    FROM anchor LEFT JOIN (SELECT anchor AS number, ${linesDigest} AS digest FROM anchored GROUP BY anchor) AS of_lines
      ON of_lines.number = anchor.number
   WHERE anchor.number IS NOT NULL ORDER BY anchor.number`;

/** Digests from before anchors had numbers, each over the heads of all chains that it saw. */
export const earlierAnchorsComputed = `
  SELECT anchor.id::text, encode(anchor.digest, 'hex') AS found, encode(again.digest, 'hex') AS expected
    FROM anchor CROSS JOIN LATERAL (
      SELECT count(*)::integer AS streams,
             sha256(convert_to(coalesce(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), ''), 'UTF8')) AS digest
        FROM (SELECT DISTINCT ON (stream_kind, stream_id)
                     stream_kind || ' ' || stream_id || ' ' || version || ' ' || encode(hash, 'hex') AS line
                FROM event
               WHERE pg_visible_in_snapshot(tx, anchor.seen) AND position <= anchor.through_position
               ORDER BY stream_kind, stream_id, version DESC) AS heads) AS again
   WHERE anchor.number IS NULL AND (again.digest <> anchor.digest OR again.streams <> anchor.streams)
   ORDER BY anchor.id`;

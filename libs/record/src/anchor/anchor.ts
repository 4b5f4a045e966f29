import type { DataSource, EntityManager } from 'typeorm';
import type { Instant } from '#domain/ids.js';

/** A digest over the heads of every chain, kept beside them and printed where the database can't reach. */
export interface Anchor {
  /** SHA-256, hexadecimal. */
  digest: string;
  at: Instant;
}

/**
 * The last event of every stream among those that were there: which they were, the snapshot says. After a restore
 * into another cluster transaction ids begin anew; `position` does not.
 */
const digest = (seen: string, through: string): string => `
  SELECT count(*)::integer AS streams,
         sha256(convert_to(coalesce(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), ''), 'UTF8')) AS digest
    FROM (SELECT DISTINCT ON (stream_kind, stream_id)
                 stream_kind || ' ' || stream_id || ' ' || version || ' ' || encode(hash, 'hex') AS line
            FROM event
           WHERE pg_visible_in_snapshot(tx, ${seen}) AND position <= ${through}
           ORDER BY stream_kind, stream_id, version DESC) AS heads`;

/** Digests every chain as it stands. Locks nothing; takes as long as reading the history once. */
export async function anchorRecord(queries: Pick<DataSource, 'query'>, at: Instant): Promise<Anchor> {
  const rows = await queries.query<{ digest: string }[]>(
    `INSERT INTO anchor (at, seen, through_position, streams, digest)
     SELECT $1, moment.seen, moment.through, heads.streams, heads.digest
       FROM (SELECT pg_current_snapshot() AS seen, coalesce(max(position), 0) AS through FROM event) AS moment
      CROSS JOIN LATERAL (${digest('moment.seen', 'moment.through')}) AS heads
     RETURNING encode(digest, 'hex') AS digest`,
    [at],
  );
  const [made] = rows;
  if (made === undefined) throw new Error('The record could not be anchored');
  return { digest: made.digest, at };
}

/**
 * The same, unless the last anchor has seen every event there is. Reads the history once to find out.
 * @returns undefined when there was nothing new to anchor
 */
export async function anchorWhatIsNew(dataSource: DataSource, at: Instant): Promise<Anchor | undefined> {
  const [history] = await dataSource.query<{ changed: boolean }[]>(
    `SELECT EXISTS (
       SELECT FROM event
        WHERE (SELECT pg_visible_in_snapshot(event.tx, last.seen) AND event.position <= last.through_position
                 FROM (SELECT seen, through_position FROM anchor ORDER BY id DESC LIMIT 1) AS last) IS NOT TRUE
     ) AS changed`,
  );
  return history?.changed === true ? anchorRecord(dataSource, at) : undefined;
}

/** An anchor that does not follow from the history as it is now. */
export interface BrokenAnchor {
  id: string;
  found: string;
  expected: string;
}

/** Computes every anchor again. */
export async function brokenAnchors(manager: EntityManager): Promise<BrokenAnchor[]> {
  return manager.query<BrokenAnchor[]>(
    `SELECT anchor.id::text, encode(anchor.digest, 'hex') AS found, encode(again.digest, 'hex') AS expected
       FROM anchor CROSS JOIN LATERAL (${digest('anchor.seen', 'anchor.through_position')}) AS again
      WHERE again.digest <> anchor.digest OR again.streams <> anchor.streams
      ORDER BY anchor.id`,
  );
}

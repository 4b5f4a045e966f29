import type { EntityManager } from 'typeorm';
import type { Difference } from '../difference.js';
import { streamKinds } from '../history/stream-kinds.js';
import { anchorsComputed, earlierAnchorsComputed, type NumberedAnchor } from './anchor.js';
import { type AnchoredKind, type Coverage, coverages } from './anchored-kinds.js';

type Tell = (difference: Difference) => void;

interface Computed {
  number: string;
  epoch: string;
  found: string;
  expected: string | null;
  previous: string;
  digest_before: string | null;
}

const genesis = '00'.repeat(32);

/** The chain of anchors in itself; then everything that any of them covers, against what is there now. */
export async function verifyAnchors(manager: EntityManager, tell: Tell): Promise<void> {
  await verifyChain(manager, tell);
  const earlier: { id: string; found: string; expected: string }[] =
    await manager.query(earlierAnchorsComputed);
  for (const { id, found, expected } of earlier)
    tell({ stream: 'anchor', id, path: 'digest', found, expected });
  for (const kind of Object.keys(coverages) as AnchoredKind[]) {
    const altered = streamKinds.some((stream) => stream === kind)
      ? await alteredHistory(manager, kind)
      : await alteredThings(manager, kind, coverages[kind]);
    for (const difference of altered) tell({ stream: kind, ...difference });
  }
  const unknown: { id: string; path: string; found: string }[] = await manager.query(
    `SELECT report_id AS id, 'snapshot ' || edition || ' ' || audience || '.recordAnchor' AS path,
            canonical::jsonb #>> '{edition,recordAnchor,digest}' AS found
       FROM report_snapshot
      WHERE canonical::jsonb #>> '{edition,recordAnchor,digest}' NOT IN (SELECT encode(digest, 'hex') FROM anchor)`,
  );
  for (const difference of unknown) {
    tell({ stream: 'report', ...difference, expected: 'an anchor that is there' });
  }
}

async function verifyChain(manager: EntityManager, tell: Tell): Promise<void> {
  const anchors: Computed[] = await manager.query(anchorsComputed);
  const [kept]: { next: string | null; epoch: string }[] = await manager.query(
    `SELECT (SELECT next FROM counter WHERE scope = 'anchors') AS next, epoch FROM record_epoch`,
  );
  let number = 0;
  let epoch = 0;
  for (const anchor of anchors) {
    const id = anchor.number;
    for (number += 1; number < Number(id); number += 1) {
      tell({ stream: 'anchor', id: String(number), path: 'row', found: undefined, expected: 'an anchor' });
    }
    if (anchor.previous !== (anchor.digest_before ?? genesis)) {
      tell({
        stream: 'anchor',
        id,
        path: 'previous',
        found: anchor.previous,
        expected: anchor.digest_before ?? genesis,
      });
    }
    if (anchor.found !== anchor.expected) {
      tell({
        stream: 'anchor',
        id,
        path: 'digest',
        found: anchor.found,
        expected: anchor.expected ?? 'its lines',
      });
    }
    epoch = Math.max(epoch, Number(anchor.epoch));
  }
  const next = Number(kept?.next ?? 1);
  if (next !== number + 1) {
    tell({ stream: 'counter', id: 'anchors', path: 'next', found: next, expected: number + 1 });
  }
  if (Number(kept?.epoch) < epoch) {
    tell({
      stream: 'epoch',
      id: 'record',
      path: 'epoch',
      found: Number(kept?.epoch),
      expected: `at least ${epoch}`,
    });
  }
}

type Altered = Omit<Difference, 'stream'>;

/** Heads that were anchored and are no part of the history now. */
function alteredHistory(manager: EntityManager, kind: AnchoredKind): Promise<Altered[]> {
  return manager.query(
    `SELECT anchored.id, 'event ' || part || '.hash, anchored' AS path,
            encode(event.hash, 'hex') AS found, encode(anchored.digest, 'hex') AS expected
       FROM anchored LEFT JOIN event ON event.stream_kind = $1 AND event.stream_id = anchored.id::uuid
                                    AND event.version = anchored.part
      WHERE anchored.kind = $1 AND event.hash IS DISTINCT FROM anchored.digest`,
    [kind],
  );
}

function alteredThings(
  manager: EntityManager,
  kind: AnchoredKind,
  { sources, isVersioned, mayGo }: Coverage,
): Promise<Altered[]> {
  const now = sources
    .map(
      ({ from, id, part, digest }) => `SELECT ${id} AS id, ${part} AS part, ${digest} AS digest FROM ${from}`,
    )
    .join(' UNION ALL ');
  return manager.query(
    `SELECT anchored.id, CASE WHEN ${isVersioned} THEN 'version ' || anchored.part
                              WHEN anchored.part = 0 THEN 'content' ELSE 'outcome' END AS path,
            encode(now.digest, 'hex') AS found, encode(anchored.digest, 'hex') AS expected
       FROM anchored LEFT JOIN (${now}) AS now ON now.id = anchored.id AND (${isVersioned} OR now.part = anchored.part)
      WHERE anchored.kind = $1
        AND ((now.id IS NULL AND NOT ${mayGo}) OR now.part < anchored.part
             OR (now.part = anchored.part AND now.digest <> anchored.digest))`,
    [kind],
  );
}

/** Anchors that were written outside the database, against those in it. */
export async function verifyAnchorsOutside(
  manager: Pick<EntityManager, 'query'>,
  outside: readonly NumberedAnchor[],
  tell: Tell,
): Promise<void> {
  for (const anchor of outside) {
    const [row]: { digest: string }[] = await manager.query(
      `SELECT encode(digest, 'hex') AS digest FROM anchor WHERE number = $1`,
      [anchor.number],
    );
    if (row?.digest === anchor.digest) continue;
    tell({
      stream: 'anchor',
      id: String(anchor.number),
      path: `as written outside at ${anchor.at}`,
      found: row?.digest,
      expected: anchor.digest,
    });
  }
}

import type { Instant } from '#domain/ids.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** An Idempotency-Key is known for so long; a retry after that would be done again. */
const keptKeyDays = 7;
const forgottenAtOnce = 5_000;

/**
 * Forgets keys older than they are kept, a batch at a time so that nobody waits long for a row.
 * @returns how many; fewer than a whole batch means that none is left
 */
export async function forgetIdempotencyKeys(
  dataSource: RecordSource,
  at: Instant,
): Promise<{ forgotten: number; more: boolean }> {
  const [, forgotten] = await dataSourceOf(dataSource).query<[unknown[], number]>(
    `DELETE FROM idempotency USING (
       SELECT actor_id, key FROM idempotency WHERE created_at < $1::timestamptz - make_interval(days => $2)
        LIMIT $3 FOR UPDATE SKIP LOCKED) AS old
      WHERE idempotency.actor_id = old.actor_id AND idempotency.key = old.key`,
    [at, keptKeyDays, forgottenAtOnce],
  );
  return { forgotten, more: forgotten === forgottenAtOnce };
}

import type { RecordUpkeepActivities } from '#domain/contracts/activities.js';
import { anchorWhatIsNew } from '#record/anchor/anchor.js';
import type { openDataSource } from '#record/data-source.js';
import { forgetIdempotencyKeys } from '#record/upkeep/idempotency-keys.js';

type RecordSource = Awaited<ReturnType<typeof openDataSource>>;

/** The night's work on the record itself. */
export function recordUpkeepActivities(dataSource: RecordSource): RecordUpkeepActivities {
  return {
    anchorRecord: async (at) => (await anchorWhatIsNew(dataSource, at)) !== undefined,
    forgetIdempotencyKeys: (at) => forgetIdempotencyKeys(dataSource, at),
  };
}

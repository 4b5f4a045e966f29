import type { RecordUpkeepActivities } from '#domain/contracts/activities.js';
import { anchorWhatIsNew } from '#record/anchor/anchor.js';
import type { openDataSource } from '#record/data-source.js';
import { mendNextDue } from '#record/follow-up/next-due-upkeep.js';
import { forgetIdempotencyKeys } from '#record/upkeep/idempotency-keys.js';
import type { Log } from '../log.js';

type RecordSource = Awaited<ReturnType<typeof openDataSource>>;

/** The night's work on the record itself. */
export function recordUpkeepActivities(dataSource: RecordSource, log: Log): RecordUpkeepActivities {
  return {
    anchorRecord: async (at) => (await anchorWhatIsNew(dataSource, at)) !== undefined,
    mendNextDue: (at, afterMeasureId) =>
      mendNextDue(dataSource, at, afterMeasureId, (measureId, { path, found, expected }) => {
        log.error('what is next due did not follow from the facts and was mended', {
          measureId,
          path,
          found,
          expected,
        });
      }),
    forgetIdempotencyKeys: (at) => forgetIdempotencyKeys(dataSource, at),
  };
}

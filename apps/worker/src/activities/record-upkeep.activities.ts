import type { RecordUpkeepActivities } from '#domain/contracts/activities.js';
import { anchorsAfter, anchorWhatIsNew } from '#record/anchor/anchor.js';
import type { RecordSource } from '#record/record-source.js';
import { KeptFormStore } from '#record/identity/kept-forms.js';
import { mendNextDue } from '#record/follow-up/next-due-upkeep.js';
import type { MembershipStore } from '#record/party/membership.store.js';
import { forgetIdempotencyKeys } from '#record/upkeep/forget-idempotency-keys.js';
import { AnchorFolder } from '../anchor-folder.js';
import { type Log, reasonOf } from '../log.js';

/** The night's work on the record itself. */
export function recordUpkeepActivities(
  recordSource: RecordSource,
  memberships: MembershipStore,
  log: Log,
  anchorFolder?: string,
): RecordUpkeepActivities {
  const folder = anchorFolder === undefined ? undefined : new AnchorFolder(anchorFolder);
  return {
    async anchorRecord(at) {
      const anchor = await anchorWhatIsNew(recordSource, at);
      // `verify:record --anchors` reads this line out of a log.
      if (anchor !== undefined) log.info('the record was anchored', { anchor });
      if (folder !== undefined) await writeOutside(recordSource, folder);
      return anchor !== undefined;
    },
    keepMemberships: (at) => keepMemberships(memberships, at, log),
    mendNextDue: (at, afterMeasureId) =>
      mendNextDue(recordSource, at, afterMeasureId, (measureId, { path, found, expected }) => {
        log.error('what is next due did not follow from the facts and was mended', {
          measureId,
          path,
          found,
          expected,
        });
      }),
    async forgetIdempotencyKeys(at) {
      // What nobody came back for within the day.
      await new KeptFormStore(recordSource).forget();
      return forgetIdempotencyKeys(recordSource, at);
    },
  };
}

export function keepMemberships(memberships: MembershipStore, at: string, log: Log): Promise<number> {
  return memberships.keep(at, (groupId, error) => {
    log.error('the members of a group could not be kept', { groupId, reason: reasonOf(error) });
  });
}

/** Those before a locked report, which the API made, and those of hours in which the folder could not be reached. */
async function writeOutside(recordSource: RecordSource, folder: AnchorFolder): Promise<void> {
  for (let last = await folder.last(); ;) {
    const anchors = await anchorsAfter(recordSource, last);
    for (const anchor of anchors) {
      await folder.write(anchor);
      last = anchor.number;
    }
    if (anchors.length === 0) return;
  }
}

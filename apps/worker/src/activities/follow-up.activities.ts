import type { FollowUpActivities } from '#domain/contracts/activities.js';
import type { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { roundPlan } from '#domain/follow-up/morning-round-plan.js';
import type { MembershipStore } from '#record/party/membership.store.js';
import { type Log, reasonOf } from '../log.js';
import { keepMemberships } from './record-upkeep.activities.js';

/** What the workflows ask of the record. `at` is the workflow's time: no activity reads a clock. */
export function followUpActivities(
  store: FollowUpStore,
  memberships: MembershipStore,
  log: Log,
): FollowUpActivities {
  return {
    demandDue: (measureId, at) => store.demandDue(measureId, at),
    roundPlan: (at, asked) => Promise.resolve(roundPlan(at, asked)),
    async demandOverdue(at) {
      // Where the night's work did not get to it.
      await keepMemberships(memberships, at, log);
      const demanded = await store.demandOverdue(at, (measureId, error) => {
        log.error('a measure that is due could not be demanded', { measureId, reason: reasonOf(error) });
      });
      const { alarms } = demanded;
      if (alarms > 0) log.error('measures or reports were due and nobody had acted on it', { alarms, at });
      return demanded;
    },
    ownersDue: (date, afterPersonId, limit) => store.ownersDue(date, afterPersonId, limit),
  };
}

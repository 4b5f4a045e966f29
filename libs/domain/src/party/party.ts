import type { Instant, PartyId, PersonId, PlainDate } from '../ids.js';

export interface Membership {
  partyId: PartyId;
  from: PlainDate;
  /** Last day as a member. */
  to?: PlainDate;
  /** Its first day has not come: nothing has been given through it yet. */
  awaited?: true;
}

interface PartyCore {
  id: PartyId;
  name: string;
  registeredAt: Instant;
}

/**
 * A party that can be responsible: an organisation (or a unit of one), or a group of them with members over time.
 */
export type Party = PartyCore &
  (
    | {
        kind: 'organisation';
        /** Part of our own organisation; false for a municipality, a company, a ministry: then escalation is a draft the secretariat sends. */
        ours: boolean;
        organisationNumber?: string;
        /** Answers for it: gets the messages. */
        contactPersonId?: PersonId;
        /** The owner's leader: hears of what is 14 days late. */
        leaderPersonId?: PersonId;
        /** In the secretariat, for a party without an account: logs letters, gets the reminders. */
        caseOfficerId?: PersonId;
      }
    | { kind: 'group'; members: readonly Membership[] }
  );

export type Organisation = Extract<Party, { kind: 'organisation' }>;
export type Group = Extract<Party, { kind: 'group' }>;

/** The members on a day, in the order they joined. */
export function membersOn(group: Group, day: PlainDate): PartyId[] {
  return group.members
    .filter((member) => membershipOn(member, day) === 'current')
    .map((member) => member.partyId);
}

export type MembershipStanding = 'current' | 'coming' | 'former';

/** How a membership stands on a day; each of its days counts, the last one too. */
export function membershipOn({ from, to }: Membership, day: PlainDate): MembershipStanding {
  if (day < from) return 'coming';
  return to === undefined || day <= to ? 'current' : 'former';
}

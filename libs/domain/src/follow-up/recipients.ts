import type { PartyId, PersonId, PlainDate } from '../ids.js';
import { membersOn, type Organisation, type Party } from '../party/party.js';
import type { Plan } from '../plan/plan.js';

/** Gets the messages for a party: its contact person, else its case officer, else the plan's. */
export function contactOf(party: Organisation | undefined, plan: Plan): PersonId {
  return party?.contactPersonId ?? party?.caseOfficerId ?? plan.caseOfficerId;
}

/** Hears of what is late: the leader of a party of ours; for others the case officer, who sends it on. */
export function leaderOf(party: Organisation | undefined, plan: Plan): PersonId {
  if (party?.ours && party.leaderPersonId !== undefined) return party.leaderPersonId;
  return party?.caseOfficerId ?? plan.caseOfficerId;
}

/** Leadership of the plan; where it is a body, the case officer brings it there. */
export function leadershipOf(plan: Plan): PersonId {
  return plan.leaderId ?? plan.caseOfficerId;
}

/** A group stands for its members of the day. */
export function organisationsOf(
  partyId: PartyId,
  day: PlainDate,
  find: (id: PartyId) => Party | undefined,
): Organisation[] {
  const party = find(partyId);
  if (party === undefined) return [];
  if (party.kind === 'organisation') return [party];
  return membersOn(party, day).flatMap((id) => organisationsOf(id, day, find));
}

import type { PartyId } from '../ids.js';
import type { Person } from '../person/person.js';
import { may } from '../roles/permissions.js';

/** Whether the person may have an item of the party: is of it, and may report for it. */
export function mayHold(
  { id, active, partyIds, roles }: Pick<Person, 'id' | 'active' | 'partyIds' | 'roles'>,
  partyId: PartyId,
): boolean {
  return active && partyIds.includes(partyId) && may({ id, roles, partyIds }, 'report-own');
}

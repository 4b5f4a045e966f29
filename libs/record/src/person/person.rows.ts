import type { Person } from '#domain/person/person.js';
import type { Role } from '#domain/roles/actor.js';
import { instant, type StreamRow } from '../history/row-values.js';

/** Without name and e-mail, which are no part of the state. */
export interface PersonRow extends StreamRow {
  roles: readonly Role[];
  party_ids: readonly string[];
  active: boolean;
  registered_at: string;
}

export function personRow(state: Person): Omit<PersonRow, 'version' | 'head_hash'> {
  return {
    id: state.id,
    roles: state.roles,
    party_ids: state.partyIds,
    active: state.active,
    registered_at: state.registeredAt,
  };
}

export function personOf(row: PersonRow): Person {
  return {
    id: row.id,
    roles: row.roles,
    partyIds: row.party_ids,
    active: row.active,
    registeredAt: instant(row.registered_at),
  };
}

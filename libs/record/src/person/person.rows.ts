import type { Person } from '#domain/person/person.js';
import type { RowOf } from '../history/row-of.js';
import { instant } from '../history/row-values.js';
import type { PersonEntity } from './person.entity.js';

/** Without name and e-mail, which are no part of the state. */
export type PersonRow = Omit<RowOf<PersonEntity>, 'name' | 'email'>;

export function personRow(state: Person): Omit<PersonRow, 'version' | 'head_hash'> {
  return {
    id: state.id,
    roles: state.roles,
    party_ids: state.partyIds,
    active: state.active,
    language: state.language ?? null,
    absences: state.absences ?? null,
    registered_at: state.registeredAt,
    identities: state.identities,
    erased_at: state.erasedAt ?? null,
  };
}

export function personOf(row: PersonRow): Person {
  return {
    id: row.id,
    roles: row.roles,
    partyIds: row.party_ids,
    active: row.active,
    registeredAt: instant(row.registered_at),
    identities: row.identities,
    ...(row.absences == null ? {} : { absences: row.absences }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.erased_at === null ? {} : { erasedAt: instant(row.erased_at) }),
  };
}

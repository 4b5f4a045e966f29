import type { RecordedEvent } from '../history.js';
import { invalidHistory } from '../invalid-history.js';
import type { PersonEvent } from './person.events.js';
import type { Person } from './person.js';

/** The person after one more event; name and e-mail are not in the events. */
export function evolvePerson(state: Person | undefined, event: RecordedEvent<PersonEvent>): Person {
  if (event.type === 'PersonRegistered') {
    const { personId, roles, partyIds } = event.data;
    return { id: personId, roles, partyIds, active: true, registeredAt: event.at };
  }
  if (state === undefined) throw invalidHistory('person', event.type);
  const { roles, partyIds, active } = event.data;
  return {
    ...state,
    roles: roles?.new ?? state.roles,
    partyIds: partyIds?.new ?? state.partyIds,
    active: active?.new ?? state.active,
  };
}

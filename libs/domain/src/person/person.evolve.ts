import type { RecordedEvent } from '../history.js';
import { invalidHistory } from '../invalid-history.js';
import type { PersonEvent } from './person.events.js';
import type { Person } from './person.js';

/** The person after one more event; name, e-mail and subjects are not in the events. */
export function evolvePerson(state: Person | undefined, event: RecordedEvent<PersonEvent>): Person {
  if (event.type === 'PersonRegistered') {
    const { personId, roles, partyIds } = event.data;
    return { id: personId, roles, partyIds, active: true, registeredAt: event.at, identities: [] };
  }
  if (state === undefined) throw invalidHistory('person', event.type);
  const { identities, absences = [] } = state;
  switch (event.type) {
    case 'PersonRevised': {
      const { roles, partyIds, active, language } = event.data;
      const { language: before, ...rest } = state;
      const now = language === undefined ? before : language.new;
      return {
        ...rest,
        roles: roles?.new ?? state.roles,
        partyIds: partyIds?.new ?? state.partyIds,
        active: active?.new ?? state.active,
        ...(now == null ? {} : { language: now }),
      };
    }
    case 'IdentityBound': {
      const { identityId: id, issuer, seal } = event.data;
      return { ...state, identities: [...identities, { id, issuer, seal, boundAt: event.at }] };
    }
    case 'IdentityReleased':
      return { ...state, identities: identities.filter(({ id }) => id !== event.data.identityId) };
    case 'DutiesHandedOver':
      return event.data.deactivated ? { ...state, active: false } : state;
    case 'AbsenceRegistered': {
      const { absenceId: id, ...period } = event.data;
      return { ...state, absences: [...absences, { id, ...period }] };
    }
    case 'AbsenceChanged': {
      const { absenceId, new: now } = event.data;
      const { deputyId, ...days } = now;
      const changed = { id: absenceId, ...days, ...(deputyId === null ? {} : { deputyId }) };
      return { ...state, absences: absences.map((known) => (known.id === absenceId ? changed : known)) };
    }
    case 'AbsenceEnded': {
      const { absenceId, to } = event.data;
      return {
        ...state,
        absences: absences.flatMap((known) => {
          if (known.id !== absenceId) return [known];
          return to === null ? [] : [{ ...known, to }];
        }),
      };
    }
    case 'PersonErased':
      return { ...state, identities: [], erasedAt: event.at };
    default:
      return event satisfies never;
  }
}

import type { RecordedEvent } from '../history.js';
import { invalidHistory } from '../invalid-history.js';
import type { OrganisationFields, PartyEvent } from './party.events.js';
import type { Organisation, Party } from './party.js';

/** The party after one more event. */
export function evolveParty(state: Party | undefined, event: RecordedEvent<PartyEvent>): Party {
  if (event.type === 'OrganisationRegistered') {
    const { partyId, ...fields } = event.data;
    return organisation(partyId, event.at, fields);
  }
  if (event.type === 'GroupRegistered') {
    return {
      id: event.data.partyId,
      name: event.data.name,
      kind: 'group',
      members: [],
      registeredAt: event.at,
    };
  }
  if (state === undefined) throw invalidHistory('party', event.type);
  switch (event.type) {
    case 'PartyRevised':
      if (state.kind === 'group') return { ...state, name: event.data.new.name ?? state.name };
      return organisation(state.id, state.registeredAt, { ...fieldsOf(state), ...event.data.new });
    case 'MemberJoined':
      if (state.kind !== 'group') throw invalidHistory('party', event.type);
      return { ...state, members: [...state.members, event.data] };
    case 'MembershipBegan': {
      if (state.kind !== 'group') throw invalidHistory('party', event.type);
      const { partyId, from } = event.data;
      return {
        ...state,
        members: state.members.map((member) => {
          if (member.partyId !== partyId || member.from !== from) return member;
          const { awaited: _come, ...begun } = member;
          return begun;
        }),
      };
    }
    case 'DepartureAnswered':
      return state;
    case 'MemberLeft':
      if (state.kind !== 'group') throw invalidHistory('party', event.type);
      return {
        ...state,
        members: state.members.map((member) =>
          member.partyId === event.data.partyId && member.to === undefined
            ? { ...member, to: event.data.to }
            : member,
        ),
      };
    default:
      return event satisfies never;
  }
}

/** The changeable fields of an organisation, null where nothing is registered. */
export function fieldsOf(party: Organisation): OrganisationFields {
  return {
    name: party.name,
    ours: party.ours,
    organisationNumber: party.organisationNumber ?? null,
    contactPersonId: party.contactPersonId ?? null,
    leaderPersonId: party.leaderPersonId ?? null,
    caseOfficerId: party.caseOfficerId ?? null,
  };
}

function organisation(id: string, registeredAt: string, fields: OrganisationFields): Organisation {
  const { organisationNumber, contactPersonId, leaderPersonId, caseOfficerId, ...rest } = fields;
  return {
    ...rest,
    id,
    registeredAt,
    kind: 'organisation',
    ...(organisationNumber === null ? {} : { organisationNumber }),
    ...(contactPersonId === null ? {} : { contactPersonId }),
    ...(leaderPersonId === null ? {} : { leaderPersonId }),
    ...(caseOfficerId === null ? {} : { caseOfficerId }),
  };
}

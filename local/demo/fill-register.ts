import type { Role } from '#domain/roles/actor.js';
import { people } from '../people.js';
import { type ApiClient, forEach, system } from './api-client.js';
import type { DemoGroup, DemoOrganisation, PartyKey } from './facts.js';
import { parties } from './parties.js';

/** Ids in this installation of everybody the demo knows. */
export interface Register {
  /** @throws Error for a key that is in no list */
  party(key: PartyKey): string;
  /** @throws Error for an address that is in no list */
  person(email: string): string;
}

/**
 * The people first, for nobody can log in before: the system's own token registers them. Then organisations with
 * those who answer for them, groups, and at last which units each person belongs to (four eyes need it).
 */
export async function fillRegister(api: ApiClient): Promise<Register> {
  const person = await registerPeople(api);
  const partyIds = new Map<PartyKey, string>();
  const party = lookUp('party', partyIds);
  const known = Object.entries(parties);

  const organisations = known.flatMap(([key, value]): [PartyKey, DemoOrganisation][] =>
    value.kind === 'organisation' ? [[key, value]] : [],
  );
  await forEach(organisations, async ([key, { contact, caseOfficer, leader, ...organisation }]) => {
    const { id } = await api.post(system, '/parties', `party/${key}`, {
      ...organisation,
      ...(contact && { contactPersonId: person(contact) }),
      ...(caseOfficer && { caseOfficerId: person(caseOfficer) }),
      ...(leader && { leaderPersonId: person(leader) }),
    });
    partyIds.set(key, id);
  });

  const groups = known.flatMap(([key, value]): [PartyKey, DemoGroup][] =>
    value.kind === 'group' ? [[key, value]] : [],
  );
  await forEach(groups, async ([key, { members, ...group }]) => {
    const memberIds = members.map(party);
    const { id } = await api.post(system, '/parties', `party/${key}`, { ...group, memberIds });
    partyIds.set(key, id);
  });

  await forEach(people, async ({ email }) => {
    const units = organisations.filter(([, { contact }]) => contact === email).map(([key]) => party(key));
    if (units.length === 0) return;
    // Freshly registered; when this is a second run the key is known, and the version does not matter.
    await api.change('PATCH', system, `/persons/${person(email)}`, `units/${email}`, 1, { partyIds: units });
  });
  return { party, person };
}

/**
 * Everybody who may log in to the embedded default, without units. The first leader was appointed when the API
 * started; leadership is given by leadership.
 */
export async function registerPeople(api: ApiClient): Promise<(email: string) => string> {
  const personIds = new Map<string, string>();
  const [leader] = await api.list<{ id: string; email: string }>(system, '/persons?role=leadership');
  if (leader === undefined) throw new Error('Nobody is leadership: FIRST_LEADER was not set.');
  personIds.set(leader.email, leader.id);
  const others = people.filter(({ email }) => email !== leader.email);
  await forEach(others, async ({ name, email, roles }: { name: string; email: string; roles: Role[] }) => {
    const by = roles.includes('leadership') ? leader.email : system;
    const { id } = await api.post(by, '/persons', `person/${email}`, { name, email, roles });
    personIds.set(email, id);
  });
  return lookUp('person', personIds);
}

function lookUp(what: string, ids: ReadonlyMap<string, string>): (key: string) => string {
  return (key) => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`The demo names a ${what} it does not have: ${key}`);
    return id;
  };
}

import type { Role } from '#domain/roles/actor.js';

/** Somebody who may log in to the embedded default. */
export interface LocalPerson {
  /** The identity provider's name for the person; never changes. */
  sub: string;
  name: string;
  email: string;
  roles: Role[];
  /** The responsible party the person answers for, as the demo registers it. */
  partyName: string;
}

/** Invented people: none of them exists, and .example can never be anybody's address. */
export const people: readonly LocalPerson[] = [
  person('Kari Nordmann', 'vestdal.example', ['secretariat'], 'Sekretariatet'),
  person('Jonas Bakke', 'vestdal.example', ['secretariat'], 'Sekretariatet'),
  person('Ola Hansen', 'vestdal.example', ['owner'], 'Vestdal kommune'),
  person('Ingrid Solberg', 'industriparken.example', ['owner'], 'Industriparken'),
  person('Amina Yusuf', 'sykehuset-vest.example', ['owner'], 'Sykehuset Vest'),
  person('Per Lie', 'statsforvalteren.example', ['owner'], 'Statsforvalteren'),
  person('Sara Somby', 'mattilsynet.example', ['owner'], 'Mattilsynet'),
  person('Henrik Dahl', 'helsedirektoratet.example', ['owner'], 'Helsedirektoratet'),
  person('Marte Vik', 'folkehelseinstituttet.example', ['owner'], 'Folkehelseinstituttet'),
  person('Astrid Lunde', 'vestdal.example', ['leadership'], 'Ledelsen'),
  person('Trygve Moen', 'vestdal.example', ['leadership'], 'Ledelsen'),
  person('Liv Berg', 'revisjonen.example', ['auditor'], 'Revisjonen'),
];

function person(name: string, domain: string, roles: Role[], partyName: string): LocalPerson {
  const id = name.toLowerCase().replaceAll(' ', '.');
  return { sub: id, name, email: `${id}@${domain}`, roles, partyName };
}

/** The value of FIRST_LEADER: leadership is given by leadership, and somebody must begin. */
export function firstLeaderOf(everybody: readonly LocalPerson[]): string | undefined {
  const leader = everybody.find(({ roles }) => roles.includes('leadership'));
  return leader === undefined ? undefined : `${leader.name} <${leader.email}>`;
}

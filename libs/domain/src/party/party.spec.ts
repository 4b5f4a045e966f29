import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import { type Group, membershipOn } from './party.js';
import { similarParties } from './similar-names.js';

let spec: Specification;
let kari: Actor, ola: Actor;
let vestdal: string, nordvik: string, group: string;

beforeEach(() => {
  spec = new Specification();
  kari = spec.person(['secretariat']);
  ola = spec.person(['owner']);
  vestdal = spec.organisation('Vestdal kommune');
  nordvik = spec.organisation('Nordvik kommune');
  group = idOf(spec.when({ type: 'RegisterGroup', name: 'Kommunene', memberIds: [vestdal, nordvik] }, kari));
});

const party = (id: string) => spec.state('party', id);
const revises = (partyId: string, fields: object, reason?: string): Command => ({
  type: 'ReviseParty',
  partyId,
  fields,
  ...(reason === undefined ? {} : { reason }),
});

describe('an organisation', () => {
  it('has people who answer for it, until they are taken away, and everything else stays', () => {
    const people = { contactPersonId: ola.id, leaderPersonId: kari.id, caseOfficerId: kari.id };
    spec.when(revises(vestdal, { ...people, organisationNumber: '974760673' }), kari);
    spec.when(revises(vestdal, { ours: false }), kari);
    expect(party(vestdal)).toMatchObject({ ...people, ours: false, organisationNumber: '974760673' });
    spec.when(revises(vestdal, { leaderPersonId: null }), kari);
    expect(party(vestdal)).toStrictEqual({
      id: vestdal,
      kind: 'organisation',
      name: 'Vestdal kommune',
      registeredAt: '2026-11-20T11:00:00.000Z',
      ours: false,
      organisationNumber: '974760673',
      contactPersonId: ola.id,
      caseOfficerId: kari.id,
    });
    expect(spec.rebuilt(vestdal)).toEqual(party(vestdal));
  });

  it('shows what was changed and why, and says nothing where nothing is new', () => {
    expect(spec.when(revises(vestdal, { ours: false }, 'Ikke vår.'), kari)).toMatchObject([
      {
        events: [
          { type: 'PartyRevised', data: { old: { ours: true }, new: { ours: false }, reason: 'Ikke vår.' } },
        ],
      },
    ]);
    expect(spec.when(revises(vestdal, { ours: false }, 'Ikke vår.'), kari)).toEqual([]);
    const [changed] = spec.when(revises(vestdal, { ours: true }), kari);
    expect(changed?.events[0]?.data).not.toHaveProperty('reason');
  });

  it.each([
    ['an empty name', () => ({ type: 'RegisterOrganisation', name: ' ' }) as const, 'invalid-value', 'name'],
    [
      'a contact who has left',
      () => ({ type: 'RegisterOrganisation', name: 'Ny', fields: { contactPersonId: left() } }) as const,
      'invalid-value',
      'contactPersonId',
    ],
  ])('is refused with %s, at its field', (_what, command, type, field) => {
    expect(spec.refusal(command(), kari)).toMatchObject({ type, extra: { field } });
  });

  function left(): string {
    spec.when({ type: 'RevisePerson', personId: ola.id, active: false }, kari);
    return ola.id;
  }

  it('keeps its own number, and no other takes it', () => {
    spec.when(revises(vestdal, { organisationNumber: '974760673' }), kari);
    expect(spec.when(revises(vestdal, { organisationNumber: '974760673', ours: false }), kari)).toHaveLength(
      1,
    );
    expect(spec.refusal(revises(nordvik, { organisationNumber: '974760673' }), kari)).toMatchObject({
      type: 'organisation-number-taken',
      extra: {
        holder: 'Vestdal kommune',
        party: { id: vestdal, name: 'Vestdal kommune', href: `/api/v1/parties/${vestdal}` },
      },
    });
    expect(spec.outcome(revises(nordvik, { organisationNumber: '987654325' }), kari)).toEqual([
      'PartyRevised',
    ]);
  });

  it('that is like several shows all of them, each with its name and a way to it', () => {
    spec.when({ type: 'RegisterOrganisation', name: 'Vestdal KF', confirmedNotSimilarTo: [vestdal] }, kari);
    const refusal = spec.refusal({ type: 'RegisterOrganisation', name: 'Vestdal' }, kari);
    expect(refusal.message).toBe('“Vestdal” is much like Vestdal kommune, Vestdal KF.');
    expect(refusal.extra).toMatchObject({
      names: 'Vestdal kommune, Vestdal KF',
      similar: [{ id: vestdal, href: `/api/v1/parties/${vestdal}` }, { name: 'Vestdal KF' }],
    });
  });
});

describe('a group', () => {
  it('has a name and members, and gets no contact of its own', () => {
    spec.when(revises(group, { name: 'Alle kommunene' }), kari);
    expect(party(group)).toMatchObject({ kind: 'group', name: 'Alle kommunene' });
    expect((party(group) as Group).members).toHaveLength(2);
    for (const fields of [{ contactPersonId: ola.id }, { name: 'Kommuner', leaderPersonId: kari.id }])
      expect(spec.refusal(revises(group, fields), kari)).toMatchObject({
        type: 'invalid-value',
        extra: { field: 'fields' },
      });
    expect(party(group).name).toBe('Alle kommunene');
    expect(spec.rebuilt(group)).toEqual(party(group));
  });

  it.each([
    ['a group as a member', () => [group], 'memberIds'],
    ['a member twice', () => [vestdal, vestdal], 'memberIds'],
  ])('is refused with %s', (_what, memberIds, field) => {
    const command: Command = { type: 'RegisterGroup', name: 'Andre', memberIds: memberIds() };
    expect(spec.refusal(command, kari)).toMatchObject({ type: 'invalid-value', extra: { field } });
  });

  it('is what members belong to: an organisation has none', () => {
    const joins = { type: 'AddMember', groupId: vestdal, partyId: nordvik, from: '2026-11-20' } as const;
    expect(spec.refusal(joins, kari)).toMatchObject({ type: 'invalid-value', extra: { field: 'groupId' } });
  });

  it('is the secretariat’s, and a client’s with the scope', () => {
    for (const command of [
      revises(group, { name: 'Ny' }),
      { type: 'RegisterGroup', name: 'Andre', memberIds: [] } as const,
    ])
      expect(spec.outcome(command, ola)).toBe('not-permitted');
    expect(spec.outcome(revises(group, { name: 'Ny' }), system)).toEqual(['PartyRevised']);
  });
});

describe('a membership', () => {
  const lasting = { partyId: 'p', from: '2026-03-01' };
  const ended = { ...lasting, to: '2026-05-31' };

  it.each([
    ['2026-02-28', lasting, 'coming'],
    ['2026-03-01', lasting, 'current'],
    ['2099-01-01', lasting, 'current'],
    ['2026-02-28', ended, 'coming'],
    ['2026-05-31', ended, 'current'],
    ['2026-06-01', ended, 'former'],
  ] as const)('on %s of %j is %s', (day, membership, standing) => {
    expect(membershipOn(membership, day)).toBe(standing);
  });

  it.each([
    ['before our time', { from: '1999-12-31' }, 'date-too-early', 'from'],
    ['in a time nobody plans for', { from: '2099-01-01' }, 'date-too-late', 'from'],
  ])('does not begin %s', (_what, when, type, field) => {
    const bergby = spec.organisation('Bergby kommune');
    const command = { type: 'AddMember', groupId: group, partyId: bergby, ...when } as const;
    expect(spec.refusal(command, kari)).toMatchObject({ type, extra: { field } });
  });

  it('ends with a reason, and not in a time nobody plans for', () => {
    const command = { type: 'EndMembership', groupId: group, partyId: vestdal } as const;
    expect(spec.refusal({ ...command, to: '2026-11-20', reason: ' ' }, kari)).toMatchObject({
      type: 'reason-missing',
      extra: { field: 'reason' },
    });
    expect(spec.refusal({ ...command, to: '2099-01-01', reason: 'Slått sammen.' }, kari)).toMatchObject({
      type: 'date-too-late',
      extra: { field: 'to' },
    });
  });

  it('says of one who is a member already since when, and of one who will be, from when', () => {
    const bergby = spec.organisation('Bergby kommune');
    const joins = (partyId: string, from: string): Command => ({
      type: 'AddMember',
      groupId: group,
      partyId,
      from,
    });
    spec.when(joins(bergby, '2027-07-01'), kari);
    expect(spec.refusal(joins(vestdal, '2026-11-20'), kari)).toMatchObject({
      message: 'Vestdal kommune is a member of Kommunene already, since 2026-11-20.',
      extra: { member: 'Vestdal kommune', group: 'Kommunene', from: '2026-11-20', isCome: true },
    });
    expect(spec.refusal(joins(bergby, '2026-11-20'), kari)).toMatchObject({
      message: 'Bergby kommune is going to be a member of Kommunene from 2027-07-01.',
      extra: { isCome: false },
    });
  });

  it('that ends touches no other, and the same organisation’s earlier ones stay ended', () => {
    const joins = (from: string): Command => ({ type: 'AddMember', groupId: group, partyId: vestdal, from });
    const leaves = (to: string): Command => ({
      type: 'EndMembership',
      groupId: group,
      partyId: vestdal,
      to,
      reason: 'Slått sammen.',
    });
    spec.when(leaves('2026-11-20'), kari);
    spec.when(joins('2027-01-01'), kari);
    spec.on('2027-01-01').when({ type: 'KeepMemberships', groupId: group }, system);
    spec.when(leaves('2027-06-30'), kari);
    expect((party(group) as Group).members).toEqual([
      { partyId: vestdal, from: '2026-11-20', to: '2026-11-20' },
      { partyId: nordvik, from: '2026-11-20' },
      { partyId: vestdal, from: '2027-01-01', to: '2027-06-30' },
    ]);
  });

  it('begins on its own day alone: another that is awaited waits on', () => {
    const bergby = spec.organisation('Bergby kommune');
    const nyby = spec.organisation('Nyby kommune');
    for (const [partyId, from] of [
      [bergby, '2027-01-01'],
      [nyby, '2027-02-01'],
    ] as const)
      spec.when({ type: 'AddMember', groupId: group, partyId, from }, kari);
    spec.on('2027-01-01').when({ type: 'KeepMemberships', groupId: group }, system);
    expect((party(group) as Group).members.slice(2)).toEqual([
      { partyId: bergby, from: '2027-01-01' },
      { partyId: nyby, from: '2027-02-01', awaited: true },
    ]);
  });
});

describe('two names', () => {
  const alike = (one: string, other: string) => similarParties(one, [{ name: other }]).length > 0;

  it.each([
    ['one letter more', 'Vestdalen', 'Vestdalene'],
    ['one letter other', 'Vestdalen', 'Vesldalen'],
    ['one letter other at the end', 'Vestdalen', 'Vestdaler'],
    ['two that have changed places', 'Vestdalen', 'Vetsdalen'],
    ['spelt alike', 'Vestdalen', 'VESTDALEN'],
  ])('may be one, with %s: %s and %s', (_what, one, other) => {
    expect(alike(one, other)).toBe(true);
    expect(alike(other, one)).toBe(true);
  });

  it.each([
    ['two letters more', 'Vestdalen', 'Vestdalenes'],
    ['two letters other', 'Vestdalen', 'Vesldaler'],
    ['a letter more and one other', 'Vestdalen', 'Vestdalores'],
    ['the same letters further apart', 'Vestdalen', 'Vastdelen'],
    ['two changed places and one other', 'Vestdalen', 'Vetsdaler'],
    ['one letter moved far', 'Vestdalen', 'Vstdaleen'],
    ['a letter inside and another end', 'Vestdalen', 'Vesttdaler'],
  ])('are two, with %s: %s and %s', (_what, one, other) => {
    expect(alike(one, other)).toBe(false);
    expect(alike(other, one)).toBe(false);
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';

const client: Actor = { ...system, id: 'client:register', scopes: ['register:write'] };

let spec: Specification;
let kari: Actor, per: Actor, lise: Actor, ola: Actor;

beforeEach(() => {
  spec = new Specification();
  kari = spec.person(['secretariat']);
  per = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner']);
});

const revises = (by: Actor, of: Actor, change: object) =>
  spec.outcome({ type: 'RevisePerson', personId: of.id, ...change }, by);
const registers = (by: Actor, roles: readonly Role[]) =>
  spec.outcome({ type: 'RegisterPerson', name: 'Ny', email: 'ny@example.no', roles, partyIds: [] }, by);

describe('roles', () => {
  it('nobody raises their own, nor moves between units', () => {
    expect(revises(kari, kari, { roles: ['secretariat', 'leadership'] })).toBe('own-rights');
    expect(revises(kari, kari, { roles: ['secretariat', 'auditor'] })).toBe('own-rights');
    expect(revises(lise, lise, { roles: ['leadership', 'secretariat'] })).toBe('own-rights');
    expect(revises(kari, kari, { partyIds: [spec.organisation('Vestdal')] })).toBe('own-rights');
    expect(revises(kari, kari, { name: 'Kari Nordmann' })).toEqual(['PersonRevised']);
  });

  it('leadership is given and taken by leadership, whoever else asks', () => {
    for (const other of [kari, client]) {
      expect(registers(other, ['leadership'])).toBe('leadership-gives-leadership');
      expect(revises(other, ola, { roles: ['owner', 'leadership'] })).toBe('leadership-gives-leadership');
      expect(revises(other, lise, { roles: ['owner'] })).toBe('leadership-gives-leadership');
    }
    expect(registers(lise, ['leadership'])).toEqual(['PersonRegistered']);
    expect(revises(lise, ola, { roles: ['owner', 'leadership'] })).toEqual(['PersonRevised']);
    expect(registers(lise, ['secretariat'])).toBe('not-permitted');
  });

  it('who is leadership is sent away and called back by leadership alone; their units are as others’', () => {
    const tor = { id: idOf(spec.when(newLeader, lise)), roles: ['leadership'], partyIds: [] } as const;
    const unit = spec.organisation('Vestdal');
    for (const other of [kari, client]) {
      for (const change of [{ active: false }, { email: 'ny@example.no' }]) {
        expect(revises(other, tor, change)).toBe('leadership-gives-leadership');
      }
      expect(revises(other, tor, { name: 'Tor Vik' })).toEqual(['PersonRevised']);
      expect(revises(other, tor, { partyIds: other === kari ? [unit] : [] })).toEqual(['PersonRevised']);
    }
    expect(revises(lise, tor, { active: false })).toEqual(['PersonRevised']);
    for (const other of [kari, client]) {
      for (const change of [{ active: true }, { roles: ['owner'] as const, active: true }]) {
        expect(revises(other, tor, change)).toBe('leadership-gives-leadership');
      }
    }
    expect(revises(kari, per, { active: false })).toEqual(['PersonRevised']);
  });

  it('nobody names themselves a substitute in a plan; others do', () => {
    const fields = (id: string) => ({ signOffSubstituteIds: [id] });
    const plan = { type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id } as const;
    expect(spec.outcome({ ...plan, fields: fields(kari.id) }, kari)).toBe('own-rights');
    const planId = idOf(spec.when(plan, kari));
    const names = (by: Actor, id: string) =>
      spec.outcome({ type: 'RevisePlan', planId, fields: fields(id) }, by);
    expect(names(kari, kari.id)).toBe('own-rights');
    expect(names(per, kari.id)).toEqual(['PlanRevised']);
    // Who is one already may send the list again.
    expect(
      spec.outcome({ type: 'RevisePlan', planId, fields: { ...fields(kari.id), title: 'Ny' } }, kari),
    ).toEqual(['PlanRevised']);
  });

  it('the others’ are given by the secretariat, and by an API client of the register', () => {
    expect(revises(kari, ola, { roles: ['owner', 'secretariat'] })).toEqual(['PersonRevised']);
    expect(registers(client, ['secretariat'])).toEqual(['PersonRegistered']);
    expect(revises(ola, per, { roles: ['owner'] })).toBe('not-permitted');
  });

  it('the first leader is appointed while there is none', () => {
    const appoint = { type: 'AppointFirstLeader', name: 'Astrid', email: 'astrid@example.no' } as const;
    expect(spec.outcome(appoint, system)).toBe('leadership-exists');
    const empty = new Specification();
    expect(empty.outcome(appoint, system)).toEqual(['PersonRegistered']);
    expect(empty.all('person')).toMatchObject([{ roles: ['leadership'] }]);
    const known = new Specification();
    const { id: personId } = known.person(['secretariat']);
    expect(known.outcome({ ...appoint, personId }, system)).toEqual(['PersonRevised']);
    expect(known.state('person', personId).roles).toEqual(['secretariat', 'leadership']);
  });
});

describe('an identity', () => {
  const issuer = 'https://id.example';
  const binds = (actor: Actor, over: { issuer?: string; personId?: string } = {}) =>
    spec.outcome(
      {
        type: 'BindIdentity',
        personId: over.personId ?? actor.id,
        identityId: spec.newId(),
        issuer: over.issuer ?? issuer,
        subject: 'x',
        salt: '00',
        seal: 'ff',
      },
      actor,
    );
  const release = (of: Actor) => ({
    type: 'ReleaseIdentity' as const,
    personId: of.id,
    identityId: spec.state('person', of.id).identities[0]?.id ?? '',
    reason: 'Ny konto.',
  });

  it('is bound once at each provider, by whoever logs in and for nobody else', () => {
    expect(binds(ola)).toEqual(['IdentityBound']);
    expect(binds(ola)).toBe('other-identity');
    expect(binds(ola, { issuer: 'slack:T1' })).toEqual(['IdentityBound']);
    expect(binds(kari, { personId: per.id })).toBe('not-found');
    expect(spec.rebuilt(ola.id)).toEqual(spec.state('person', ola.id));
  });

  it('is released by another with rights, and then another can be bound', () => {
    binds(kari);
    binds(lise);
    expect(spec.outcome(release(kari), kari)).toBe('own-rights');
    expect(spec.outcome(release(lise), kari)).toBe('leadership-gives-leadership');
    expect(spec.outcome(release(kari), per)).toEqual(['IdentityReleased']);
    expect(binds(kari)).toEqual(['IdentityBound']);
  });

  it('an address is changed by another, and leadership’s by leadership', () => {
    const email = 'ny@example.no';
    expect(revises(kari, kari, { email })).toBe('own-rights');
    for (const other of [kari, client]) {
      expect(revises(other, lise, { email })).toBe('leadership-gives-leadership');
    }
    expect(revises(client, ola, { email })).toEqual(['PersonRevised']);
  });

  it('is gone when one who has left is erased, and what they did stays', () => {
    binds(ola);
    const erase = { type: 'ErasePerson', personId: ola.id, reason: 'Har bedt om det.' } as const;
    expect(spec.outcome(erase, kari)).toBe('person-active');
    revises(kari, ola, { active: false });
    expect(spec.outcome({ ...erase, reason: ' ' }, kari)).toBe('invalid-value');
    expect(spec.outcome(erase, kari)).toEqual(['PersonErased']);
    expect(spec.state('person', ola.id)).toMatchObject({ identities: [], active: false });
    expect(revises(kari, ola, { active: true })).toBe('person-erased');
    expect(spec.rebuilt(ola.id)).toEqual(spec.state('person', ola.id));
  });

  it('of a leader who left is not revived by the secretariat', () => {
    const other = { id: idOf(spec.when(newLeader, lise)), roles: ['leadership'], partyIds: [] } as const;
    revises(lise, other, { active: false });
    expect(revises(kari, other, { active: true })).toBe('leadership-gives-leadership');
  });
});

const newLeader = {
  type: 'RegisterPerson',
  name: 'Tor',
  email: 'tor@example.no',
  roles: ['leadership'],
  partyIds: [],
} as const;

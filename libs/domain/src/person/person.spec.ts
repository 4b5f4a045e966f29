import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '../roles/actor.js';
import type { Command } from '../commands.js';
import { idOf, Specification, system } from '../specification.js';
import { identityChange, identityChanges } from './identity-change.js';
import type { PersonEvent } from './person.events.js';

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

describe('the language', () => {
  it('is everybody’s own to choose; another’s is chosen by who keeps the register', () => {
    expect(revises(ola, ola, { language: 'nn' })).toEqual(['PersonRevised']);
    expect(revises(ola, ola, { language: 'nn' })).toEqual([]);
    expect(revises(lise, lise, { language: 'en' })).toEqual(['PersonRevised']);
    expect(revises(ola, per, { language: 'nn' })).toBe('not-permitted');
    expect(revises(kari, per, { language: 'nn' })).toEqual(['PersonRevised']);
    expect(spec.all('person').find(({ id }) => id === ola.id)).toMatchObject({ language: 'nn' });
    expect(revises(ola, ola, { language: null })).toEqual(['PersonRevised']);
    expect(spec.all('person').find(({ id }) => id === ola.id)).not.toHaveProperty('language');
  });

  it('opens no way to anything else', () => {
    expect(revises(ola, ola, { language: 'nn', name: 'Ola' })).toBe('not-permitted');
    expect(revises(ola, ola, { language: 'nn', roles: ['owner', 'secretariat'] })).toBe('own-rights');
  });
});

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

describe('who is registered', () => {
  const nowhere = '00000000-0000-7000-8000-999999999999';
  const person = (of: Actor) => spec.state('person', of.id);

  it.each<[string, () => Command, object]>([
    [
      'a person without a name',
      () => ({ type: 'RegisterPerson', name: ' ', email: 'a@example.no', roles: [], partyIds: [] }),
      { type: 'invalid-value', extra: { field: 'name' } },
    ],
    [
      'a person of a unit that is not there',
      () => ({ type: 'RegisterPerson', name: 'Ny', email: 'a@example.no', roles: [], partyIds: [nowhere] }),
      { type: 'not-found', extra: { what: 'party' } },
    ],
    [
      'a name taken away',
      () => ({ type: 'RevisePerson', personId: ola.id, name: ' ' }),
      { type: 'invalid-value', extra: { field: 'name' } },
    ],
    [
      'a unit that is not there',
      () => ({ type: 'RevisePerson', personId: ola.id, partyIds: [nowhere] }),
      { type: 'not-found', extra: { what: 'party' } },
    ],
    [
      'an identity that is not there',
      () => ({ type: 'ReleaseIdentity', personId: ola.id, identityId: nowhere, reason: 'Ny konto.' }),
      { type: 'not-found', extra: { what: 'identity' } },
    ],
  ])('is refused: %s', (_what, command, expected) => {
    expect(spec.refusal(command(), kari)).toMatchObject(expected);
  });

  it('is changed in what is changed, and the event says that name or address did, not to what', () => {
    const unit = spec.organisation('Vestdal');
    const change = { roles: ['owner', 'auditor'], partyIds: [unit], active: false } as const;
    expect(spec.when({ type: 'RevisePerson', personId: ola.id, ...change, name: 'Ola' }, kari)).toMatchObject(
      [
        {
          events: [
            {
              data: {
                roles: { old: ['owner'], new: ['owner', 'auditor'] },
                partyIds: { old: [], new: [unit] },
                active: { old: true, new: false },
                personalDataChanged: true,
              },
            },
          ],
        },
      ],
    );
    expect(person(ola)).toMatchObject(change);
    revises(kari, ola, { roles: ['owner'] });
    expect(person(ola)).toMatchObject({ roles: ['owner'], partyIds: [unit], active: false });
    expect(spec.rebuilt(ola.id)).toEqual(person(ola));
    const [email] = spec.when({ type: 'RevisePerson', personId: ola.id, email: 'ny@example.no' }, kari);
    expect(email?.events).toEqual([{ type: 'PersonRevised', data: { personalDataChanged: true } }]);
  });

  it('is not changed by what is the same', () => {
    const same = { roles: ['owner'], partyIds: [], active: true } as const;
    expect(spec.when({ type: 'RevisePerson', personId: ola.id, ...same }, kari)).toEqual([]);
    const [roles] = spec.when({ type: 'RevisePerson', personId: ola.id, roles: ['auditor'] }, kari);
    expect(roles?.events).toMatchObject([{ data: { personalDataChanged: false } }]);
  });

  it('comes back by another’s hand, never by their own', () => {
    revises(kari, per, { active: false });
    expect(revises(per, per, { active: true })).toBe('own-rights');
    expect(revises(kari, per, { active: true })).toEqual(['PersonRevised']);
  });

  it('does not leave while somebody still counts on them, and each duty is named', () => {
    const duties = [
      { as: 'contact', in: 'party', id: 'p1', of: 'Vestdal kommune', open: true, items: 4 },
      { as: 'reviewer', in: 'measure', id: 'm1', of: '1/7', open: true, items: 0 },
    ] as const;
    spec.duties = duties;
    expect(spec.refusal({ type: 'RevisePerson', personId: ola.id, active: false }, kari)).toMatchObject({
      type: 'open-duties',
      refusal: 'conflict',
      message: 'Open duties: contact of Vestdal kommune, reviewer of 1/7.',
      extra: { personId: ola.id, duties },
    });
    expect(revises(kari, ola, { roles: ['auditor'] })).toEqual(['PersonRevised']);
    // Named for a party that has nothing to do: nobody waits for them.
    spec.duties = [{ ...duties[0], open: false, items: 0 }];
    expect(revises(kari, ola, { active: false })).toEqual(['PersonRevised']);
    spec.duties = duties;
    expect(revises(kari, ola, { active: true })).toEqual(['PersonRevised']);
  });

  it('is the first leader though they had left, and keeps what they were', () => {
    const known = new Specification();
    const { id: personId } = known.person(['secretariat']);
    const other = known.person(['secretariat']);
    known.when({ type: 'RevisePerson', personId, active: false }, other);
    const appoint = { type: 'AppointFirstLeader', name: 'A', email: 'a@example.no', personId } as const;
    expect(known.when(appoint, system)).toMatchObject([
      { events: [{ data: { active: { old: false, new: true }, personalDataChanged: false } }] },
    ]);
    expect(known.state('person', personId)).toMatchObject({
      active: true,
      roles: ['secretariat', 'leadership'],
    });
    const empty = new Specification();
    expect(empty.refusal({ ...appoint, personId: nowhere }, system)).toMatchObject({
      extra: { what: 'person' },
    });
    expect(
      empty.refusal({ type: 'AppointFirstLeader', name: ' ', email: 'a@example.no' }, system),
    ).toMatchObject({
      extra: { field: 'name' },
    });
    empty.when({ type: 'AppointFirstLeader', name: 'Astrid', email: 'a@example.no' }, system);
    expect(empty.all('person')).toMatchObject([{ roles: ['leadership'], partyIds: [] }]);
  });

  it('loses the identity that is released, and no other; why is kept without the space around it', () => {
    const bind = (issuer: string) =>
      spec.when(
        {
          type: 'BindIdentity',
          personId: ola.id,
          identityId: spec.newId(),
          issuer,
          subject: 'x',
          salt: '00',
          seal: 'ff',
        },
        ola,
      );
    bind('https://id.example');
    bind('slack:T1');
    const [first, second] = person(ola).identities;
    expect(
      spec.when(
        { type: 'ReleaseIdentity', personId: ola.id, identityId: second?.id ?? '', reason: ' Ny konto. ' },
        kari,
      ),
    ).toMatchObject([{ events: [{ data: { identityId: second?.id, reason: 'Ny konto.' } }] }]);
    expect(person(ola).identities).toEqual([first]);
  });
});

describe('what a person is told of who they are', () => {
  const told = (type: string, data: object = {}) => identityChange({ type, data } as PersonEvent);

  it.each([
    ['another name or address', 'PersonRevised', { personalDataChanged: true }, 'address-changed'],
    ['an account released', 'IdentityReleased', {}, 'account-released'],
    ['an account bound', 'IdentityBound', {}, 'account-bound-anew'],
    ['nothing of roles and units', 'PersonRevised', { personalDataChanged: false }, undefined],
    ['nothing of being registered', 'PersonRegistered', {}, undefined],
    ['nothing of being erased', 'PersonErased', {}, undefined],
  ])('is %s', (_what, type, data, expected) => {
    expect(told(type, data)).toBe(expected);
    if (expected !== undefined) expect(identityChanges).toContain(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Item, Measure } from '../measure/measure.js';
import type { Organisation } from '../party/party.js';
import { isReached } from '../person/deputy.js';
import type { Person } from '../person/person.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';
import type { RecipientRole } from './follow-up-facts.js';
import { recipientOf } from './recipients.js';

const day = '2026-11-20';
const plan = { caseOfficerId: 'kari', leaderId: 'lise', signOffSubstituteIds: [] } as unknown as Plan;
const party: Organisation = {
  id: 'vestdal',
  name: 'Vestdal',
  registeredAt: '2026-01-01T00:00:00.000Z',
  kind: 'organisation',
  ours: true,
  contactPersonId: 'ola',
  leaderPersonId: 'bente',
  caseOfficerId: 'siri',
};
const item = { id: 'i1', partyId: 'vestdal', state: 'open' } as unknown as Item;
const measure = { state: 'in-follow-up', items: [item] } as unknown as Measure;

/** A register where these persons have left. */
function without(...left: string[]): Register {
  const person = (id: string, roles: Person['roles'], partyIds: string[] = []): Person => ({
    id,
    roles,
    partyIds,
    active: !left.includes(id),
    identities: [],
    registeredAt: '2026-01-01T00:00:00.000Z',
  });
  const persons = [
    person('ola', ['owner'], ['vestdal']),
    person('bente', ['owner']),
    person('siri', ['secretariat']),
    person('kari', ['secretariat']),
    person('per', ['secretariat']),
    person('lise', ['leadership']),
    person('rune', ['secretariat']),
  ];
  return {
    party: (id) => (id === party.id ? party : undefined),
    person: (id) => persons.find((known) => known.id === id),
    personsWithRole: (role) => persons.filter((known) => known.active && known.roles.includes(role)),
    personsNaming: () => [],
  };
}

const asked = (recipient: RecipientRole, register: Register, about: Measure = measure) =>
  recipientOf({ recipient, itemId: 'i1' }, { measure: about, plan }, day, register);

describe('a message goes to somebody who is there', () => {
  it.each<[RecipientRole, string[], string]>([
    ['contact', [], 'ola'],
    ['contact', ['ola'], 'siri'],
    ['contact', ['ola', 'siri'], 'kari'],
    ['contact', ['ola', 'siri', 'kari'], 'per'],
    ['party-leader', [], 'bente'],
    ['party-leader', ['bente'], 'siri'],
    ['plan-leadership', [], 'lise'],
    ['plan-leadership', ['lise'], 'kari'],
    ['case-officer', [], 'kari'],
    ['case-officer', ['kari'], 'per'],
    ['who-may-sign-off', [], 'kari'],
    ['who-may-sign-off', ['kari'], 'siri'],
  ])('what is asked of the %s, when %j have left, is asked of %s', (role, left, expected) => {
    expect(asked(role, without(...left))).toBe(expected);
  });

  it('a leader of a party that isn’t ours hears nothing: its case officer sends it on', () => {
    const theirs = { ...without(), party: () => ({ ...party, ours: false }) };
    expect(asked('party-leader', theirs)).toBe('siri');
  });

  it('an effect review is the reviewer’s, and the case officer’s when the reviewer has left', () => {
    const closed = {
      state: 'closed',
      items: [],
      closure: { effectReview: { on: day, reviewerId: 'rune' } },
    } as unknown as Measure;
    expect(asked('effect-reviewer', without(), closed)).toBe('rune');
    expect(asked('effect-reviewer', without('rune'), closed)).toBe('kari');
  });

  it.each<[string, Partial<Person>, string]>([
    ['asked', { roles: ['owner'], partyIds: ['vestdal'] }, 'rune'],
    ['asked no more when they are of another party', { roles: ['owner'], partyIds: ['bergby'] }, 'ola'],
    ['asked no more when they only read', { roles: ['auditor'], partyIds: ['vestdal'] }, 'ola'],
  ])('the person of the party who has the item is %s', (_what, now, expected) => {
    const register = without();
    const person = (id: string) => {
      const known = register.person(id);
      return known === undefined || id !== 'rune' ? known : { ...known, ...now };
    };
    const runes = { ...measure, items: [{ ...item, personId: 'rune' }] } as Measure;
    expect(asked('contact', { ...register, person }, runes)).toBe(expected);
  });

  it('who reported an item is not asked to sign it off', () => {
    const reported = { ...item, state: 'reported-done', report: { by: 'kari' } } as unknown as Item;
    expect(asked('who-may-sign-off', without(), { ...measure, items: [reported] } as Measure)).toBe('siri');
  });

  const away = { id: 'x', from: day, to: day };
  /** A register where these have left, and these are away. */
  function registerWith(left: string[], absent: Record<string, string | undefined>): Register {
    const register = without(...left);
    const person = (id: string): Person | undefined => {
      const known = register.person(id);
      if (known === undefined || !(id in absent)) return known;
      const deputyId = absent[id];
      return { ...known, absences: [{ ...away, ...(deputyId === undefined ? {} : { deputyId }) }] };
    };
    return {
      ...register,
      person,
      personsWithRole: (role) => register.personsWithRole(role).flatMap(({ id }) => person(id) ?? []),
      personsNaming: (deputyId) =>
        Object.keys(absent).flatMap((id) => (absent[id] === deputyId ? (person(id) ?? []) : [])),
    };
  }

  it.each<[string, Record<string, string | undefined>, RecipientRole, string]>([
    ['a contact with a deputy still gets it', { ola: 'bente' }, 'contact', 'ola'],
    ['a contact without one: the leader', { ola: undefined }, 'contact', 'bente'],
    ['a contact whose deputy is away too: the leader', { ola: 'rune', rune: undefined }, 'contact', 'bente'],
    ['contact and leader: the case officer', { ola: undefined, bente: undefined }, 'contact', 'siri'],
    ['a leader without one: the case officer', { bente: undefined }, 'party-leader', 'siri'],
    ['leadership: the plan’s case officer', { lise: undefined }, 'plan-leadership', 'kari'],
    ['the case officer: another in the secretariat', { kari: undefined }, 'case-officer', 'per'],
    [
      'the whole secretariat: leadership',
      { kari: undefined, per: undefined, rune: undefined, siri: undefined },
      'case-officer',
      'lise',
    ],
  ])('away: %s', (_what, absent, role, expected) => {
    expect(asked(role, registerWith([], absent))).toBe(expected);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['who stands in for the owner is not asked to sign off', { ola: 'kari' }, 'siri'],
    [
      'where the whole secretariat is away or stands in, leadership is',
      { ola: 'kari', per: undefined, rune: undefined, siri: undefined },
      'lise',
    ],
  ])('%s', (_what, absent, expected) => {
    const report = { by: 'ola' };
    const reported = { ...item, state: 'reported-done', report } as unknown as Item;
    expect(
      asked('who-may-sign-off', registerWith([], absent), { ...measure, items: [reported] } as Measure),
    ).toBe(expected);
  });

  it('whoever has left or is away, it is somebody’s, and nobody’s who is gone or away while anybody else is there', () => {
    const everybody = ['ola', 'bente', 'siri', 'kari', 'per', 'lise', 'rune'];
    const roles: RecipientRole[] = [
      'contact',
      'party-leader',
      'plan-leadership',
      'case-officer',
      'who-may-sign-off',
    ];
    fc.assert(
      fc.property(
        fc.subarray(everybody),
        fc.dictionary(
          fc.constantFrom(...everybody),
          fc.option(fc.constantFrom(...everybody), { nil: undefined }),
        ),
        fc.constantFrom(...roles),
        (left, absent, role) => {
          const register = registerWith(left, absent);
          const recipient = asked(role, register);
          expect(everybody).toContain(recipient);
          const there = ['kari', 'per', 'siri', 'rune', 'lise'].some((id) => isReached(id, day, register));
          if (there) expect(isReached(recipient, day, register)).toBe(true);
          else if (
            everybody.some((id) => !left.includes(id) && ['kari', 'per', 'siri', 'rune', 'lise'].includes(id))
          )
            expect(register.person(recipient)?.active).toBe(true);
        },
      ),
    );
  });
});

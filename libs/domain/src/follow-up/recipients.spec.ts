import { describe, expect, it } from '@jest/globals';
import type { Item, Measure } from '../measure/measure.js';
import type { Organisation } from '../party/party.js';
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

  it('who reported an item is not asked to sign it off', () => {
    const reported = { ...item, state: 'reported-done', report: { by: 'kari' } } as unknown as Item;
    expect(asked('who-may-sign-off', without(), { ...measure, items: [reported] } as Measure)).toBe('siri');
  });
});

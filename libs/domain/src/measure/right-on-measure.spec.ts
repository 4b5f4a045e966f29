import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../domain-error.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';
import type { Actor } from '../roles/actor.js';
import type { Item, Measure } from './measure.js';
import { measureRules } from './measure.decide.js';
import type { RightOnMeasure } from './right-on-measure.js';

const kari: Actor = { id: 'kari', roles: ['secretariat'], partyIds: ['secretariat'] };
const ola: Actor = { id: 'ola', roles: ['owner'], partyIds: ['vestdal'] };
const amina: Actor = { id: 'amina', roles: ['owner'], partyIds: ['hospital'] };
const lise: Actor = { id: 'lise', roles: ['leadership'], partyIds: [] };
const liv: Actor = { id: 'liv', roles: ['auditor'], partyIds: [] };

const olas = { id: 'i1', state: 'open', partyId: 'vestdal', contributorIds: [] } as unknown as Item;
const closed = {
  id: 'm',
  number: 7,
  state: 'closed',
  items: [olas],
  subPoints: [],
  closure: { effectReview: { reviewerId: 'amina', on: '2027-01-01' } },
} as unknown as Measure;
const plan = { id: 'p', state: 'closed', signOffSubstituteIds: ['amina'] } as unknown as Plan;
const register = { personsWithRole: () => [], personsNaming: () => [] } as unknown as Register;

/** As little of a command as its right is asked of. */
interface Tried extends Record<string, unknown> {
  type: keyof typeof measureRules;
}

const asked = (actor: Actor, command: Tried, measure: Measure = closed) => {
  try {
    const subject = { measure, plan, evaluation: undefined };
    const { rightOn } = measureRules[command.type] as { rightOn: RightOnMeasure<object> };
    rightOn(subject, { measureId: 'm', ...command }, { actor, register, today: '2026-11-20' });
    return 'let in';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.type;
  }
};
const each = (command: Tried) => [kari, lise, ola, amina, liv].map((actor) => asked(actor, command));

describe('of a closed measure in a closed plan, with an item that is not reported, who it is for is asked first', () => {
  it('what is reported is the owner’s, or the secretariat’s for them', () => {
    const expected = ['let in', 'not-your-item', 'let in', 'not-your-item', 'not-permitted'];
    expect(each({ type: 'ReportDone', itemId: 'i1' })).toEqual(expected);
    expect(each({ type: 'UpdateStatus', itemId: 'i1' })).toEqual(expected);
    expect(each({ type: 'UpdateStatus' })).toEqual(expected);
    expect(each({ type: 'ReportOccurrence' })).toEqual(expected);
    const nobodys = { ...closed, items: [] } as unknown as Measure;
    expect([ola, kari].map((actor) => asked(actor, { type: 'UpdateStatus' }, nobodys))).toEqual([
      'not-found',
      'let in',
    ]);
  });

  it('it is signed off and sent back by those who may, or who are named to', () => {
    expect(each({ type: 'SignOff', itemIds: ['i1'] })).toEqual([
      'let in',
      'let in',
      'four-eyes',
      'let in',
      'not-permitted',
    ]);
    const stranger = { ...ola, partyIds: [] };
    expect(asked(stranger, { type: 'SignOff', itemIds: ['i1'] })).toBe('not-permitted');
    expect(each({ type: 'SendBack', itemId: 'i1' })).toEqual([
      'let in',
      'let in',
      'not-permitted',
      'let in',
      'not-permitted',
    ]);
  });

  it('its effect is its reviewer’s to say something of', () => {
    expect(each({ type: 'RecordEffectReview' })).toEqual([
      'let in',
      'let in',
      'not-permitted',
      'let in',
      'not-permitted',
    ]);
  });

  it('what leadership decides is leadership’s, or a body’s', () => {
    const authority = { kind: 'leader' };
    const body = { kind: 'body', body: 'Rådet', meetingDate: '2026-11-02', caseNumber: '1/26' };
    const others = ['leadership-decides', 'leadership-decides', 'leadership-decides'];
    const deciding: Tried[] = [
      { type: 'DecideWaiver', authority },
      { type: 'EndUnanswered', authority },
      { type: 'CloseMeasure', as: 'not-implemented' },
    ];
    for (const command of deciding)
      expect(each(command)).toEqual(['leadership-decides', 'let in', ...others]);
    expect(each({ type: 'DecideWaiver', authority: body })).toEqual([
      'let in',
      'leadership-decides',
      ...others,
    ]);
    const countersigned = { ...body, countersigned: { decisionId: 'd', enteredBy: 'kari', by: 'lise' } };
    expect(asked(lise, { type: 'DecideWaiver', authority: countersigned })).toBe('let in');
    expect(each({ type: 'CloseMeasure', as: 'implemented' })).toEqual([
      'let in',
      'let in',
      'not-permitted',
      'not-permitted',
      'not-permitted',
    ]);
  });
});

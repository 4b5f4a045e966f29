import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';

let spec: Specification;
let kari: Actor, ola: Actor, lise: Actor, first: string, second: string, planId: string;

beforeEach(() => {
  spec = new Specification();
  const vestdal = spec.organisation('Vestdal kommune');
  kari = spec.person(['secretariat']);
  ola = spec.person(['owner'], [vestdal]);
  lise = spec.person(['leadership']);
  planId = plan('Plan etter vannutbruddet');
  first = measure(plan('Plan etter flommen'));
  second = measure(planId);
});

function plan(title: string): string {
  return idOf(spec.when({ type: 'RegisterPlan', title, caseOfficerId: kari.id }, kari));
}

function measure(plan: string): string {
  const measures = [
    {
      title: 'Varsling',
      text: 'Lag én varslingsplan.',
      deadline: { on: '2026-12-01' },
      reviewOn: '2027-01-01',
    },
  ];
  return idOf(spec.when({ type: 'RegisterMeasures', planId: plan, measures }, kari));
}

const confirm = (actor: Actor, measureId: string, earlierMeasureId: string, note?: string) =>
  spec.outcome(
    { type: 'ConfirmRepetition', measureId, earlierMeasureId, ...(note === undefined ? {} : { note }) },
    actor,
  );
const withdraw = (measureId: string, earlierMeasureId: string, reason: string) =>
  spec.outcome({ type: 'WithdrawRepetition', measureId, earlierMeasureId, reason }, kari);
const repeats = (id: string) => spec.state('measure', id).repeats;

describe('a recommendation that returns', () => {
  it('is confirmed by a person, with a note', () => {
    expect(confirm(kari, second, first, 'Samme mangel i en annen kommune')).toEqual(['RepetitionConfirmed']);
    expect(repeats(second)).toEqual([
      {
        earlierMeasureId: first,
        note: 'Samme mangel i en annen kommune',
        by: kari.id,
        at: '2026-11-20T11:00:00.000Z',
      },
    ]);
    expect(confirm(kari, second, first)).toEqual([]);
  });

  it('is withdrawn with a reason, and then it was never so', () => {
    confirm(kari, second, first);
    expect(withdraw(second, first, ' ')).toBe('reason-missing');
    expect(withdraw(second, first, 'Det gjaldt et annet varsel')).toEqual(['RepetitionWithdrawn']);
    expect(spec.state('measure', second)).not.toHaveProperty('repeats');
    expect(withdraw(second, first, 'Igjen')).toBe('not-found');
  });

  it('is not for machines or owners to say', () => {
    expect(confirm(system, second, first)).toBe('not-permitted');
    expect(confirm(ola, second, first)).toBe('not-permitted');
    expect(confirm(lise, second, first)).toBe('not-permitted');
  });

  it('repeats neither itself, nor what repeats it, nor what is not there', () => {
    expect(confirm(kari, second, second)).toBe('invalid-value');
    expect(confirm(kari, second, '00000000-0000-7000-8000-999999999999')).toBe('not-found');
    confirm(kari, second, first);
    expect(confirm(kari, first, second)).toBe('invalid-value');
  });

  it('changes nothing of substance: neither status nor date', () => {
    const before = spec.state('measure', second);
    spec.on('2026-11-21');
    confirm(kari, second, first);
    expect(spec.state('measure', second)).toEqual({ ...before, repeats: expect.any(Array) });
  });
});

describe('of several earlier measures', () => {
  let third: string;

  beforeEach(() => {
    third = measure(planId);
    confirm(kari, second, first);
  });

  it('each is said by itself', () => {
    expect(confirm(kari, second, third, ' ')).toEqual(['RepetitionConfirmed']);
    expect(repeats(second)?.map(({ earlierMeasureId }) => earlierMeasureId)).toEqual([first, third]);
    expect(repeats(second)?.[1]).not.toHaveProperty('note');
  });

  it('one is withdrawn, and the other stands', () => {
    confirm(kari, second, third);
    expect(withdraw(second, third, 'Et annet varsel')).toEqual(['RepetitionWithdrawn']);
    expect(repeats(second)?.map(({ earlierMeasureId }) => earlierMeasureId)).toEqual([first]);
    expect(withdraw(second, third, 'Igjen')).toBe('not-found');
  });

  it('none can come before what repeats it, though that repeats others too', () => {
    confirm(kari, second, third);
    expect(confirm(kari, third, second)).toBe('invalid-value');
    const fourth = measure(planId);
    expect(confirm(kari, fourth, second)).toEqual(['RepetitionConfirmed']);
  });
});

import { describe, expect, test } from '@jest/globals';
import { roundPlan } from './morning-round-plan.js';

describe('Whether there is a morning round', () => {
  test.each([
    ['a Friday at eight', '2026-11-20T07:00:00.000Z', true, '2026-11-20'],
    ['caught up a minute before four', '2026-11-20T14:59:00.000Z', true, '2026-11-20'],
    ['at four: too late', '2026-11-20T15:00:00.000Z', false, '2026-11-20'],
    ['a Saturday', '2026-11-21T07:00:00.000Z', false, '2026-11-21'],
    ['Good Friday', '2026-04-03T06:00:00.000Z', false, '2026-04-03'],
    ['17 May', '2027-05-17T06:00:00.000Z', false, '2027-05-17'],
    ['a summer day at eight', '2026-07-01T06:00:00.000Z', true, '2026-07-01'],
  ])('%s', (_when, at, run, date) => {
    expect(roundPlan(at, false)).toMatchObject({ run, date });
  });

  test('one that a person asks for runs at any hour, for an hour', () => {
    expect(roundPlan('2026-11-21T21:30:00.000Z', true)).toEqual({
      run: true,
      date: '2026-11-21',
      until: '2026-11-21T22:30:00.000Z',
    });
  });
});

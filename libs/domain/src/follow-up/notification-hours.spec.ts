import { describe, expect, test } from '@jest/globals';
import { notBefore, sameDayAgain, tellAgain } from './notification-hours.js';

describe('When a person is told what another did', () => {
  test.each([
    ['in the middle of the day', '2026-11-20T11:00:00.000Z', undefined],
    ['on the stroke of seven', '2026-11-20T06:00:00.000Z', undefined],
    ['a moment before five', '2026-11-20T15:59:59.999Z', undefined],
    ['before seven: at seven', '2026-11-20T03:00:00.000Z', '2026-11-20T06:00:00.000Z'],
    ['at five: the next morning', '2026-11-20T16:00:00.000Z', '2026-11-21T06:00:00.000Z'],
    [
      'an hour before midnight in Oslo: the next morning',
      '2026-11-20T22:30:00.000Z',
      '2026-11-21T06:00:00.000Z',
    ],
    ['after midnight in Oslo: the same morning', '2026-11-20T23:30:00.000Z', '2026-11-21T06:00:00.000Z'],
    ['in summer time', '2026-07-01T04:30:00.000Z', '2026-07-01T05:00:00.000Z'],
    ['the evening before summer time begins', '2026-03-28T18:00:00.000Z', '2026-03-29T05:00:00.000Z'],
  ])('%s', (_when, at, expected) => {
    expect(notBefore(at)).toBe(expected);
  });
});

describe('When a person is tried again who could not be reached', () => {
  test.each([
    ['two minutes later', '2026-11-20T08:00:00.000Z', 1, '2026-11-20T08:02:00.000Z'],
    ['then four', '2026-11-20T08:02:00.000Z', 2, '2026-11-20T08:06:00.000Z'],
    ['in the end every hour', '2026-11-20T12:00:00.000Z', 9, '2026-11-20T13:00:00.000Z'],
    ['not before seven', '2026-11-20T02:00:00.000Z', 1, '2026-11-20T06:00:00.000Z'],
    ['not after five', '2026-11-20T15:30:00.000Z', 9, undefined],
    ['not in the evening', '2026-11-20T19:00:00.000Z', 1, undefined],
  ])('the day’s message: %s', (_when, at, tries, expected) => {
    expect(sameDayAgain(at, tries)).toBe(expected);
  });

  test.each([
    ['two minutes later', '2026-11-20T08:00:00.000Z', 1, '2026-11-20T08:02:00.000Z'],
    ['after five the next morning', '2026-11-20T15:59:00.000Z', 3, '2026-11-21T06:00:00.000Z'],
    ['after twelve tries no more', '2026-11-20T08:00:00.000Z', 12, undefined],
  ])('what was to be told at once: %s', (_when, at, tries, expected) => {
    expect(tellAgain(at, tries)).toBe(expected);
  });
});

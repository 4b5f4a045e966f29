import { describe, expect, test } from '@jest/globals';
import { defaultTellingHours, notBefore } from './message-outbox.js';

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
    expect(notBefore(at, defaultTellingHours)).toBe(expected);
  });
});

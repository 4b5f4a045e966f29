import { describe, expect, it } from '@jest/globals';
import { dueBefore } from './subscription.js';

describe('what is due to a subscriber', () => {
  it('at once: everything', () => {
    expect(dueBefore('at-once', '2026-11-22T12:00:00.000Z')).toBeUndefined();
  });

  it.each([
    ['on Monday at 08', '2026-11-23T07:00:00.000Z', '2026-11-23T07:00:00.000Z'],
    ['on Monday before 08: last week’s', '2026-11-23T06:59:59.000Z', '2026-11-16T07:00:00.000Z'],
    ['on Sunday', '2026-11-22T12:00:00.000Z', '2026-11-16T07:00:00.000Z'],
    ['on Monday in summer time', '2026-06-15T06:00:00.000Z', '2026-06-15T06:00:00.000Z'],
    ['on Whit Monday: not yet', '2026-05-25T10:00:00.000Z', '2026-05-18T06:00:00.000Z'],
    ['on the Tuesday after', '2026-05-26T06:00:00.000Z', '2026-05-26T06:00:00.000Z'],
    ['across New Year', '2027-01-01T12:00:00.000Z', '2026-12-28T07:00:00.000Z'],
  ])('weekly, %s', (_when, at, before) => {
    expect(dueBefore('weekly', at)).toBe(before);
  });

  it.each([
    ['in the middle of it', '2026-11-22T12:00:00.000Z', '2026-10-01T06:00:00.000Z'],
    ['on New Year’s Day: not yet', '2027-01-01T12:00:00.000Z', '2026-10-01T06:00:00.000Z'],
    ['on the first working day', '2027-01-04T07:00:00.000Z', '2027-01-04T07:00:00.000Z'],
    ['on Easter Monday: not yet', '2029-04-02T10:00:00.000Z', '2029-01-02T07:00:00.000Z'],
    ['on the Tuesday after', '2029-04-03T06:00:00.000Z', '2029-04-03T06:00:00.000Z'],
  ])('quarterly, %s', (_when, at, before) => {
    expect(dueBefore('quarterly', at)).toBe(before);
  });
});

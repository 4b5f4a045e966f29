import { describe, expect, it } from '@jest/globals';
import { epochDay, plainDate } from '../follow-up/epoch-day.js';
import {
  askAgainDays,
  askDays,
  askedFrom,
  daysAskedForAnswers,
  lockInstant,
  reportingDateOnOrAfter,
} from './reporting-calendar.js';

const quarterly = { cadenceMonths: 3, firstOn: '2026-12-04', language: 'nb' } as const;

describe('A reporting calendar', () => {
  it.each([
    ['2026-01-01', '2026-12-04'],
    ['2026-12-04', '2026-12-04'],
    ['2026-12-05', '2027-03-04'],
    ['2031-06-05', '2031-09-04'],
  ])('has its next date after %s on %s', (day, date) => {
    expect(reportingDateOnOrAfter(quarterly, day)).toBe(date);
  });

  it('falls on the last day of a month that is too short, and comes back to its own', () => {
    const monthly = { ...quarterly, cadenceMonths: 1, firstOn: '2027-12-31' };
    const dates = ['2028-01-01', '2028-02-01', '2028-03-01', '2028-04-01'].map((day) =>
      reportingDateOnOrAfter(monthly, day),
    );
    expect(dates).toEqual(['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30']);
  });

  it('asks 14 days before, on the working day before a day off', () => {
    expect(askedFrom('2026-12-04')).toBe('2026-11-20');
    // 14 days before is Sunday 18 April.
    expect(askedFrom('2027-05-02')).toBe('2027-04-16');
  });

  it('locks as the day ends in Oslo, in winter and in summer', () => {
    expect(lockInstant('2026-12-04')).toBe('2026-12-04T22:45:00.000Z');
    expect(lockInstant('2027-06-04')).toBe('2027-06-04T21:45:00.000Z');
  });

  it.each([1, 2, 3, 5, 12])(
    'answers by arithmetic what walking would find, every %i months',
    (cadenceMonths) => {
      for (const daysBefore of [askDays, askAgainDays]) {
        const days = daysAskedForAnswers({ ...quarterly, cadenceMonths, firstOn: '2026-01-31' }, daysBefore);
        let latest = -Infinity;
        const first = epochDay('2025-11-01');
        for (let day = first; day < first + 1_500; day += 1) {
          if (days.firstAfter(day - 1) === day) latest = day;
          if (days.latestThrough(day) !== latest || days.firstAfter(day) <= day)
            throw new Error(`By arithmetic it is another day than by walking, as of ${plainDate(day)}`);
        }
      }
    },
  );
});

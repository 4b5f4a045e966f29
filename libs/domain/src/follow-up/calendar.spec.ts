import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  addWorkingDays,
  isWorkingDay,
  osloDate,
  osloInstant,
  wakeInstant,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from './calendar.js';

const zone = 'Europe/Oslo';
const days = fc
  .integer({ min: 0, max: 60_000 })
  .map((n) => Temporal.PlainDate.from('1970-01-01').add({ days: n }).toString());
const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minute) => {
  return Temporal.PlainTime.from('00:00').add({ minutes: minute }).toString({ smallestUnit: 'minute' });
});

/** Easter Sunday by the anonymous Gregorian algorithm (Meeus), independent of the library. */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 });
}

/** Lov om 1. og 17. mai, helligdagsfredloven § 2. */
function lawfulHolidays(year: number): Set<string> {
  const fixed = ['01-01', '05-01', '05-17', '12-25', '12-26'].map((day) => `${String(year)}-${day}`);
  const movable = [-3, -2, 0, 1, 39, 49, 50].map((offset) => easter(year).add({ days: offset }).toString());
  return new Set([...fixed, ...movable]);
}

describe('working days', () => {
  it('are Monday to Friday without the twelve public holidays, and nothing else, every year from 1990 to 2100', () => {
    for (let year = 1990; year <= 2100; year += 1) {
      const holidays = lawfulHolidays(year);
      for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += 86_400_000) {
        const date = new Date(ms);
        const day = date.toISOString().slice(0, 10);
        const expected = date.getUTCDay() % 6 !== 0 && !holidays.has(day);
        if (isWorkingDay(day) !== expected)
          throw new Error(`${day} should ${expected ? '' : 'not '}be a working day`);
      }
    }
  });

  it.each([
    ['2026-04-02', 'Maundy Thursday', false],
    ['2026-04-01', 'the Wednesday before Easter', true],
    ['2026-05-14', 'Ascension Day', false],
    ['2026-05-25', 'Whit Monday', false],
    ['2027-05-17', 'Constitution Day', false],
    ['2026-12-24', 'Christmas Eve', true],
    ['2026-12-31', "New Year's Eve", true],
    ['2026-05-08', 'Liberation Day, a flag day only', true],
  ])('%s is %s: working day %s', (day, _name, working) => {
    expect(isWorkingDay(day)).toBe(working);
  });

  it('move over the whole of Easter and Christmas', () => {
    expect(workingDayOnOrBefore('2026-04-06')).toBe('2026-04-01');
    expect(workingDayOnOrAfter('2026-04-02')).toBe('2026-04-07');
    expect(workingDayOnOrAfter('2026-12-25')).toBe('2026-12-28');
    expect(workingDayOnOrAfter('2026-12-28')).toBe('2026-12-28');
    expect(workingDayOnOrBefore('2026-01-01')).toBe('2025-12-31');
  });

  it('are counted without the day itself', () => {
    expect(addWorkingDays('2026-03-31', 1)).toBe('2026-04-01');
    expect(addWorkingDays('2026-03-31', 2)).toBe('2026-04-07');
    expect(addWorkingDays('2026-04-04', 1)).toBe('2026-04-07');
    expect(addWorkingDays('2026-04-04', 0)).toBe('2026-04-07');
    expect(addWorkingDays('2026-04-07', 0)).toBe('2026-04-07');
    expect(addWorkingDays('2025-12-31', 1)).toBe('2026-01-02');
  });

  it('are counted the same by steps and at once, over years', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 700 }), (day, n) => {
        let stepped = day;
        for (let step = 0; step < n; step += 1) stepped = workingDayOnOrAfter(addDays(stepped, 1));
        expect(addWorkingDays(day, n)).toBe(stepped);
      }),
      { numRuns: 50 },
    );
  });

  it('still answer where the library knows no holidays', () => {
    expect(addWorkingDays('9999-12-30', 1)).toBe('9999-12-31');
    expect(isWorkingDay('1500-01-01')).toBe(true);
    expect(() => addWorkingDays('9999-12-31', 1)).toThrow(RangeError);
  });

  it.each([-1, 1.5, Number.NaN])('refuse %s as a number of days', (n) => {
    expect(() => addWorkingDays('2026-01-01', n)).toThrow(RangeError);
  });
});

describe('calendar days', () => {
  it('agree with Temporal', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -40_000, max: 40_000 }), (day, n) => {
        expect(addDays(day, n)).toBe(Temporal.PlainDate.from(day).add({ days: n }).toString());
      }),
    );
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-04-31',
    '2026-4-1',
    '2026-01-1x',
    '2026/01-10',
    '2026-01/10',
    '2026-01-010',
    '20260101',
    '',
  ])('refuse %p', (day) => {
    expect(() => addDays(day, 1)).toThrow(new RangeError(`Not a calendar day: ${day}`));
  });

  it('are written with four digits, from the year 0 to 9999', () => {
    expect(addDays('0000-01-02', -1)).toBe('0000-01-01');
    expect(addDays('0987-12-31', 1)).toBe('0988-01-01');
    expect(() => addDays('0000-01-01', -1)).toThrow('Not within the years 0–9999');
    expect(() => addDays('9999-12-31', 1)).toThrow('Not within the years 0–9999');
  });

  it('know the leap years', () => {
    expect(addDays('2028-02-29', 1)).toBe('2028-03-01');
    expect(addDays('2000-02-29', 366)).toBe('2001-03-01');
    expect(() => addDays('1900-02-29', 0)).toThrow(RangeError);
  });
});

describe('the clock in Oslo', () => {
  it('changes day at midnight local time, in winter and in summer', () => {
    expect(osloDate('2026-01-14T22:59:59.999Z')).toBe('2026-01-14');
    expect(osloDate('2026-01-14T23:00:00.000Z')).toBe('2026-01-15');
    expect(osloDate('2026-07-14T21:59:59.999Z')).toBe('2026-07-14');
    expect(osloDate('2026-07-14T22:00:00.000Z')).toBe('2026-07-15');
    expect(osloDate('2025-12-31T23:30:00.000Z')).toBe('2026-01-01');
  });

  it('agrees with Temporal at any instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 130 * 365 * 24 * 60 }), (minute) => {
        const instant = Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
        const expected = instant.toZonedDateTimeISO(zone).toPlainDate().toString();
        expect(osloDate(instant.toString({ fractionalSecondDigits: 3 }))).toBe(expected);
      }),
    );
  });

  it('agrees with Temporal about when the clocks show a time', () => {
    fc.assert(
      fc.property(days, minutes, (day, time) => {
        const expected = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).toInstant();
        expect(osloInstant(day, time)).toBe(expected.toString({ fractionalSecondDigits: 3 }));
      }),
    );
  });

  it('agrees with Temporal around every change of the clocks from 1980 to 2060', () => {
    let change: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`1980-01-01T00:00[${zone}]`);
    for (;;) {
      change = change.getTimeZoneTransition('next');
      if (change === null || change.year > 2060) break;
      for (let minute = -150; minute <= 150; minute += 30) {
        const local = change.toPlainDateTime().with({ minute: 0 }).add({ minutes: minute });
        const expected = local.toZonedDateTime(zone).toInstant().toString({ fractionalSecondDigits: 3 });
        const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
        expect(osloInstant(local.toPlainDate().toString(), time)).toBe(expected);
        const instant = change.toInstant().add({ minutes: minute });
        expect(osloDate(instant.toString())).toBe(instant.toZonedDateTimeISO(zone).toPlainDate().toString());
      }
    }
  });

  it('says what the hour that is skipped and the hour that comes twice mean', () => {
    expect(osloInstant('2026-03-29', '02:30')).toBe('2026-03-29T01:30:00.000Z'); // 03:30 summer time
    expect(osloInstant('2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z'); // the first of two
    expect(osloInstant('2026-03-28', '08:00')).toBe('2026-03-28T07:00:00.000Z');
    expect(osloInstant('2026-03-30', '08:00')).toBe('2026-03-30T06:00:00.000Z');
  });

  it('refuses what is no instant and no time of day', () => {
    expect(() => osloDate('tomorrow')).toThrow(new RangeError('Not an instant: tomorrow'));
    for (const time of ['24:00', '8:00', '108:00', '08:60', '08:00:00', ''])
      expect(() => osloInstant('2026-01-01', time)).toThrow(new RangeError(`Not a time of day: ${time}`));
    expect(() => osloInstant('2026-02-30', '08:00')).toThrow(RangeError);
  });
});

describe('waking', () => {
  it('is between 04 and 07 in Oslo, any day, any measure', () => {
    fc.assert(
      fc.property(days, fc.uuid(), (day, measureId) => {
        const local = Temporal.Instant.from(wakeInstant(day, measureId)).toZonedDateTimeISO(zone);
        expect(local.toPlainDate().toString()).toBe(day);
        expect(local.hour).toBeGreaterThanOrEqual(4);
        expect(local.hour).toBeLessThan(7);
        expect(wakeInstant(day, measureId)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
      }),
    );
  });

  it('is at the same local time before, on and after the nights the clocks change', () => {
    const id = '01981d3e-7c1a-7000-8000-3f2a9c5d1e77';
    for (const night of ['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31']) {
      const localTimes = [-1, 0, 1].map((shift) =>
        Temporal.Instant.from(wakeInstant(addDays(night, shift), id))
          .toZonedDateTimeISO(zone)
          .toPlainTime()
          .toString(),
      );
      expect(new Set(localTimes).size).toBe(1);
    }
    const hours = (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / 3_600_000;
    expect(hours(wakeInstant('2026-03-28', id), wakeInstant('2026-03-29', id))).toBe(23);
    expect(hours(wakeInstant('2026-10-24', id), wakeInstant('2026-10-25', id))).toBe(25);
  });

  it('is stable, and spreads ids made in the same millisecond', () => {
    // Golden: a changed hash would move every sleeping workflow.
    expect(wakeInstant('2026-01-15', '01981d3e-7c1a-7000-8000-000000000001')).toBe(
      '2026-01-15T03:26:12.000Z',
    );
    const perQuarter = new Array<number>(12).fill(0);
    for (let n = 0; n < 12_000; n += 1) {
      const id = `01981d3e-7c1a-7000-8000-${n.toString(16).padStart(12, '0')}`;
      const ms = Date.parse(wakeInstant('2026-01-15', id)) - Date.parse('2026-01-15T03:00:00.000Z');
      const quarter = Math.floor(ms / 900_000);
      perQuarter[quarter] = (perQuarter[quarter] ?? 0) + 1;
    }
    expect(Math.min(...perQuarter)).toBeGreaterThan(850);
    expect(Math.max(...perQuarter)).toBeLessThan(1150);
  });
});

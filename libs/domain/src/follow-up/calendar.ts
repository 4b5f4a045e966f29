import { Temporal } from 'temporal-polyfill';
import type { Instant, MeasureId, PlainDate } from '../ids.js';
import { dayMs, epochDay, epochDayOf, plainDate, plusMonths, twoDigits, yearOf } from './epoch-day.js';
import { isWorking, plusWorkingDays, workingOnOrAfter, workingOnOrBefore } from './working-days.js';

const zone = 'Europe/Oslo';
const minuteMs = 60_000;
const wakeFromHour = 4;
const wakeToHour = 7;

/** Working day in Norway: Monday to Friday and no public holiday; 24 and 31 December are working days. */
export function isWorkingDay(day: PlainDate): boolean {
  return isWorking(epochDay(day));
}

export function workingDayOnOrAfter(day: PlainDate): PlainDate {
  return plainDate(workingOnOrAfter(epochDay(day)));
}

export function workingDayOnOrBefore(day: PlainDate): PlainDate {
  return plainDate(workingOnOrBefore(epochDay(day)));
}

/**
 * The n-th working day after `day`, which itself is not counted; with 0 the first on or after it.
 * @throws RangeError when n is negative or no whole number.
 */
export function addWorkingDays(day: PlainDate, n: number): PlainDate {
  return plainDate(plusWorkingDays(epochDay(day), n));
}

/** Calendar days; n may be negative. */
export function addDays(day: PlainDate, n: number): PlainDate {
  return plainDate(epochDay(day) + n);
}

/** The same day of the month so many months later (n may be negative), or the month's last where it has no such day. */
export function addMonths(day: PlainDate, n: number): PlainDate {
  return plainDate(plusMonths(epochDay(day), n));
}

/**
 * The calendar day in Oslo at that instant.
 * @throws RangeError when it is no instant.
 */
export function osloDate(instant: Instant): PlainDate {
  if (instant === lastAsked.instant) return lastAsked.day;
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${instant}`);
  const day = plainDate(Math.floor((ms + offsetMsAt(ms)) / dayMs));
  lastAsked = { instant, day };
  return day;
}

/** All that one command does happens at one instant, and ten thousand measures ask for its day several times each. */
let lastAsked: { instant: Instant; day: PlainDate } = { instant: '', day: '' };

/**
 * The instant when the clocks of Oslo show `time` (`HH:mm`) that day. In the hour that summer time skips it is as
 * much later (02:30 is 03:30); in the hour that comes twice it is the first (RFC 5545 and Temporal's `compatible`).
 * @throws RangeError when there is no such day or time.
 */
export function osloInstant(day: PlainDate, time: string): Instant {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError(`Not a time of day: ${time}`);
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return instantOf(utcMsOfLocal(epochDay(day) * dayMs + minutes * minuteMs));
}

/**
 * When the measure's workflow wakes that day: between 04 and 07 in Oslo, before the round at 08, spread by a stable
 * hash of the id so that thousands don't wake at once. The same measure wakes at the same local time every day.
 */
export function wakeInstant(day: PlainDate, measureId: MeasureId): Instant {
  const seconds = stableHash(measureId) % ((wakeToHour - wakeFromHour) * 3600);
  return instantOf(utcMsOfLocal(epochDay(day) * dayMs + (wakeFromHour * 3600 + seconds) * 1000));
}

interface OffsetSpan {
  fromMs: number;
  offsetMs: number;
}

const offsetSpansByYear = new Map<number, readonly OffsetSpan[]>();

/** Oslo's offset from UTC. The rules are Temporal's, asked once per year: a zone look-up each time is 100 times slower. */
function offsetMsAt(utcMs: number): number {
  let offsetMs = 0;
  for (const span of offsetSpans(yearOf(Math.floor(utcMs / dayMs)))) {
    if (span.fromMs > utcMs) break;
    offsetMs = span.offsetMs;
  }
  return offsetMs;
}

function offsetSpans(year: number): readonly OffsetSpan[] {
  const known = offsetSpansByYear.get(year);
  if (known !== undefined) return known;
  const spans: OffsetSpan[] = [];
  const endMs = epochDayOf(year + 1, 1, 1) * dayMs;
  const start = Temporal.Instant.fromEpochMilliseconds(epochDayOf(year, 1, 1) * dayMs);
  let from: Temporal.ZonedDateTime | null = start.toZonedDateTimeISO(zone);
  while (from !== null && from.epochMilliseconds < endMs) {
    spans.push({ fromMs: from.epochMilliseconds, offsetMs: from.offsetNanoseconds / 1e6 });
    from = from.getTimeZoneTransition('next');
  }
  offsetSpansByYear.set(year, spans);
  return spans;
}

function utcMsOfLocal(localMs: number): number {
  const offsetBefore = offsetMsAt(localMs - dayMs);
  const offsetAfter = offsetMsAt(localMs + dayMs);
  // An hour that comes twice fits both: the earlier offset gives the first. A skipped one fits neither.
  const fits = [offsetBefore, offsetAfter].find((offset) => offsetMsAt(localMs - offset) === offset);
  return localMs - (fits ?? offsetBefore);
}

function instantOf(utcMs: number): Instant {
  const day = Math.floor(utcMs / dayMs);
  const seconds = Math.round((utcMs - day * dayMs) / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${plainDate(day)}T${clock.map(twoDigits).join(':')}.000Z`;
}

/** FNV-1a with a final mix (MurmurHash3's), since ids made in the same millisecond differ only at their end. */
function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

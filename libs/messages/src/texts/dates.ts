import type { Instant, PlainDate } from '#domain/ids.js';
import type { Language } from '#domain/language.js';
import { formatsOf } from './formats.js';

/** "13. november"; with the year when it is not the year of `today`. */
export function sayDate(locale: Language, date: PlainDate, today: PlainDate): string {
  return date.slice(0, 4) === today.slice(0, 4)
    ? formatted(locale, date, { day: 'numeric', month: 'long' })
    : sayFullDate(locale, date);
}

/** "13. november 2026". */
export function sayFullDate(locale: Language, date: PlainDate): string {
  return formatted(locale, date, { day: 'numeric', month: 'long', year: 'numeric' });
}

function formatted(locale: Language, date: PlainDate, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(formatsOf[locale], { ...parts, timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** The day and the time of day in Oslo: `08.14`, as it is written in Norwegian, and `08:14` in English. */
export function sayTime(locale: Language, at: Instant): { date: PlainDate; time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Europe/Oslo',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}${locale === 'en' ? ':' : '.'}${part('minute')}`,
  };
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Which way a deadline has moved in all; back on its first day it has been moved, and is not later. */
export function slipDirection(slipDays: number): 'later' | 'earlier' | 'same' {
  return slipDays > 0 ? 'later' : slipDays < 0 ? 'earlier' : 'same';
}

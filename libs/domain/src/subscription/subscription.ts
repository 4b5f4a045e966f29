import { addDays, osloDate, osloInstant, workingDayOnOrAfter } from '../follow-up/calendar.js';
import { epochDay } from '../follow-up/epoch-day.js';
import type { Instant, PlainDate } from '../ids.js';

/** How often a subscriber hears of published reports (PRODUCT.md, Public / subscriber). */
export const mailCadences = ['at-once', 'weekly', 'quarterly'] as const;
export type MailCadence = (typeof mailCadences)[number];

/** An address that nobody has confirmed is forgotten after so many days, and so is the link that confirms it. */
export const daysToConfirm = 7;
/** One that a mail server refuses for good is remembered so long, lest it be written to anew at once. */
export const daysBounced = 30;
/** A mail that could not be delivered on so many days in a row: the address counts as refused. */
export const mostFailures = 5;
/** Nobody's mailbox can be filled by asking in their name. */
export const mostConfirmationsPerDay = 3;

const digestsGoOutAt = '08:00';

/**
 * What was published before this instant is due to a subscriber: the last Monday or first day of a quarter (on a day
 * off the working day after) at 08:00 in Oslo. What a digest missed is therefore due the day after.
 * @returns undefined where everything is due at once
 */
export function dueBefore(cadence: MailCadence, at: Instant): Instant | undefined {
  switch (cadence) {
    case 'at-once':
      return undefined;
    case 'weekly':
      return lastDigest(at, mondayOf, -7);
    case 'quarterly':
      return lastDigest(at, quarterOf, -1);
    default:
      return cadence satisfies never;
  }
}

function lastDigest(at: Instant, periodOf: (day: PlainDate) => PlainDate, daysBack: number): Instant {
  const start = periodOf(osloDate(at));
  const digest = digestOf(start);
  return digest <= at ? digest : digestOf(periodOf(addDays(start, daysBack)));
}

function digestOf(start: PlainDate): Instant {
  return osloInstant(workingDayOnOrAfter(start), digestsGoOutAt);
}

function mondayOf(day: PlainDate): PlainDate {
  // 1970-01-01 was a Thursday.
  return addDays(day, -((epochDay(day) + 3) % 7));
}

function quarterOf(day: PlainDate): PlainDate {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

import type { Instant } from '../ids.js';
import { addDays, osloDate, osloInstant } from './calendar.js';

/** When people are told what another did, on the clocks of Oslo (PRODUCT.md); outside it, the next morning. */
export interface NotificationHours {
  from: string;
  to: string;
}
export const defaultNotificationHours: NotificationHours = { from: '07:00', to: '17:00' };

const minuteMs = 60_000;
const longestPauseMinutes = 60;
/** After so many tries, most of a working day, the message is left to the secretariat. */
const mostTries = 12;

/** The earliest a message written at `at` may be sent; undefined: at once. */
export function notBefore(
  at: Instant,
  { from, to }: NotificationHours = defaultNotificationHours,
): Instant | undefined {
  const today = osloDate(at);
  if (at < osloInstant(today, from)) return osloInstant(today, from);
  return at < osloInstant(today, to) ? undefined : osloInstant(addDays(today, 1), from);
}

/**
 * When a person who could not be reached is tried again: soon at first, then every hour, on the same day only.
 * @param tries how often it has been tried
 * @returns undefined when tomorrow's message says it
 */
export function sameDayAgain(at: Instant, tries: number): Instant | undefined {
  const again = afterPause(at, tries);
  const waits = notBefore(again) ?? again;
  return osloDate(waits) === osloDate(at) ? waits : undefined;
}

/** Likewise for what no later message says: it goes on the next morning. Undefined: it is left to the secretariat. */
export function tellAgain(at: Instant, tries: number): Instant | undefined {
  if (tries >= mostTries) return undefined;
  const again = afterPause(at, tries);
  return notBefore(again) ?? again;
}

function afterPause(at: Instant, tries: number): Instant {
  const minutes = Math.min(longestPauseMinutes, 2 ** tries);
  return new Date(Date.parse(at) + minutes * minuteMs).toISOString();
}

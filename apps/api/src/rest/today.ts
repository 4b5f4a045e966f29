import { osloDate } from '#domain/follow-up/calendar.js';
import type { PlainDate } from '#domain/ids.js';

/** Today in Europe/Oslo. */
export function todayInOslo(): PlainDate {
  return osloDate(new Date().toISOString());
}

import { isWorkingDay, osloDate, osloInstant } from './calendar.js';
import type { RoundPlan } from '../contracts/activities.js';
import type { Instant } from '../ids.js';

/** A round missed at 08 is still a morning round until then, on the clocks of Oslo (ARCHITECTURE.md). */
const latest = '16:00';
const askedForMs = 60 * 60_000;

/** Whether there is a morning round at `at`: not on days off nor late in the day, unless a person asked for it. */
export function roundPlan(at: Instant, asked: boolean): RoundPlan {
  const date = osloDate(at);
  if (asked) return { date, run: true, until: new Date(Date.parse(at) + askedForMs).toISOString() };
  if (!isWorkingDay(date)) return { date, run: false, why: 'a day off' };
  const until = osloInstant(date, latest);
  return at < until ? { date, run: true, until } : { date, run: false, why: `after ${latest}` };
}

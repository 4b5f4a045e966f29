import { type EpochDay } from './epoch-day.js';
import { plusWorkingDays, workingDaysBetween, workingOnOrAfter, workingOnOrBefore } from './working-days.js';

/**
 * The days of a step that comes once, or repeats for ever. Both questions are calculated, not looked for day by day:
 * an item that has been late for twenty years costs no more than one that is due tomorrow.
 */
export interface Days {
  /** Infinity when there is none. */
  firstAfter(day: EpochDay): EpochDay;
  /** -Infinity when there is none. */
  latestThrough(day: EpochDay): EpochDay;
}

export function once(day: EpochDay): Days {
  return {
    firstAfter: (from) => (day > from ? day : Infinity),
    latestThrough: (until) => (day <= until ? day : -Infinity),
  };
}

/**
 * `first`, and from then on every so many calendar days, each moved to the working day on or after it. A step
 * counted from `first` has come by a day exactly when it lies on or before the last working day up to that day; so
 * both answers are a division.
 */
export function everyDays(first: EpochDay, interval: number): Days {
  const every = Math.max(1, interval);
  const stepsThrough = (day: EpochDay) =>
    day < first ? 0 : Math.max(0, Math.floor((workingOnOrBefore(day) - first) / every) + 1);
  const step = (index: number) => workingOnOrAfter(first + index * every);
  return {
    firstAfter: (from) => step(stepsThrough(from)),
    latestThrough: (until) => {
      const steps = stepsThrough(until);
      return steps === 0 ? -Infinity : step(steps - 1);
    },
  };
}

/** The `initial`-th working day after `start`, and from then on every so many working days; each at least one. */
export function everyWorkingDays(start: EpochDay, initial: number, interval: number): Days {
  const before = Math.max(1, initial);
  const every = Math.max(1, interval);
  const stepsThrough = (day: EpochDay) =>
    Math.max(0, Math.floor((workingDaysBetween(start, day) - before) / every) + 1);
  const step = (index: number) => plusWorkingDays(start, before + index * every);
  return {
    firstAfter: (from) => step(stepsThrough(from)),
    latestThrough: (until) => {
      const steps = stepsThrough(until);
      return steps === 0 ? -Infinity : step(steps - 1);
    },
  };
}

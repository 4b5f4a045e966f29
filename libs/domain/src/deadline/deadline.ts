import type { Instant, PersonId, PlainDate } from '../ids.js';

export interface DeadlineMove {
  from: PlainDate;
  to: PlainDate;
  reason: string;
  by: PersonId;
  at: Instant;
}

/** A date with what it was at first and each time it was moved. */
export interface MovableDate {
  original: PlainDate;
  inForce: PlainDate;
  moves: readonly DeadlineMove[];
}

/**
 * A deadline keeps its original for ever. `words` is the wording it was derived from ("innen første halvår").
 * `setBy` answers the request to move it. Missed when the day (Europe/Oslo) has ended.
 */
export interface Deadline extends MovableDate {
  words?: string;
  setBy: PersonId;
  /** When it was first set: what is due by then under it is told, however late it was set. */
  setAt: Instant;
}

export function setDeadline(on: PlainDate, by: PersonId, at: Instant, words?: string): Deadline {
  const said = words === undefined ? {} : { words };
  return { original: on, inForce: on, setBy: by, setAt: at, moves: [], ...said };
}

/** The same deadline moved once more; the original stays. */
export function moveDeadline(deadline: Deadline, move: DeadlineMove): Deadline {
  return { ...deadline, inForce: move.to, moves: [...deadline.moves, move] };
}

/** Whole days from the original to the deadline in force; negative when moved forward in the calendar's past. */
export function totalSlipDays(deadline: Pick<MovableDate, 'original' | 'inForce'>): number {
  return (Date.parse(deadline.inForce) - Date.parse(deadline.original)) / 86_400_000;
}

/** Missed when the day has ended, from the day after it; what is late is `isItemLate`. Plain dates compare as text. */
export function hasPassed(day: PlainDate, today: PlainDate): boolean {
  return day < today;
}

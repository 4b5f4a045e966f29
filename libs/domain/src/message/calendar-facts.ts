import type { Instant, PlainDate } from '../ids.js';

/** A day that stands in somebody's calendar, until it is of no concern any more. */
export interface CalendarEntry {
  kind: 'deadline' | 'review' | 'effect-review' | 'reporting' | 'decision';
  /** Of what it is about: the entry keeps it when its day is moved. */
  id: string;
  on: PlainDate;
  /** Absent for a decision of no plan. */
  planNumber?: number;
  planTitle?: string;
  /** `7` for a measure, `7.1` for an item with a deadline of its own; a decision's case number. */
  number?: string;
  title?: string;
  /** *Unntatt offentlighet*: number and link only. */
  restricted: boolean;
  /** For a deadline: how many of the reader's items wait for it. */
  openItems?: number;
  /** When what it is about last changed. */
  changedAt: Instant;
  /** How often that has changed: a calendar program takes the one that has changed most often. */
  sequence: number;
}

/** What a calendar holds: what its reader is to do in every plan, or all of one plan. */
export interface CalendarFacts {
  plan?: { number: number; title: string };
  entries: readonly CalendarEntry[];
}

import { addMonths } from '../follow-up/calendar.js';
import type { PlainDate } from '../ids.js';
import type { Measure } from './measure.js';

/**
 * The deadline after an occurrence, counted in whole intervals from the very first deadline, so that an extension moves
 * one deadline and not the later ones. Undefined where there is none, and where the occurrence lies before the interval
 * of the deadline in force.
 */
export function nextOccurrenceBy(measure: Measure, heldOn: PlainDate): PlainDate | undefined {
  const { recurrence, deadline } = measure;
  const first = firstOccurrenceBy(measure);
  if (recurrence === undefined || deadline === undefined || first === undefined) return undefined;
  if (heldOn <= addMonths(deadline.original, -recurrence.everyMonths)) return undefined;
  let next = first;
  for (let steps = 1; next <= heldOn || next <= deadline.original; steps += 1)
    next = addMonths(first, steps * recurrence.everyMonths);
  return next;
}

function firstOccurrenceBy({ recurrence, deadline }: Measure): PlainDate | undefined {
  return recurrence?.deadlinesBefore?.[0]?.original ?? deadline?.original;
}

/** "2 av 3": how many were held, and how many should have been by now. */
export interface OccurrenceCount {
  held: number;
  expected: number;
}

/** Undefined for what does not recur. */
export function occurrenceCount(measure: Measure, today: PlainDate): OccurrenceCount | undefined {
  const { recurrence, deadline } = measure;
  if (recurrence === undefined) return undefined;
  const held = recurrence.occurrences.length;
  const first = firstOccurrenceBy(measure);
  if (first === undefined || deadline === undefined) return { held, expected: held };
  let expected = 0;
  // Those before the deadline that runs were met or missed; it and those after it are missed when their day has ended.
  for (let due = first; due < deadline.original || due < today;) {
    expected += 1;
    due = addMonths(first, expected * recurrence.everyMonths);
  }
  return { held, expected: Math.max(held, expected) };
}

import { addDays, addMonths } from '../follow-up/calendar.js';
import { DomainError } from '../domain-error.js';
import type { PlainDate } from '../ids.js';
import { limits } from '../limits.js';

/** What has been held, counted or decided: today at the latest. @throws DomainError `date-ahead`, `date-too-early` */
export function requireHappened(field: string, on: PlainDate, today: PlainDate): void {
  if (on > today) throw dateAhead(field, on);
  requireNotBefore(field, on, limits.earliestDay);
}

/** An evaluation may tell of what happened long ago. @throws DomainError `date-ahead` */
export function requirePublished(publishedOn: PlainDate, today: PlainDate): void {
  if (publishedOn > today) throw dateAhead('publishedOn', publishedOn);
}

/** What is looked at again: after today, and within so many months. @throws DomainError `date-not-ahead`, `date-too-late` */
export function requireAhead(
  field: string,
  on: PlainDate,
  today: PlainDate,
  months: number = limits.plannedMonths,
): void {
  if (on <= today) {
    throw new DomainError({
      type: 'date-not-ahead',
      refusal: 'invalid',
      title: 'The day must lie ahead',
      detail: `${on} is not after today.`,
      next: `Choose a day from ${addDays(today, 1)} on.`,
      extra: { field, on, earliest: addDays(today, 1) },
    });
  }
  requireWithin(field, on, today, months);
}

/** A planned date; one further off is taken for a typing error. @throws DomainError `date-too-late` */
export function requireWithin(
  field: string,
  on: PlainDate,
  today: PlainDate,
  months: number = limits.plannedMonths,
): void {
  const latest = addMonths(today, months);
  if (on <= latest) return;
  throw new DomainError({
    type: 'date-too-late',
    refusal: 'invalid',
    title: 'The day is too far off',
    detail: `${on} is more than ${months} months away.`,
    next: `Choose a day no later than ${latest}.`,
    extra: { field, on, latest },
  });
}

/** @throws DomainError `date-too-early` */
export function requireNotBefore(field: string, on: PlainDate, earliest: PlainDate): void {
  if (on >= earliest) return;
  throw new DomainError({
    type: 'date-too-early',
    refusal: 'invalid',
    title: 'The day is too early',
    detail: `${on} lies before ${earliest}.`,
    next: `Choose a day from ${earliest} on.`,
    extra: { field, on, earliest },
  });
}

function dateAhead(field: string, on: PlainDate): DomainError {
  return new DomainError({
    type: 'date-ahead',
    refusal: 'invalid',
    title: 'The day has not come',
    detail: `${on} lies ahead, so it can’t have happened.`,
    next: 'Give the day on which it happened; what is to come is entered when it has happened.',
    extra: { field, on },
  });
}

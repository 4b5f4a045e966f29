import ICAL from 'ical.js';
import { addDays } from '#domain/follow-up/calendar.js';
import type { CalendarEntry, CalendarFacts } from '#domain/message/calendar-facts.js';
import { isolatedText } from '#domain/printable-text.js';
import { decisionPath, measurePath, pageUrl, planPath, reportsPath, startPath } from '../page-links.js';
import { type Locale, say } from '../texts/say.js';

export const calendarType = 'text/calendar; charset=utf-8';

/** How often a calendar program should ask again (RFC 7986). */
const refreshEvery = 'PT6H';

// What RFC 5545 does not know is text or a duration without saying so: Outlook reads X-WR-CALNAME no other way.
Object.assign(ICAL.design.icalendar.property, {
  name: { defaultType: 'text' },
  'x-wr-calname': { defaultType: 'text' },
  'x-published-ttl': { defaultType: 'duration' },
});

/** A property as jCal has it (RFC 7265): name, parameters, type, value. */
type Property = [string, Record<string, string>, string, string | number];

export interface CalendarContext {
  locale: Locale;
  publicUrl: string;
}

/**
 * An iCalendar file (RFC 5545) with a whole day for each entry. It is the same for as long as what it is about is:
 * no time of asking stands in it.
 */
export function calendarFile(facts: CalendarFacts, context: CalendarContext): string {
  const { locale } = context;
  const name =
    facts.plan === undefined
      ? say(locale, 'calendar.name.own')
      : say(locale, 'calendar.name.plan', { plan: facts.plan.title });
  const properties: Property[] = [
    ['version', {}, 'text', '2.0'],
    ['prodid', {}, 'text', '-//Kvittert//Kvittert//NO'],
    ['calscale', {}, 'text', 'GREGORIAN'],
    ['method', {}, 'text', 'PUBLISH'],
    ['name', {}, 'text', isolatedText(name)],
    ['x-wr-calname', {}, 'text', isolatedText(name)],
    ['refresh-interval', {}, 'duration', refreshEvery],
    ['x-published-ttl', {}, 'duration', refreshEvery],
  ];
  const events = facts.entries.map((entry) => ['vevent', eventOf(entry, context), []]);
  return `${ICAL.stringify(['vcalendar', properties, events])}\r\n`;
}

function eventOf(entry: CalendarEntry, { locale, publicUrl }: CalendarContext): Property[] {
  const description = descriptionOf(entry, locale);
  const url = pageUrl(publicUrl, pathOf(entry));
  const changedAt = `${entry.changedAt.slice(0, 19)}Z`;
  return [
    ['uid', {}, 'text', `${entry.kind}-${entry.id}@${new URL(publicUrl).hostname}`],
    ['dtstamp', {}, 'date-time', changedAt],
    ['last-modified', {}, 'date-time', changedAt],
    ['sequence', {}, 'integer', entry.sequence],
    ['dtstart', {}, 'date', entry.on],
    ['dtend', {}, 'date', addDays(entry.on, 1)],
    ['summary', {}, 'text', isolatedText(summaryOf(entry, locale))],
    ['description', {}, 'text', isolatedText([...description, url].join('\n'))],
    ['url', {}, 'uri', url],
    ['transp', {}, 'text', 'TRANSPARENT'],
  ];
}

function summaryOf(entry: CalendarEntry, locale: Locale): string {
  const { kind, number = '', title = '', planNumber = 0, planTitle = '', restricted } = entry;
  if (kind === 'reporting') return say(locale, 'calendar.reporting', { title: planTitle });
  const subject = restricted
    ? say(locale, 'calendar.subject.restricted', { number, plan: planNumber })
    : say(locale, 'calendar.subject', { number, title });
  return say(locale, `calendar.${kind}`, { subject });
}

/** Nothing but the link of what is restricted. */
function descriptionOf(
  { planNumber, planTitle, openItems, restricted }: CalendarEntry,
  locale: Locale,
): string[] {
  if (restricted) return [];
  return [
    ...(planNumber === undefined || planTitle === undefined
      ? []
      : [say(locale, 'calendar.of-plan', { number: planNumber, title: planTitle })]),
    ...(openItems === undefined ? [] : [say(locale, 'calendar.open-items', { count: openItems })]),
  ];
}

function pathOf({ kind, id, planNumber, number }: CalendarEntry): string {
  if (kind === 'decision') return decisionPath(id);
  if (planNumber === undefined) return startPath;
  if (kind === 'reporting') return reportsPath(planNumber);
  return number === undefined ? planPath(planNumber) : measurePath(planNumber, number);
}

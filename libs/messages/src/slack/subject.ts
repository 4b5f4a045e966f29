import type { Subject } from '#domain/message/message-facts.js';
import { say, type Locale } from '../texts/say.js';
import { bold, userText } from './mrkdwn.js';

const titleMax = 150;
const planTitleMax = 80;

type Named = Pick<Subject, 'itemId' | 'number'>;

/** "Punkt 7.1", "Tiltak 7". */
export function subjectName(locale: Locale, subject: Named): string {
  const key = subject.itemId === undefined ? 'subject.measure' : 'subject.item';
  return say(locale, key, { number: subject.number });
}

/** "punkt 7.1", "tiltak 7": inside a sentence. */
export function subjectInline(locale: Locale, subject: Named): string {
  const key = subject.itemId === undefined ? 'subject.measure-inline' : 'subject.item-inline';
  return say(locale, key, { number: subject.number });
}

/** "Punkt 7.1 – Title", escaped; without the title when it is restricted. */
export function subjectTitled(locale: Locale, subject: Subject): string {
  const name = subjectName(locale, subject);
  if (subject.restricted) return name;
  return say(locale, 'subject.titled', { subject: name, title: userText(subject.title, titleMax) });
}

/** "*Punkt 7.1 – Title* (Plan)", escaped; "*Punkt 7.1*" when it is restricted. */
export function subjectHeading(locale: Locale, subject: Subject): string {
  const heading = bold(subjectTitled(locale, subject));
  return subject.restricted ? heading : `${heading} (${planName(subject)})`;
}

/** The plan's title, escaped. Not for a restricted subject. */
export function planName(subject: Subject): string {
  return userText(subject.planTitle, planTitleMax);
}

import type { Settled } from '#domain/message/message-facts.js';
import { sayDate, sayTime } from '../texts/dates.js';
import { say, type Locale } from '../texts/say.js';

/** The time of day alone on the day of the message; with the date later. */
export function settledLine(settled: Settled, date: string, locale: Locale): string {
  const at = sayTime(locale, settled.at);
  const when =
    at.date === date
      ? say(locale, 'settled.when-same-day', { time: at.time })
      : say(locale, 'settled.when-other-day', { date: sayDate(locale, at.date, date), time: at.time });
  return say(locale, `settled.${settled.as}`, { when, byYou: String(settled.byYou) });
}

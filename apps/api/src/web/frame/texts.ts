import { reportVoice } from '#messages/report/report-voice.js';
import { sayDate as sayDateIn, sayTime as sayTimeIn } from '#messages/texts/dates.js';
import {
  say,
  sayList as sayListIn,
  type Locale,
  type TextKey,
  type TextValues,
} from '#messages/texts/say.js';
import type { Instant, PlainDate } from '#domain/ids.js';

/** The pages speak bokmål; nynorsk and English come with the language choice. */
export const pageLocale: Locale = 'nb';

/** Status in sentences: the page, PDF and DOCX say the same. */
export const pageVoice = reportVoice(pageLocale);

/** A text of the catalogue in the page's language. */
export function t(key: TextKey, values?: TextValues): string {
  return say(pageLocale, key, values);
}

/** "3. mars 2026": on a page the year always stands. */
export function day(date: PlainDate): string {
  return sayDateIn(pageLocale, date, '0000-01-01');
}

/** "3. mars 2026 kl. 08.14", Oslo. */
export function moment(at: Instant): string {
  const { date, time } = sayTimeIn(at);
  return t('page.moment', { date: day(date), time });
}

/** "5 måneder", "3 år": whole years from the second on. */
export function durationInWords(months: number): string {
  return months < 24
    ? t('duration.months', { months })
    : t('duration.years', { years: Math.floor(months / 12) });
}

export function list(parts: readonly string[]): string {
  return sayListIn(pageLocale, parts);
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toLocaleUpperCase(pageLocale) + text.slice(1);
}

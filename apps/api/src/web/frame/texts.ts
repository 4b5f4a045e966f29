import { reportVoice, type ReportVoice } from '#messages/report/report-voice.js';
import { sayFullDate, sayTime } from '#messages/texts/dates.js';
import { formatsOf } from '#messages/texts/formats.js';
import { sayList, sayMarked, sayProblemMarked, type TextKey, type TextValues } from '#messages/texts/say.js';
import type { DomainError } from '#domain/domain-error.js';
import type { Instant, PlainDate } from '#domain/ids.js';
import { language } from '../../language/spoken-language.js';

// Whatever is said here is said to whoever asked for the page, in their language (docs/adr/038).

/** A text of the catalogue. */
export function t(key: TextKey, values?: TextValues): string {
  return sayMarked(language(), key, values);
}

/** What the domain refused, and what to do. */
export function refusalText(error: Pick<DomainError, 'type' | 'refusal' | 'extra'>): string {
  return sayProblemMarked(language(), error);
}

/** Status in sentences: the page, PDF and DOCX say the same. */
export function pageVoice(): ReportVoice {
  return reportVoice(language());
}

/** "3. mars 2026": on a page the year always stands. */
export function day(date: PlainDate): string {
  return sayFullDate(language(), date);
}

/** "3. mars 2026 kl. 08.14", Oslo. */
export function moment(at: Instant): string {
  const { date, time } = sayTime(language(), at);
  return t('page.moment', { date: day(date), time });
}

/** "5 måneder", "3 år": whole years from the second on. */
export function durationInWords(months: number): string {
  return months < 24
    ? t('duration.months', { months })
    : t('duration.years', { years: Math.floor(months / 12) });
}

export function list(parts: readonly string[]): string {
  return sayList(language(), parts);
}

/** As it stands in the middle of a sentence. */
export function lowerCase(text: string): string {
  return text.toLocaleLowerCase(formatsOf[language()]);
}

export function sentenceCase(text: string): string {
  return pageVoice().upperFirst(text);
}

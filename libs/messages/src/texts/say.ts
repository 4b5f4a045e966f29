import { IntlMessageFormat } from 'intl-messageformat';
import type { DomainError } from '#domain/domain-error.js';
import { type Language, languages } from '#domain/language.js';
import { marked, withoutMarks } from './marked-text.js';
import { sayFullDate } from './dates.js';
import { en } from './en.js';
import { formatsOf } from './formats.js';
import { nb, type SomeTexts, type TextKey } from './nb.js';
import { nn } from './nn.js';

const catalogues: Readonly<Record<Language, SomeTexts>> = { nb, nn, en };
export type Locale = Language;
export type TextValues = Readonly<Record<string, string | number>>;
export type { TextKey } from './nb.js';

/** Languages in which every text is written: those that people are offered unless the installation says otherwise. */
export const wholeLanguages: readonly Language[] = languages.filter(
  (language) => missingTexts(language).length === 0,
);

/** What bokmål stands in for. */
function missingTexts(language: Language): TextKey[] {
  return (Object.keys(nb) as TextKey[]).filter((key) => catalogues[language][key] === undefined);
}

const compiled = new Map<string, IntlMessageFormat>();

/**
 * The text in the language, or in bokmål where the language lacks it, with its values put in. Each pattern is compiled
 * once.
 * @throws when the pattern needs a value that is not given
 */
export function say(locale: Locale, key: TextKey, values: TextValues = {}): string {
  const id = `${locale} ${key}`;
  let message = compiled.get(id);
  if (message === undefined) {
    const written = catalogues[locale][key];
    message = new IntlMessageFormat(
      written ?? nb[key],
      formatsOf[written === undefined ? 'nb' : locale],
      undefined,
      { ignoreTag: true },
    );
    compiled.set(id, message);
  }
  return String(message.format({ ...values }));
}

/** As `say`; what bokmål stands in for is marked as bokmål, for a writer that can say so (`lang="nb"`). */
export function sayMarked(locale: Locale, key: TextKey, values?: TextValues): string {
  const text = say(locale, key, values);
  return catalogues[locale][key] === undefined ? marked(withoutMarks(text), 'nb') : text;
}

/** Whether there is a text with this key: for keys made of data, such as a problem's type. */
export function hasText(key: string): key is TextKey {
  return Object.hasOwn(nb, key);
}

/** "a", "a og b", "a, b og c". */
export function sayList(locale: Locale, parts: readonly string[]): string {
  return new Intl.ListFormat(formatsOf[locale], { type: 'conjunction' }).format(parts);
}

/** A refusal by the domain in the reader's language: what is wrong and what to do. Never fails. */
export function sayProblem(locale: Locale, problem: SaidProblem): string {
  return problemSaid(say, locale, problem);
}

/** As `sayProblem`, marked as `sayMarked` marks. */
export function sayProblemMarked(locale: Locale, problem: SaidProblem): string {
  return problemSaid(sayMarked, locale, problem);
}

type SaidProblem = Pick<DomainError, 'type' | 'refusal' | 'extra'>;

function problemSaid(saying: typeof say, locale: Locale, problem: SaidProblem): string {
  const ofType = `problem.${problem.type}`;
  // `measures.3.title` is said as any measure's title is.
  const ofField = `${ofType}.${String(problem.extra['field']).replaceAll(/\.\d+(?=\.|$)/gu, '')}`;
  const key = hasText(ofField) ? ofField : ofType;
  if (hasText(key)) {
    try {
      return saying(locale, key, plainValues(locale, problem.extra));
    } catch {
      // A value the pattern needs is missing: the general text for this kind of refusal still says what to do.
    }
  }
  const general = `problem.fallback.${problem.refusal}`;
  return saying(locale, hasText(general) ? general : 'problem.fallback');
}

function plainValues(locale: Locale, extra: Readonly<Record<string, unknown>>): TextValues {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(extra)) {
    if (typeof value === 'string')
      values[name] = isDay(value) ? sayFullDate(locale, value) : selectable(value);
    else if (typeof value === 'number') values[name] = value;
    else if (Array.isArray(value)) values[name] = sayList(locale, value.map(String));
  }
  return values;
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** A kebab-case word of the domain, as a pattern's `select` can name it: ICU has no hyphen there. */
function selectable(value: string): string {
  return /^[a-z]+(-[a-z]+)+$/.test(value) ? value.replaceAll('-', '_') : value;
}

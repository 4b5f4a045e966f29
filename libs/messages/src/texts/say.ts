import { IntlMessageFormat } from 'intl-messageformat';
import type { DomainError } from '#domain/domain-error.js';
import { sayFullDate } from './dates.js';
import { nb, type TextKey, type Texts } from './nb.js';

/** Nynorsk (`nn`) and English (`en`) are added here, as files with the same keys. */
const catalogue = { nb } satisfies Record<string, Texts>;
export type Locale = keyof typeof catalogue;
export type TextValues = Readonly<Record<string, string | number>>;
export type { TextKey } from './nb.js';

const compiled = new Map<string, IntlMessageFormat>();

/**
 * The text in the language, with its values put in. Each pattern is compiled once.
 * @throws when the pattern needs a value that is not given
 */
export function say(locale: Locale, key: TextKey, values: TextValues = {}): string {
  const id = `${locale} ${key}`;
  let message = compiled.get(id);
  if (message === undefined) {
    message = new IntlMessageFormat(catalogue[locale][key], locale, undefined, { ignoreTag: true });
    compiled.set(id, message);
  }
  return String(message.format({ ...values }));
}

/** Whether there is a text with this key: for keys made of data, such as a problem's type. */
export function hasText(key: string): key is TextKey {
  return Object.hasOwn(nb, key);
}

/** "a", "a og b", "a, b og c". */
export function sayList(locale: Locale, parts: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}

/** A refusal by the domain in the reader's language: what is wrong and what to do. Never fails. */
export function sayProblem(locale: Locale, problem: Pick<DomainError, 'type' | 'refusal' | 'extra'>): string {
  const ofType = `problem.${problem.type}`;
  // `measures.3.title` is said as any measure's title is.
  const ofField = `${ofType}.${String(problem.extra['field']).replaceAll(/\.\d+(?=\.|$)/gu, '')}`;
  const key = hasText(ofField) ? ofField : ofType;
  if (hasText(key)) {
    try {
      return say(locale, key, plainValues(locale, problem.extra));
    } catch {
      // A value the pattern needs is missing: the general text for this kind of refusal still says what to do.
    }
  }
  const general = `problem.fallback.${problem.refusal}`;
  return say(locale, hasText(general) ? general : 'problem.fallback');
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

import { type Language, languages } from '#domain/language.js';
import { wholeLanguages } from './say.js';

/** What people may choose among; the first is spoken where nothing is known of the reader. */
export type OfferedLanguages = readonly [Language, ...Language[]];

/** How the setting LANGUAGES is written: `nb,nn`. */
export const offeredPattern = new RegExp(`^(${languages.join('|')})(,(${languages.join('|')}))*$`, 'u');

/**
 * What an installation offers.
 * @param setting as `offeredPattern`; also a language where bokmål still stands in for much. Unset: what is whole
 */
export function offeredLanguages(setting?: string): OfferedLanguages {
  const asked = setting === undefined ? wholeLanguages : (setting.split(',') as Language[]);
  const [first = 'nb', ...others] = new Set(asked);
  return [first, ...others];
}

/** The language where it is one that is offered; undefined where it is not. */
export function offeredOnly(asked: unknown, offered: OfferedLanguages): Language | undefined {
  return offered.find((language) => language === asked);
}

import type { Language } from '#domain/language.js';
import { directedParts, printableText } from '#domain/printable-text.js';

// A text of a document or a page may say in which language a part of it is written. The marks are non-characters: Unicode keeps
// U+FDD0 to U+FDEF for what a process says to itself. Nobody's text has them (`printableText`), and no writer lets them out.
const openings: Readonly<Record<Language, string>> = { nb: '\uFDD0', nn: '\uFDD1', en: '\uFDD2' };
const closing = '\uFDD3';
const marks = /[\uFDD0-\uFDD3]/gu;

/** The words marked as of this language; what is marked already stays as it is. */
export function marked(words: string, language: Language): string {
  if (words === '' || isMarked(words)) return words;
  return `${openings[language]}${words}${closing}`;
}

export function withoutMarks(words: string): string {
  return words.replace(marks, '');
}

/** Pieces of one marked text, each marked by itself. */
export function markedEach(pieces: readonly string[]): string[] {
  let open = '';
  return pieces.map((piece) => {
    const before = open;
    for (const [mark] of piece.matchAll(marks)) open = mark === closing ? '' : mark;
    return `${before}${piece}${open === '' ? '' : closing}`;
  });
}

export interface WordsPart {
  text: string;
  /** Where it is not the document's. */
  language?: Language | 'ar' | 'he';
  rightToLeft?: true;
}

/** A text as it is written in a form: parted where the language or the direction changes, and printable. */
export function wordsParts(words: string): WordsPart[] {
  return partedByMarks(words).flatMap(({ text, language }) =>
    directedParts(printableText(text)).map(({ text: part, rightToLeft }) => ({
      text: part,
      ...(rightToLeft !== undefined
        ? { language: rightToLeft, rightToLeft: true as const }
        : language === undefined
          ? {}
          : { language }),
    })),
  );
}

/** Whether any of it is marked. */
export function isMarked(words: string): boolean {
  return words.search(marks) !== -1;
}

/** Parted where the language changes; a mark that is never closed holds to the end. */
export function partedByMarks(words: string): { text: string; language?: Language }[] {
  const parts: { text: string; language?: Language }[] = [];
  let language: Language | undefined;
  let from = 0;
  const upTo = (to: number) => {
    if (to > from)
      parts.push({ text: words.slice(from, to), ...(language === undefined ? {} : { language }) });
    from = to + 1;
  };
  for (const { 0: mark, index } of words.matchAll(marks)) {
    upTo(index);
    language = (Object.keys(openings) as Language[]).find((key) => openings[key] === mark);
  }
  upTo(words.length);
  return parts.length === 0 ? [{ text: '' }] : parts;
}

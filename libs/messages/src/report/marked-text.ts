import { directedParts, printableText } from '#domain/printable-text.js';
import type { ReportLanguage } from '#domain/report/report-language.js';

// A text of a document may say in which language a part of it is written. The marks are non-characters: Unicode keeps
// U+FDD0 to U+FDEF for what a process says to itself. Nobody's text has them (`printableText`), and no writer lets them out.
const openings: Readonly<Record<ReportLanguage, string>> = { nb: '\uFDD0', nn: '\uFDD1', en: '\uFDD2' };
const closing = '\uFDD3';
const marks = /[\uFDD0-\uFDD3]/gu;

/** The words marked as of this language; what is marked already stays as it is. */
export function marked(words: string, language: ReportLanguage): string {
  if (words === '' || words.search(marks) !== -1) return words;
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
  language?: ReportLanguage | 'ar' | 'he';
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

function partedByMarks(words: string): { text: string; language?: ReportLanguage }[] {
  const parts: { text: string; language?: ReportLanguage }[] = [];
  let language: ReportLanguage | undefined;
  let from = 0;
  const upTo = (to: number) => {
    if (to > from)
      parts.push({ text: words.slice(from, to), ...(language === undefined ? {} : { language }) });
    from = to + 1;
  };
  for (const { 0: mark, index } of words.matchAll(marks)) {
    upTo(index);
    language = (Object.keys(openings) as ReportLanguage[]).find((key) => openings[key] === mark);
  }
  upTo(words.length);
  return parts.length === 0 ? [{ text: '' }] : parts;
}

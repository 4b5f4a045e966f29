/** Control characters, half surrogate pairs and non-characters: XML can't hold them, and print can't show them. */
const unprintable =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF]|[\u{FFFE}-\u{FFFF}\u{1FFFE}-\u{1FFFF}\u{2FFFE}-\u{2FFFF}\u{3FFFE}-\u{10FFFF}]|\p{Surrogate}/gu;

/** Marks of direction. They turn what follows: a name could show another amount, or another file name's ending. */
const turning = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/gu;

/** Letters written from right to left, with what stands between two of them. */
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}](?:[^\p{L}\p{N}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{M}])*/gu;

/** The text without characters that can't be shown and without marks of direction; line breaks and tabs stay. */
export function printableText(text: string): string {
  return text
    .replace(unprintable, '')
    .replace(turning, '')
    .replace(/[\u2028\u2029]/gu, '\n');
}

/** Without marks of direction: for pages, where the rest is harmless. */
export function withoutTurning(text: string): string {
  return text.replace(turning, '');
}

export interface DirectedPart {
  text: string;
  /** The language that its script is most often written in; absent for what is read from left to right. */
  rightToLeft?: 'ar' | 'he';
}

/** Divided where the direction changes, so that a number beside a name stays on its side of it. */
export function directedParts(text: string): DirectedPart[] {
  const parts: DirectedPart[] = [];
  let from = 0;
  for (const match of text.matchAll(rightToLeft)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: match[0], rightToLeft: /\p{Script=Hebrew}/u.test(match[0]) ? 'he' : 'ar' });
    from = match.index + match[0].length;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from) });
  return parts;
}

/** For files of plain characters: what is read from right to left is put between isolates (U+2067, U+2069). */
export function isolatedText(text: string): string {
  return printableText(text).replace(rightToLeft, (words) => `\u2067${words}\u2069`);
}

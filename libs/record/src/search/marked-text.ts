/** A text in pieces, with what was searched for marked. */
export type MarkedText = readonly { text: string; marked: boolean }[];

/** Control characters: no text that people read has them, and nothing can be smuggled in as markup. */
export const markStart = '\u0001';
export const markEnd = '\u0002';

export function markedText(text: string): MarkedText {
  return text
    .split(markStart)
    .flatMap((piece, index) => {
      if (index === 0) return [{ text: piece, marked: false }];
      const [marked = '', ...rest] = piece.split(markEnd);
      return [
        { text: marked, marked: true },
        { text: rest.join(''), marked: false },
      ];
    })
    .filter((piece) => piece.text !== '');
}

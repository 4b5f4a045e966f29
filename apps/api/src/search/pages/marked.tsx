import type { MarkedText } from '#record/search/marked-text.js';

/** What was searched for stands out, for the eye and in the markup. */
export function Marked({ text }: { text: MarkedText }) {
  return text.map((piece, index) =>
    // The pieces are a text in its order: their place is what they are.
    piece.marked ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
  );
}

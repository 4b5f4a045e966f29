/** A word too long for a column, in the pieces that a line may end after; other text is one. */
export type BreakablePart = string | readonly string[];

/** Shorter ones have room in any column. */
const longWord = /\S{22,}/gu;

/** After the signs of an address or a reference, where something follows. */
const afterSigns = /(?<=[/\\.,:;_?&=#%+~@|)\]}–-])(?![/\\.,:;_?&=#%+~@|)\]}–-]|$)/u;

/**
 * Addresses may break after their signs, sums and references anywhere. What is like a word of a language is left for
 * the typesetter to hyphenate. No sign is added: what is copied from the page is what was written.
 */
export function breakableParts(text: string): BreakablePart[] {
  const parts: BreakablePart[] = [];
  let from = 0;
  for (const match of text.matchAll(longWord)) {
    const [word] = match;
    if (isHyphenated(word)) continue;
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push(word.split(afterSigns).flatMap((piece) => ([...piece].length < 22 ? [piece] : [...piece])));
    from = match.index + word.length;
  }
  if (from < text.length || parts.length === 0) parts.push(text.slice(from));
  return parts;
}

/** Letters alone, or with a hyphen, and some of each kind. */
function isHyphenated(word: string): boolean {
  return (
    /^[«"(]?[\p{L}\p{M}\u00AD-]+[.,:;!?»")]*$/u.test(word) &&
    !/([^aeiouyæøåäöüáčđŋšŧž-]{9,}|[aeiouyæøåäöüá]{6,}|(.)\2{3})/iu.test(word)
  );
}

/** Words that nobody writes forty words without, in the languages that evaluations come in. */
const commonWords = new Set(
  (
    'og i det som en er av til på for med den å ikke de har at om et fra ein eit dei ikkje på ' +
    'och att är för inte ' +
    'the and of to in is for that with by on be as ' +
    'und die der das mit le la les et des ' +
    'ja lea ahte ii mii on ei se että'
  ).split(' '),
);

/** Signs that stand between words or at their ends, never within them but in addresses. */
const signInWord = /\p{L}\S*[!"#$%<=>?^`|~{}\\]\S*\p{L}/u;
const address = /:\/\/|^www\.|@/u;
const unnamed = /[\uE000-\uF8FF\uFFFD\p{Cc}]/u;

/**
 * Whether the letters of one font can be told. Fonts without a table from glyphs to letters give other letters, signs
 * in the middle of words, or none; one sees it in what they spell.
 * @param text all that is set in the font on a page; under eight words nothing is claimed
 */
export function isDecodable(text: string): boolean {
  const words = text.split(/\s+/u).filter((word) => word.length >= 2);
  if (words.length < 8) return true;
  const odd = words.filter(isOdd).length;
  if (odd > words.length * 0.2) return false;
  const lower = words.map((word) => word.toLowerCase()).filter((word) => /^\p{Ll}+$/u.test(word));
  if (lower.length < 40 || !/^[\p{Script=Latin}\P{L}]+$/u.test(text)) return true;
  return lower.some((word) => commonWords.has(word));
}

function isOdd(word: string): boolean {
  return unnamed.test(word) || (signInWord.test(word) && !address.test(word));
}

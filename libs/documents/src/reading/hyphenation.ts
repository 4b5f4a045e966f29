/**
 * Puts lines together to the text one would read aloud. A hyphen at a line's end is dropped when it divides a word,
 * and kept when the word has it: before "og" and "eller" ("helse- og"), after a digit or a capital ("covid-19-",
 * "EU-"), and where the document writes the word with its hyphen elsewhere.
 */
export function joinLines(lines: readonly string[], words: KnownWords = noWords): string {
  const pieces: string[] = [];
  // The end of what is joined: looking into the whole text at each line would take time by its square.
  let end = '';
  for (const raw of lines) {
    const line = raw.replaceAll(softHyphen, '').replaceAll(/\s+/g, ' ').trim();
    if (line === '') continue;
    const seam = end === '' ? { dropped: 0, between: '' } : seamOf(end, line, words);
    const last = pieces.length - 1;
    if (seam.dropped > 0) pieces[last] = (pieces[last] ?? '').slice(0, -seam.dropped);
    pieces.push(seam.between, line);
    end = `${end.slice(0, end.length - seam.dropped)}${seam.between}${line}`.slice(-lookedBack);
  }
  return pieces.join('');
}

const lookedBack = 80;

/** Whether a document writes this word somewhere in the middle of a line; lower case. */
export type KnownWords = (word: string) => boolean;

const noWords: KnownWords = () => false;
const softHyphen = '\u00AD';
const conjunction = /^(og|eller|och|eller|and|or|samt|til|to)\b/i;

/** What goes between two lines, and how many letters of the first are dropped. */
function seamOf(end: string, after: string, words: KnownWords): { dropped: number; between: string } {
  const divided = /(^|[\s(«"/])([\p{L}\p{N}][\p{L}\p{N}-]*)[-‐]$/u.exec(end);
  const first = divided?.[2];
  const rest = /^[\p{L}\p{N}-]+/u.exec(after.slice(0, lookedBack))?.[0];
  if (first === undefined || rest === undefined || conjunction.test(after.slice(0, 20)))
    return { dropped: 0, between: ' ' };
  return { dropped: keepsHyphen(first, rest, words) ? 0 : 1, between: '' };
}

function keepsHyphen(first: string, rest: string, words: KnownWords): boolean {
  if (!/^\p{Ll}/u.test(rest)) return true;
  const whole = (first + rest).toLowerCase();
  if (words(whole)) return false;
  if (words(`${first}-${rest}`.toLowerCase())) return true;
  const lastPart = first.split('-').at(-1) ?? first;
  return /\p{N}$/u.test(lastPart) || /^[\p{Lu}]+$/u.test(lastPart);
}

/** The words that stand whole within the lines: the first of a line may be the rest of one, the last a beginning. */
export function wordsWithin(lines: Iterable<string>): KnownWords {
  const known = new Set<string>();
  for (const line of lines) {
    for (const [word] of line
      .slice(0, -1)
      .matchAll(/(?<![\p{L}\p{N}-])[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*(?=[^\p{L}\p{N}-])/gu)) {
      known.add(word.toLowerCase());
    }
  }
  return (word) => known.has(word);
}

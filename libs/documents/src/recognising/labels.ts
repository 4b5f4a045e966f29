/** What a block says first about which measure it is. */
export interface Label {
  numbers: string[];
  /** What is left when label and its sign are taken away; the whole where the label is the sentence's own subject. */
  text: string;
  /** "Tiltak 3 går ut på …": the label is part of the sentence. */
  inSentence: boolean;
  word: string;
}

const recommendationWord =
  'anbefaling|tilråding|tilrådning|læringspunkt|forbedringspunkt|forbetringspunkt|oppfølgingspunkt|recommendation|rec|rekommendation|action|action item|lesson|henstilling|forslag|förslag|råd';
const measureWord = 'tiltak|tiltag|measure|åtgärd|foranstaltning|indsats';
const number = '(?:[A-Z]{1,3}-?)?\\d{1,3}(?:\\.\\d{1,3})?[a-z]?';
const labelPattern = new RegExp(
  `^(${recommendationWord}|${measureWord})(?:ene|ane|er|ar|s|a)?\\s*(?:nr\\.?|no\\.?|number|#)?\\s*(${number}(?:(?:\\s*(?:,|og|and|och|&|–|-)\\s*)${number})*)(\\s*[:.)–—-]+\\s*|\\s+|$)`,
  'iu',
);
const codePattern = /^\(?([RAT]-?\d{1,3}(?:\.\d{1,3})?)\)?(\s*[:.)–—-]+\s+|\s+(?=\p{Lu})|$)/u;

/** "Anbefaling 3: …", "Recommendation 4 – …", "R1 …", "Tiltak 14 og 15 gikk ut på …". */
export function labelOf(text: string): Label | undefined {
  const found = labelPattern.exec(text);
  if (found?.[1] !== undefined && found[2] !== undefined) {
    const rest = text.slice(found[0].length);
    const sign = (found[3] ?? '').trim();
    const inSentence = sign === '' && /^\p{Ll}/u.test(rest);
    return {
      numbers: expand(found[2]),
      text: inSentence ? text : rest.trim(),
      inSentence,
      word: found[1].toLowerCase(),
    };
  }
  const code = codePattern.exec(text);
  if (code?.[1] === undefined) return undefined;
  return {
    numbers: [code[1]],
    text: text.slice(code[0].length).trim(),
    inSentence: false,
    word: code[1][0] ?? 'R',
  };
}

/** "14 og 15" → 14, 15; "4–6" → 4, 5, 6. */
function expand(written: string): string[] {
  const range = /^(\d{1,3})\s*[–-]\s*(\d{1,3})$/.exec(written.trim());
  const [from, to] = [Number(range?.[1]), Number(range?.[2])];
  if (range !== null && to > from && to - from < 20) {
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  }
  return written.split(/\s*(?:,|\bog\b|\band\b|\boch\b|&)\s*/iu).filter((part) => part !== '');
}

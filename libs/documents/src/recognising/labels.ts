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
  '(?:hoved|hovud|huvud|del|key |main |priority |immediate |urgent )?(?:anbefaling|tilråding|tilrådning|læringspunkt|lærdom|forbedringspunkt|forbedringsområde|forbedringstiltak|forbetringspunkt|oppfølgingspunkt|oppfølgingstiltak|recommendation|rec|rekommendation|action|action item|action point|improvement|lesson|lesson identified|lärdom|henstilling|forslag|förslag|framlegg|råd)';
const measureWord = 'tiltak|tiltag|measure|åtgärd|foranstaltning|indsats';
const word = new RegExp(
  `^(${recommendationWord}|${measureWord})(?:ene|ane|er|ar|s|a)?\\s*(?:nr\\.?|no\\.?|number|#)?\\s*(?=[\\p{Lu}\\d])`,
  'iu',
);
const number = '(?:[A-ZÆØÅ]{1,3}-?)?\\d{1,3}(?:\\.\\d{1,3}){0,3}[a-z]?';
const numbers = new RegExp(
  `^(${number}(?:(?:\\s*(?:,|og|and|och|&|–|-)\\s*)${number})*)(\\s*[:.)–—-]+\\s*|\\s+|$)`,
  'u',
);
/** "Recommendation IV:", "Anbefaling B –": without a sign it may be the next sentence's first letter. */
const numeral = /^([IVXL]{1,6}|[A-Z])(\s*[:.)–—-]+\s*|$)/u;
const knownCode =
  /^\(?((?:[RATFL]|REC|ANB|LP|FP|AP)-?\d{1,3}(?:\.\d{1,3})?)\)?(\s*[:.)–—-]+\s+|\s+(?=\p{Lu})|$)/u;
const anyCode = /^[([]?([A-ZÆØÅ]{1,3}-?\d{1,3}(?:\.\d{1,3})?)[)\]]?(\s*[:.)–—-]+\s+|\s+(?=\p{Lu})|$)/u;
const point = /^(?:punkt|pkt\.?|point)\s+(\d{1,3}(?:\.\d{1,3}){0,3})(\s*[:.)–—-]+\s*|\s+(?=\p{Lu})|$)/iu;

/** "Anbefaling 3: …", "Recommendation IV – …", "R1 …", "Tiltak 14 og 15 gikk ut på …". */
export function labelOf(text: string): Label | undefined {
  const named = word.exec(text);
  if (named?.[1] === undefined) return codeOf(knownCode, text);
  const after = text.slice(named[0].length);
  const found = numbers.exec(after) ?? numeral.exec(after);
  if (found?.[1] === undefined) return undefined;
  const rest = after.slice(found[0].length);
  const inSentence = (found[2] ?? '').trim() === '' && /^\p{Ll}/u.test(rest);
  return {
    numbers: expandedNumbers(found[1]),
    text: inSentence ? text : rest.trim(),
    inSentence,
    word: named[1].toLowerCase(),
  };
}

/** Under a heading that announces them, any code and "Punkt 4.2.1" are labels too. */
export function announcedLabelOf(text: string): Label | undefined {
  return labelOf(text) ?? codeOf(anyCode, text) ?? codeOf(point, text);
}

function codeOf(pattern: RegExp, text: string): Label | undefined {
  const code = pattern.exec(text);
  if (code?.[1] === undefined) return undefined;
  const prefix = code[1].replace(/-?\d.*$/, '');
  return { numbers: [code[1]], text: text.slice(code[0].length).trim(), inSentence: false, word: prefix };
}

/** "14 og 15" → 14, 15; "4–6" → 4, 5, 6. */
export function expandedNumbers(written: string): string[] {
  const range = /^(\d{1,3})\s*[–-]\s*(\d{1,3})$/.exec(written.trim());
  const [from, to] = [Number(range?.[1]), Number(range?.[2])];
  if (range !== null && to > from && to - from < 20) {
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  }
  return written.split(/\s*(?:,|\bog\b|\band\b|\boch\b|&)\s*/iu).filter((part) => part !== '');
}

/** How a list is numbered; lists of two kinds stand in each other. */
export type NumberKind = 'digits' | 'letters' | 'capitals' | 'roman';

export function numberKind(written: string): NumberKind {
  if (/\d/.test(written)) return 'digits';
  if (/^[ivxl]{2,}$/i.test(written) || /^[iI]$/.test(written)) return 'roman';
  return /^\p{Lu}/u.test(written) ? 'capitals' : 'letters';
}

const roman: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 };

/** Where in its list a number stands: "R-12" 12, "4.2.1" 1, "c" 3, "IV" 4. @param kind of the list, where it is known */
export function valueOf(written: string, kind: NumberKind = numberKind(written)): number {
  if (kind === 'digits') return Number(/(\d+)[a-z]?$/.exec(written)?.[1] ?? Number.NaN);
  const small = written.toLowerCase();
  if (kind !== 'roman') return small.length === 1 ? small.charCodeAt(0) - 96 : Number.NaN;
  const worths = [...small].map((sign) => roman[sign] ?? Number.NaN);
  return worths.reduce((sum, worth, at) => sum + (worth < (worths[at + 1] ?? 0) ? -worth : worth), 0);
}

import type { Block, TextualBlock } from '../reading/document.js';

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

const anyWord =
  /^(\p{Lu}[\p{L}-]+(?: \p{Ll}[\p{L}-]+){0,2})\s+(?:nr\.?\s*|no\.?\s*|#)?((?:\p{Lu}{1,3}-?)?\d{1,3}(?:\.\d{1,2})?[a-z]?|[IVX]{1,4})(\s*[:.–—-]+\s*|\s+(?=\p{Lu})|$)/u;
const neverLabels =
  /^(figur|figure|tabell|tabel|table|boks|box|ruta|ramme|bilde|bild|kapittel|kapitel|chapter|del|part|vedlegg|bilaga|bilag|appendix|annex|side|sida|page|artikkel|article|avsnitt|section|uke|veke|vecka|uge|week|dag|day|sak|case|møte|post|linje|versjon|version|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|spørsmål|question|fråga|rom|room|avdeling|klasse|trinn|skade|intervju|interview)$/iu;
const bareCode =
  /^\(?([\p{Lu}\d]{0,6}[-–/.]?\d{1,4}(?:[-–/.][\p{Lu}\d]{1,6}){1,3}|\p{Lu}{1,4}[- ]?\d{1,3})[.:)]?$/u;
const atEnd =
  /\s*[([]((?:\p{L}+ )?\p{L}*?)\.?\s*(?:nr\.?\s*|no\.?\s*)?(\d{1,3}(?:\.\d{1,2})?)[)\]]\s*[.;]?$/u;

const longestEnd = 60;

/**
 * Reads labels as this document writes them: besides those with a word for recommendation, any word that begins two
 * blocks or more with numbers that go on, codes that stand on lines of their own, and numbers in brackets at the end.
 */
export function labelReader(blocks: readonly Block[]): (text: string) => Label | undefined {
  const serial = serialWords(blocks);
  return (text) => {
    const known = labelOf(text);
    if (known !== undefined) return known;
    const [, word, number, sign = ''] = anyWord.exec(text) ?? [];
    if (word === undefined || number === undefined || !serial.has(word.toLowerCase())) return undefined;
    const whole = anyWord.exec(text)?.[0].length ?? 0;
    const rest = text.slice(whole).trim();
    if (sign.trim() === '' && /^\p{Ll}/u.test(rest)) return undefined;
    return { numbers: [number], text: rest, inSentence: false, word: word.toLowerCase() };
  };
}

/** Codes that stand alone, each over its text, and numbers in brackets after it: at least two, each another. */
export function otherLabelReader(
  blocks: readonly Block[],
): (block: TextualBlock) => { numbers: string[]; text: string; word: string } | undefined {
  const codes = new Set<string>();
  const ends = new Map<string, Set<string>>();
  for (const block of blocks) {
    if (block.kind === 'table') continue;
    const code = bareCode.exec(block.text.trim())?.[1];
    if (code !== undefined && /\d/.test(code)) codes.add(code);
    const [, word = '', number] = atEnd.exec(block.text.slice(-longestEnd)) ?? [];
    if (number !== undefined) {
      const key = word.trim().toLowerCase();
      const known = ends.get(key) ?? new Set();
      ends.set(key, known.add(number));
    }
  }
  const isEnd = (word: string) => {
    const known = [...(ends.get(word) ?? [])].map(Number);
    const goesOn = known.length >= 2 && known.some((number) => known.includes(number + 1));
    return goesOn && word !== '' && !neverLabels.test(word);
  };
  return (block) => {
    const text = block.text.trim();
    const code = bareCode.exec(text)?.[1];
    if (code !== undefined && codes.size >= 2 && block.kind !== 'footnote')
      return { numbers: [code], text: '', word: '' };
    const [whole = '', written = '', number] = atEnd.exec(text.slice(-longestEnd)) ?? [];
    const word = written.trim().toLowerCase();
    if (number === undefined || !isEnd(word) || block.kind === 'heading') return undefined;
    const before = text.slice(0, text.length - whole.length);
    return { numbers: [number], text: /[.!?]$/.test(before) ? before : `${before}.`, word };
  };
}

/** Words that begin blocks with a number that goes on: "Grep 1 …", "Grep 2 …". */
function serialWords(blocks: readonly Block[]): Set<string> {
  const numbers = new Map<string, number[]>();
  for (const block of blocks) {
    if (block.kind === 'table' || block.kind === 'footnote' || block.kind === 'caption') continue;
    for (const { text } of block.lines) {
      const [, word, number] = anyWord.exec(text.trim()) ?? [];
      if (word === undefined || number === undefined || neverLabels.test(word)) continue;
      const known = numbers.get(word.toLowerCase());
      if (known === undefined) numbers.set(word.toLowerCase(), [valueOf(number)]);
      else known.push(valueOf(number));
    }
  }
  return new Set(
    [...numbers].filter(([, own]) => own.some((number) => own.includes(number + 1))).map(([word]) => word),
  );
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

import type { Block, Footnote, Heading, Line, ListItem, Paragraph, Place, Table } from './document.js';
import { joinLines, type KnownWords, wordsWithin } from './hyphenation.js';
import { isCaption, isContentsLine, markOf, sectionNumberOf } from './marks.js';

/** A line as a reader found it: what text and PDF have in common. */
export interface PhysicalLine {
  text: string;
  place: Place;
  /** How far in it begins, in the reader's own unit: only compared with its neighbours. */
  indent: number;
  /** The share of the available width that it fills, 0–1. */
  fullness: number;
  /** Whether more than the usual distance, or a new page or column, comes before it. */
  apart: boolean;
  /** It is the first of its page or column. */
  first: boolean;
  /** The size of its letters against the body text's; 1 where unknown. */
  size: number;
  bold: boolean;
  /** The raised numbers that refer to footnotes, where the reader sees that they are raised; not in `text`. */
  references?: readonly string[];
}

/** What stands between lines in its own right. */
export type LineOrTable = PhysicalLine | Table;

/** Headings, paragraphs, list items, captions and footnotes, from lines in reading order. */
export function blocksFromLines(source: readonly LineOrTable[]): Block[] {
  const textual = source.filter(isLine);
  const words = wordsWithin(textual.map(({ text }) => text));
  const marks = footnoteMarks(textual);
  const bold = mostlyBold(textual);
  const labels = serialLabels(textual);
  const blocks: Block[] = [];
  for (const part of runs(source)) {
    if ('kind' in part) blocks.push(part);
    else {
      const all = chunks(part);
      for (const [at, chunk] of all.entries()) {
        const goesOn = openBefore(blocks) !== undefined;
        blocks.push(...blocksOfChunk(chunk, { words, marks, bold, labels, goesOn, next: all[at + 1]?.[0] }));
      }
    }
  }
  return withoutReferences(withDepth(rejoin(blocks, words)));
}

/** The numbers glued to a word that refer to a footnote of the page are no part of what one reads aloud. */
function withoutReferences(blocks: readonly Block[]): Block[] {
  const marks = new Map<number, string[]>();
  for (const block of blocks) {
    if (block.kind === 'footnote')
      marks.set(block.place.page, [...(marks.get(block.place.page) ?? []), block.mark]);
  }
  return blocks.map((block) => {
    const own = block.kind === 'table' ? undefined : marks.get(block.place.page);
    if (own === undefined || block.kind === 'table' || block.kind === 'footnote') return block;
    const reference = new RegExp(
      `(?<=\\p{Ll}{2}|[\\p{Ll}»)"”][.,;:]|[»)"”])(?:${own.join('|')})(?=[\\s.,;:)]|$)`,
      'gu',
    );
    return { ...block, text: block.text.replaceAll(reference, '') };
  });
}

interface Surroundings {
  words: KnownWords;
  /** The numbers that stand in the running text as references to footnotes. */
  marks: ReadonlySet<string>;
  /** Whether the body text is bold, so that bold tells nothing. */
  bold: boolean;
  /** The lines that begin with a word and its next number: "Tiltak 3 …". */
  labels: ReadonlySet<PhysicalLine>;
  /** Whether what came before has no end yet. */
  goesOn: boolean;
  /** The line after the chunk. */
  next: PhysicalLine | undefined;
}

function isLine(part: LineOrTable): part is PhysicalLine {
  return !('kind' in part);
}

function runs(source: readonly LineOrTable[]): (PhysicalLine[] | Table)[] {
  const parts: (PhysicalLine[] | Table)[] = [];
  let run: PhysicalLine[] = [];
  for (const part of source) {
    if (isLine(part)) run.push(part);
    else {
      if (run.length > 0) parts.push(run);
      run = [];
      parts.push(part);
    }
  }
  if (run.length > 0) parts.push(run);
  return parts;
}

function mostlyBold(lines: readonly PhysicalLine[]): boolean {
  return lines.filter(({ bold }) => bold).length > lines.length / 2;
}

/** Lines that begin with the same word and a number that goes on counting: "Tiltak 1 …", "Tiltak 2: …". */
function serialLabels(lines: readonly PhysicalLine[]): Set<PhysicalLine> {
  const series = new Map<string, { next: number; lines: PhysicalLine[] }>();
  for (const line of lines) {
    const [, word, number] =
      /^(\p{Lu}\p{Ll}{3,})\s+(\d{1,3})(?:\s*[:.–-]\s+|\s+(?=\p{Lu})|$)/u.exec(line.text.trim()) ?? [];
    if (word === undefined) continue;
    const known = series.get(word) ?? { next: 1, lines: [] };
    series.set(word, known);
    if (Number(number) !== known.next) continue;
    known.next++;
    known.lines.push(line);
  }
  return new Set([...series.values()].flatMap((one) => (one.lines.length >= 2 ? one.lines : [])));
}

/** "… i dalen.14 Vannet" and "… er klare».8": a number glued to a word is a reference to a footnote. */
function footnoteMarks(lines: readonly PhysicalLine[]): Set<string> {
  const marks = new Set<string>();
  for (const { text, references = [] } of lines) {
    for (const mark of references) marks.add(mark);
    for (const [, mark] of text.matchAll(
      /(?:\p{Ll}{2}|[\p{Ll}»)"”][.,;:]|[»)"”])(\d{1,3})(?=[\s.,;:]|$)/gu,
    )) {
      if (mark !== undefined) marks.add(mark);
    }
  }
  return marks;
}

/** Lines that belong together on the page: no gap between them, letters of one size, and no heading among them. */
function chunks(lines: readonly PhysicalLine[]): PhysicalLine[][] {
  const all: PhysicalLine[][] = [];
  let before: PhysicalLine | undefined;
  for (const [at, line] of lines.entries()) {
    const last = all.at(-1);
    const together = before !== undefined && !line.apart && sameLetters(before, line);
    if (last === undefined || !together || headsWhatFollows(line, before, lines[at + 1])) all.push([line]);
    else last.push(line);
    before = line;
  }
  return all;
}

/** A short line without an end, between one that has its end and one that begins anew: a heading without space above. */
function headsWhatFollows(
  line: PhysicalLine,
  before: PhysicalLine | undefined,
  next: PhysicalLine | undefined,
): boolean {
  if (/^\d/.test(line.text.trim())) return false;
  if (before !== undefined && opensBracket(before.text)) return false;
  if (before === undefined || next === undefined || line.fullness > 0.6 || line.text.trim().length > 60)
    return false;
  if (
    !/[.!?:»)]$/.test(before.text.trim()) ||
    markOf(line.text) !== undefined ||
    !canBeHeading(line.text.trim())
  )
    return false;
  const follows =
    markOf(next.text) !== undefined || (/^\p{Lu}/u.test(next.text.trim()) && next.fullness > 0.6);
  return follows && !next.apart && !next.first;
}

function sameLetters(one: PhysicalLine, other: PhysicalLine): boolean {
  return Math.abs(one.size - other.size) < 0.06;
}

function blocksOfChunk(chunk: readonly PhysicalLine[], surroundings: Surroundings): Block[] {
  const [first, ...rest] = chunk;
  if (first === undefined) return [];
  const labelled = chunk.findIndex((line, at) => at > 0 && surroundings.labels.has(line));
  if (labelled > 0) {
    const next = chunk[labelled];
    return [
      ...blocksOfChunk(chunk.slice(0, labelled), { ...surroundings, next }),
      ...blocksOfChunk(chunk.slice(labelled), surroundings),
    ];
  }
  if (isContentsLine(first.text)) return blocksOfChunk(rest, surroundings);
  const footnote = footnoteOf(chunk, surroundings);
  if (footnote !== undefined) {
    const next = chunk.findIndex(
      ({ text }, at) => at > 0 && footnoteStart.exec(text.trim())?.[1] === `${Number(footnote.mark) + 1}`,
    );
    if (next < 0) return [footnote];
    return [
      footnoteOf(chunk.slice(0, next), surroundings) ?? footnote,
      ...blocksOfChunk(chunk.slice(next), surroundings),
    ];
  }
  const headingLines = headingLength(chunk, surroundings);
  if (headingLines > 0) {
    const heading = headingOf(chunk.slice(0, headingLines), surroundings);
    return [heading, ...blocksOfChunk(chunk.slice(headingLines), surroundings)];
  }
  if (isCaption(first.text)) return [{ kind: 'caption', ...textOf(chunk, surroundings) }];
  return flowing(chunk, surroundings);
}

function textOf(lines: readonly PhysicalLine[], { words }: Surroundings) {
  const place = lines[0]?.place ?? { page: 1, line: 1 };
  return {
    text: joinLines(
      lines.map(({ text }) => text),
      words,
    ),
    lines: lines.map(({ text, place: at }): Line => ({ text: text.trim(), place: at })),
    place,
  };
}

/** Its number may be glued to its first word. */
const footnoteStart = /^\[?(\d{1,3})(?:\]?:?\s+|(?=\p{Lu}\p{Ll}))(?=[\p{Lu}«"(]|https?:)/u;

function footnoteOf(chunk: readonly PhysicalLine[], surroundings: Surroundings): Footnote | undefined {
  const first = chunk[0];
  const found = footnoteStart.exec(first?.text.trim() ?? '');
  const mark = found?.[1];
  if (first === undefined || found === null || mark === undefined) return undefined;
  const bracketed = first.text.trim().startsWith('[');
  const small = first.size < 0.93;
  if (!bracketed && !small && !surroundings.marks.has(mark)) return undefined;
  const { text, lines, place } = textOf(chunk, surroundings);
  // A title has no full stop at its end; "4 Vann og avløp" is a chapter even where note 4 is referred to.
  if (!bracketed && !small && !/[.)]$/.test(text)) return undefined;
  if (!bracketed && !small && text.length > 600) return undefined;
  return { kind: 'footnote', mark, text: text.replace(footnoteStart, ''), lines, place };
}

const headingWords = 16;
const headingCharacters = 130;

/** How many lines of the chunk's beginning are a heading. */
function headingLength(
  chunk: readonly PhysicalLine[],
  { bold: bodyBold, goesOn, next, labels }: Surroundings,
): number {
  const [first, second] = chunk;
  if (first === undefined || (markOf(first.text)?.number === undefined && markOf(first.text) !== undefined))
    return 0;
  const distinct = (line: PhysicalLine) => line.size > 1.08 || (line.bold && !bodyBold);
  let styled = 0;
  while (styled < chunk.length && distinct(chunk[styled] as PhysicalLine)) styled++;
  if (styled > 0 && styled <= 4 && canBeHeading(textOfLines(chunk, styled), 220)) return styled;
  if (/^#{1,6}\s+\S/.test(first.text.trim())) return 1;
  if (markOf(first.text) !== undefined && sectionNumberOf(first.text.trim()) === undefined) return 0;
  if (isCaption(first.text)) return 0;
  if (
    labels.has(first) &&
    second !== undefined &&
    first.fullness < 0.8 &&
    /^\p{Lu}/u.test(second.text.trim())
  )
    return canBeHeading(first.text.trim()) ? 1 : 0;
  return plainHeadingLength(chunk, first, { goesOn, next });
}

/** What comes next begins anew on the same page: the line above it is no line that a column's end cut off. */
function standsOver(next: PhysicalLine | undefined): boolean {
  return (
    next !== undefined &&
    !next.first &&
    (markOf(next.text) !== undefined || /^[\p{Lu}«"\d]/u.test(next.text.trim()))
  );
}

function plainHeadingLength(
  chunk: readonly PhysicalLine[],
  first: PhysicalLine,
  { goesOn, next }: Pick<Surroundings, 'goesOn' | 'next'>,
): number {
  const whole = textOfLines(chunk, chunk.length);
  const number = sectionNumberOf(whole);
  if (number !== undefined && chunk.length <= 3 && canBeHeading(whole) && !isListed(first.text))
    return chunk.length;
  if (number === undefined && /^\d/.test(whole)) return 0;
  if (isListed(first.text)) return 0;
  if (chunk.length === 1)
    return canBeHeading(whole) && (first.fullness < 0.95 || (!goesOn && standsOver(next))) ? 1 : 0;
  if (chunk.length <= 3 && canBeHeading(whole) && !goesOn && wrapped(chunk)) return chunk.length;
  const second = chunk[1];
  if (second === undefined || !canBeHeading(first.text.trim()) || first.fullness > 0.6) return 0;
  if (first.text.trim().length > 60) return 0;
  const startsAnew = markOf(second.text) !== undefined || /^[\p{Lu}«"\d]/u.test(second.text.trim());
  const longer = second.text.length > first.text.length * 1.3;
  return startsAnew && (longer || markOf(second.text) !== undefined) ? 1 : 0;
}

/** Whether each line is as long as it could be: the next one's first word had no room. Lines of an address aren't. */
function wrapped(chunk: readonly PhysicalLine[]): boolean {
  return chunk.slice(1).every((line, index) => {
    const before = chunk[index];
    if (before === undefined) return false;
    const letters = before.text.trim().length / Math.max(0.05, before.fullness);
    const word = /^\S+/.exec(line.text.trim())?.[0] ?? '';
    return /-$/.test(before.text.trim()) || before.text.trim().length + 1 + word.length > letters * 0.92;
  });
}

/** "1. Øv …" has a list's number: a period or bracket and no further level. */
function isListed(text: string): boolean {
  return /^\(?\d{1,3}[.)]\s/.test(text.trim());
}

function textOfLines(lines: readonly PhysicalLine[], count: number): string {
  return joinLines(lines.slice(0, count).map(({ text }) => text));
}

const endsInTheMiddle = /\s(og|eller|i|for|av|til|med|om|på|som|at|å|the|of|and|for|to|in|och|att)$/iu;

function canBeHeading(text: string, characters = headingCharacters): boolean {
  return (
    text.length > 1 &&
    text.length <= characters &&
    text.split(' ').length <= (characters > headingCharacters ? 30 : headingWords) &&
    /^[\p{Lu}\p{N}«"(#]/u.test(text) &&
    /\p{L}{2}/u.test(text) &&
    !/[.;,:\-–]$/u.test(text) &&
    !/https?:|@/.test(text) &&
    !endsInTheMiddle.test(text)
  );
}

function headingOf(lines: readonly PhysicalLine[], surroundings: Surroundings): Heading {
  const { text, ...where } = textOf(lines, surroundings);
  const hashes = /^(#{1,6})\s+/.exec(text)?.[1];
  const shown = hashes === undefined ? text : text.slice(hashes.length).trim();
  const number = sectionNumberOf(shown);
  const level = hashes?.length ?? number?.split('.').length;
  return {
    kind: 'heading',
    ...(level === undefined ? {} : { level }),
    ...(number === undefined ? {} : { number }),
    text: shown,
    ...where,
  };
}

/** Paragraphs and list items of lines that stand together. */
function flowing(chunk: readonly PhysicalLine[], surroundings: Surroundings): (Paragraph | ListItem)[] {
  const blocks: (Paragraph | ListItem)[] = [];
  for (const group of groupsOf(chunk)) {
    const first = group[0];
    const mark = first === undefined ? undefined : markOf(first.text);
    if (first === undefined) continue;
    if (mark === undefined) {
      blocks.push({ kind: 'paragraph', ...textOf(group, surroundings) });
      continue;
    }
    const bare = [{ ...first, text: mark.rest }, ...group.slice(1)];
    blocks.push({
      kind: 'item',
      depth: 0,
      marker: mark.marker,
      ...(mark.number === undefined ? {} : { number: mark.number }),
      ...textOf(bare, surroundings),
      indent: first.indent,
    } as IndentedItem);
  }
  return blocks;
}

function groupsOf(chunk: readonly PhysicalLine[]): PhysicalLine[][] {
  const groups: PhysicalLine[][] = [];
  for (const line of chunk) {
    const open = groups.at(-1);
    if (open === undefined || (markOf(line.text) !== undefined && !closesBracket(open, line)))
      groups.push([line]);
    else open.push(line);
  }
  return groups;
}

/** "… (9 av" and then "31) kom …": no list, but a bracket that is closed on the next line. */
function closesBracket(open: readonly PhysicalLine[], line: PhysicalLine): boolean {
  if (!/^\S{1,4}\)/.test(line.text.trim())) return false;
  return opensBracket(open.map(({ text }) => text).join(' '));
}

function opensBracket(text: string): boolean {
  return text.lastIndexOf('(') > text.lastIndexOf(')');
}

/** Until the depth is known, an item remembers how far in it began. */
type IndentedItem = ListItem & { indent: number };

/** Items that follow each other: one that begins further in stands under the one before. */
function withDepth(blocks: readonly Block[]): Block[] {
  let steps: number[] = [];
  return blocks.map((block) => {
    if (block.kind !== 'item') {
      if (block.kind === 'heading' || block.kind === 'table') steps = [];
      return block;
    }
    const { indent = 0, ...item } = block as Partial<IndentedItem> & ListItem;
    while (steps.length > 1 && indent < (steps.at(-1) ?? 0) - tolerance) steps.pop();
    if (steps.length === 0 || indent > (steps.at(-1) ?? 0) + tolerance) steps.push(indent);
    else if (steps.length === 1 && indent < (steps[0] ?? 0) - tolerance) steps = [indent];
    return { ...item, depth: steps.length - 1 };
  });
}

const tolerance = 0.9;

/**
 * A paragraph that was broken by a page, a column, a note or a blank line goes on: what came before has no end, and
 * it begins with a small letter.
 */
export function rejoin(blocks: readonly Block[], words?: KnownWords): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const openAt = block.kind === 'paragraph' && /^\p{Ll}/u.test(block.text) ? openBefore(joined) : undefined;
    const open = openAt === undefined ? undefined : joined[openAt];
    if (openAt === undefined || open === undefined || open.kind === 'table' || block.kind !== 'paragraph') {
      joined.push(block);
      continue;
    }
    joined[openAt] = {
      ...open,
      text: joinLines([open.text, block.text], words),
      lines: [...open.lines, ...block.lines],
    };
  }
  return joined;
}

/** The last paragraph or item, past notes and captions, if it has no end. */
function openBefore(blocks: readonly Block[]): number | undefined {
  for (let index = blocks.length - 1; index >= 0; index--) {
    const block = blocks[index];
    if (block === undefined || block.kind === 'table' || block.kind === 'heading') return undefined;
    // A text box that a column's end broke goes on before what stood around it does.
    if (block.kind === 'caption' && block.text.length > 150 && hasNoEnd(block.text)) return index;
    if (block.kind === 'footnote' || block.kind === 'caption') continue;
    return hasNoEnd(block.text) && block.text.length > 20 ? index : undefined;
  }
  return undefined;
}

function hasNoEnd(whole: string): boolean {
  const text = whole.slice(-20);
  return (
    opensBracket(whole.slice(-120)) ||
    /[\p{L}\p{N},)\-–]$/u.test(text) ||
    /(?:^|\s)(?:evt|ev|bl\.\s?a|f\.\s?eks|jf|ca|inkl|ifm|pga|iht|mht|nr|e\.g|i\.e)\.$/iu.test(text)
  );
}

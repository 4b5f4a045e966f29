import { blocksFromLines, type LineOrTable, type PhysicalLine } from './blocks-from-lines.js';
import type { Document, Table } from './document.js';
import type { ReadingLimits } from './limits.js';
import { markOf } from './marks.js';
import { ReadingError } from './reading-error.js';
import { columnsAt } from './text-columns.js';

/**
 * Plain text, also text that was once pages, columns or a table: a form feed is a new page, and so is the lone space
 * that some extractors leave in its place.
 * @throws ReadingError when it isn't text, is empty, or has too many lines
 */
export function readText(bytes: Uint8Array, limits: ReadingLimits): Document {
  const lines = decodeText(bytes).split(/\r\n|\n|\r|\u2028|\u2029/);
  if (lines.every((line) => line.trim() === '')) throw new ReadingError('no-text', 'The file holds no text.');
  if (lines.length > limits.blocks * 10) throw new ReadingError('too-large', 'The text has too many lines.');
  const paged = withPages(withoutPageLines(withoutInterruptions(lines)));
  const blocks = blocksFromLines(withTables(physicalLines(paged), limits));
  return { format: 'text', pages: paged.at(-1)?.page ?? 1, blocks, unread: [] };
}

/**
 * UTF-8, UTF-16 with its mark, or else Windows-1252, as old Norwegian files are.
 * @throws ReadingError when the bytes aren't text
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const head = bytes.subarray(0, 65_536);
  const controls = head.filter((byte) => byte < 9 || (byte > 13 && byte < 27)).length;
  if (head.includes(0) || controls > head.length / 50) {
    throw new ReadingError('unknown-format', 'The file is neither text nor a format that can be read.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const pageLine = /^\s*(?:side|page|sida|s\.)\s+(\d{1,4})\s*(?:(?:av|of|\/)\s*\d{1,4})?\s*$/iu;

/**
 * Page numbers, and what stands beside each the same every time, are taken out: headers and footers. A number alone on
 * its line is a page's where such numbers go on counting, some lines apart.
 */
function withoutPageLines(lines: readonly (string | undefined)[]): (string | undefined)[] {
  const numbers = lines.flatMap((line, at) => (pageLine.test(line ?? '') ? [at] : []));
  const own = numbers.length >= 2 ? numbers : countingLines(lines);
  if (own.length < 2) return [...lines];
  const dropped = new Set(own);
  for (const step of [-1, 1]) {
    const beside = own.map((at) => nextWritten(lines, at, step));
    const texts = beside.map((at) => likeness(lines[at] ?? ''));
    for (const [index, text] of texts.entries()) {
      if (text !== '' && texts.filter((other) => other === text).length >= 2)
        dropped.add(beside[index] ?? -1);
    }
  }
  // The blank lines around them stood there for them.
  for (const at of [...dropped])
    for (const step of [-1, 1])
      for (let blank = at + step; lines[blank]?.trim() === ''; blank += step) dropped.add(blank);
  return lines.map((line, at) => {
    if (!dropped.has(at)) return line;
    // One is left where a sentence ends: what comes after it may be another paragraph.
    const isFirst = !dropped.has(at - 1);
    return isFirst && /[.!?:]\s*$/.test(lines[at - 1] ?? '') ? '' : undefined;
  });
}

const mostLinesOfHead = 3;

/** What stands by itself in the middle of a sentence, between blank lines, is a page's foot and the next one's head. */
function withoutInterruptions(lines: readonly string[]): (string | undefined)[] {
  const kept: (string | undefined)[] = [...lines];
  const isBlank = (at: number) => lines[at]?.trim() === '';
  for (let from = 2; from < lines.length; from++) {
    if (isBlank(from) || !isBlank(from - 1) || !isBlank(from - 2)) continue;
    let to = from;
    while (to - from < mostLinesOfHead && to < lines.length && !isBlank(to)) to++;
    if (!isBlank(to) || !isBlank(to + 1)) continue;
    const [before, after] = [nextWritten(lines, from, -1), nextWritten(lines, to, 1)];
    const goesOn = /[\p{L},-]\s*$/u.test(lines[before] ?? '') && /^\s*\p{Ll}/u.test(lines[after] ?? '');
    if (!goesOn || !lines.slice(from, to).some((line) => /\d/.test(line))) continue;
    for (let at = before + 1; at < after; at++) kept[at] = undefined;
  }
  return kept;
}

const leastLinesOfPage = 8;

function countingLines(lines: readonly (string | undefined)[]): number[] {
  const found: number[] = [];
  for (const [at, line] of lines.entries()) {
    const number = /^\s*[–-]?\s*(\d{1,4})\s*[–-]?\s*$/.exec(line ?? '')?.[1];
    if (number === undefined) continue;
    const last = found.at(-1);
    const lastNumber = last === undefined ? undefined : Number(/\d+/.exec(lines[last] ?? '')?.[0]);
    if (last === undefined || lastNumber === undefined) found.push(at);
    else if (Number(number) === lastNumber + 1 && at - last >= leastLinesOfPage) found.push(at);
  }
  return found;
}

function nextWritten(lines: readonly (string | undefined)[], from: number, step: number): number {
  let at = from + step;
  while (lines[at]?.trim() === '') at += step;
  return at;
}

/** A line as it is on every page, whatever its digits. */
function likeness(line: string): string {
  return line.trim().replaceAll(/\d+/g, '#');
}

interface PagedLine {
  raw: string;
  page: number;
  line: number;
  startsPage: boolean;
}

function withPages(lines: readonly (string | undefined)[]): PagedLine[] {
  const loneSpaceIsPage = loneSpaces(lines.filter((line) => line !== undefined));
  const paged: PagedLine[] = [];
  let page = 1;
  let line = 0;
  for (const raw of lines) {
    if (raw === undefined) {
      line++;
      continue;
    }
    const feeds = raw.split('\f').length - 1;
    const newPage = feeds > 0 || (loneSpaceIsPage && hasLoneSpace(raw));
    if (newPage && line > 0) {
      page += Math.max(1, feeds);
      line = 0;
    }
    line++;
    paged.push({
      raw: newPage ? raw.replaceAll('\f', '').trimStart() : raw,
      page,
      line,
      startsPage: newPage,
    });
  }
  return paged;
}

/** Where nearly all lines begin at the margin, one that begins one space in is the first of its page. */
function loneSpaces(lines: readonly string[]): boolean {
  if (lines.some((line) => line.includes('\f'))) return false;
  const written = lines.filter((line) => line.trim() !== '');
  const lone = written.filter(hasLoneSpace).length;
  return lone > 0 && lone <= Math.max(3, written.length / 20);
}

function hasLoneSpace(line: string): boolean {
  return /^ \S/.test(line) && !/^ [•●○◦▪■–—*-]\s/u.test(line);
}

function physicalLines(lines: readonly PagedLine[]): PhysicalLine[] {
  const width = usualWidth(lines.map(({ raw }) => raw.trim().length).filter((length) => length > 0));
  const physical: PhysicalLine[] = [];
  let apart = true;
  for (const { raw, page, line, startsPage } of lines) {
    const text = raw.replaceAll('\u00A0', ' ').trimEnd();
    if (text.trim() === '') {
      apart = true;
      continue;
    }
    physical.push({
      text,
      place: { page, line },
      indent: text.replaceAll('\t', '    ').search(/\S/),
      fullness: Math.min(1, text.trim().length / width),
      apart: apart || startsPage,
      first: startsPage,
      size: 1,
      bold: false,
    });
    apart = false;
  }
  return isFlat(physical) ? partedByLength(physical) : physical;
}

const leastLinesToBeFlat = 6;

const leastWidthOfPage = 70;

/** Nearly no blank lines, and lines as long as a page is wide: what is copied out of a page. */
function isFlat(lines: readonly PhysicalLine[]): boolean {
  return (
    Math.max(0, ...lines.map(({ text }) => text.length)) >= leastWidthOfPage &&
    lines.length >= leastLinesToBeFlat &&
    lines.filter(({ apart }) => apart).length <= 1 + lines.length / 25
  );
}

/** Where the next line's first word would have had room, and it begins anew, something ended. */
function partedByLength(lines: readonly PhysicalLine[]): PhysicalLine[] {
  const width = Math.max(...lines.filter(({ text }) => !text.includes('\t')).map(({ text }) => text.length));
  return lines.map((line, at) => {
    const before = lines[at - 1];
    if (before === undefined || line.apart || line.text.includes('\t') || before.text.includes('|'))
      return line;
    const text = line.text.trim();
    const word = /^\S+/.exec(text)?.[0] ?? '';
    const hadRoom = before.text.length + 1 + word.length < width * 0.9;
    return hadRoom && /^[\p{Lu}«"\d]/u.test(text) && markOf(line.text) === undefined
      ? { ...line, apart: true }
      : line;
  });
}

/** Nine of ten lines are at most this long. */
function usualWidth(lengths: number[]): number {
  const sorted = lengths.sort((one, other) => one - other);
  return Math.max(40, sorted[Math.floor(sorted.length * 0.9)] ?? 40);
}

type CellSplitter = (line: string) => string[] | undefined;

const byPipe: CellSplitter = (line) => {
  const text = line.trim();
  if (!/^\|.*\|$/.test(text) && text.split('|').length < 3) return undefined;
  return text
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim());
};
const byTab: CellSplitter = (line) => {
  const cells = line.split('\t').map((cell) => cell.trim());
  if (cells.length >= 3) return cells;
  const [first = '', second = ''] = cells;
  // A list's mark and its text, or a title and its page, are no rows.
  const isRow =
    cells.length === 2 && /\p{L}{2}/u.test(first) && /\p{L}{2}/u.test(second) && markOf(line) === undefined;
  return isRow ? cells : undefined;
};

/** Lines whose cells are kept apart by pipes or tabs are a table; so is one kept apart by columns of spaces. */
function withTables(lines: readonly PhysicalLine[], limits: ReadingLimits): LineOrTable[] {
  const parts: LineOrTable[] = [];
  let at = 0;
  while (at < lines.length) {
    const found = tableAt(lines, at, byPipe) ?? tableAt(lines, at, byTab) ?? columnsAt(lines, at);
    const line = lines[at];
    if (found !== undefined) {
      parts.push(found.table);
      at += found.length;
    } else if (line !== undefined) {
      parts.push(line);
      at++;
    }
  }
  const cells = parts.reduce(
    (sum, part) => ('kind' in part ? sum + part.rows.length * (part.rows[0]?.length ?? 0) : sum),
    0,
  );
  if (cells > limits.cells) throw new ReadingError('too-many-cells', `The tables have ${cells} cells.`);
  return parts;
}

function tableAt(
  lines: readonly PhysicalLine[],
  start: number,
  split: CellSplitter,
): { table: Table; length: number } | undefined {
  const first = lines[start];
  const width = first === undefined ? undefined : split(first.text)?.length;
  if (
    first === undefined ||
    width === undefined ||
    width < 2 ||
    (markOf(first.text)?.number === undefined && /^\s*[•●]/.test(first.text))
  )
    return undefined;
  const rows: Table['rows'][number][] = [];
  let end = start;
  while (end < lines.length) {
    const line = lines[end];
    const cells =
      line === undefined ? undefined : (split(line.text) ?? themeRow(lines, end, { width, split, start }));
    if (line === undefined || cells === undefined || cells.length > width + 1) break;
    if (!cells.every((cell) => /^:?-{2,}:?$/.test(cell))) {
      const padded = [...cells, ...Array<string>(Math.max(0, width - cells.length)).fill('')].slice(
        0,
        Math.max(width, cells.length),
      );
      rows.push(padded.map((cell) => ({ lines: cell === '' ? [] : [cell], place: line.place })));
    }
    end++;
  }
  if (rows.length < 2) return undefined;
  return { table: { kind: 'table', rows: evenRows(rows), place: first.place }, length: end - start };
}

/** A line of a table with one cell only, straight over a whole row: what the rows below it are about. */
function themeRow(
  lines: readonly PhysicalLine[],
  at: number,
  { width, split, start }: { width: number; split: CellSplitter; start: number },
): string[] | undefined {
  const [line, next] = [lines[at], lines[at + 1]];
  if (line === undefined || next === undefined || at === start || line.apart || next.apart || width < 3)
    return undefined;
  if (split(next.text)?.length !== width || line.text.trim().length > 60) return undefined;
  return [line.text.trim(), ...Array<string>(width - 1).fill('')];
}

function evenRows(rows: readonly Table['rows'][number][]): Table['rows'] {
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [
    ...row,
    ...Array.from({ length: width - row.length }, () => ({
      lines: [],
      place: row[0]?.place ?? { page: 1, line: 1 },
    })),
  ]);
}

import type { PhysicalLine } from './blocks-from-lines.js';
import type { Cell, Table } from './document.js';

/** Fewer columns than this are as likely an indented text. */
const fewestColumns = 3;

/**
 * A table whose columns are kept apart by nothing but white space, as text that was set with a fixed width or taken out
 * of a page. A column lies between two strips that are blank in every line; running text has no such strip, since
 * there the words of each line end elsewhere.
 * @returns undefined when none begins at `start`
 */
export function columnsAt(
  lines: readonly PhysicalLine[],
  start: number,
): { table: Table; length: number } | undefined {
  const first = lines[start];
  if (first === undefined || cellCount(first.text) < fewestColumns) return undefined;
  const wanted = cellCount(first.text);
  let blank = blanksOf(first.text);
  let width = first.text.length;
  let end = start + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end];
    if (line === undefined) break;
    if (isThemeLine(line, lines[end + 1], { wanted, starts: columnStarts(blank, width) })) continue;
    const shared = blank.filter((position) => (line.text[position] ?? ' ') === ' ');
    const columns = columnStarts(shared, Math.max(width, line.text.length));
    if (columns.length < wanted || (line.apart && isLone(line.text, columns))) break;
    blank = shared;
    width = Math.max(width, line.text.length);
  }
  const used = lines.slice(start, end);
  const starts = columnStarts(blank, width);
  const rows = rowsOf(used, starts);
  if (rows.length < 2 || starts.length < fewestColumns) return undefined;
  return { table: { kind: 'table', rows, place: first.place }, length: used.length };
}

/** A short line by itself, over a row of the same columns: the theme of the rows below it. */
function isThemeLine(
  line: PhysicalLine,
  next: PhysicalLine | undefined,
  { wanted, starts }: { wanted: number; starts: readonly number[] },
): boolean {
  const text = line.text.trim();
  return (
    line.apart &&
    /^\p{Lu}[^.:;]{1,59}$/u.test(text) &&
    cellCount(line.text) === 1 &&
    line.text.search(/\S/) < (starts[1] ?? 0) &&
    next !== undefined &&
    cellCount(next.text) >= wanted - 1 &&
    starts.filter((start) => (next.text[start] ?? ' ') !== ' ').length >= wanted - 1
  );
}

function cellCount(text: string): number {
  return text.trim().split(/ {2,}/).length;
}

/** Far enough to the right for any line that may follow. */
const widestLine = 400;

function blanksOf(text: string): number[] {
  return Array.from({ length: widestLine }, (_, position) => position).filter(
    (position) => (text[position] ?? ' ') === ' ',
  );
}

/** Where each column begins: after a strip of two blanks or more that some line has text on the right of. */
function columnStarts(blank: readonly number[], width: number): number[] {
  const isBlank = new Set(blank);
  const starts: number[] = [];
  for (let position = 0; position < Math.min(width, widestLine); position += 1) {
    const afterStrip = isBlank.has(position - 1) && isBlank.has(position - 2);
    if (!isBlank.has(position) && (starts.length === 0 || afterStrip)) starts.push(position);
  }
  return starts;
}

function cellsOf(text: string, starts: readonly number[]): string[] {
  return starts.map((from, column) => text.slice(column === 0 ? 0 : from, starts[column + 1]).trim());
}

function isLone(text: string, starts: readonly number[]): boolean {
  const [, ...others] = cellsOf(text, starts);
  return others.every((cell) => cell === '');
}

/** A line without a first cell goes on with the row above; so does one that only the first column is too narrow for. */
function rowsOf(lines: readonly PhysicalLine[], starts: readonly number[]): Cell[][] {
  const rows: Cell[][] = [];
  for (const [at, line] of lines.entries()) {
    if (isThemeLine(line, lines[at + 1], { wanted: starts.length, starts })) {
      rows.push(
        starts.map((_, column) => ({ lines: column === 0 ? [line.text.trim()] : [], place: line.place })),
      );
      continue;
    }
    const cells = cellsOf(line.text, starts);
    const above = rows.at(-1);
    const goesOn =
      above !== undefined &&
      (cells[0] === '' || (isLone(line.text, starts) && !line.apart && /^\p{Ll}/u.test(cells[0] ?? '')));
    if (goesOn) {
      cells.forEach((cell, column) => {
        const kept = above[column];
        if (cell !== '' && kept !== undefined) above[column] = { ...kept, lines: [...kept.lines, cell] };
      });
    } else {
      rows.push(cells.map((cell) => ({ lines: cell === '' ? [] : [cell], place: line.place })));
    }
  }
  return rows;
}

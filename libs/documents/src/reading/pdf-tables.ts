import type { Cell, Place, Table } from './document.js';
import { linesOfColumn, type PageContent, type Rule, type Segment } from './pdf-layout.js';

/** A table found on a page, and what of the page it took. */
export interface FoundTable {
  table: Table;
  top: number;
  bottom: number;
  left: number;
  right: number;
  segments: ReadonlySet<Segment>;
}

/** Tables whose cells are ruled: columns from the upright lines, rows from the level ones. */
export function ruledTables({ page, segments, rules }: PageContent): FoundTable[] {
  const found: FoundTable[] = [];
  for (const group of connected(rules)) {
    const upright = group.filter(isUpright);
    const level = group.filter((rule) => !isUpright(rule));
    const columns = edges(upright.map(({ x0, x1 }) => (x0 + x1) / 2));
    const rows = edges(level.map(({ y0, y1 }) => (y0 + y1) / 2));
    if (columns.length < 3 || rows.length < 3) continue;
    const table = gridTable({ page, segments, upright, level, columns, rows });
    if (table !== undefined) found.push(table);
  }
  return found;
}

function isUpright({ x0, x1, y0, y1 }: Rule): boolean {
  return y1 - y0 > x1 - x0;
}

const reach = 2.5;

/** Rules that touch each other, directly or through others. */
function connected(rules: readonly Rule[]): Rule[][] {
  const groups: Rule[][] = [];
  if (rules.length > 5000) return groups;
  const left = new Set(rules);
  for (const rule of rules) {
    if (!left.delete(rule)) continue;
    const group = [rule];
    for (const member of group) {
      for (const other of left) {
        if (touches(member, other)) {
          left.delete(other);
          group.push(other);
        }
      }
    }
    groups.push(group);
  }
  return groups;
}

function touches(one: Rule, other: Rule): boolean {
  return (
    one.x0 <= other.x1 + reach &&
    other.x0 <= one.x1 + reach &&
    one.y0 <= other.y1 + reach &&
    other.y0 <= one.y1 + reach
  );
}

function edges(values: readonly number[]): number[] {
  const merged: number[] = [];
  for (const value of [...values].sort((one, other) => one - other)) {
    const last = merged.at(-1);
    if (last === undefined || value - last > 4) merged.push(value);
  }
  return merged;
}

interface Grid {
  page: number;
  segments: readonly Segment[];
  upright: readonly Rule[];
  level: readonly Rule[];
  columns: readonly number[];
  rows: readonly number[];
}

function gridTable({ page, segments, level, columns, rows }: Grid): FoundTable | undefined {
  const [left = 0, right = 0] = [columns[0], columns.at(-1)];
  const [top = 0, bottom = 0] = [rows[0], rows.at(-1)];
  const inside = segments.filter(
    ({ x0, x1, y }) => x0 >= left - reach && x1 <= right + reach * 4 && y > top && y < bottom + reach,
  );
  if (inside.length === 0) return undefined;
  const cells: Segment[][][] = rows.slice(1).map(() => columns.slice(1).map(() => []));
  for (const segment of inside) {
    const row = indexOf(rows, segment.y - segment.size * 0.3);
    const column = indexOf(columns, segment.x0 + 1);
    cells[rowBelow({ level, columns, rows }, row, column)]?.[column]?.push(segment);
  }
  const place = (row: number): Place => ({ page, line: row + 1 });
  const filled = cells
    .map((row, index) => row.map((cell) => cellOf(cell, place(index))))
    .filter((row) => row.some(({ lines }) => lines.length > 0));
  if (filled.length < 2) return undefined;
  return {
    table: { kind: 'table', rows: filled, place: place(0) },
    top,
    bottom,
    left,
    right,
    segments: new Set(inside),
  };
}

function indexOf(sorted: readonly number[], value: number): number {
  let index = 0;
  while (index < sorted.length - 2 && value >= (sorted[index + 1] ?? Infinity)) index++;
  return index;
}

/** A cell that spans rows has no level line inside it: its text belongs to its first row. */
function rowBelow(
  { level, columns, rows }: Pick<Grid, 'level' | 'columns' | 'rows'>,
  row: number,
  column: number,
): number {
  const middle = ((columns[column] ?? 0) + (columns[column + 1] ?? 0)) / 2;
  let at = row;
  while (at > 0) {
    const y = rows[at] ?? 0;
    const ruled = level.some(
      (rule) =>
        Math.abs((rule.y0 + rule.y1) / 2 - y) < 5 && rule.x0 - reach <= middle && rule.x1 + reach >= middle,
    );
    if (ruled) break;
    at--;
  }
  return at;
}

function cellOf(segments: readonly Segment[], place: Place): Cell {
  return { lines: linesOfColumn(segments).map(({ text }) => text), place };
}

/** What a recogniser knows of the names of columns. */
export interface HeaderWords {
  /** Whether these are the header of a table one looks for. */
  isHeader: (cells: readonly string[]) => boolean;
  /** Whether a column may have this name. */
  isName: (cell: string) => boolean;
}

export interface HeadedSettings {
  words: HeaderWords;
  /** Where the middle between two columns of text is, if the document has them: a table keeps to its side. */
  gutter?: number | undefined;
  /** The header of a table that reached the foot of the page before: it goes on here without one. */
  carried?: readonly Segment[] | undefined;
}

/**
 * Tables without upright lines: a header whose words stand apart says where the columns begin; what stands under them
 * belongs to them until a line crosses from one into the next. A level line, or a number in the first column, begins
 * a row.
 */
export function headedTables(
  content: PageContent,
  settings: HeadedSettings,
): (FoundTable & { header: readonly Segment[] })[] {
  const found: (FoundTable & { header: readonly Segment[] })[] = [];
  let free = [...content.segments].sort((one, other) => one.y - other.y);
  const take = (header: readonly Segment[] | undefined) => {
    const table =
      header === undefined ? undefined : tableUnder(header, { ...content, segments: free }, settings.gutter);
    if (table === undefined || header === undefined) return false;
    found.push({ ...table, header });
    free = free.filter((segment) => !table.segments.has(segment));
    return true;
  };
  take(settings.carried?.map((segment) => ({ ...segment, y: 0 })));
  for (const header of headersOf(free, settings)) take(header);
  return found;
}

/** Where the document has columns of text, a header keeps to its side, unless all of the line is names of columns. */
function headersOf(segments: readonly Segment[], { words, gutter }: HeadedSettings): Segment[][] {
  const heads = (part: readonly Segment[]) =>
    part.length >= 2 && words.isHeader(part.map(({ text }) => text.trim()));
  return baselines(segments).flatMap((line) => {
    const names = line.map(({ text }) => text.trim());
    const whole = names.every(words.isName) && new Set(names).size === names.length;
    if (gutter === undefined || whole) return heads(line) ? [line] : [];
    return [line.filter(({ x1 }) => x1 <= gutter), line.filter(({ x0 }) => x0 >= gutter)].filter(heads);
  });
}

function tableUnder(
  header: readonly Segment[],
  { segments, rules, page }: Pick<PageContent, 'segments' | 'rules' | 'page'>,
  gutter: number | undefined,
): FoundTable | undefined {
  const carried = !segments.includes(header[0] as Segment) && header[0]?.y === 0;
  const onLeft = gutter !== undefined && header.every(({ x1 }) => x1 <= gutter);
  const onRight = gutter !== undefined && header.every(({ x0 }) => x0 >= gutter);
  const beside = segments.filter(
    ({ x0, x1 }) => (!onLeft || x1 <= (gutter ?? 0) + 2) && (!onRight || x0 >= (gutter ?? 0) - 2),
  );
  const starts = header.map(({ x0 }) => x0 - 3);
  const body: Segment[][] = [];
  for (const line of baselines(beside)) {
    if ((line[0]?.y ?? 0) <= (header[0]?.y ?? 0) + 1) continue;
    const crossing = line.some((segment) => crosses(segment, starts, header));
    const left = line.some(({ x0 }) => x0 < (starts[0] ?? 0) - 12);
    if (crossing || left || isSame(line, header)) break;
    body.push(line);
  }
  if (body.length === 0 || (carried && !(body[0] ?? []).some(({ x0 }) => columnAt(x0, starts) > 0)))
    return undefined;
  const rows = rowsOf(body, starts, rules, page);
  const headerCells = header.map(({ text }): Cell => ({ lines: [text.trim()], place: { page, line: 1 } }));
  return {
    table: { kind: 'table', rows: [headerCells, ...rows], place: { page, line: 1 } },
    top: carried ? (body[0]?.[0]?.y ?? 0) : (header[0]?.y ?? 0),
    bottom: body.at(-1)?.[0]?.y ?? 0,
    left: starts[0] ?? 0,
    right: Math.max(...body.flat().map(({ x1 }) => x1)),
    segments: new Set([...(carried ? [] : header), ...body.flat()]),
  };
}

function isSame(line: readonly Segment[], header: readonly Segment[]): boolean {
  return line.map(({ text }) => text.trim()).join() === header.map(({ text }) => text.trim()).join();
}

function columnAt(x: number, starts: readonly number[]): number {
  return Math.max(
    0,
    starts.findLastIndex((start) => x >= start - 2),
  );
}

function crosses({ x0, x1 }: Segment, starts: readonly number[], header: readonly Segment[]): boolean {
  const column = starts.findLastIndex((start) => x0 >= start - 2);
  const next = header[column + 1];
  return next !== undefined && x1 > next.x0 + 4;
}

/** Segments by line, from the top, each line from the left. */
export function baselines(segments: readonly Segment[]): Segment[][] {
  const lines: Segment[][] = [];
  for (const segment of [...segments].sort((one, other) => one.y - other.y)) {
    const last = lines.at(-1);
    if (last?.[0] !== undefined && Math.abs(last[0].y - segment.y) < 2.5) last.push(segment);
    else lines.push([segment]);
  }
  return lines.map((line) => [...line].sort((one, other) => one.x0 - other.x0));
}

function rowsOf(
  body: readonly Segment[][],
  starts: readonly number[],
  rules: readonly Rule[],
  page: number,
): Cell[][] {
  const numbered = body.some((line) => isNumberCell(line, starts));
  const rows: Segment[][][] = [];
  let before: number | undefined;
  const usual = usualDistance(body);
  for (const line of body) {
    const y = line[0]?.y ?? 0;
    const ruled =
      before !== undefined &&
      rules.some((rule) => !isUpright(rule) && rule.y0 > (before ?? 0) && rule.y0 < y);
    const begins = numbered
      ? isNumberCell(line, starts)
      : ruled ||
        (line[0] !== undefined && columnOf(line[0], starts) === 0 && y - (before ?? y) > usual * 1.25);
    if (rows.length === 0 || begins) rows.push(starts.map(() => []));
    for (const segment of line) rows.at(-1)?.[columnOf(segment, starts)]?.push(segment);
    before = y;
  }
  return rows.map((row, index) => row.map((cell) => cellOf(cell, { page, line: index + 2 })));
}

function usualDistance(body: readonly Segment[][]): number {
  const distances = body.slice(1).map((line, index) => (line[0]?.y ?? 0) - (body[index]?.[0]?.y ?? 0));
  return distances.sort((one, other) => one - other)[Math.floor(distances.length / 3)] ?? 12;
}

function columnOf({ x0 }: Segment, starts: readonly number[]): number {
  return columnAt(x0, starts);
}

function isNumberCell(line: readonly Segment[], starts: readonly number[]): boolean {
  const first = line[0];
  return (
    first !== undefined &&
    columnOf(first, starts) === 0 &&
    /^[A-Z]{0,3}-?\d{1,3}(\.\d{1,3})*[.)]?$/.test(first.text.trim())
  );
}

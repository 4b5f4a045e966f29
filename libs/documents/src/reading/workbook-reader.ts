import * as XLSX from '@e965/xlsx';
import type { Block, Cell, Document } from './document.js';
import type { ReadingLimits } from './limits.js';
import { checkPackedFiles } from './packed-files.js';
import { ReadingError } from './reading-error.js';
import type { Unread } from './unread.js';

/**
 * A workbook: each sheet that is shown is a heading and a table. A sheet counts as a page, a row as a line. Dates become
 * "2026-03-31"; formulas give the result they were saved with. What is hidden is left out, and said.
 * @throws ReadingError when it is damaged, empty, or larger than the limits
 */
export async function readXlsx(bytes: Uint8Array, limits: ReadingLimits): Promise<Document> {
  await checkPackedFiles(bytes, limits);
  const workbook = opened(bytes);
  const left = new LeftOut();
  const blocks: Block[] = [];
  let cells = 0;
  for (const [index, name] of workbook.SheetNames.entries()) {
    const sheet = workbook.Sheets[name];
    if (sheet === undefined) continue;
    if (workbook.Workbook?.Sheets?.[index]?.Hidden) {
      if (hasValues(sheet)) left.sheets.push(name);
      continue;
    }
    const reading = new SheetReading(sheet, index + 1, workbook.Workbook?.WBProps?.date1904 === true, left);
    cells += reading.cellCount;
    if (cells > limits.cells) {
      throw new ReadingError('too-many-cells', `The workbook has more than ${limits.cells} cells.`);
    }
    blocks.push(...sheetBlocks(name, reading.rows(), index + 1));
  }
  if (!blocks.some(({ kind }) => kind === 'table'))
    throw new ReadingError('no-text', 'The workbook has no rows.');
  return { format: 'xlsx', pages: Math.max(1, workbook.SheetNames.length), blocks, unread: left.told() };
}

function opened(bytes: Uint8Array): XLSX.WorkBook {
  try {
    return XLSX.read(bytes, {
      type: 'array',
      dense: true,
      // Number formats tell dates from numbers; styles, what is hidden.
      cellNF: true,
      cellStyles: true,
      cellText: false,
      cellHTML: false,
      bookVBA: false,
    });
  } catch (error) {
    throw new ReadingError('damaged', 'The workbook can’t be opened.', { cause: error });
  }
}

/** What a person who looks at the workbook sees, or would see after opening it in Excel, and the reader doesn't. */
class LeftOut {
  readonly sheets: string[] = [];
  rows = 0;
  columns = 0;
  readonly withoutValue: string[] = [];
  comments = 0;

  told(): Unread[] {
    const [first] = this.withoutValue;
    return [
      ...(this.sheets.length > 0 ? [{ kind: 'hidden-sheets', names: this.sheets } as const] : []),
      ...(this.rows > 0 ? [{ kind: 'hidden-rows', count: this.rows } as const] : []),
      ...(this.columns > 0 ? [{ kind: 'hidden-columns', count: this.columns } as const] : []),
      ...(first === undefined
        ? []
        : [{ kind: 'formulas-without-values', count: this.withoutValue.length, first } as const]),
      ...(this.comments > 0 ? [{ kind: 'comments', count: this.comments } as const] : []),
    ];
  }
}

type Rows = readonly (readonly (XLSX.CellObject | undefined)[] | undefined)[];

function rowsOf(sheet: XLSX.WorkSheet): Rows {
  return (sheet as { '!data'?: Rows })['!data'] ?? [];
}

function hasValues(sheet: XLSX.WorkSheet): boolean {
  return rowsOf(sheet).some((row) => row?.some(isFilled));
}

/** Formatted cells without content count as nothing: whole columns of them are common. */
function isFilled(cell: XLSX.CellObject | undefined): cell is XLSX.CellObject {
  return cell !== undefined && (cell.t !== 'z' || cell.f !== undefined) && cell.v !== '';
}

class SheetReading {
  private readonly data: Rows;
  private readonly shownColumns: readonly number[];
  private readonly shownRows: readonly number[];

  constructor(
    private readonly sheet: XLSX.WorkSheet,
    private readonly page: number,
    private readonly date1904: boolean,
    private readonly left: LeftOut,
  ) {
    this.data = rowsOf(sheet);
    const rows = [...this.data.keys()].filter((row) => this.data[row]?.some(isFilled));
    const width = Math.max(0, ...rows.map((row) => lastFilled(this.data[row] ?? []) + 1));
    const columns = Array.from({ length: width }, (_, column) => column);
    this.shownRows = rows.filter((row) => sheet['!rows']?.[row]?.hidden !== true);
    this.shownColumns = columns.filter((column) => sheet['!cols']?.[column]?.hidden !== true);
    left.rows += rows.length - this.shownRows.length;
    left.columns += columns.filter(
      (column) =>
        sheet['!cols']?.[column]?.hidden === true && rows.some((row) => isFilled(this.data[row]?.[column])),
    ).length;
  }

  get cellCount(): number {
    return this.shownRows.length * this.shownColumns.length;
  }

  rows(): Cell[][] {
    const merged = this.merged();
    return this.shownRows.map((row) => {
      const place = { page: this.page, line: row + 1 };
      return this.shownColumns.map((column): Cell => {
        const above = merged.get(`${row}/${column}`);
        const cell = this.data[above ?? row]?.[column];
        if (above === undefined) this.notice(cell, row, column);
        const lines = linesOf(this.textOf(cell));
        return above === undefined ? { lines, place } : { lines, place, spanned: true };
      });
    });
  }

  /** For each cell under the first of a merged column, the row whose text it shows. */
  private merged(): ReadonlyMap<string, number> {
    const shownBy = new Map<string, number>();
    for (const { s: start, e: end } of this.sheet['!merges'] ?? []) {
      const last = Math.min(end.r, this.data.length - 1);
      for (let row = start.r + 1; row <= last; row++) shownBy.set(`${row}/${start.c}`, start.r);
    }
    return shownBy;
  }

  private notice(cell: XLSX.CellObject | undefined, row: number, column: number): void {
    if (cell === undefined) return;
    // Notes in the first row explain the columns; our own sheet has them.
    if (cell.c !== undefined && cell.c.length > 0 && row !== this.shownRows[0]) this.left.comments += 1;
    if (cell.t === 'e' || (cell.t === 'z' && cell.f !== undefined))
      this.left.withoutValue.push(XLSX.utils.encode_cell({ r: row, c: column }));
  }

  private textOf(cell: XLSX.CellObject | undefined): string {
    if (!isFilled(cell) || cell.t === 'z' || cell.t === 'e') return '';
    const { v: value, z: format } = cell;
    if (typeof value !== 'number') return String(value);
    if (typeof format !== 'string') return String(value);
    if (XLSX.SSF.is_date(format)) return this.dateOf(value) ?? String(value);
    return format.includes('%') ? `${Math.round(value * 1e4) / 100} %` : String(value);
  }

  /** Undefined for a time of day, and for what no calendar has. */
  private dateOf(value: number): string | undefined {
    const parsed = XLSX.SSF.parse_date_code(value, { date1904: this.date1904 }) as
      { y: number; m: number; d: number } | null | undefined;
    if (parsed == null || value < 1) return undefined;
    const padded = (part: number, width: number) => String(part).padStart(width, '0');
    return `${padded(parsed.y, 4)}-${padded(parsed.m, 2)}-${padded(parsed.d, 2)}`;
  }
}

function lastFilled(row: readonly (XLSX.CellObject | undefined)[]): number {
  for (let column = row.length - 1; column >= 0; column--) if (isFilled(row[column])) return column;
  return -1;
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function sheetBlocks(name: string, rows: readonly Cell[][], page: number): Block[] {
  const place = rows[0]?.[0]?.place;
  if (place === undefined) return [];
  const heading: Block = {
    kind: 'heading',
    level: 1,
    text: name,
    lines: [{ text: name, place }],
    place: { page, line: 1 },
  };
  return [heading, { kind: 'table', rows, place }];
}

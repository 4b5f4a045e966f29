import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import type { Block, Cell, Document } from './document.js';
import type { ReadingLimits } from './limits.js';
import { checkPackedFiles } from './packed-files.js';
import { ReadingError } from './reading-error.js';
import { decodeText } from './text-reader.js';

/**
 * A workbook: each sheet is a heading and a table, its rows read one by one. A sheet counts as a page, a row as a line.
 * Dates become "2026-03-31"; formulas give the result they were saved with.
 * @throws ReadingError when it is damaged, empty, or larger than the limits
 */
export async function readXlsx(bytes: Uint8Array, limits: ReadingLimits): Promise<Document> {
  await checkPackedFiles(bytes, limits);
  const blocks: Block[] = [];
  let page = 0;
  let cells = 0;
  try {
    const workbook = new ExcelJS.stream.xlsx.WorkbookReader(
      Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]),
      {
        sharedStrings: 'cache',
        styles: 'cache',
        worksheets: 'emit',
        hyperlinks: 'ignore',
        entries: 'ignore',
      },
    );
    for await (const sheet of workbook) {
      page++;
      const rows: Cell[][] = [];
      for await (const row of sheet) {
        cells += row.cellCount;
        if (cells > limits.cells) {
          throw new ReadingError('too-many-cells', `The workbook has more than ${limits.cells} cells.`);
        }
        rows.push(cellsOf(row, page));
      }
      blocks.push(...sheetBlocks(nameOf(sheet, page), rows, page));
    }
  } catch (error) {
    if (error instanceof ReadingError) throw error;
    throw new ReadingError('damaged', 'The workbook can’t be opened.', { cause: error });
  }
  if (!blocks.some(({ kind }) => kind === 'table'))
    throw new ReadingError('no-text', 'The workbook has no rows.');
  return { format: 'xlsx', pages: Math.max(1, page), blocks };
}

function nameOf(sheet: unknown, page: number): string {
  const name = (sheet as { name?: unknown }).name;
  return typeof name === 'string' && name !== '' ? name : `${page}`;
}

function cellsOf(row: ExcelJS.Row, page: number): Cell[] {
  const place = { page, line: row.number };
  const cells: Cell[] = [];
  // What a merged cell covers repeats its value in exceljs; it stands once.
  for (let column = 1; column <= Math.min(row.cellCount, 200); column++) {
    const cell = row.getCell(column);
    const value = cell.isMerged && cell.master !== cell ? '' : valueText(cell.value);
    cells.push({
      lines: value
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      place,
    });
  }
  return cells;
}

function valueText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return valueText(value.text as ExcelJS.CellValue);
  if ('result' in value) return valueText(value.result as ExcelJS.CellValue);
  return '';
}

function sheetBlocks(name: string, rows: readonly Cell[][], page: number): Block[] {
  const filled = rows.filter((row) => row.some(({ lines }) => lines.length > 0));
  const place = filled[0]?.[0]?.place;
  if (place === undefined) return [];
  const width = Math.max(...filled.map((row) => row.length));
  const even = filled.map((row) => [
    ...row,
    ...Array.from({ length: width - row.length }, () => ({ lines: [], place: row[0]?.place ?? place })),
  ]);
  const heading: Block = {
    kind: 'heading',
    level: 1,
    text: name,
    lines: [{ text: name, place }],
    place: { page, line: 1 },
  };
  return [heading, { kind: 'table', rows: even, place }];
}

/**
 * Comma- or semicolon-separated values, as Excel saves them.
 * @throws ReadingError when quotes don't match, it is empty, or it has too many cells
 */
export function readCsv(bytes: Uint8Array, limits: ReadingLimits): Document {
  const text = decodeText(bytes)
    .replace(/^\uFEFF/, '')
    .replace(/^sep=.\r?\n/i, '');
  const rows = parseCsv(text);
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  if (rows.length === 0 || width === 0) throw new ReadingError('no-text', 'The file has no rows.');
  if (rows.length * width > limits.cells) {
    throw new ReadingError('too-many-cells', `The file has more than ${limits.cells} cells.`);
  }
  const table = rows.map((row, index) =>
    Array.from({ length: width }, (_, column): Cell => {
      const lines = (row[column] ?? '').split(/\r?\n/).map((line) => line.trim());
      return { lines: lines.filter((line) => line !== ''), place: { page: 1, line: index + 1 } };
    }),
  );
  return { format: 'csv', pages: 1, blocks: [{ kind: 'table', rows: table, place: { page: 1, line: 1 } }] };
}

function parseCsv(text: string): string[][] {
  const firstLine = text.slice(0, Math.max(0, text.search(/\r?\n|$/)));
  const delimiter = [';', '\t', ','].sort(
    (one, other) => firstLine.split(other).length - firstLine.split(one).length,
  )[0];
  try {
    return parse(text, {
      delimiter: delimiter ?? ';',
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new ReadingError('damaged', 'The file’s rows can’t be told apart.', { cause: error });
  }
}

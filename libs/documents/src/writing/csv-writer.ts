import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Cell, Sheet } from '#messages/report/report-xlsx-columns.js';
import { printableText } from '#domain/printable-text.js';

/**
 * One sheet as CSV that Norwegian Excel opens by itself: semicolons, a byte order mark, dates as `YYYY-MM-DD`. What a
 * spreadsheet would take for a formula gets an apostrophe in front.
 */
export async function writeCsv<T>(
  sheet: Sheet<T>,
  content: Iterable<T> | AsyncIterable<T>,
  to: Writable,
): Promise<void> {
  const csv = stringify({
    header: true,
    columns: sheet.columns.map(({ title }, index) => ({ key: String(index), header: title })),
    delimiter: ';',
    record_delimiter: 'windows',
    bom: true,
    escape_formulas: true,
  });
  await pipeline(Readable.from(rowsOf(sheet, content)), csv, to);
}

async function* rowsOf<T>(
  sheet: Sheet<T>,
  content: Iterable<T> | AsyncIterable<T>,
): AsyncGenerator<(string | number)[]> {
  for await (const one of content) {
    for (const row of sheet.rows(one)) yield row.map(valueOf);
  }
}

function valueOf(cell: Cell): string | number {
  if (cell === null) return '';
  if (typeof cell === 'number') return cell;
  return typeof cell === 'object' ? cell.date : printableText(cell);
}

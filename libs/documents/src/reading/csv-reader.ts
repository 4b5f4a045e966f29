import { parse } from 'csv-parse/sync';
import type { Cell, Document } from './document.js';
import type { ReadingLimits } from './limits.js';
import { ReadingError } from './reading-error.js';
import { decodeText } from './text-reader.js';

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
  return {
    format: 'csv',
    pages: 1,
    blocks: [{ kind: 'table', rows: table, place: { page: 1, line: 1 } }],
    unread: [],
  };
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

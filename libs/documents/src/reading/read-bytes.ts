import { readCsv } from './csv-reader.js';
import type { Document, Format } from './document.js';
import { readDocx } from './docx-reader.js';
import { formatOf } from './format.js';
import { readHtml } from './html-reader.js';
import { type ReadingLimits, readingLimits } from './limits.js';
import { readPdf } from './pdf-reader.js';
import type { HeaderWords } from './pdf-tables.js';
import { withPlainLetters } from './plain-letters.js';
import { ReadingError } from './reading-error.js';
import { readText } from './text-reader.js';
import { readXlsx } from './workbook-reader.js';

export interface NamedBytes {
  /** With its ending: it tells text, CSV and HTML apart. Content decides over the ending. */
  name: string;
  bytes: Uint8Array;
}

type Reader = (bytes: Uint8Array, limits: ReadingLimits, words: HeaderWords) => Document | Promise<Document>;

const readers: Readonly<Record<Format, Reader>> = {
  pdf: readPdf,
  docx: readDocx,
  html: readHtml,
  xlsx: readXlsx,
  csv: readCsv,
  text: readText,
};

/**
 * Reads in this process: for files one trusts, and for the process that reads the others (`readDocument`).
 * @throws ReadingError
 */
export async function readBytes(
  { name, bytes }: NamedBytes,
  words: HeaderWords,
  limits: ReadingLimits = readingLimits,
): Promise<Document> {
  if (bytes.length === 0) throw new ReadingError('empty', 'The file is empty.');
  if (bytes.length > limits.bytes) {
    throw new ReadingError('too-large', `The file has ${bytes.length} bytes; ${limits.bytes} are read.`);
  }
  const document = await readers[formatOf(name, bytes)](bytes, limits, words);
  if (document.blocks.length > limits.blocks) {
    throw new ReadingError('too-large', `The document has more than ${limits.blocks} blocks.`);
  }
  return withPlainLetters(document);
}

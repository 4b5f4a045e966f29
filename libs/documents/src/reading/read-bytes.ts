import type { Document, Format } from './document.js';
import { formatOf } from './format.js';
import { type ReadingLimits, readingLimits } from './limits.js';
import type { HeaderWords } from './pdf-tables.js';
import { withPlainLetters } from './plain-letters.js';
import { ReadingError } from './reading-error.js';

export interface NamedBytes {
  /** With its ending: it tells text, CSV and HTML apart. Content decides over the ending. */
  name: string;
  bytes: Uint8Array;
}

type Reader = (bytes: Uint8Array, limits: ReadingLimits, words: HeaderWords) => Document | Promise<Document>;

/** Each with its libraries: a process reads one file, and starts with no more than that takes. */
const readers: Readonly<Record<Format, () => Promise<Reader>>> = {
  pdf: async () => (await import('./pdf-reader.js')).readPdf,
  docx: async () => (await import('./docx-reader.js')).readDocx,
  html: async () => (await import('./html-reader.js')).readHtml,
  xlsx: async () => (await import('./workbook-reader.js')).readXlsx,
  csv: async () => (await import('./csv-reader.js')).readCsv,
  text: async () => (await import('./text-reader.js')).readText,
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
  const read = await readers[formatOf(name, bytes)]();
  const document = await read(bytes, limits, words);
  if (document.blocks.length > limits.blocks) {
    throw new ReadingError('too-large', `The document has more than ${limits.blocks} blocks.`);
  }
  return withPlainLetters(document);
}

import type { Format } from './document.js';
import { ReadingError } from './reading-error.js';

/**
 * By what is in the file, and by its name only where that can't tell.
 * @throws ReadingError for formats that aren't read, saying which
 */
export function formatOf(name: string, bytes: Uint8Array): Format {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  if (head.slice(0, 1024).includes('%PDF-')) return 'pdf';
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return packedFormat(bytes, ending);
  if (head.startsWith('\xD0\xCF\x11\xE0')) return refuseCompound(bytes);
  if (head.startsWith('{\\rtf')) throw new ReadingError('old-format', 'RTF isn’t read.');
  if (
    head.startsWith('\x89PNG') ||
    head.startsWith('\xFF\xD8\xFF') ||
    head.startsWith('II*\0') ||
    head.startsWith('GIF8')
  ) {
    throw new ReadingError('no-text', 'The file is a picture.');
  }
  if (ending === 'pdf' || ending === 'docx' || ending === 'xlsx') {
    throw new ReadingError('damaged', `The file is called ${ending}, and isn’t one.`);
  }
  const start = head
    .replace(/^(\xEF\xBB\xBF|\s)+/, '')
    .slice(0, 600)
    .toLowerCase();
  if (ending === 'csv' || ending === 'tsv') return 'csv';
  if (
    /^(<!doctype html|<html|<!--|<head|<body|<\?xml[^>]*\?>\s*<!doctype html)/.test(start) ||
    ending === 'html' ||
    ending === 'htm'
  )
    return 'html';
  return 'text';
}

/** Word and Excel before 2007, and newer ones that are locked, are both compound files. */
function refuseCompound(bytes: Uint8Array): never {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    throw new ReadingError('encrypted', 'The Office file is locked with a password.');
  }
  throw new ReadingError('old-format', 'Word and Excel files from before 2007 aren’t read.');
}

function packedFormat(bytes: Uint8Array, ending: string): Format {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text.includes('word/document')) return 'docx';
  if (text.includes('xl/workbook')) return 'xlsx';
  if (ending === 'docx' || ending === 'xlsx')
    throw new ReadingError('damaged', `The file is called ${ending}, and isn’t one.`);
  if (text.subarray(0, 200).includes('opendocument'))
    throw new ReadingError('unknown-format', 'OpenDocument files aren’t read.');
  throw new ReadingError('unknown-format', 'The file is an archive of a kind that isn’t read.');
}

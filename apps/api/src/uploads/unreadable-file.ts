import { ReadingError, type ReadingRefusal } from '#documents/reading/reading-error.js';
import { DomainError } from '#domain/domain-error.js';

/** For programs; what people read is `import.refused.<reason>` in the catalogue. */
const next: Readonly<Record<ReadingRefusal, string>> = {
  empty: 'Send the file with its content.',
  'too-large': 'Send the part that holds the recommendations; at most 50 MB.',
  'too-many-pages': 'Send the chapters that hold the recommendations; at most 2,000 pages.',
  'too-many-cells': 'Remove the sheets and columns that do not concern the measures.',
  'unpacks-too-large': 'Open the file in its own program, save it anew and send that.',
  'unknown-format': 'Send PDF, DOCX, XLSX, HTML, CSV or plain text.',
  'old-format': 'Save it as .docx or .xlsx and send that.',
  damaged: 'Fetch the file anew from where it came, and send it again.',
  encrypted: 'Save it without a password and send that.',
  undecodable: 'Send the document as DOCX, or run it through text recognition (OCR) first.',
  'no-text': 'Run a scanned document through text recognition (OCR) first.',
  'took-too-long': 'Send the pages that hold the recommendations as a file of their own.',
  'took-too-much-memory': 'Send the pages that hold the recommendations as a file of their own.',
};

/** Why a file could not be read, as a refusal; anything else as it is. */
export function unreadableFile(error: unknown): unknown {
  if (!(error instanceof ReadingError)) return error;
  return new DomainError({
    type: 'file-unreadable',
    refusal: 'invalid',
    title: 'The file can’t be read',
    detail: error.message,
    next: next[error.reason],
    extra: { field: 'file', reason: error.reason },
  });
}

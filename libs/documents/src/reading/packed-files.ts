import { buffer } from 'node:stream/consumers';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import type { ReadingLimits } from './limits.js';
import { ReadingError } from './reading-error.js';

/**
 * Unpacks everything in a DOCX or XLSX once, into nothing, so that what opens it next can't be made to fill memory:
 * sizes in the file's own table of contents are claims. XML with a document type is refused: that is where entities
 * multiply.
 * @throws ReadingError
 */
export async function checkPackedFiles(bytes: Uint8Array, limits: ReadingLimits): Promise<void> {
  const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  try {
    if (zip.entryCount > limits.packedFiles) {
      throw new ReadingError('unpacks-too-large', `The file holds ${zip.entryCount} files.`);
    }
    let left = limits.unpackedBytes;
    for await (const entry of entriesOf(zip)) left -= await unpackedBytes(zip, entry, left);
  } catch (error) {
    if (error instanceof ReadingError) throw error;
    throw new ReadingError('damaged', 'The file can’t be unpacked.', { cause: error });
  } finally {
    zip.close();
  }
}

/**
 * What is in the files whose names the pattern knows.
 * @throws ReadingError
 */
export async function packedFiles(bytes: Uint8Array, names: RegExp): Promise<Map<string, Buffer>> {
  const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const files = new Map<string, Buffer>();
  try {
    for await (const entry of entriesOf(zip)) {
      if (names.test(entry.fileName)) files.set(entry.fileName, await contentOf(zip, entry));
    }
    return files;
  } catch (error) {
    throw new ReadingError('damaged', 'The file can’t be unpacked.', { cause: error });
  } finally {
    zip.close();
  }
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else buffer(stream).then(resolve, reject);
    });
  });
}

function open(packed: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(packed, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(new ReadingError('damaged', 'The file can’t be unpacked.', { cause: error }));
      else resolve(zip);
    });
  });
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  const next = () =>
    new Promise<Entry | undefined>((resolve, reject) => {
      zip.once('entry', resolve);
      zip.once('end', () => resolve(undefined));
      zip.once('error', reject);
      zip.readEntry();
    });
  for (let entry = await next(); entry !== undefined; entry = await next()) {
    zip.removeAllListeners();
    yield entry;
  }
}

function unpackedBytes(zip: ZipFile, entry: Entry, allowed: number): Promise<number> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error);
        return;
      }
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > allowed) {
          stream.destroy(new ReadingError('unpacks-too-large', 'The file unpacks to more than is read.'));
        } else if (size === chunk.length && isXml(entry) && chunk.subarray(0, 4096).includes('<!DOCTYPE')) {
          stream.destroy(
            new ReadingError('damaged', 'The file’s XML has a document type, which Office never writes.'),
          );
        }
      });
      stream.once('error', reject);
      stream.once('end', () => resolve(size));
    });
  });
}

function isXml({ fileName }: Entry): boolean {
  return /\.(xml|rels)$/i.test(fileName);
}

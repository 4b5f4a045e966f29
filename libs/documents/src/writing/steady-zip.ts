import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import yazl from 'yazl';
import type { PlainDate } from '#domain/ids.js';

/** What a file of Office says of itself; when it was made is written there. */
const properties = 'docProps/core.xml';
const text = 'word/document.xml';
const counters = [
  /(_Toc)(\d+)/gu,
  /(<w:bookmark(?:Start|End)\b[^>]*w:id=")(\d+)/gu,
  /(<wp:docPr id=")(\d+)/gu,
];
const madeAt = /(<dcterms:(?:created|modified)\b[^>]*>)[^<]*/gu;

/** The same file as it would have been at the beginning of a day: what was packed when says nothing. */
export async function steadyZip(packed: Buffer, on: PlainDate): Promise<Buffer> {
  const day = `${on}T00:00:00Z`;
  // A zip's clock is the machine's own: the same figures in any time zone.
  const mtime = new Date(`${on}T00:00:00`);
  const from = await fromBufferPromise(packed);
  const zip = new yazl.ZipFile();
  for await (const entry of from.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const bytes = await buffer(await from.openReadStreamPromise(entry));
    zip.addBuffer(steady(entry.fileName, bytes, day), entry.fileName, { mtime, forceDosTimestamp: true });
  }
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}

function steady(name: string, bytes: Buffer, day: string): Buffer {
  if (name === properties)
    return edited(bytes, (xml) => xml.replace(madeAt, (_all, tag: string) => tag + day));
  return name === text ? edited(bytes, numberedAnew) : bytes;
}

function edited(bytes: Buffer, edit: (xml: string) => string): Buffer {
  return Buffer.from(edit(bytes.toString('utf8')));
}

/** Bookmarks, pictures, and what the list of contents leads to, are counted per process; here in the order they come. */
function numberedAnew(xml: string): string {
  return counters.reduce(counted, xml);
}

function counted(xml: string, mark: RegExp): string {
  const numbers = new Map<string, number>();
  return xml.replace(mark, (_all, before: string, number: string) => {
    if (!numbers.has(number)) numbers.set(number, numbers.size + 1);
    return before + String(numbers.get(number));
  });
}

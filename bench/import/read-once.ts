import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import { readBytes } from '#documents/reading/read-bytes.js';
import { recognise } from '#documents/recognising/recognise.js';
import { measureHeaderWords } from '#documents/recognising/vocabulary.js';

/** Reads one file in a process that has read nothing else, and prints what it cost. */
const path = process.argv[2] ?? '';
const bytes = await readFile(path);
const startedAt = performance.now();
const document = await readBytes({ name: basename(path), bytes }, measureHeaderWords);
const readAt = performance.now();
const { measures } = recognise(document, '2026-11-22');
const doneAt = performance.now();
console.log(
  JSON.stringify({
    readMs: readAt - startedAt,
    recogniseMs: doneAt - readAt,
    peakMiB: await peakMiB(),
    pages: document.pages,
    measures: measures.length,
    megabytes: bytes.length / 1024 / 1024,
  }),
);
// What pdf.js keeps open is none of ours.
process.exit(0);

/** Of this program alone: getrusage counts from before it was started, in its parent's memory. */
async function peakMiB(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1024;
}

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { spreadOf } from '../figures.js';
import { number, type Part, shown } from '../report.js';
import type { House } from '../house.js';
import { longPdf, longWorkbook } from './long-documents.js';
import { type WholeWay, wholeWay } from './whole-way.js';

/** What `read-once` prints. */
interface Reading {
  readMs: number;
  recogniseMs: number;
  peakMiB: number;
  pages: number;
  measures: number;
  megabytes: number;
}

/** Chapters that make about 300 pages. */
const chapters = 44;

/**
 * What it costs to read and recognise a long report and a large workbook, each time in a new process, and to bring
 * the workbook all the way to registered measures.
 */
export async function measureImport(house: House, { rounds }: { rounds: number }): Promise<Part> {
  const pdf = await readings('report.pdf', longPdf(chapters), rounds);
  const workbook = await longWorkbook(10_000);
  const xlsx = await readings('measures.xlsx', workbook, rounds);
  const registered = await wholeWay(house, workbook);
  return {
    method:
      'A report in two columns and a workbook of 10,000 rows, made for the bench. Each is read and recognised in a process of its own that has done nothing else; time from bytes to candidates, peak RSS of the whole process. Then the workbook is uploaded through the API, previewed, and confirmed into a new plan, once, in a Kvittert of its own: peak RSS of the API since it started, and of the process that reads for it.',
    figures: { pdf, xlsx, registered },
    lines: [
      ...linesOf(`PDF of ${pdf[0]?.pages} pages`, pdf),
      ...linesOf('XLSX of 10,000 rows', xlsx),
      ...registeredLines(registered),
    ],
  };
}

function registeredLines({ measures, uploadS, previewS, confirmS, apiPeakMiB, readerPeakMiB }: WholeWay) {
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  return [
    {
      what: `XLSX of ${number(measures)} rows to registered measures`,
      figure: seconds(uploadS + previewS + confirmS),
      beside: `uploaded and read ${seconds(uploadS)}, previewed ${seconds(previewS)}, registered ${seconds(confirmS)}`,
    },
    {
      what: 'the API’s peak RSS',
      figure: `${number(apiPeakMiB ?? 0)} MiB`,
      beside: `the reader’s ${number(readerPeakMiB ?? 0)} MiB`,
    },
  ];
}

function linesOf(what: string, all: readonly Reading[]) {
  const [first] = all;
  const seconds = spreadOf(all.map(({ readMs, recogniseMs }) => (readMs + recogniseMs) / 1000));
  const recognised = spreadOf(all.map(({ recogniseMs }) => recogniseMs));
  const peak = spreadOf(all.map(({ peakMiB }) => peakMiB));
  return [
    {
      what: `${what}, read and recognised`,
      figure: shown(seconds, ' s'),
      beside: `${number(first?.megabytes ?? 0)} MB, ${first?.measures} measures found`,
    },
    { what: 'of which recognising', figure: shown(recognised, ' ms') },
    { what: 'its peak RSS', figure: shown(peak, ' MiB') },
  ];
}

async function readings(name: string, bytes: Uint8Array, rounds: number): Promise<Reading[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kvittert-bench-'));
  try {
    const path = join(folder, name);
    await writeFile(path, bytes);
    const script = fileURLToPath(new URL('./read-once.js', import.meta.url));
    const all: Reading[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { stdout } = await promisify(execFile)(process.execPath, [script, path]);
      all.push(JSON.parse(stdout) as Reading);
    }
    return all;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

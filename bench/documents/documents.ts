import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { canonicalReport } from '#documents/writing/canonical-report.js';
import { writeDocx } from '#documents/writing/docx-writer.js';
import { writePdf } from '#documents/writing/pdf-writer.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { reportDocument } from '#messages/report/report-content.js';
import { infectionControlReport } from '../../test/support/infection-control-report.js';
import { spreadOf, type Spread } from '../figures.js';
import { number, shown, type Part } from '../report.js';
import { enlargedReport } from './enlarged-report.js';

const on = '2026-09-30';
const goalMs = 150;
/** More memory than the small workbook needs; what is kept of 380,000 rows would be hundreds. */
const goalGrowthMiB = 50;

interface Workbook {
  seconds: number;
  peakMiB: number;
  megabytes: number;
}

/**
 * What it costs to write the report: content, charts and PDF together, each time a report that was not written
 * before; and the workbook's memory.
 */
export async function measureDocuments(_house: unknown, { rounds }: { rounds: number }): Promise<Part> {
  const report = infectionControlReport();
  const small = await timed(rounds * 2, (round) => pdfOf(enlargedReport(report, 37, ` ${round}`)));
  const large = await timed(rounds, (round) => pdfOf(enlargedReport(report, 1000, ` ${round}`)));
  const docx = await timed(rounds, (round) =>
    writeDocx(reportDocument(enlargedReport(report, 37, ` ${round}`)), '2026-09-30'),
  );
  const few = await workbook(100, 38);
  const many = await workbook(10_000, 38);
  const growth = many.peakMiB - few.peakMiB;
  return {
    method:
      'The demo’s infection-control plan: content, charts and PDF/UA-1 in one process that is warm, a new text in every measure each time. 1,000 measures are the same ones repeated. The workbook in a process of its own, its peak RSS looked at fifty times a second.',
    figures: { pdf37Ms: small, pdf1000Ms: large, docx37Ms: docx, xlsx: { few, many } },
    lines: [
      {
        what: 'PDF/UA-1 of 37 measures',
        figure: shown(small, ' ms'),
        goal: `≤ ${goalMs} ms`,
        reached: small.median <= goalMs,
      },
      { what: 'PDF/UA-1 of 1,000 measures', figure: shown(large, ' ms') },
      { what: 'DOCX of 37 measures', figure: shown(docx, ' ms') },
      {
        what: 'XLSX of 10,000 measures × 38 items',
        figure: `${number(many.seconds)} s, ${number(many.megabytes)} MB`,
      },
      {
        what: 'its peak RSS',
        figure: `${number(many.peakMiB)} MiB`,
        beside: `${number(few.peakMiB)} MiB for 100 measures`,
        goal: `at most ${goalGrowthMiB} MiB more`,
        reached: growth <= goalGrowthMiB,
      },
    ],
  };
}

function pdfOf(report: StatusReport): Promise<Buffer> {
  return writePdf(reportDocument(report, canonicalReport(report).sha256), on);
}

/** Milliseconds, the first left out: it reads fonts and compiles patterns. */
async function timed(rounds: number, write: (round: number) => Buffer | Promise<Buffer>): Promise<Spread> {
  const samples: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const startedAt = performance.now();
    await write(round);
    samples.push(performance.now() - startedAt);
  }
  return spreadOf(samples.slice(1));
}

async function workbook(measures: number, items: number): Promise<Workbook> {
  const folder = await mkdtemp(join(tmpdir(), 'kvittert-bench-'));
  try {
    const script = fileURLToPath(new URL('./xlsx-once.js', import.meta.url));
    const args = [script, String(measures), String(items), join(folder, 'report.xlsx')];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as Workbook;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

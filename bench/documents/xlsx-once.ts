import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { writeXlsx } from '#documents/writing/xlsx-writer.js';
import { reportDocument } from '#messages/report/report-content.js';
import { infectionControlReport } from '../../test/support/infection-control-report.js';
import { manyMeasures } from './enlarged-report.js';

// A process of its own, because only a process has a peak. Arguments: measures, items of each, file.
const [count = 0, items = 0] = process.argv.slice(2, 4).map(Number);
const file = process.argv[4] ?? '';
const report = infectionControlReport();
let peakBytes = 0;
const watch = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())), 20);
const startedAt = performance.now();
await writeXlsx(
  { front: reportDocument(report), measures: () => manyMeasures(report, count, items), changes: () => [] },
  'nb',
  createWriteStream(file),
);
clearInterval(watch);
console.log(
  JSON.stringify({
    seconds: (performance.now() - startedAt) / 1000,
    // Looked at, not asked of the system: its own figure begins with what the parent had.
    peakMiB: peakBytes / 1024 / 1024,
    megabytes: (await stat(file)).size / 1_000_000,
  }),
);

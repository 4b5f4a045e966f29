import { Readable } from 'node:stream';
import type { Instant } from '#domain/ids.js';
import type { StatusReport } from '#domain/report/status-report.js';
import type { RecordSource } from '#record/record-source.js';
import { findPlan } from '#record/plan/plan.query.js';
import { frozenReport, liveReport } from '#record/report/report.query.js';
import { ClaimLost, type FileOrder, ReportFileStore } from '#record/report-files/report-file.store.js';
import type { ReportFiles } from './report-file.js';
import type { ReportFileRequest } from './report-file-request.js';
import { accessRecord } from './access-record.js';
import { accessExport, fileFormats } from '../rest/report.schemas.js';

const partBytes = 1 << 20;
const holdEveryMs = 10_000;

/** Makes a file that somebody waits for, and keeps it. Does nothing where it is there, or somebody else makes it. */
export async function makeReportFile(
  recordSource: RecordSource,
  files: ReportFiles,
  id: string,
): Promise<void> {
  const store = new ReportFileStore(recordSource);
  const claim = await store.claim(id);
  const order = await store.find(id);
  if (claim === undefined || order === undefined) return;
  const held = setInterval(() => void store.hold(claim).catch(() => clearInterval(held)), holdEveryMs);
  try {
    const file = await files.write(await requestOf(recordSource, order, new Date().toISOString()));
    let part = 0;
    for await (const content of inParts(file.content)) await store.write(claim, part++, content);
    await store.finish(claim, file);
  } catch (error) {
    if (error instanceof ClaimLost) return;
    await store.fail(claim);
    throw error;
  } finally {
    clearInterval(held);
  }
}

/** What an order is made from, as it stands in the record. @throws Error when that is not there any more */
export async function requestOf(
  recordSource: RecordSource,
  { planId, report, audience, format, body }: FileOrder,
  at: Instant,
): Promise<ReportFileRequest> {
  const known = fileFormats.find((one) => one === format);
  if (known === undefined) throw new Error(`No file is made as ${format}`);
  const meeting = body === undefined ? {} : { body };
  if (report !== undefined) {
    const frozen = await frozenReport(recordSource, { ...report, audience });
    if (frozen === undefined) throw new Error(`Report ${report.id} has no version ${report.version}`);
    return {
      report: JSON.parse(frozen.canonical) as StatusReport,
      format: known,
      frozen,
      ...meeting,
    };
  }
  const plan = await findPlan(recordSource, planId);
  const live = plan && (await liveReport(recordSource, { plan: plan.state, audience, at }));
  if (plan === undefined || live === undefined) throw new Error(`There is no plan ${planId}`);
  const record = known === accessExport ? { accessRecord: await accessRecord(recordSource, plan.state) } : {};
  return { report: live, format: known, ...meeting, ...record };
}

/** As large as a row should be, whatever sizes it comes in. */
async function* inParts(content: Buffer | Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of Readable.from(content instanceof Readable ? content : [content])) {
    const piece = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < partBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

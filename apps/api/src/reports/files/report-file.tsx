import { Inject, StreamableFile } from '@nestjs/common';
import { PassThrough, Readable } from 'node:stream';
import { renderToStaticMarkup } from 'react-dom/server';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { PlainDate } from '#domain/ids.js';
import { withoutTurning } from '#domain/printable-text.js';
import { casePaper, type CasePaper } from '#domain/report/case-paper.js';
import { reportChanges } from '#domain/report/report-changes.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { type ArchiveCreator, writeArchivePackage } from '#documents/writing/archive-package.js';
import { canonicalReport } from '#documents/writing/canonical-report.js';
import { writeCsv } from '#documents/writing/csv-writer.js';
import { writeDocx } from '#documents/writing/docx-writer.js';
import { PdfRenderer } from '#documents/writing/pdf-renderer.js';
import { writeXlsx } from '#documents/writing/xlsx-writer.js';
import { casePaperDocument } from '#messages/report/case-paper-content.js';
import { reportDocument } from '#messages/report/report-content.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import { reportSheets } from '#messages/report/report-xlsx-columns.js';
import { InLanguages } from '../../web/frame/in-languages.js';
import { ReportBlocks } from '../pages/report-document.js';
import { todayInOslo } from '../../rest/today.js';
import { writeAccessExport } from './access-export.js';
import type { ReportFileRequest } from './report-file-request.js';
import type { FileFormat, MeetingGiven } from '../rest/report.schemas.js';

export const archiveCreatorToken = Symbol('who hands reports to an archive');

/** A report in one of its forms, as it is sent. */
export interface ReportFile {
  type: string;
  name: string;
  content: Buffer | Readable;
  /** Where it is known before it is sent. */
  bytes?: number;
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const fileTypes: Readonly<Record<FileFormat, string>> = {
  pdf: 'application/pdf',
  docx: word,
  'case-paper': word,
  archive: 'application/zip',
  'access-export': 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
};
export const fileMediaTypes = [...new Set(Object.values(fileTypes).map((type) => type.replace(/;.*/u, '')))];

/** Writes reports as files. PDFs are set in a process of their own, so that nobody else waits. */
export class ReportFiles {
  private readonly renderer = new PdfRenderer();

  constructor(@Inject(archiveCreatorToken) private readonly creator: ArchiveCreator) {}

  /** @throws Error when what is live is wanted for an archive */
  async write(wanted: ReportFileRequest): Promise<ReportFile> {
    return {
      type: fileTypes[wanted.format],
      name: nameOf(wanted),
      content: await this.content(wanted),
    };
  }

  /** What is still being set is given up. */
  onModuleDestroy(): void {
    this.renderer.close();
  }

  private async content(wanted: ReportFileRequest): Promise<ReportFile['content']> {
    const { report, format, frozen, body } = wanted;
    const document = (): ReportDocument => reportDocument(report, frozen?.sha256, this.creator.organisation);
    switch (format) {
      case 'pdf':
        return this.renderer.write(document(), dateOf(report));
      case 'docx':
        return writeDocx(document(), dateOf(report));
      case 'case-paper':
        return writeDocx(
          casePaperDocument(paperOf(report, frozen?.sha256, body), this.creator.organisation),
          todayInOslo(),
        );
      case 'archive':
        return writeArchivePackage(report, this.creator, (...order) => this.renderer.write(...order));
      case 'access-export':
        return writeAccessExport(wanted, document(), (...order) => this.renderer.write(...order));
      case 'html':
        return Buffer.from(html(document()));
      case 'json':
        return Buffer.from(frozen?.canonical ?? canonicalReport(report).json);
      case 'csv':
        return streamed((to) => writeCsv(reportSheets(report.language).measures, report.measures, to));
      case 'xlsx':
        return streamed((to) =>
          writeXlsx(
            {
              front: document(),
              measures: () => report.measures,
              changes: () => (report.sinceLast === undefined ? [] : reportChanges(report.sinceLast)),
            },
            report.language,
            to,
          ),
        );
      default:
        return format satisfies never;
    }
  }
}

/** What is written goes on while it is read; a fault ends the stream with it. */
function streamed(write: (to: PassThrough) => Promise<void>): Readable {
  const through = new PassThrough();
  write(through).catch((error: unknown) => through.destroy(error instanceof Error ? error : undefined));
  return through;
}

function dateOf({ edition }: StatusReport): PlainDate {
  return osloDate(edition.kind === 'locked' ? edition.lockedAt : edition.at);
}

function paperOf(report: StatusReport, sha256?: string, body?: CasePaper['body']): CasePaper {
  return casePaper({
    report,
    preparedOn: todayInOslo(),
    lockedOn: dateOf(report),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(body === undefined ? {} : { body }),
  });
}

const kindsOfFile: Partial<Record<FileFormat, { name: string; ending: string }>> = {
  'case-paper': { name: 'saksframlegg', ending: 'docx' },
  archive: { name: 'arkivpakke', ending: 'zip' },
  'access-export': { name: 'innsyn', ending: 'zip' },
};

/** `statusrapport-plan-1-nr-3-v2.pdf`; the live status has its date. */
function nameOf({ report, format }: ReportFileRequest): string {
  const { edition, status } = report;
  const which =
    edition.kind === 'locked' ? `nr-${edition.number}-v${edition.version}` : `status-${dateOf(report)}`;
  const { name, ending } = kindsOfFile[format] ?? { name: 'statusrapport', ending: format };
  return `${name}-plan-${status.plan.number}-${which}.${ending}`;
}

/** Enough to be read on a telephone and to be printed: long words break, and wide tables scroll by themselves. */
const styles = [
  'body{font:1rem/1.5 sans-serif;margin:0 auto;padding:1rem;max-width:48rem;overflow-wrap:anywhere}',
  'h1,h2,h3,h4{line-height:1.2;break-after:avoid}',
  'table{border-collapse:collapse;width:100%;overflow-wrap:normal}caption{text-align:start;font-size:.9rem}',
  'th,td{padding:.3rem .5rem;text-align:start;vertical-align:top;border-bottom:1px solid #c3cad3}',
  '.kv-number{text-align:end}.kv-scroll{overflow-x:auto}img{max-width:100%;height:auto}figure{margin:1rem 0}',
  '.kv-facts div{display:flex;flex-wrap:wrap;gap:0 1rem}.kv-facts dt{min-width:10rem;font-weight:600}',
  '.kv-facts dd{margin:0}.kv-lead{background:#eef3f8;padding:.75rem}.kv-late{color:#a3000f}',
].join('');

/** A file of its own, without the frame of the pages. */
function html(document: ReportDocument): string {
  const page = (
    <html lang={document.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{withoutTurning(document.title)}</title>
        <style>{styles}</style>
      </head>
      <body>
        <main>
          <p>{document.kind}</p>
          <h1>
            <InLanguages words={document.titleShown} />
          </h1>
          <ReportBlocks document={document} />
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${withoutTurning(renderToStaticMarkup(page))}`;
}

/** The meeting that was asked for; a date or a case number counts only with a body. */
export function bodyOf({
  body: name,
  meetingDate,
  caseNumber,
}: MeetingGiven): Pick<ReportFileRequest, 'body'> {
  if (name === undefined) return {};
  return {
    body: {
      name,
      ...(meetingDate === undefined ? {} : { meetingDate }),
      ...(caseNumber === undefined ? {} : { caseNumber }),
    },
  };
}

/** To be saved, under its own name. */
export function streamable({ type, name, content, bytes }: ReportFile): StreamableFile {
  const options = { type, disposition: `attachment; filename="${name}"` };
  return content instanceof Readable
    ? new StreamableFile(content, { ...options, ...(bytes === undefined ? {} : { length: bytes }) })
    : new StreamableFile(content, { ...options, length: content.length });
}

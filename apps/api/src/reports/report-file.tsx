import { Inject, StreamableFile } from '@nestjs/common';
import { PassThrough, Readable } from 'node:stream';
import { renderToStaticMarkup } from 'react-dom/server';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { PlainDate } from '#domain/ids.js';
import { casePaper, type CasePaper } from '#domain/report/case-paper.js';
import { reportChanges } from '#domain/report/report-changes.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { type ArchiveCreator, writeArchivePackage } from '#documents/writing/archive-package.js';
import { canonicalReport } from '#documents/writing/canonical-report.js';
import { writeCsv } from '#documents/writing/csv-writer.js';
import { writeDocx } from '#documents/writing/docx-writer.js';
import { PdfPress } from '#documents/writing/pdf-press.js';
import { writeXlsx } from '#documents/writing/xlsx-writer.js';
import { casePaperDocument } from '#messages/report/case-paper-content.js';
import { reportDocument } from '#messages/report/report-content.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import { reportSheets } from '#messages/report/report-sheets.js';
import { ReportBlocks } from '../web/reports/report-document.js';
import { todayInOslo } from '../rest/today.js';
import type { MeetingGiven, ReportFormat } from './report.schemas.js';

export const archiveCreatorToken = Symbol('who hands reports to an archive');

/** A report in one of its forms, as it is sent. */
export interface ReportFile {
  type: string;
  name: string;
  content: Buffer | Readable;
  /** Where it is known before it is sent. */
  bytes?: number;
}

/** What a file is made from, and as. */
export interface ReportFileWanted {
  report: StatusReport;
  format: ReportFormat;
  /** Its bytes and their hash, where the report is locked. */
  frozen?: { canonical: string; sha256: string };
  /** Who meets: stands in a case paper. */
  body?: CasePaper['body'];
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const fileTypes: Readonly<Record<ReportFormat, string>> = {
  pdf: 'application/pdf',
  docx: word,
  'case-paper': word,
  archive: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

/** Writes reports as files. PDFs are set in a process of their own, so that nobody else waits. */
export class ReportFiles {
  private readonly press = new PdfPress();

  constructor(@Inject(archiveCreatorToken) private readonly creator: ArchiveCreator) {}

  /** @throws Error when what is live is wanted for an archive */
  async write(wanted: ReportFileWanted): Promise<ReportFile> {
    return {
      type: fileTypes[wanted.format],
      name: nameOf(wanted),
      content: await this.content(wanted),
    };
  }

  /** What is still being set is given up. */
  onModuleDestroy(): void {
    this.press.close();
  }

  private async content({ report, format, frozen, body }: ReportFileWanted): Promise<ReportFile['content']> {
    const document = (): ReportDocument => reportDocument(report, frozen?.sha256);
    switch (format) {
      case 'pdf':
        return this.press.write(document(), dateOf(report));
      case 'docx':
        return writeDocx(document());
      case 'case-paper':
        return writeDocx(casePaperDocument(paperOf(report, frozen?.sha256, body)));
      case 'archive':
        return writeArchivePackage(report, this.creator, (...order) => this.press.write(...order));
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

const kindsOfFile: Partial<Record<ReportFormat, { name: string; ending: string }>> = {
  'case-paper': { name: 'saksframlegg', ending: 'docx' },
  archive: { name: 'arkivpakke', ending: 'zip' },
};

/** `statusrapport-plan-1-nr-3-v2.pdf`; the live status has its date. */
function nameOf({ report, format }: ReportFileWanted): string {
  const { edition, status } = report;
  const which =
    edition.kind === 'locked' ? `nr-${edition.number}-v${edition.version}` : `status-${dateOf(report)}`;
  const { name, ending } = kindsOfFile[format] ?? { name: 'statusrapport', ending: format };
  return `${name}-plan-${status.plan.number}-${which}.${ending}`;
}

/** A file of its own, without the frame of the pages and without their styles. */
function html(document: ReportDocument): string {
  const page = (
    <html lang={document.language}>
      <head>
        <meta charSet="utf-8" />
        <title>{document.title}</title>
      </head>
      <body>
        <main>
          <p>{document.kind}</p>
          <h1>{document.title}</h1>
          <ReportBlocks document={document} />
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}

/** Who meets, as it was asked for. A date or a number of nobody's meeting says nothing. */
export function bodyOf({
  body: name,
  meetingDate,
  caseNumber,
}: MeetingGiven): Pick<ReportFileWanted, 'body'> {
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

import { StreamableFile } from '@nestjs/common';
import { PassThrough, Readable } from 'node:stream';
import { renderToStaticMarkup } from 'react-dom/server';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { PlainDate } from '#domain/ids.js';
import { reportChanges } from '#domain/report/report-changes.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { canonicalReport } from '#documents/writing/canonical-report.js';
import { writeCsv } from '#documents/writing/csv-writer.js';
import { writeDocx } from '#documents/writing/docx-writer.js';
import { PdfPress } from '#documents/writing/pdf-press.js';
import { writeXlsx } from '#documents/writing/xlsx-writer.js';
import { reportDocument } from '#messages/report/report-content.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import { reportSheets } from '#messages/report/report-sheets.js';
import { ReportBlocks } from '../web/reports/report-document.js';
import type { ReportFormat } from './report.schemas.js';

/** A report in one of its forms, as it is sent. */
export interface ReportFile {
  type: string;
  name: string;
  content: Buffer | Readable;
}

const types: Readonly<Record<ReportFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

/** Writes reports as files. PDFs are set in a process of their own, so that nobody else waits. */
export class ReportFiles {
  private readonly press = new PdfPress();

  /** @param frozen the bytes and their hash, where the report is locked */
  async write(
    report: StatusReport,
    format: ReportFormat,
    frozen?: { canonical: string; sha256: string },
  ): Promise<ReportFile> {
    return {
      type: types[format],
      name: nameOf(report, format),
      content: await this.content(report, format, frozen),
    };
  }

  /** What is still being set is given up. */
  onModuleDestroy(): void {
    this.press.close();
  }

  private async content(
    report: StatusReport,
    format: ReportFormat,
    frozen: { canonical: string; sha256: string } | undefined,
  ): Promise<ReportFile['content']> {
    const document = (): ReportDocument => reportDocument(report, frozen?.sha256);
    switch (format) {
      case 'pdf':
        return this.press.write(document(), 'ua-1', dateOf(report));
      case 'docx':
        return writeDocx(document());
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

/** `statusrapport-plan-1-nr-3-v2.pdf`; the live status has its date. */
function nameOf(report: StatusReport, format: ReportFormat): string {
  const { edition, status } = report;
  const which =
    edition.kind === 'locked' ? `nr-${edition.number}-v${edition.version}` : `status-${dateOf(report)}`;
  return `statusrapport-plan-${status.plan.number}-${which}.${format}`;
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

/** To be saved, under its own name. */
export function streamable({ type, name, content }: ReportFile): StreamableFile {
  const options = { type, disposition: `attachment; filename="${name}"` };
  return content instanceof Readable
    ? new StreamableFile(content, options)
    : new StreamableFile(content, { ...options, length: content.length });
}

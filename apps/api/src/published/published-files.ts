import { buffer } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import type { Report } from '#domain/report/report.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { RecordSource } from '#record/record-source.js';
import { keepFile, type KeptFile, keptFile } from '#record/report/published-reports.query.js';
import { frozenReport } from '#record/report/report.query.js';
import { fileTypes, ReportFiles } from '../reports/files/report-file.js';

/** As what a published version can be had; on its page it is read as HTML. */
export const publishedFormats = ['pdf', 'docx', 'xlsx', 'csv', 'json'] as const;
export type PublishedFormat = (typeof publishedFormats)[number];

export interface PublishedFile extends KeptFile {
  type: string;
}

/** Files of published versions. Each is written once and kept, so that everybody has the same bytes for good. */
@Injectable()
export class PublishedFiles {
  /** Being written now: everybody who asks meanwhile gets the same one. */
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(ReportFiles) private readonly files: ReportFiles,
  ) {}

  async file(report: Report, version: number, format: PublishedFormat): Promise<PublishedFile | undefined> {
    const kept =
      format === 'json' ? await this.snapshot(report, version) : await this.kept(report, version, format);
    return kept === undefined ? undefined : { ...kept, type: fileTypes[format] };
  }

  /** The frozen text itself, and the hash that is printed in the report. */
  private async snapshot({ id }: Report, version: number): Promise<KeptFile | undefined> {
    const frozen = await frozenReport(this.recordSource, { id, audience: 'public', version });
    return frozen === undefined
      ? undefined
      : { content: Buffer.from(frozen.canonical), sha256: frozen.sha256 };
  }

  private async kept(
    { id }: Report,
    version: number,
    format: PublishedFormat,
  ): Promise<KeptFile | undefined> {
    const key = { reportId: id, version, format };
    const known = await keptFile(this.recordSource, key);
    if (known !== undefined) return known;
    const name = `${id}/${version}/${format}`;
    const writing = this.underWay.get(name) ?? this.write(key).finally(() => this.underWay.delete(name));
    this.underWay.set(name, writing);
    await writing;
    return keptFile(this.recordSource, key);
  }

  private async write(key: { reportId: string; version: number; format: PublishedFormat }): Promise<void> {
    const { reportId: id, version, format } = key;
    const frozen = await frozenReport(this.recordSource, { id, audience: 'public', version });
    if (frozen === undefined) return;
    const report = JSON.parse(frozen.canonical) as StatusReport;
    const { content } = await this.files.write({ report, format, frozen });
    await keepFile(this.recordSource, key, Buffer.isBuffer(content) ? content : await buffer(content));
  }
}

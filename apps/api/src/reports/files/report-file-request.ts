import type { CasePaper } from '#domain/report/case-paper.js';
import type { StatusReport } from '#domain/report/status-report.js';
import type { FileFormat } from '../rest/report.schemas.js';
import type { AccessRecord } from './access-record.js';

/** What a file is made from, and as. */
export interface ReportFileRequest {
  report: StatusReport;
  format: FileFormat;
  /** Beside the status, for whoever asks for access. */
  accessRecord?: AccessRecord;
  /** Its bytes and their hash, where the report is locked. */
  frozen?: { canonical: string; sha256: string };
  /** The body that meets, for a case paper. */
  body?: CasePaper['body'];
}

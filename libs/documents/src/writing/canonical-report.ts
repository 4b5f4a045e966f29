import { createHash } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json.js';
import type { StatusReport } from '#domain/report/status-report.js';

export interface CanonicalReport {
  /** RFC 8785: the same report is the same bytes in any language and on any machine. */
  json: string;
  /** SHA-256 of the UTF-8 bytes of `json`, hexadecimal. */
  sha256: string;
}

export function canonicalReport(report: StatusReport): CanonicalReport {
  const json = canonicalJson(report);
  return { json, sha256: createHash('sha256').update(json, 'utf8').digest('hex') };
}

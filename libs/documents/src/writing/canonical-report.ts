import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { StatusReport } from '#domain/report/status-report.js';

export interface CanonicalReport {
  /** RFC 8785: the same report is the same bytes in any language and on any machine. */
  json: string;
  /** Of the UTF-8 bytes of `json`, hexadecimal. */
  sha256: string;
}

export function canonicalReport(report: StatusReport): CanonicalReport {
  const json = canonicalize(report);
  if (json === undefined) throw new Error('A report is an object');
  return { json, sha256: createHash('sha256').update(json, 'utf8').digest('hex') };
}

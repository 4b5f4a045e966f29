import { planPath } from '../../web/frame/page-addresses.js';

export function reportsPath(planNumber: number): string {
  return `${planPath(planNumber)}/rapporter`;
}

export function comparisonPath(planNumber: number): string {
  return `${reportsPath(planNumber)}/sammenlign`;
}

/** Where a file that is being made is waited for: the same for all who may have it. */
export function waitingPath(fileId: string): string {
  return `/rapportfiler/${fileId}`;
}

export function reportPath(planNumber: number, number: number): string {
  return `${reportsPath(planNumber)}/${number}`;
}

export function reportFormPath(planNumber: number, number: number, slug: string): string {
  return `${reportPath(planNumber, number)}/${slug}`;
}

export function reportingPath(planNumber: number): string {
  return `${planPath(planNumber)}/rapportering`;
}

/** What a request for access is answered with. */
export function accessExportPath(planNumber: number): string {
  return `${reportsPath(planNumber)}/innsyn`;
}

import type { Instant } from '../ids.js';
import type { Publication, Report } from './report.js';

/** One thing that anybody may know of a report's publications. */
export type PublicationNews = { at: Instant; version: number } & (
  | { kind: 'published' }
  /** A version that was public before is corrected; said while the correction itself can be read. */
  | { kind: 'corrected'; what: string; why: string }
  | { kind: 'withdrawn' }
);

/** The newest first. Why something was withdrawn is not told: it may be what was to be taken down. */
export function publicationLog(report: Pick<Report, 'publications' | 'versions'>): PublicationNews[] {
  return report.publications
    .flatMap((publication, index): PublicationNews[] => {
      const { version, withdrawn } = publication;
      const earlier = report.publications.slice(0, index);
      const madePublic = { at: publication.at, version, ...saidOf(report, publication, earlier) };
      return withdrawn === undefined
        ? [madePublic]
        : [madePublic, { at: withdrawn.at, version, kind: 'withdrawn' }];
    })
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

function saidOf(
  { versions }: Pick<Report, 'versions'>,
  { version, withdrawn }: Publication,
  earlier: readonly Publication[],
): { kind: 'published' } | { kind: 'corrected'; what: string; why: string } {
  const correction = versions.find((known) => known.version === version)?.correction;
  const correctsWhatWasPublic = earlier.some((publication) => publication.version < version);
  return correction === undefined || !correctsWhatWasPublic || withdrawn !== undefined
    ? { kind: 'published' }
    : { kind: 'corrected', ...correction };
}

import type { Access } from '#domain/access/access.js';

export type AccessKind = Access['kind'];

/** The kind has a column, so that lists can leave out what is restricted; the legal basis is told with it. */
export function accessOf(kind: AccessKind, legalBasis: string | undefined): Access {
  return kind === 'open' ? { kind } : { kind, legalBasis: legalBasis ?? '' };
}

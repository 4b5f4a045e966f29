import type { CameFrom } from '#record/catalogue/picking.query.js';
import { writeCameFrom } from './occasion.js';

export const catalogueRoot = '/tiltaksbank';

interface Asked {
  from?: CameFrom | undefined;
  /** An older version than the one in force. */
  version?: number;
}

export function cataloguePath(number: number, asked: Asked = {}): string {
  return `${catalogueRoot}/${number}${queryOf(asked)}`;
}

export function situationFormPath(
  number: number,
  situationNumber: number,
  slug: string,
  asked: Asked = {},
): string {
  return `${catalogueRoot}/${number}/situasjon/${situationNumber}/${slug}${queryOf(asked)}`;
}

/** The situation on its catalogue's page. */
export function situationAnchor(number: number): string {
  return `situasjon-${number}`;
}

/** The list of catalogues, to pick for a plan or one of its measures. */
export function pickingPath(from: CameFrom): string {
  return `${catalogueRoot}?fra=${writeCameFrom(from)}`;
}

function queryOf({ from, version }: Asked): string {
  const query = new URLSearchParams({
    ...(from === undefined ? {} : { fra: writeCameFrom(from) }),
    ...(version === undefined ? {} : { versjon: String(version) }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}

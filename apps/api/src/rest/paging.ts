import { z } from 'zod';

const mostPerPage = 500;
/** base64url. */
export const cursorPattern = /^[A-Za-z0-9_-]+$/;

/** What a list is sorted by: a cursor holds one value of each. */
const sortKeys = {
  number: z.int().min(0).max(2_000_000_000),
  text: z.string().max(300),
  instant: z.iso.datetime(),
  date: z.iso.date(),
  id: z.uuid(),
  /** How well a hit fits. */
  rank: z.number().min(0).max(1_000),
} as const;
export type SortKey = keyof typeof sortKeys;

/** Where the next page starts: the sort keys of the last row shown. */
export type Position = readonly (string | number)[];

/** `?limit=` up to 500 and `?cursor=` as the last page gave it. Spread into a list’s own query schema. */
export function paging(...sortedBy: readonly SortKey[]) {
  const read = (text: string): Position | undefined => readCursor(text, sortedBy);
  return {
    limit: z.coerce
      .number('must be a whole number')
      .int()
      .min(1)
      .max(mostPerPage)
      .default(100)
      .meta({ description: `Most items on the page, 1–${mostPerPage}.` }),
    cursor: z
      .string()
      .regex(cursorPattern, 'must be a nextCursor that this list gave')
      .max(1_000)
      .refine((text) => read(text) !== undefined, 'must be a nextCursor that this list gave')
      .transform((text): Position => read(text) ?? [])
      .exactOptional()
      .meta({ description: 'nextCursor of the page before.' }),
  };
}

/** One page: `nextCursor` is null on the last. */
export interface Page<Row> {
  items: Row[];
  nextCursor: string | null;
}

/** Takes up to `limit + 1` rows; the extra one only says that there is more. */
export function pageOf<Row, Shown>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => Position,
  show: (row: Row) => Shown,
): Page<Shown> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(show),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(position(last)) : null,
  };
}

function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function readCursor(text: string, sortedBy: readonly SortKey[]): Position | undefined {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(values) || values.length !== sortedBy.length) return undefined;
    const fits = sortedBy.every((key, place) => sortKeys[key].safeParse(values[place]).success);
    return fits ? (values as Position) : undefined;
  } catch {
    return undefined;
  }
}

import type { Instant } from '#domain/ids.js';

/** What every state row has: which stream it is the state of, how far, and the hash at its head. */
export interface StreamRow {
  id: string;
  version: number;
  /** As PostgreSQL writes it: `\x` and hexadecimal. */
  head_hash: string;
}

/** The database's way of writing a point in time, in ours. */
export function instant(text: string): Instant {
  return new Date(text).toISOString();
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], null | undefined> };

/** What is null in a row is absent in the state. */
export function present<T extends Record<string, unknown>>(values: T): Present<T> {
  const kept: Partial<T> = {};
  for (const key in values) if (values[key] != null) kept[key] = values[key];
  return kept as Present<T>;
}

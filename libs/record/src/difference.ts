import type { StreamKind } from '#domain/history.js';
import type { AnchoredKind } from './anchor/anchored-kinds.js';

/** One thing in which the record and its history do not agree. */
export interface Difference {
  stream: StreamKind | AnchoredKind | 'anchor' | 'counter' | 'epoch' | 'database';
  id: string;
  /** Where: a column (`deadline_on`), a part of one (`details.shares[0].source`), or an event (`event 3.hash`). */
  path: string;
  /** What the row, or the event as it stands, says; undefined when there is none. */
  found: unknown;
  /** What follows from the history. */
  expected: unknown;
}

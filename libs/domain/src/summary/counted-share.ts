import { totalSlipDays, type Deadline } from '../deadline/deadline.js';
import type { PlainDate } from '../ids.js';
import type { Item } from '../measure/measure.js';
import { countedOn } from './responsible.js';
import type { ShownDeadline, CountedShare } from './status-summary.js';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** The deadline as it is shown wherever it stands. */
export function shownDeadline(deadline: Deadline): ShownDeadline {
  const { inForce, original, words, moves } = deadline;
  const shown: Draft<ShownDeadline> = {
    inForce,
    original,
    moves: moves.length,
    slipDays: moves.length === 0 ? 0 : totalSlipDays(deadline),
  };
  if (words !== undefined) shown.words = words;
  return shown;
}

/**
 * "1 av 38 punkter er kvittert ut": numbers are for good, so what was waived stays in the total; of a group it is the
 * members of the day that count.
 */
export function countedShare(items: readonly Item[], day: PlainDate): CountedShare {
  const counted = countedOn(items, day);
  const share = { done: 0, reported: 0, total: counted.length, waived: 0, unanswered: 0 };
  for (const { state } of counted) {
    if (state === 'signed-off') share.done += 1;
    else if (state === 'reported-done') share.reported += 1;
    else if (state === 'waived') share.waived += 1;
    else if (state === 'unanswered') share.unanswered += 1;
  }
  return share;
}

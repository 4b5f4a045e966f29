import type { ShownDeadline } from '#domain/summary/status-summary.js';
import { day, list, t } from '../frame/texts.js';

/** "Tiltak 14 og 15". */
export function measureNames(measures: readonly { number: number }[]): string {
  return t('page.summary.measures', { numbers: list(measures.map(({ number }) => String(number))) });
}

/** "1. juni 2026, utsatt to ganger (opprinnelig 1. mars 2026)", where the column is called *Frist* already. */
export function deadlineInRow({ inForce, original, moves, slipDays }: ShownDeadline): string {
  if (moves === 0) return day(inForce);
  return t('page.deadline.row-moved', {
    date: day(inForce),
    original: day(original),
    moves,
    direction: slipDays >= 0 ? 'later' : 'earlier',
  });
}

/** The measures a text names itself ("tiltak 4–6"): they need no reference after it. */
export function numbersMentioned(text: string | undefined): ReadonlySet<number> {
  const mentioned = new Set<number>();
  for (const [, from, to] of (text ?? '').matchAll(/tiltak (\d{1,5})(?:\s?[–-]\s?(\d{1,5}))?/giu)) {
    const last = Math.min(Number(to ?? from), Number(from) + 100);
    for (let number = Number(from); number <= last; number += 1) mentioned.add(number);
  }
  return mentioned;
}

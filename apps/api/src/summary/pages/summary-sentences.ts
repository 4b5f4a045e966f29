import type { ShownDeadline } from '#domain/summary/status-summary.js';
import { slipDirection } from '#messages/texts/dates.js';
import { day, t } from '../../web/frame/texts.js';

/** "1. juni 2026, utsatt to ganger, 92 dager i alt (opprinnelig 1. mars 2026)", where the column is called *Frist* already. */
export function deadlineInRow({ inForce, original, moves, slipDays }: ShownDeadline): string {
  if (moves === 0) return day(inForce);
  return t('page.deadline.row-moved', {
    date: day(inForce),
    original: day(original),
    moves,
    days: slipDays,
    direction: slipDirection(slipDays),
  });
}

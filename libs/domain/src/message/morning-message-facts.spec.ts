import { describe, expect, it } from '@jest/globals';
import type { ObligationKind } from '../follow-up/follow-up-facts.js';
import type { MorningEntry } from './message-facts.js';
import { byUrgency } from './morning-message-facts.js';

const today = '2026-11-20';

function entry(kind: ObligationKind, number: string, inForce?: string, planNumber = 1): MorningEntry {
  return {
    kind,
    number,
    planNumber,
    measureId: number,
    title: 'Vaktliste',
    planTitle: 'Vannutbruddet',
    restricted: false,
    ...(inForce === undefined ? {} : { deadline: { inForce, original: inForce, moves: 0 } }),
  };
}

function inOrder(...entries: MorningEntry[]): string[] {
  return entries
    .sort(byUrgency(today))
    .map(({ kind, planNumber, number }) => `${kind} ${planNumber}/${number}`);
}

describe('the lines of a morning message', () => {
  it('have the most overdue first, then today, then soon, then what waits for somebody, then updates wanted', () => {
    expect(
      inOrder(
        entry('update-wanted', '1.1'),
        entry('report-update', '2.1'),
        entry('sign-off-wanted', '3.1', '2026-01-01'),
        entry('review-due', '4', '2026-01-01'),
        entry('deadline-ahead', '5.1', '2026-11-27'),
        entry('deadline-today', '6.1', today),
        entry('late-told-leader', '7.1', '2026-11-06'),
        entry('deadline-passed', '8.1', '2026-10-01'),
      ),
    ).toEqual([
      'deadline-passed 1/8.1',
      'late-told-leader 1/7.1',
      'deadline-today 1/6.1',
      'deadline-ahead 1/5.1',
      'review-due 1/4',
      'sign-off-wanted 1/3.1',
      'report-update 1/2.1',
      'update-wanted 1/1.1',
    ]);
  });

  it('stand by plan and number where they are as urgent: 7.9 before 7.10', () => {
    expect(
      inOrder(
        entry('update-wanted', '7.10', undefined, 2),
        entry('update-wanted', '7.9', undefined, 2),
        entry('update-wanted', '8.1'),
      ),
    ).toEqual(['update-wanted 1/8.1', 'update-wanted 2/7.9', 'update-wanted 2/7.10']);
  });

  it('count a deadline that is gone as today, so that it is not hidden', () => {
    expect(
      inOrder(
        entry('deadline-ahead', '1.1', '2026-11-27'),
        entry('deadline-passed', '2.1'),
        entry('deadline-passed', '3.1', '2026-11-19'),
      ),
    ).toEqual(['deadline-passed 1/3.1', 'deadline-passed 1/2.1', 'deadline-ahead 1/1.1']);
  });
});

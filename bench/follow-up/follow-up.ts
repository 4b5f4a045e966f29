import { performance } from 'node:perf_hooks';
import { addDays } from '#domain/follow-up/calendar.js';
import { defaultLadder } from '#domain/follow-up/ladder.js';
import type { FollowUpFacts } from '#domain/follow-up/follow-up-facts.js';
import { nextDueOn } from '#domain/follow-up/follow-up-schedule.js';
import type { PlainDate } from '#domain/ids.js';
import { ratios, spreadOf } from '../figures.js';
import type { House } from '../house.js';
import { number, type Part, shown } from '../report.js';

/** What is next due, derived: of measures on time, and of as many that are a thousand years late. */
export async function measureFollowUp(
  _house: House,
  settings: { count: number; rounds: number },
): Promise<Part> {
  const onTime: number[] = [];
  const late: number[] = [];
  for (let round = 0; round < settings.rounds; round += 1) {
    onTime.push(
      usEach(settings.count, (index) => nextDueOn(due(addDays('2026-02-01', index % 400)), '2026-01-05')),
    );
    late.push(usEach(settings.count, () => nextDueOn(due('2026-04-16'), '3026-01-01')));
  }
  const [first, second] = [spreadOf(onTime), spreadOf(late)];
  const ratio = ratios(second, first);
  return {
    method: `${settings.count} measures a round, ${settings.rounds} rounds in turn; microseconds each.`,
    figures: { onTime: first, thousandYearsLate: second, ratio },
    lines: [
      { what: 'what is next due, of one measure', figure: shown(first, ' µs') },
      {
        what: 'the same a thousand years late',
        figure: shown(second, ' µs'),
        beside: `on time, ratio ${number(ratio.median)}`,
        goal: 'ratio ≤ 10',
        reached: ratio.median <= 10,
      },
    ],
  };
}

function due(deadline: PlainDate): FollowUpFacts {
  return {
    measureId: 'measure',
    state: 'in-follow-up',
    ladder: defaultLadder,
    acceptedOn: '2026-01-05',
    reviewOn: '2026-09-01',
    items: [
      {
        itemId: 'item',
        partyId: 'party',
        state: 'open',
        assignedOn: '2026-01-05',
        lastHeardOn: '2026-01-05',
        deadline,
      },
    ],
  };
}

function usEach(count: number, work: (index: number) => unknown): number {
  const startedAt = performance.now();
  for (let index = 0; index < count; index += 1) work(index);
  return ((performance.now() - startedAt) * 1000) / count;
}

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { DomainError } from '#domain/domain-error.js';
import {
  changeWithEvent,
  insertItemRow,
  refusalOf,
  TestRecord,
  writeMeasure,
} from './support/test-record.js';

const races = 300;

interface Score {
  closed: number;
  added: number;
  both: number;
  neither: number;
}

const headStartStepMs = 0.1;

/**
 * Runs both sides at once. Whoever won has a little less of a head start the next time: so the two meet at the very
 * moment that decides, on a slow machine and a fast one.
 */
class Race {
  readonly score: Score = { closed: 0, added: 0, both: 0, neither: 0 };
  /** How long the closing starts before the adding; negative: after it. */
  private headStartMs = 0;

  async run(close: () => Promise<boolean>, add: () => Promise<boolean>): Promise<void> {
    const [closed, added] = await Promise.all([
      this.after(-this.headStartMs, close),
      this.after(this.headStartMs, add),
    ]);
    this.score.both += closed && added ? 1 : 0;
    this.score.neither += closed || added ? 0 : 1;
    this.score.closed += closed ? 1 : 0;
    this.score.added += added ? 1 : 0;
    this.headStartMs += closed ? -headStartStepMs : headStartStepMs;
  }

  /** Timers are too coarse: the loop is turned until it is time. */
  private async after(delayMs: number, start: () => Promise<boolean>): Promise<boolean> {
    const startAt = performance.now() + delayMs;
    while (performance.now() < startAt) await new Promise((resolve) => setImmediate(resolve));
    return await start();
  }
}

async function accepted(attempt: Promise<unknown>, refusals: readonly string[]): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if (error instanceof DomainError && refusals.includes(error.type)) return false;
    throw error;
  }
}

describe('Closing against adding, by two connections at once', () => {
  let record: TestRecord;
  let closer: pg.Client;
  let adder: pg.Client;
  let partyId: string;

  beforeAll(async () => {
    record = await TestRecord.open();
    [closer, adder] = [await record.connect(), await record.connect()];
    partyId = await record.organisation();
  });
  afterAll(() => record.close());

  async function openInClosed(): Promise<number> {
    const { rows } = await closer.query<{ count: string }>(
      `SELECT (SELECT count(*) FROM measure m JOIN plan p ON p.id = m.plan_id
                WHERE p.state = 'closed' AND m.state <> 'closed')
            + (SELECT count(*) FROM item i JOIN measure m ON m.id = i.measure_id
                WHERE m.state = 'closed' AND i.state IN ('open', 'reported-done')) AS count`,
    );
    return Number(rows[0]?.count);
  }

  async function mustHold(score: Score): Promise<void> {
    expect(score.both).toBe(0);
    expect(await openInClosed()).toBe(0);
    // Else it was no race.
    expect(score.closed).toBeGreaterThan(races / 20);
    expect(score.added).toBeGreaterThan(races / 20);
  }

  test(`${races} × a plan closed against a measure added, by SQL`, async () => {
    const race = new Race();
    for (let round = 0; round < races; round += 1) {
      const planId = await record.plan();
      const outcomes: string[] = [];
      const attempt = async (client: pg.Client, change: () => Promise<unknown>): Promise<boolean> => {
        const outcome = await refusalOf(client, change);
        outcomes.push(outcome);
        return outcome === 'accepted';
      };
      await race.run(
        () => attempt(closer, () => changeWithEvent(closer, 'plan', planId, `state = 'closed'`)),
        () => attempt(adder, () => writeMeasure(adder, planId, 1)),
      );
      expect(['accepted', 'KV004', 'KV006']).toEqual(expect.arrayContaining(outcomes));
    }
    expect(race.score.neither).toBe(0);
    await mustHold(race.score);
  });

  test(`${races} × a measure closed against an item added, by SQL`, async () => {
    const race = new Race();
    const measures = await record.measures(await record.plan(), races);
    for (const measureId of measures) {
      const close = `state = 'closed', closed_as = 'not-implemented', closed_at = now()`;
      await race.run(
        async () =>
          (await refusalOf(closer, () => changeWithEvent(closer, 'measure', measureId, close))) ===
          'accepted',
        async () =>
          (await refusalOf(adder, async () => {
            await changeWithEvent(adder, 'measure', measureId, `title = 'x'`);
            await insertItemRow(adder, { measureId, partyId, suffix: '1' });
          })) === 'accepted',
      );
    }
    expect(race.score.neither).toBe(0);
    await mustHold(race.score);
  });

  test(`${races} × a plan closed against a measure registered, by commands`, async () => {
    const race = new Race();
    const authority = { kind: 'leader' } as const;
    for (let round = 0; round < races; round += 1) {
      const planId = await record.plan();
      const [first = ''] = await record.measures(planId, 1);
      await record.adopt(planId);
      await record.does(
        { type: 'CloseMeasure', measureId: first, as: 'not-implemented', ground: 'Ikke råd', authority },
        record.leader,
      );
      await race.run(
        () =>
          accepted(record.does({ type: 'ClosePlan', planId, authority }, record.leader), ['open-measures']),
        () => accepted(record.measures(planId, 1), ['plan-closed']),
      );
    }
    expect(race.score.neither).toBe(0);
    await mustHold(race.score);
  });

  test(`${races} × a measure closed against assigned, by commands`, async () => {
    const race = new Race();
    const authority = { kind: 'leader' } as const;
    const planId = await record.plan();
    const measures = await record.measures(planId, races);
    await record.adopt(planId);
    for (const measureId of measures) {
      const closing = {
        type: 'CloseMeasure',
        measureId,
        as: 'not-implemented',
        ground: 'Ikke råd',
        authority,
      } as const;
      const assigning = { type: 'AssignMeasure', measureId, mode: 'each', partyIds: [partyId] } as const;
      await race.run(
        () => accepted(record.does(closing, record.leader), ['open-items']),
        () => accepted(record.does(assigning), ['measure-closed']),
      );
    }
    expect(race.score.neither).toBe(0);
    await mustHold(race.score);
  });
});

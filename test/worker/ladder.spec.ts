import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { measureWorkflowId } from '#domain/contracts/workflows.js';
import {
  addDays,
  addWorkingDays,
  isWorkingDay,
  osloDate,
  osloInstant,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from '#domain/follow-up/calendar.js';
import { defaultLadder } from '#domain/follow-up/ladder.js';
import type { MeasureId, PlainDate } from '#domain/ids.js';
import { previewLadder } from '#record/plan/ladder-preview.query.js';
import { describeWithSkippedTime } from '../support/time-skipping.js';
import type { RecordFixture } from './record-fixture.js';
import { TimeSkippingFixture } from './time-skipping-fixture.js';
import '../support/quiet-runtime.js';

/** 17 May is a holiday: the day itself moves. Next year's, so that it lies ahead whenever this runs. */
const deadline = `${new Date().getFullYear() + 1}-05-17`;

describeWithSkippedTime('Measures followed through the whole ladder, on the real record', () => {
  let skipped: TimeSkippingFixture;
  let fixture: RecordFixture;

  beforeAll(async () => {
    skipped = await TimeSkippingFixture.open(osloInstant(addDays(deadline, -45), '10:00'));
    ({ fixture } = skipped);
  });
  afterAll(() => skipped.close());

  /** Day by day at noon, each when what the day before led to has been carried to Temporal. */
  async function passDays(through: PlainDate): Promise<void> {
    for (let day = addDays(today(), 1); day <= through; day = addDays(day, 1)) {
      await skipped.passUntil(osloInstant(day, '12:00'));
    }
    await skipped.carried();
  }

  const today = (): PlainDate => osloDate(new Date(skipped.nowMs).toISOString());

  async function demandsOf(measureId: MeasureId): Promise<string[]> {
    const demands = await fixture.demandsOf(measureId);
    for (const { due_on, demanded_at } of demands) {
      expect(isWorkingDay(due_on)).toBe(true);
      // On its very day, before the round at eight.
      expect(osloDate(demanded_at.toISOString())).toBe(due_on);
      expect(demanded_at.toISOString() < osloInstant(due_on, '08:00')).toBe(true);
    }
    return demands.map(({ due_on, kind }) => `${due_on} ${kind}`);
  }

  /** The default ladder of PRODUCT.md, written out once more. */
  function ladder(end: PlainDate, from: PlainDate, through: PlainDate): string[] {
    const before = [30, 14, 7, 1].map(
      (days) => `${workingDayOnOrBefore(addDays(end, -days))} deadline-ahead`,
    );
    const onIt = isWorkingDay(end) ? `${end} deadline-today` : `${workingDayOnOrAfter(end)} deadline-passed`;
    const after = [1, 7, 21, 35, 49].map(
      (days) => `${workingDayOnOrAfter(addDays(end, days))} deadline-passed`,
    );
    const escalations = [
      `${workingDayOnOrAfter(addDays(end, 14))} late-told-leader`,
      `${workingDayOnOrAfter(addDays(end, 30))} late-told-leadership`,
    ];
    return [...new Set([...before, onIt, ...after, ...escalations])]
      .filter((line) => line.slice(0, 10) > from && line.slice(0, 10) <= through)
      .sort();
  }

  test('every demand on its day, none on a holiday; moved with the deadline; silent after sign-off', async () => {
    const adoptedOn = today();
    const [late = '', moved = '', done = ''] = await fixture.register(3, deadline);
    await fixture.adopt();
    await passDays(addDays(deadline, -10));

    const newDeadline = addDays(deadline, 30);
    const movedOn = today();
    await fixture.does({
      type: 'SetDeadline',
      measureId: moved,
      on: newDeadline,
      reason: 'Leveransen av prøveutstyr er forsinket fra leverandøren.',
    });
    await passDays(addDays(deadline, -5));
    await fixture.reportDone(done);
    await fixture.signOff(done);
    await fixture.closeMeasure(done);
    const doneOn = today();

    const end = addDays(deadline, 60);
    await passDays(end);

    const onlyLadder = (lines: string[]): string[] => lines.filter((line) => !line.endsWith('update-wanted'));
    expect(onlyLadder(await demandsOf(late))).toEqual(ladder(deadline, adoptedOn, end));
    expect(onlyLadder(await demandsOf(moved))).toEqual([
      ...ladder(deadline, adoptedOn, movedOn),
      ...ladder(newDeadline, movedOn, end),
    ]);
    expect(await demandsOf(done)).toEqual(ladder(deadline, adoptedOn, doneOn));
    expect((await demandsOf(late)).length).toBeGreaterThan(9);

    const states = await Promise.all(
      [late, moved, done].map(async (id) => {
        const described = await skipped.client.workflow.getHandle(measureWorkflowId(id)).describe();
        return described.status.name;
      }),
    );
    expect(states).toEqual(['RUNNING', 'RUNNING', 'COMPLETED']);

    // What people did was told at once: three items given to the owner in one message, one moved, one signed off.
    const told = await fixture.dataSource.query<{ telling: string; state: string; lines: string }[]>(
      `SELECT telling, state, count(*) AS lines FROM notification n JOIN notification_item ON notification_id = n.id
        WHERE n.kind = 'told' GROUP BY n.id, telling, state ORDER BY n.created_at, telling`,
    );
    expect(told.map(({ telling, state, lines }) => `${telling} ${lines} ${state}`)).toEqual([
      'assigned 3 sent',
      'deadline-moved 1 sent',
      'signed-off 1 sent',
    ]);
  });

  test('after a change of the ladder each hears what was shown before it, and nothing else', async () => {
    const changedOn = today();
    const ladder = { ...defaultLadder, repeatAfterDays: 3, staleUpdateDays: 20 };
    const now = new Date(skipped.nowMs).toISOString();
    const { told } = await previewLadder(fixture.dataSource, fixture.planId, ladder, now);
    expect(told.some(({ isNew }) => isNew)).toBe(true);
    await fixture.does({ type: 'ChangeLadder', planId: fixture.planId, ladder, reason: 'Planen haster.' });
    const through = addWorkingDays(changedOn, 6);
    await passDays(through);
    const demanded = await fixture.dataSource.query<{ line: string }[]>(
      `SELECT due_on || ' ' || kind || ' ' || measure_id || ' ' || recipient_id AS line FROM obligation
        WHERE measure_id IS NOT NULL AND due_on > $1 AND due_on <= $2`,
      [changedOn, through],
    );
    expect(demanded.map(({ line }) => line).sort()).toEqual(
      told
        .filter(({ dueOn }) => dueOn <= through)
        .map(({ dueOn, kind, measureId, personId }) => [dueOn, kind, measureId, personId].join(' '))
        .sort(),
    );
  });
});

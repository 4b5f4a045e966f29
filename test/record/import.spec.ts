import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ImportedMeasure, RegisterImported } from '#domain/import/import.commands.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { TestRecord } from './support/test-record.js';

let record: TestRecord;

beforeAll(async () => {
  record = await TestRecord.open();
});
afterAll(() => record?.close());

const line = (number: string, more: Partial<ImportedMeasure> = {}): ImportedMeasure => ({
  numbers: [number],
  title: `Tiltak ${number}`,
  text: `Kommunen bør gjøre nummer ${number}.`,
  subPoints: [],
  ...more,
});

function imported(planId: string, more: Partial<RegisterImported> = {}): RegisterImported {
  return {
    type: 'RegisterImported',
    importId: randomUUID(),
    document: { name: 'rapport.pdf', bytes: 1_000, sha256: 'ab'.repeat(32) },
    planId,
    evaluation: { kind: 'new', title: 'Vannutbruddet', evaluationKind: 'incident' },
    findings: [],
    goals: [],
    newParties: [],
    measures: [line('1')],
    changes: [],
    ...more,
  };
}
const inNewPlan = () => ({ newPlan: { title: 'Plan', caseOfficerId: record.secretary.id } });

async function measuresIn(planId: string): Promise<number[]> {
  const rows = await record.dataSource.query<{ number: number }[]>(
    'SELECT number FROM measure WHERE plan_id = $1 ORDER BY number',
    [planId],
  );
  return rows.map(({ number }) => number);
}

/** Between the rows and what the whole history leads to. */
async function differences(): Promise<Difference[]> {
  const found: Difference[] = [];
  const now = new Date(record.now).toISOString();
  await verifyRecord(record.dataSource, (difference) => found.push(difference), now);
  return found;
}

describe('an import in the record', () => {
  test('a new plan, a new party, a joint line and one measure alone are what their history says', async () => {
    const planId = randomUUID();
    const responsible = { mode: 'each' as const, parties: [{ newParty: 'Vannlaget' }] };
    await record.does(
      imported(planId, {
        ...inNewPlan(),
        newParties: ['Vannlaget'],
        measures: [line('1', { responsible, theme: 'Vann' }), line('2', { numbers: ['2', '3'] })],
      }),
    );
    await record.does(imported(planId, { measures: [line('4')] }));
    expect(await measuresIn(planId)).toEqual([1, 2, 3, 4]);
    expect(await differences()).toEqual([]);
  });

  test('the same draft at the same moment is registered once, also with two keys', async () => {
    const planId = randomUUID();
    const command = imported(planId, inNewPlan());
    const attempts = await Promise.allSettled(
      ['a', 'b', 'c'].map((key) =>
        record.does(command, record.secretary, { idempotency: { key: `${planId}${key}`, fingerprint: key } }),
      ),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') {
        expect(attempt.reason).toMatchObject({ type: 'import-registered' });
      }
    }
    expect(await measuresIn(planId)).toEqual([1]);
  });

  test('imports and registrations side by side get each their numbers', async () => {
    const planId = randomUUID();
    await record.does(imported(planId, inNewPlan()));
    const measures = [{ title: 'For hånd', text: 'Tekst.' }];
    await Promise.all([
      ...Array.from({ length: 4 }, () => record.does(imported(planId, { measures: [line('7'), line('8')] }))),
      ...Array.from({ length: 4 }, () => record.does({ type: 'RegisterMeasures', planId, measures })),
    ]);
    expect(await measuresIn(planId)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    expect(await differences()).toEqual([]);
  });

  test('refused, it leaves nothing: no party, no evaluation, no plan, no number', async () => {
    const before = await record.dataSource.query(
      'SELECT kind, count(*) FROM (SELECT stream_kind AS kind FROM event) e GROUP BY kind',
    );
    await expect(
      record.does(
        imported(randomUUID(), {
          ...inNewPlan(),
          newParties: ['Et nytt lag'],
          measures: [line('1'), line('2', { title: ' ' })],
        }),
      ),
    ).rejects.toMatchObject({ type: 'invalid-value' });
    const after = await record.dataSource.query(
      'SELECT kind, count(*) FROM (SELECT stream_kind AS kind FROM event) e GROUP BY kind',
    );
    expect(after).toEqual(before);
  });
});

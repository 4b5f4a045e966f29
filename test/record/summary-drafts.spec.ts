import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  discardSummaryDraft,
  saveSummaryDraft,
  summaryDraft,
  summaryDrafts,
} from '#record/summary/summary-drafts.js';
import { TestRecord } from './support/test-record.js';

describe('A draft of the summary', () => {
  let record: TestRecord;
  let planId: string;
  const key = (section: string) => ({ planId, section });
  const saves = (section: string, seen: number | 'none', text: string, savedBy = record.secretary.id) =>
    saveSummaryDraft(record.dataSource, key(section), seen, { fields: { text }, savedBy });

  beforeAll(async () => {
    record = await TestRecord.open();
    planId = await record.plan();
  });
  afterAll(() => record.close());

  it('is kept with who saved it, and is no part of the plan’s history', async () => {
    const version = await record.dataSource.query('SELECT version FROM plan WHERE id = $1', [planId]);
    const saved = await saves('grunnlag', 'none', 'Vurdert mot planens slutt');
    expect(saved).toMatchObject({
      section: 'grunnlag',
      fields: { text: 'Vurdert mot planens slutt' },
      savedBy: record.secretary.id,
    });
    expect(await summaryDrafts(record.dataSource, planId)).toEqual([saved]);
    expect(await record.dataSource.query('SELECT version FROM plan WHERE id = $1', [planId])).toEqual(
      version,
    );
  });

  it('is not written over by somebody who saw another', async () => {
    const first = await saves('tiltak-1', 'none', 'Første');
    expect(await saves('tiltak-1', 'none', 'Visste ikke om den første')).toBeUndefined();
    const second = await saves('tiltak-1', first?.version ?? 'none', 'Andre', record.leader.id);
    expect(second?.savedBy).toBe(record.leader.id);
    expect(await saves('tiltak-1', first?.version ?? 'none', 'Så bare den første')).toBeUndefined();
    expect((await summaryDraft(record.dataSource, key('tiltak-1')))?.fields).toEqual({ text: 'Andre' });
  });

  it('made anew after it was thrown away is another draft', async () => {
    const before = await saves('tiltak-2', 'none', 'Før');
    await discardSummaryDraft(record.dataSource, key('tiltak-2'), before?.version ?? 0);
    const anew = await saves('tiltak-2', 'none', 'Etter');
    expect(await saves('tiltak-2', before?.version ?? 'none', 'Så den som er borte')).toBeUndefined();
    await discardSummaryDraft(record.dataSource, key('tiltak-2'), before?.version ?? 0);
    expect(await summaryDraft(record.dataSource, key('tiltak-2'))).toEqual(anew);
  });

  it('is saved by one of two who save at once', async () => {
    const both = await Promise.all([saves('tiltak-3', 'none', 'En'), saves('tiltak-3', 'none', 'To')]);
    expect(both.filter((saved) => saved !== undefined)).toHaveLength(1);
  });
});

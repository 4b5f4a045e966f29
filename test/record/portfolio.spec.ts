import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MeasureCommand } from '#domain/measure/measure.commands.js';
import type { Actor } from '#domain/roles/actor.js';
import { type Portfolio, portfolio } from '#record/portfolio/portfolio.query.js';
import { TestRecord } from './support/test-record.js';

const day = 24 * 60 * 60 * 1000;
const evidence = [{ kind: 'link', reference: 'https://vestdal.example/plan' }] as const;

describe('The portfolio', () => {
  let record: TestRecord;
  const today = '2027-02-10';
  const seenBy = (reader: Actor): Promise<Portfolio> => portfolio(record.dataSource, { reader, today });
  const does = (command: MeasureCommand, actor?: Actor) => record.does(command, actor);
  const close = async (measureId: string) => {
    const [item] = await record.dataSource.query<{ id: string }[]>(
      'SELECT id FROM item WHERE measure_id = $1',
      [measureId],
    );
    const itemId = item?.id ?? '';
    await does(
      { type: 'ReportDone', measureId, itemId, what: 'Prøvepunktene er satt opp og prøvd.', evidence },
      record.owner,
    );
    await does({ type: 'SignOff', measureId, itemIds: [itemId] });
    await does({ type: 'CloseMeasure', measureId, as: 'implemented' });
  };

  beforeAll(async () => {
    record = await TestRecord.open();
    const [vestdal, hospital] = [
      await record.organisation('Vestdal'),
      await record.organisation('Sykehuset'),
    ];
    record.owner.partyIds = [vestdal, hospital];
    const [first, second] = [await record.plan(), await record.plan()];
    const at = (partyId: string, on: string) => ({
      responsible: { mode: 'each' as const, partyIds: [partyId] },
      deadline: { on },
    });
    // Plan 1: 1 slips, 2 is late and restricted, 3 and 4 are closed, 5 is late and nobody's. Plan 2: 1 comes.
    const [slips = ''] = await record.measures(first, 1, at(vestdal, '2026-12-01'));
    await record.measures(first, 1, {
      ...at(vestdal, '2026-12-31'),
      access: { kind: 'restricted', legalBasis: 'offl. § 24' },
    });
    const closed = await record.measures(first, 2, at(hospital, '2026-12-31'));
    await record.measures(first, 1, { deadline: { on: '2027-02-09' } });
    await record.measures(second, 1, at(hospital, today));
    await record.measures(await record.plan(), 3);
    await record.adopt(first);
    await record.adopt(second);
    for (const on of ['2027-01-15', '2027-02-20', '2027-03-15'])
      await does({ type: 'SetDeadline', measureId: slips, on, reason: 'Leverandøren er sen.' });
    await close(closed[0] ?? '');
    record.now += 91 * day;
    await close(closed[1] ?? '');
    const again = { reason: 'Virket ikke.', itemIds: [], deadline: { on: '2027-12-01' } };
    await does({ type: 'ReopenMeasure', measureId: closed[0] ?? '', ...again });
  });
  afterAll(() => record.close());

  it('counts each adopted plan, with how late its latest is', async () => {
    const { plans } = await seenBy(record.leader);
    expect(
      plans.map(({ open, closed, late, longestLateDays }) => [open, closed, late, longestLateDays]),
    ).toEqual([
      [4, 1, 2, 41],
      [1, 0, 0, null],
    ]);
  });

  it('lists what is late, the longest first, also what nobody is responsible for', async () => {
    const { late } = await seenBy(record.leader);
    expect(late.total).toBe(2);
    expect(late.rows.map(({ number, daysLate, openLateItems }) => [number, daysLate, openLateItems])).toEqual(
      [
        [2, 41, 1],
        [5, 1, 0],
      ],
    );
  });

  it('lists what slips again and again, with the count and the total', async () => {
    const { slipping } = await seenBy(record.leader);
    expect(slipping.rows).toMatchObject([
      { number: 1, moves: 3, original: '2026-12-01', inForce: '2027-03-15', slipDays: 104 },
    ]);
  });

  it('counts open items by who has them', async () => {
    const { parties } = await seenBy(record.leader);
    expect(parties.rows.map(({ name, openItems, lateItems }) => [name, openItems, lateItems])).toEqual([
      ['Vestdal', 2, 1],
      ['Sykehuset', 1, 0],
    ]);
  });

  it('lists the next deadlines, today’s among them', async () => {
    const { nextDeadlines } = await seenBy(record.leader);
    expect(
      nextDeadlines.rows.map(({ planNumber, number, deadline }) => [planNumber, number, deadline]),
    ).toEqual([
      [2, 1, today],
      [1, 1, '2027-03-15'],
    ]);
  });

  it('follows open and closed measures from quarter to quarter, through reopening', async () => {
    const { trend } = await seenBy(record.leader);
    expect(trend).toEqual([
      { year: 2026, quarter: 4, accepted: 6, closed: 1, reopened: 0, openAtEnd: 5, closedAtEnd: 1 },
      { year: 2027, quarter: 1, accepted: 0, closed: 1, reopened: 1, openAtEnd: 5, closedAtEnd: 1 },
    ]);
  });

  it('has the number alone of a restricted measure for who may not read it', async () => {
    const system: Actor = { id: 'client:x', roles: ['system'], partyIds: [], scopes: ['measures:read'] };
    const titles = async (reader: Actor) => (await seenBy(reader)).late.rows.map(({ title }) => title);
    expect(await titles(record.leader)).toEqual(['Tiltak 1', 'Tiltak 1']);
    expect(await titles(system)).toEqual([null, 'Tiltak 1']);
  });
});

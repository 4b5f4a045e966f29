import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Command } from '#domain/commands.js';
import { DomainError } from '#domain/domain-error.js';
import type { Actor } from '#domain/roles/actor.js';
import { standingPublications } from '#domain/report/report.js';
import { publishedReportsOf } from '#record/report/published-reports.query.js';
import { findReport } from '#record/report/report.query.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { idOf, TestRecord } from './support/test-record.js';

const leader = { kind: 'leader' } as const;

describe('A published report in the record', () => {
  let record: TestRecord;
  let planId: string;
  let measureId: string;
  let otherId: string;
  let named: string;
  let reportId: string;

  const onReport = (command: object, actor: Actor = record.leader): Promise<unknown> =>
    record.does({ planId, reportId, ...command } as unknown as Command, actor);
  const refused = async (attempt: Promise<unknown>): Promise<DomainError> => {
    try {
      await attempt;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
    throw new Error('It was not refused');
  };
  const publications = async () => (await findReport(record.dataSource, reportId))?.state.publications;

  beforeAll(async () => {
    record = await TestRecord.open();
    planId = await record.plan();
    const party = await record.organisation('Myrvang kommune');
    [measureId = '', otherId = ''] = await record.measures(planId, 2, {
      responsible: { mode: 'each', partyIds: [party] },
    });
    await record.adopt(planId);
    const person = {
      type: 'RegisterPerson',
      name: 'Per Myrvang',
      email: 'per.myrvang@example.no',
      roles: ['owner'],
      partyIds: [],
    } as const;
    named = idOf(await record.does(person), 'person');
    const text = 'Per Myrvang har sendt ut vaktlisten.';
    await record.does({ type: 'UpdateStatus', measureId, progress: 'under-way', text });
    const reporting = { cadenceMonths: 3, firstOn: '2026-12-04', language: 'nb' } as const;
    await record.does({ type: 'SetReporting', planId, reporting });
    record.now = Date.parse('2026-11-20T06:00:00.000Z');
    reportId = idOf(await record.does({ type: 'OpenReport', planId }), 'report');
    record.now = Date.parse('2026-12-04T22:45:00.000Z');
    await onReport({ type: 'LockReport' }, record.secretary);
    await onReport({ type: 'ReleaseReport' }, record.secretary);
  });
  afterAll(() => record.close());

  test('is looked through for names; the publisher sees where they stand', async () => {
    const { type, extra } = await refused(onReport({ type: 'PublishReport', authority: leader }));
    expect(type).toBe('names-in-report');
    expect(extra['found']).toEqual([
      {
        personId: named,
        name: 'Per Myrvang',
        places: [{ measure: 1, text: 'Per Myrvang har sendt ut vaktlisten.' }],
      },
    ]);
    expect(await publications()).toEqual([]);
  });

  test('is published when the names may stand; the record keeps whose, and follows from its history', async () => {
    await onReport({ type: 'PublishReport', authority: leader, namesMayStand: [named] });
    expect(await publications()).toMatchObject([{ version: 1, namesMayStand: [named] }]);
    await onReport({ type: 'WithdrawPublication', reason: 'Et navn sto i teksten.' }, record.secretary);
    expect(await publications()).toMatchObject([{ version: 1, withdrawn: { by: record.secretary.id } }]);
    const found: Difference[] = [];
    const now = new Date(record.now).toISOString();
    await verifyRecord(record.dataSource, (difference) => found.push(difference), now);
    expect(found).toEqual([]);
  });

  test('is refused when it tells what was restricted after the lock', async () => {
    const access = { kind: 'restricted', legalBasis: 'offl. § 24' } as const;
    const restricted = {
      type: 'ReviseMeasure',
      measureId,
      access,
      material: false,
      reason: 'Sårbarhet.',
    } as const;
    await record.does(restricted);
    const { type, extra } = await refused(
      onReport({ type: 'PublishReport', authority: leader, namesMayStand: [named] }),
    );
    expect([type, extra['measures']]).toEqual(['restricted-since-lock', [1]]);
    await onReport(
      { type: 'CorrectReport', what: 'Tiltak 1.', why: 'Unntatt offentlighet.' },
      record.secretary,
    );
    await onReport({ type: 'ReleaseReport' }, record.secretary);
    await onReport({ type: 'PublishReport', authority: leader });
    expect((await publications())?.map(({ version }) => version)).toEqual([1, 2]);
  });

  test('is down at once when something it tells of becomes restricted, until a cleaned version is published', async () => {
    const standing = async () => {
      const [published] = await publishedReportsOf(record.dataSource, 1);
      return published === undefined
        ? []
        : standingPublications(published.report).map(({ version }) => version);
    };
    const later = () => (record.now += 60_000);
    expect(await standing()).toEqual([2]);
    later();
    await record.does({
      type: 'ReviseMeasure',
      measureId: otherId,
      access: { kind: 'restricted', legalBasis: 'offl. § 24' },
      material: false,
      reason: 'Sårbarhet.',
    });
    expect(await standing()).toEqual([]);
    later();
    await onReport(
      { type: 'CorrectReport', what: 'Tiltak 2.', why: 'Unntatt offentlighet.' },
      record.secretary,
    );
    await onReport({ type: 'ReleaseReport' }, record.secretary);
    expect(await standing()).toEqual([]);
    await onReport({ type: 'PublishReport', authority: leader });
    expect(await standing()).toEqual([3]);
  });

  test('is looked through for what looks like personal data, which is answered for and kept in no event', async () => {
    const text = 'Ring vakten på 912 34 567 eller skriv til vakt@myrvang.example.';
    const opened = { access: { kind: 'open' }, material: false, reason: 'Ikke lenger sårbart.' } as const;
    await record.does({ type: 'ReviseMeasure', measureId: otherId, ...opened });
    await record.does({ type: 'WriteSummaryText', measureId: otherId, text });
    record.now += 60_000;
    const correction = { what: 'Tiltak 2.', why: 'Det er åpent igjen.', parts: ['measures-2'] };
    await onReport({ type: 'CorrectReport', ...correction }, record.secretary);
    await onReport({ type: 'ReleaseReport' }, record.secretary);
    const { type, extra } = await refused(onReport({ type: 'PublishReport', authority: leader }));
    expect([type, extra['texts']]).toEqual(['personal-data-in-report', ['vakt@myrvang.example', '91234567']]);
    await onReport({
      type: 'PublishReport',
      authority: leader,
      personalDataMayStand: ['email-1', 'phone-1'],
    });
    const published = (await publications())?.at(-1);
    expect(published).toMatchObject({ version: 4, personalDataMayStand: ['email-1', 'phone-1'] });
    expect(JSON.stringify(published)).not.toContain('91234567');
  });
});

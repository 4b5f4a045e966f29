import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from '#domain/commands.js';
import { DomainError } from '#domain/domain-error.js';
import { defaultLadder } from '#domain/follow-up/ladder.js';
import { progresses } from '#domain/measure/measure.js';
import type { Actor } from '#domain/roles/actor.js';
import { verifyRecord } from '#record/verify.js';
import { idOf, TestRecord } from './support/test-record.js';

/** One thing somebody tries; the numbers choose among what there is at that moment. */
interface Try {
  what: number;
  which: number;
  other: number;
  days: number;
  text: string;
}

const tries = fc.array(
  fc.record<Try>({
    what: fc.nat(),
    which: fc.nat(),
    other: fc.nat(),
    days: fc.integer({ min: 0, max: 40 }),
    text: fc.oneof(fc.lorem(), fc.constantFrom('«Øvelse» – kl. 08.14', '1.0', '\\u0000', '𝄞 "number":0,')),
  }),
  { minLength: 10, maxLength: 40 },
);

const dayMs = 86_400_000;

describe('After any sequence of commands', () => {
  let record: TestRecord;
  let parties: string[];
  let group: string;

  beforeAll(async () => {
    record = await TestRecord.open();
    parties = [
      await record.organisation('Vestdal'),
      await record.organisation('Østdal'),
      await record.organisation('Sørdal'),
    ];
    group = idOf(
      await record.does({ type: 'RegisterGroup', name: 'Dalene', memberIds: parties.slice(0, 2) }),
      'party',
    );
    record.owner.partyIds = parties;
  });
  afterAll(() => record.close());

  test('the state rebuilt from history equals the rows, and nothing closed holds anything open', async () => {
    let accepted = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(tries, async (sequence) => {
        const planId = await record.plan();
        const on = new Date(record.now + 120 * dayMs).toISOString().slice(0, 10);
        await record.measures(planId, 2, { deadline: { on } });
        for (const one of sequence) {
          record.now += one.days * dayMs;
          const { command, actor } = await commandOf(one, planId);
          try {
            await record.does(command, actor);
            accepted += 1;
          } catch (error) {
            // Whatever is refused is refused by a rule, and changes nothing.
            if (!(error instanceof DomainError)) throw error;
            refused += 1;
          }
        }
        expect(await differences()).toEqual([]);
        expect(await openInClosed()).toBe(0);
      }),
      { numRuns: 25 },
    );
    expect(accepted).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(50);
  });

  async function differences(): Promise<unknown[]> {
    const found: unknown[] = [];
    await verifyRecord(
      record.dataSource,
      (difference) => found.push(difference),
      new Date(record.now).toISOString(),
    );
    return found;
  }

  async function openInClosed(): Promise<number> {
    const [row] = await record.dataSource.query<{ count: string }[]>(
      `SELECT (SELECT count(*) FROM measure m JOIN plan p ON p.id = m.plan_id
                WHERE p.state = 'closed' AND m.state <> 'closed')
            + (SELECT count(*) FROM item i JOIN measure m ON m.id = i.measure_id
                WHERE m.state = 'closed' AND i.state IN ('open', 'reported-done'))
            + (SELECT count(*) FROM measure m WHERE m.closed_as = 'implemented'
                  AND NOT EXISTS (SELECT FROM item i WHERE i.measure_id = m.id)) AS count`,
    );
    return Number(row?.count);
  }

  async function commandOf(
    { what, which, other, text }: Try,
    planId: string,
  ): Promise<{ command: Command; actor: Actor }> {
    const measures = await record.dataSource.query<{ id: string }[]>(
      'SELECT id FROM measure WHERE plan_id = $1 ORDER BY number',
      [planId],
    );
    const measureId = measures[which % measures.length]?.id ?? '';
    const items = await record.dataSource.query<{ id: string; state: string }[]>(
      'SELECT id, state FROM item WHERE measure_id = $1 ORDER BY ordinal',
      [measureId],
    );
    const item = items[other % Math.max(1, items.length)];
    const itemId = item?.id ?? measureId;
    const party = parties[other % parties.length] ?? '';
    const on = new Date(record.now + (other % 400) * dayMs).toISOString().slice(0, 10);
    const authority = { kind: 'leader' } as const;
    const evidence = [{ kind: 'archive-reference', reference: '26/123' }] as const;
    const { secretary, leader, owner } = record;
    const every: { command: Command; actor: Actor }[] = [
      { command: { type: 'AssignMeasure', measureId, mode: 'each', partyIds: [party] }, actor: secretary },
      { command: { type: 'AssignMeasure', measureId, mode: 'each', partyIds: [group] }, actor: secretary },
      {
        command: { type: 'AssignMeasure', measureId, mode: 'joint', partyIds: parties, leadId: party },
        actor: secretary,
      },
      { command: { type: 'AdoptPlan', planId, authority }, actor: leader },
      { command: { type: 'AcceptMeasure', measureId, authority }, actor: leader },
      { command: { type: 'SetDeadline', measureId, on, reason: text }, actor: secretary },
      {
        command: { type: 'SetDeadline', measureId, itemId, on, reason: text, words: text },
        actor: secretary,
      },
      { command: { type: 'SetReviewDate', measureId, on: other % 2 === 0 ? null : on }, actor: secretary },
      {
        command: {
          type: 'ReviseMeasure',
          measureId,
          text,
          access: { kind: 'restricted', legalBasis: 'offl. § 24' },
          material: other % 2 === 0,
          reason: text,
        },
        actor: secretary,
      },
      { command: { type: 'AddSubPoint', measureId, text }, actor: secretary },
      {
        command: {
          type: 'UpdateStatus',
          measureId,
          ...(other % 2 === 0 ? {} : { itemId }),
          progress: progresses[other % progresses.length] ?? 'unknown',
          text,
          reason: text,
          waitingFor: '9',
        },
        actor: owner,
      },
      {
        command: { type: 'WriteSummaryText', measureId, text: other % 5 === 0 ? null : text },
        actor: secretary,
      },
      {
        command: { type: 'StateRisk', measureId, risk: { likelihood: text, consequence: text } },
        actor: secretary,
      },
      {
        command: {
          type: 'EnterShare',
          measureId,
          share: {
            label: 'bedrifter',
            numerator: other % 20,
            denominator: 19,
            denominatorIsApproximate: true,
            source: text,
            asOf: '2026-10-01',
          },
        },
        actor: secretary,
      },
      {
        command: {
          type: 'ReportDone',
          measureId,
          itemId,
          what: `${text} og det var alt som skulle gjøres`,
          evidence,
        },
        actor: owner,
      },
      {
        command: {
          type: 'ReportDone',
          measureId,
          itemId,
          what: `${text} og det var alt som skulle gjøres`,
          evidence,
        },
        actor: owner,
      },
      { command: { type: 'SignOff', measureId, itemIds: [itemId] }, actor: secretary },
      {
        command: {
          type: 'SignOff',
          measureId,
          itemIds: items.filter(isReported).map(({ id }) => id),
          note: text,
        },
        actor: secretary,
      },
      { command: { type: 'SendBack', measureId, itemId, reason: text }, actor: secretary },
      { command: { type: 'ProposeWaiver', measureId, itemId, ground: text }, actor: secretary },
      {
        command: { type: 'DecideWaiver', measureId, itemId, granted: other % 3 > 0, ground: text, authority },
        actor: leader,
      },
      {
        command: { type: 'ReassignItem', measureId, itemId, partyId: party, reason: text },
        actor: secretary,
      },
      { command: { type: 'CloseMeasure', measureId, as: 'implemented' }, actor: secretary },
      {
        command: {
          type: 'CloseMeasure',
          measureId,
          as: 'partly-implemented',
          ground: text,
          authority,
          effectReview: { on, reviewerId: secretary.id },
        },
        actor: leader,
      },
      {
        command: {
          type: 'ReopenMeasure',
          measureId,
          reason: text,
          itemIds: item === undefined ? [] : [itemId],
          deadline: { on },
        },
        actor: leader,
      },
      {
        command: {
          type: 'RecordEffectReview',
          measureId,
          result: other % 2 === 0 ? 'worked' : 'partly',
          text,
        },
        actor: secretary,
      },
      {
        command: {
          type: 'ChangeLadder',
          planId,
          ladder: { ...defaultLadder, beforeDays: [other % 20] },
          reason: text,
        },
        actor: secretary,
      },
      {
        command: {
          type: 'RevisePlan',
          planId,
          fields: { title: text, periodEnd: on, evidenceRequired: false },
        },
        actor: secretary,
      },
      { command: { type: 'DefineThemes', planId, themes: [{ title: text }] }, actor: secretary },
      {
        command: {
          type: 'DefineGoals',
          planId,
          goals: [
            { title: text, subGoals: [{ title: text, about: text, indicators: [{ name: 'a', unit: '%' }] }] },
          ],
        },
        actor: secretary,
      },
      {
        command: { type: 'JoinMeasures', planId, measureIds: measures.map(({ id }) => id) },
        actor: secretary,
      },
      {
        command: {
          type: 'RegisterMeasures',
          planId,
          measures: [
            { title: `t ${text}`, text, subPoints: [{ text }], reviewOn: on, predecessorId: measureId },
            { title: `u ${text}`, text, responsible: { mode: 'each', partyIds: [group] }, deadline: { on } },
          ],
        },
        actor: secretary,
      },
      {
        command: {
          type: 'RegisterMeasures',
          planId,
          measures: [{ title: `v ${text}`, text, deadline: { on } }],
        },
        actor: secretary,
      },
      {
        command: { type: 'SetCrossReferences', measureId, measureIds: measures.slice(1).map(({ id }) => id) },
        actor: secretary,
      },
      { command: { type: 'AddMember', groupId: group, partyId: party, from: on }, actor: secretary },
      {
        command: { type: 'EndMembership', groupId: group, partyId: party, to: on, reason: text },
        actor: secretary,
      },
      {
        command: { type: 'AddMember', groupId: group, partyId: party, from: on.slice(0, 8) + '28' },
        actor: secretary,
      },
      {
        command: {
          type: 'AnswerDeparture',
          groupId: group,
          partyId: party,
          answer: other % 2 === 0 ? 'keep' : 'waive',
          reason: text,
        },
        actor: secretary,
      },
      { command: { type: 'KeepMemberships', groupId: group }, actor: secretary },
      {
        command: {
          type: 'ReviseParty',
          partyId: party,
          fields: { name: `D ${text}`, ours: other % 2 === 0 },
        },
        actor: secretary,
      },
      { command: { type: 'ClosePlan', planId, authority, note: text }, actor: leader },
    ];
    const chosen = every[what % every.length];
    if (chosen === undefined) throw new Error('There is always something to try');
    return chosen;
  }

  function isReported({ state }: { state: string }): boolean {
    return state === 'reported-done';
  }
});

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reportWorkflowId } from '#domain/contracts/workflows.js';
import { addDays, addWorkingDays, osloInstant, workingDayOnOrBefore } from '#domain/follow-up/calendar.js';
import type { MeasureId, PlainDate, ReportId } from '#domain/ids.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { NotificationStore } from '#record/notifications/notification.store.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { describeWithSkippedTime } from '../support/time-skipping.js';
import { until } from '../support/until.js';
import type { RecordFixture } from './record-fixture.js';
import { TimeSkippingFixture } from './time-skipping-fixture.js';
import '../support/quiet-runtime.js';

// Next year's, so that they lie ahead whenever this runs.
const year = new Date().getFullYear() + 1;
const firstDate = `${year}-03-04`;
/** The second falls on 4 June by the calendar, and is moved by a week. */
const secondDate = `${year}-06-11`;

describeWithSkippedTime('Two quarters, on the real record', () => {
  let skipped: TimeSkippingFixture;
  let fixture: RecordFixture;
  let measures: MeasureId[];

  beforeAll(async () => {
    skipped = await TimeSkippingFixture.open(noon(`${year}-02-01`));
    ({ fixture } = skipped);
  });
  afterAll(() => skipped.close());

  const noon = (day: PlainDate) => osloInstant(day, '12:00');
  const passTo = (day: PlainDate) => skipped.passUntil(noon(day));

  interface ReportState {
    id: ReportId;
    number: number;
    state: string;
    reporting_date: PlainDate;
  }
  const reports = (): Promise<ReportState[]> =>
    fixture.dataSource.query<ReportState[]>(
      'SELECT id, number, state, reporting_date::text FROM report ORDER BY number',
    );
  const states = async (): Promise<string[]> =>
    (await reports()).map(({ number, state }) => `${number} ${state}`);
  const reportId = async (number: number): Promise<ReportId> =>
    (await reports()).find((report) => report.number === number)?.id ?? '';

  async function frozen(
    number: number,
  ): Promise<{ canonical: string; sha256: string; content: StatusReport }> {
    const [row] = await fixture.dataSource.query<{ canonical: string; sha256: string }[]>(
      `SELECT canonical, encode(sha256, 'hex') AS sha256 FROM report_snapshot
        WHERE report_id = $1 AND audience = 'internal' AND edition = 1`,
      [await reportId(number)],
    );
    if (row === undefined) throw new Error(`Report ${number} is not frozen`);
    return { ...row, content: JSON.parse(row.canonical) as StatusReport };
  }

  /** Of the report's questions: which day, about which measure. */
  async function asked(): Promise<string[]> {
    const rows = await fixture.dataSource.query<{ line: string }[]>(
      `SELECT o.due_on || ' ' || m.number AS line FROM obligation o JOIN measure m ON m.id = o.measure_id
        WHERE o.kind = 'report-update' ORDER BY o.due_on, m.number`,
    );
    return rows.map(({ line }) => line);
  }

  async function waitedFor(): Promise<string[]> {
    const rows = await fixture.dataSource.query<{ line: string }[]>(
      `SELECT o.due_on || ' ' || o.kind || ' → ' || p.name AS line FROM obligation o JOIN person p ON p.id = recipient_id
        WHERE report_id IS NOT NULL ORDER BY o.due_on, o.kind`,
    );
    return rows.map(({ line }) => line);
  }

  /** The person's message of the day, as the round would send it. */
  const morning = (person: { id: string }, date: PlainDate) =>
    new NotificationStore(fixture.dataSource).prepareMorning(
      person.id,
      date,
      new Date(skipped.nowMs).toISOString(),
    );

  const update = (measureId: MeasureId | undefined, text: string) =>
    fixture.does(
      { type: 'UpdateStatus', measureId: measureId ?? '', progress: 'under-way', text },
      fixture.people.secretary,
    );

  const firstAsk = workingDayOnOrBefore(addDays(firstDate, -14));
  const secondAsk = workingDayOnOrBefore(addDays(firstDate, -7));

  test('the first: asked, asked again, locked as its day ends', async () => {
    measures = await fixture.register(3, `${year}-05-03`);
    await fixture.adopt();
    const reporting = { cadenceMonths: 3, firstOn: firstDate, language: 'nb' } as const;
    await fixture.does({ type: 'SetReporting', planId: fixture.planId, reporting });

    await passTo(addDays(firstAsk, -1));
    expect([await states(), await asked()]).toEqual([[], []]);
    await passTo(firstAsk);
    expect(await states()).toEqual(['1 open']);
    expect(await asked()).toEqual([`${firstAsk} 1`, `${firstAsk} 2`, `${firstAsk} 3`]);
    const letter = await morning(fixture.people.owner, firstAsk);
    expect(letter?.facts.entries.map(({ kind, number, answerBy }) => [kind, number, answerBy])).toEqual(
      ['1.1', '2.1', '3.1'].map((number) => ['report-update', number, firstDate]),
    );
    await update(measures[0], 'Bestilt.');

    await passTo(secondAsk);
    expect((await asked()).slice(3)).toEqual([`${secondAsk} 2`, `${secondAsk} 3`]);

    await passTo(firstDate);
    expect(await states()).toEqual(['1 open']);
    await passTo(addDays(firstDate, 1));
    expect(await states()).toEqual(['1 locked']);
    const { content } = await frozen(1);
    expect(content.edition).toMatchObject({ number: 1, lockedBy: 'schedule' });
    expect(content.period).toEqual({ from: `${year}-02-01`, to: firstDate });
    expect(content.answers).toMatchObject([{ partyName: 'Vestdal vannverk', answer: { kind: 'answered' } }]);
    expect(content.sinceLast).toBeUndefined();
  });

  test('the secretariat is reminded of the release, leadership of the report, and who was asked of the answer', async () => {
    const releaseBy = addWorkingDays(firstDate, 1);
    const againBy = addWorkingDays(firstDate, 6);
    await passTo(againBy);
    expect(await waitedFor()).toEqual([
      `${releaseBy} report-release-wanted → Siri Nordmann`,
      `${againBy} report-release-wanted → Siri Nordmann`,
    ]);
    const letter = await morning(fixture.people.secretary, againBy);
    // One reminder speaks for the earlier ones.
    expect(letter?.facts.reports).toEqual([
      { kind: 'report-release-wanted', planNumber: 1, planTitle: expect.any(String), number: 1 },
    ]);
    const id = await reportId(1);
    await fixture.does({ type: 'ReleaseReport', reportId: id });
    const acknowledgeBy = addWorkingDays(againBy, 1);
    await passTo(acknowledgeBy);
    const { leader, owner } = fixture.people;
    const authority = { kind: 'leader' } as const;
    const questions = [{ text: 'Hva venter dere på?', responsibleId: owner.id }];
    await fixture.does({ type: 'ReturnReport', reportId: id, authority, questions }, leader);
    const answerBy = addWorkingDays(acknowledgeBy, 1);
    await passTo(answerBy);
    expect((await waitedFor()).slice(2)).toEqual([
      `${acknowledgeBy} report-acknowledgement-wanted → Leif Nordmann`,
      `${answerBy} report-answer-wanted → Ola Nordmann`,
    ]);
    const [question] = await fixture.dataSource.query<{ id: string }[]>(
      `SELECT details #>> '{questions,0,id}' AS id FROM report WHERE id = $1`,
      [id],
    );
    const answer = { questionId: question?.id ?? '', text: 'Utstyret.' };
    await fixture.does({ type: 'AnswerQuestion', reportId: id, ...answer }, owner);
    await fixture.does({ type: 'AcknowledgeReport', reportId: id, authority }, leader);
    expect(await states()).toEqual(['1 acknowledged']);
    expect((await morning(owner, answerBy))?.facts.reports ?? []).toEqual([]);
    const told: readonly [email: string, text: string][] = [
      ['leif@example.no', 'Statusrapport 1 er frigitt.'],
      ['ola@example.no', 'Spørsmål 1: «Hva venter dere på?»'],
      ['siri@example.no', 'Statusrapport 1 er tatt til etterretning.'],
    ];
    for (const [email, text] of told) {
      await until(`${email} is told`, async () =>
        (await skipped.slack.messagesTo(email)).some((message) => message.text.includes(text)),
      );
    }
  });

  test('the second: moved with the calendar, and different from the first as what was done says', async () => {
    const first = await frozen(1);
    const reporting = { cadenceMonths: 3, firstOn: secondDate, language: 'nb' } as const;
    await passTo(`${year}-04-01`);
    await fixture.does({
      type: 'SetReporting',
      planId: fixture.planId,
      reporting,
      reason: 'Ledermøtet er flyttet.',
    });
    const [moved, late, done] = measures;
    await fixture.does({
      type: 'SetDeadline',
      measureId: moved ?? '',
      on: `${year}-09-01`,
      reason: 'Leverandøren er forsinket.',
    });
    await update(late, 'Et svar etter fristen.');
    await fixture.reportDone(done ?? '');
    await fixture.signOff(done ?? '');
    await fixture.closeMeasure(done ?? '');
    const [added = ''] = await fixture.register(1, `${year}-12-01`);
    await fixture.does(
      { type: 'AcceptMeasure', measureId: added, authority: { kind: 'leader' } },
      fixture.people.leader,
    );

    await passTo(`${year}-06-05`);
    expect(await states()).toEqual(['1 acknowledged', '2 open']);
    await passTo(addDays(secondDate, 1));
    expect((await reports()).map(({ reporting_date: date, state }) => [date, state])).toEqual([
      [firstDate, 'acknowledged'],
      [secondDate, 'locked'],
    ]);

    const { content } = await frozen(2);
    const { sinceLast } = content;
    expect(sinceLast?.registered.map(({ number }) => number)).toEqual([4]);
    expect(sinceLast?.closed).toMatchObject([{ number: 3, as: 'implemented', on: `${year}-04-01` }]);
    expect(sinceLast?.newlyLate).toMatchObject([{ number: 2, wasLate: false }]);
    expect(sinceLast?.newlyLate).toHaveLength(1);
    expect(sinceLast?.deadlinesMoved).toMatchObject([
      {
        number: '1',
        from: `${year}-05-03`,
        to: `${year}-09-01`,
        on: `${year}-04-01`,
        reason: 'Leverandøren er forsinket.',
        count: 1,
      },
    ]);
    expect(sinceLast?.reopened).toEqual([]);
    // Heard of after the lock and before it was asked again: a late answer to the first.
    expect(content.answers).toMatchObject([{ answer: { kind: 'answered-late', askedForReport: 1 } }]);
    expect(content.period).toEqual({ from: addDays(firstDate, 1), to: secondDate });
    expect(content.edition).toMatchObject({ previous: { number: 1, version: 1, sha256: first.sha256 } });

    expect(await frozen(1)).toEqual(first);
    expect(createHash('sha256').update(first.canonical).digest('hex')).toBe(first.sha256);
    const differences: Difference[] = [];
    const now = new Date(skipped.nowMs).toISOString();
    await verifyRecord(fixture.dataSource, (difference) => differences.push(difference), now);
    expect(differences).toEqual([]);
    const { status } = await skipped.client.workflow.getHandle(reportWorkflowId(fixture.planId)).describe();
    expect(status.name).toBe('RUNNING');
  });
});

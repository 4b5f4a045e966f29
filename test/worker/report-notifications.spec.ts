import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageActivities } from '#domain/contracts/activities.js';
import type { ReportCommand } from '#domain/report/report.commands.js';
import type { Actor } from '#domain/roles/actor.js';
import { shownBlocks } from '#messages/slack/shown-blocks.js';
import { SlackClient } from '#messages/slack/slack-client.js';
import { NotificationStore } from '#record/notifications/notification.store.js';
import { PostingStore } from '#record/notifications/posting.store.js';
import { freePort } from '../../local/free-port.js';
import { SlackWorkspace } from '../../local/slack.js';
import { inActivity } from './in-activity.js';
import { fixturePeople, RecordFixture } from './record-fixture.js';

const leader = { kind: 'leader' } as const;

/** What people do with a report, and what the others hear of it, on the real record and a real workspace. */
describe('A report, told at once', () => {
  let fixture: RecordFixture;
  let slack: SlackWorkspace;
  let activities: MessageActivities;
  let nowMs: number;
  let reportId: string;

  beforeAll(async () => {
    slack = await SlackWorkspace.start({
      port: await freePort(),
      people: fixturePeople,
      botToken: 'xoxb-told',
      signingSecret: 'a secret of this test',
    });
  });
  afterAll(() => slack.stop());

  /** A report that was locked last night. */
  beforeEach(async () => {
    nowMs = Date.parse('2026-02-20T09:00:00.000Z');
    fixture = await RecordFixture.open(() => nowMs);
    activities = inActivity({
      store: new NotificationStore(fixture.dataSource),
      posting: new PostingStore(fixture.dataSource),
      slack: new SlackClient({ botToken: slack.botToken, apiUrl: slack.apiUrl }),
      publicUrl: 'http://localhost:3000',
      languages: ['nb'],
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    await fixture.register(2, '2026-05-03');
    await fixture.adopt();
    const { planId } = fixture;
    const reporting = { cadenceMonths: 3, firstOn: '2026-03-04', language: 'nb' } as const;
    await fixture.does({ type: 'SetReporting', planId, reporting });
    const { changed } = await fixture.does({ type: 'OpenReport', planId });
    reportId = changed[0]?.id ?? '';
    nowMs = Date.parse('2026-03-04T22:46:00.000Z');
    await fixture.does({ type: 'LockReport', planId, reportId });
    await fixture.dataSource.query('DELETE FROM relay_message');
    nowMs = Date.parse('2026-03-05T09:00:00.000Z');
  });
  afterEach(() => fixture.close());

  interface Queued {
    id: string;
    name: string;
    not_before: Date | null;
  }
  const queued = (): Promise<Queued[]> =>
    fixture.dataSource.query(
      `SELECT m.id, p.name, m.not_before FROM relay_message m JOIN person p ON p.id = m.person_id
        WHERE m.kind = 'told' ORDER BY p.name`,
    );

  /** Gives the command; sends what it queued, each twice. @returns who was to be told */
  async function does(command: ReportCommand, actor: Actor): Promise<string[]> {
    await fixture.does(command, actor);
    const messages = await queued();
    for (const { id } of [...messages, ...messages]) await activities.tellNow(id);
    await fixture.dataSource.query('DELETE FROM relay_message');
    return messages.map(({ name }) => name);
  }

  const posted = async (who: string): Promise<string[]> =>
    (await slack.messagesTo(`${who}@example.no`)).map(({ blocks }) => shownBlocks(blocks as object[]));

  const asks = (): ReportCommand => ({
    type: 'ReturnReport',
    reportId,
    authority: leader,
    comment: 'Vi tar den opp igjen på neste møte.',
    questions: [{ text: 'Hva venter dere på?', responsibleId: fixture.people.owner.id }],
  });
  const questionId = async (): Promise<string> => {
    const [question] = await fixture.dataSource.query<{ id: string }[]>(
      `SELECT details #>> '{questions,0,id}' AS id FROM report WHERE id = $1`,
      [reportId],
    );
    return question?.id ?? '';
  };

  test('released, sent back, answered, acknowledged, corrected: each hears once what the other did', async () => {
    const { secretary, leader: leif, owner } = fixture.people;
    const seen = { ola: (await posted('ola')).length, siri: (await posted('siri')).length };
    expect(await does({ type: 'ReleaseReport', reportId, note: 'Se tiltak 2.' }, secretary)).toEqual([
      'Leif Nordmann',
    ]);
    expect(await posted('leif')).toEqual([
      [
        '*Statusrapport 1 er frigitt.*',
        'Sekretariatet skriver: «Se tiltak 2.»',
        'Ta rapporten til etterretning, eller send den tilbake med spørsmål.',
        'Tiltaksplan etter vannutbruddet',
        '[Åpne]',
      ].join('\n'),
    ]);

    expect(await does(asks(), leif)).toEqual(['Ola Nordmann', 'Siri Nordmann']);
    expect((await posted('ola')).length).toBe(seen.ola + 1);
    expect((await posted('ola'))[0]).toContain('Spørsmål 1: «Hva venter dere på?»');
    expect((await posted('siri'))[0]).toContain('*Statusrapport 1 er sendt tilbake med et spørsmål.*');

    const answer = { questionId: await questionId(), text: 'Utstyret er bestilt.' };
    expect(await does({ type: 'AnswerQuestion', reportId, ...answer }, owner)).toEqual(['Leif Nordmann']);
    expect((await posted('leif'))[0]).toContain('Svar: «Utstyret er bestilt.»\nAlle spørsmål er besvart.');

    const comment = 'Godt arbeid.';
    const acknowledges = { type: 'AcknowledgeReport', reportId, authority: leader, comment } as const;
    expect(await does(acknowledges, leif)).toEqual(['Siri Nordmann']);
    expect((await posted('siri'))[0]).toContain('Ledelsen skriver: «Godt arbeid.»');

    const correction = { what: 'Tiltak 2 var i gang.', why: 'Svaret ble oversett.' };
    await fixture.does({ type: 'CorrectReport', planId: fixture.planId, reportId, ...correction });
    expect(await does({ type: 'ReleaseReport', reportId }, secretary)).toEqual(['Leif Nordmann']);
    expect((await posted('leif'))[0]).toContain('Rettelsen: «Tiltak 2 var i gang.»');
    expect([(await posted('leif')).length, (await posted('siri')).length]).toEqual([3, seen.siri + 2]);
  });

  test('the date is moved to before what people were told: each who is asked is told again, or nothing moves', async () => {
    const { secretary } = fixture.people;
    nowMs = Date.parse('2026-05-21T09:00:00.000Z');
    const { planId } = fixture;
    await fixture.does({ type: 'OpenReport', planId });
    const moveTo = (firstOn: string, tellAgain?: true) =>
      ({
        type: 'SetReporting',
        planId,
        reporting: { cadenceMonths: 3, firstOn, language: 'nb' },
        reason: 'Ledermøtet er flyttet.',
        ...(tellAgain === undefined ? {} : { tellAgain }),
      }) as const;
    const refusals = [moveTo('2026-05-21', true), moveTo('2026-06-02')].map((command) =>
      expect(fixture.does(command, secretary)).rejects.toMatchObject({
        type: 'reporting-date-told',
        // Whit Monday is no working day.
        extra: { told: '2026-06-04', earliest: '2026-05-29' },
      }),
    );
    await Promise.all(refusals);
    expect(await queued()).toEqual([]);

    const before = (await posted('ola')).length;
    await fixture.does(moveTo('2026-06-02', true), secretary);
    const messages = await queued();
    expect(messages.map(({ name }) => name)).toEqual(['Ola Nordmann']);
    for (const { id } of [...messages, ...messages]) await activities.tellNow(id);
    expect((await posted('ola')).length).toBe(before + 1);
    expect((await posted('ola'))[0]).toBe(
      [
        '*Fristen for å svare til statusrapport 2 er flyttet til 2. juni.*',
        'Sekretariatet skriver: «Ledermøtet er flyttet.»',
        'Meld status på punktene dine innen da, hvis du ikke har gjort det.',
        'Tiltaksplan etter vannutbruddet',
        '[Åpne]',
      ].join('\n'),
    );

    // Who has handed everything over before the message leaves is told nothing of it.
    await fixture.dataSource.query('DELETE FROM relay_message');
    await fixture.does(moveTo('2026-06-09'), secretary);
    const [waiting] = await queued();
    await fixture.does({ type: 'ReviseParty', partyId: fixture.partyId, fields: { contactPersonId: null } });
    await activities.tellNow(waiting?.id ?? '');
    expect((await posted('ola')).filter((text) => text.includes('flyttet til 9. juni'))).toEqual([]);
  });

  test('a published report that is taken back: leadership and the secretariat hear at once, and what to do', async () => {
    const { secretary, leader: leif } = fixture.people;
    await does({ type: 'ReleaseReport', reportId }, secretary);
    await fixture.does({ type: 'PublishReport', reportId, authority: leader }, leif);
    const [measure] = await fixture.dataSource.query<{ id: string }[]>(
      'SELECT id FROM measure ORDER BY number',
    );
    const restricts = {
      type: 'ReviseMeasure',
      measureId: measure?.id ?? '',
      access: { kind: 'restricted', legalBasis: 'offl. § 24' },
      material: false,
      reason: 'Sårbarheten i vannverket.',
    } as const;
    await fixture.does(restricts, secretary);
    // Also whoever restricted it: that the report went down with it, they may not have known.
    const messages = await queued();
    expect(messages.map(({ name }) => name)).toEqual(['Leif Nordmann', 'Siri Nordmann']);
    for (const { id } of [...messages, ...messages]) await activities.tellNow(id);
    await fixture.dataSource.query('DELETE FROM relay_message');
    const [told = ''] = await posted('leif');
    expect(told).toContain('Den publiserte statusrapport 1 er tatt ned');
    expect(told).toContain('Sekretariatet retter rapporten og frigir den.');
    expect(told).not.toMatch(/Sårbarheten|offl/u);
    // Once: what is restricted again takes nothing down that is down already.
    nowMs += 60_000;
    await fixture.does({ ...restricts, access: { kind: 'restricted', legalBasis: 'offl. § 21' } }, secretary);
    expect((await queued()).filter(({ name }) => name === 'Leif Nordmann')).toEqual([]);
  });

  test('what is overtaken by the morning is not sent', async () => {
    nowMs = Date.parse('2026-03-05T18:00:00.000Z');
    await fixture.does({ type: 'ReleaseReport', reportId });
    const [released] = await queued();
    expect(released?.not_before?.toISOString()).toBe('2026-03-06T06:00:00.000Z');
    await fixture.does({ type: 'AcknowledgeReport', reportId, authority: leader }, fixture.people.leader);
    const before = (await posted('leif')).length;
    await activities.tellNow(released?.id ?? '');
    expect((await posted('leif')).length).toBe(before);
    const states = await fixture.dataSource.query(
      `SELECT state FROM notification WHERE recipient_id = $1 AND kind = 'told'`,
      [fixture.people.leader.id],
    );
    expect(states).toContainEqual({ state: 'overtaken' });
  });

  test('where something in the plan is restricted, Slack gets the number and the link', async () => {
    const [measure] = await fixture.dataSource.query<{ id: string }[]>('SELECT id FROM measure LIMIT 1');
    await fixture.does({
      type: 'ReviseMeasure',
      measureId: measure?.id ?? '',
      access: { kind: 'restricted', legalBasis: 'offl. § 24' },
      material: false,
      reason: 'Teksten røper en svakhet.',
    });
    await fixture.dataSource.query('DELETE FROM relay_message');
    await does({ type: 'ReleaseReport', reportId }, fixture.people.secretary);
    await does(asks(), fixture.people.leader);
    expect((await posted('ola'))[0]).toBe(
      [
        '*Ledelsen spør deg om statusrapport 1.*',
        'Åpne rapporten og svar der.',
        'Tiltaksplan etter vannutbruddet',
        '[Åpne]',
      ].join('\n'),
    );
  });

  test('a morning message that asked for it is brought up to date', async () => {
    const store = new NotificationStore(fixture.dataSource);
    await fixture.dataSource.query(
      `INSERT INTO obligation (id, report_id, kind, due_on, recipient_role, recipient_id, demanded_at)
       VALUES (gen_random_uuid(), $1, 'report-release-wanted', '2026-03-05', 'case-officer', $2, now())`,
      [reportId, fixture.people.secretary.id],
    );
    const letter = await store.prepareMorning(
      fixture.people.secretary.id,
      '2026-03-05',
      '2026-03-05T07:00:00.000Z',
    );
    if (letter === undefined) throw new Error('There is something to say');
    const standing = { channel: 'D1', ts: '1.1' };
    await new PostingStore(fixture.dataSource).markSent(letter, standing, '2026-03-05T07:00:01.000Z');
    await fixture.does({ type: 'ReleaseReport', reportId });
    const refreshes = await fixture.dataSource.query(
      `SELECT notification_id FROM relay_message WHERE kind = 'refresh'`,
    );
    expect(refreshes).toEqual([{ notification_id: letter.notificationId }]);
  });
});

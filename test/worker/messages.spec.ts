import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { MessageActivities } from '#domain/contracts/activities.js';
import { addDays, osloDate, workingDayOnOrAfter } from '#domain/follow-up/calendar.js';
import { sameDayAgain } from '#domain/follow-up/notification-hours.js';
import type { MeasureId } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import { SlackClient } from '#messages/slack/slack-client.js';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { sealed } from '#record/identity/identity.rows.js';
import { listMessagesAbout } from '#record/notifications/message.query.js';
import { secretariatWaiting } from '#record/start/start-page.query.js';
import { NotificationStore } from '#record/notifications/notification.store.js';
import { PostingStore } from '#record/notifications/posting.store.js';
import type { Log } from '../../apps/worker/src/log.js';
import { freePort } from '../../local/free-port.js';
import { SlackWorkspace } from '../../local/slack.js';
import { SlackProxy } from '../support/slack-proxy.js';
import { inActivity } from './in-activity.js';
import { fixturePeople, RecordFixture } from './record-fixture.js';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const dayMs = 86_400_000;
const ola = 'ola@example.no';

/** The activities that write to people, on the real record and a real workspace. */
describe('What goes out to people', () => {
  let fixture: RecordFixture;
  let slack: SlackWorkspace;
  let line: SlackProxy;
  let store: NotificationStore;
  let followUp: FollowUpStore;
  let activities: MessageActivities;
  let nowMs: number;
  /** The working day on which the measures' deadline is today. */
  let date: string;

  beforeAll(async () => {
    slack = await SlackWorkspace.start({
      port: await freePort(),
      people: fixturePeople,
      botToken: 'xoxb-messages',
      signingSecret: 'a secret of this test',
    });
  });
  afterAll(() => slack.stop());

  beforeEach(async () => {
    nowMs = Date.now() - 20 * dayMs;
    fixture = await RecordFixture.open(() => nowMs);
    line = await SlackProxy.open(slack.apiUrl);
    store = new NotificationStore(fixture.dataSource);
    followUp = new FollowUpStore(fixture.dataSource);
    activities = inActivity({
      store,
      posting: new PostingStore(fixture.dataSource),
      slack: new SlackClient({ botToken: slack.botToken, apiUrl: line.apiUrl }),
      publicUrl: 'http://localhost:3000',
      languages: ['nb', 'nn'],
      log: quiet,
    });
    date = workingDayOnOrAfter(osloDate(new Date().toISOString()));
  });
  afterEach(async () => {
    await line.close();
    await fixture.close();
  });

  const posts = (): number => line.callsOf('chat.postMessage').length;
  const owner = (): string => fixture.people.owner.id;

  /** Measures whose deadline is `date`, demanded on that day. */
  async function dueToday(count: number): Promise<MeasureId[]> {
    const measures = await fixture.register(count, date);
    await fixture.adopt();
    nowMs = Date.now();
    for (const id of measures) await followUp.demandDue(id, `${date}T05:00:00.000Z`);
    return measures;
  }

  async function stateOfMessages(): Promise<string[]> {
    const rows = await fixture.dataSource.query<{ state: string; attempts: number }[]>(
      `SELECT state, attempts FROM notification WHERE kind = 'morning' ORDER BY created_at`,
    );
    return rows.map(({ state, attempts }) => `${state} ${attempts}`);
  }

  test('one message for everything that is due, and none the second time', async () => {
    const before = (await slack.messagesTo(ola)).length;
    const [first = ''] = await dueToday(3);
    await activities.sendMorningMessage(owner(), date);
    await activities.sendMorningMessage(owner(), date);
    const messages = await slack.messagesTo(ola);
    expect(messages.length).toBe(before + 1);
    expect(JSON.stringify(messages[0]?.blocks)).toMatch(/1\.1.*2\.1.*3\.1/s);
    expect(await stateOfMessages()).toEqual(['sent 1']);
    const about = await listMessagesAbout(fixture.dataSource, first, { limit: 10 });
    expect(about.find(({ kind }) => kind === 'morning')).toMatchObject({
      state: 'sent',
      recipientName: 'Ola Nordmann',
      day: date,
      itemIds: [await fixture.itemOf(first)],
    });
  });

  test('a message is in the language its reader has chosen, and is brought up to date in the one they choose next', async () => {
    const [first = ''] = await dueToday(1);
    const chooses = (language: 'nn' | null) =>
      fixture.commands.handle({ type: 'RevisePerson', personId: owner(), language }, fixture.people.owner);
    await chooses('nn');
    await activities.sendMorningMessage(owner(), date);
    const told = async () => (await slack.messagesTo(ola))[0];
    expect((await told())?.text).toMatch(/^God morgon, Ola\./u);
    await chooses(null);
    const [row] = await fixture.dataSource.query<{ id: string }[]>(
      `SELECT id FROM notification WHERE kind = 'morning' ORDER BY created_at DESC LIMIT 1`,
    );
    await fixture.reportDone(first);
    await activities.refreshMessage(row?.id ?? '');
    expect((await told())?.text).toMatch(/^God morgen, Ola\./u);
  });

  test('what was done before the message is left out; when all was, nothing is sent', async () => {
    const [first = '', second = ''] = await dueToday(2);
    await fixture.reportDone(first);
    await fixture.reportDone(second);
    await activities.sendMorningMessage(owner(), date);
    expect(posts()).toBe(0);
    expect(await stateOfMessages()).toEqual([]);
    expect(await followUp.ownersDue(date, undefined, 10)).toEqual([]);
  });

  test('an answer lost on the way back leads to no second message', async () => {
    await dueToday(1);
    const before = (await slack.messagesTo(ola)).length;
    line.disturb('chat.postMessage', { kind: 'answer-lost' });
    await expect(activities.sendMorningMessage(owner(), date)).rejects.toThrow(/not answered for/);
    expect(await stateOfMessages()).toEqual(['failed 1']);
    await activities.sendMorningMessage(owner(), date);
    expect((await slack.messagesTo(ola)).length).toBe(before + 1);
    expect(await stateOfMessages()).toEqual(['sent 2']);
  });

  test('Slack’s own wait is obeyed', async () => {
    await dueToday(1);
    line.disturb('chat.postMessage', { kind: 'rate-limited', retryAfterS: 17 }, 5);
    const failure = await activities.sendMorningMessage(owner(), date).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect((failure as ApplicationFailure).nextRetryDelay).toBe(17_000);
  });

  test('a person Slack can’t reach is seen by the secretariat, and what is due stays due', async () => {
    const [measureId = ''] = await dueToday(1);
    line.disturb('users.lookupByEmail', { kind: 'refused', error: 'users_not_found' });
    const missed = await activities.sendMorningMessage(owner(), date);
    expect(missed).toBeDefined();
    const stillToday = sameDayAgain(new Date().toISOString(), 1) !== undefined;
    expect(missed?.tryAgainAt !== undefined).toBe(stillToday);
    expect(await notArrived()).toEqual(['Ola Nordmann morning users_not_found']);
    expect(await followUp.ownersDue(date, undefined, 10)).toEqual([owner()]);
    const nextDay = workingDayOnOrAfter(addDays(date, 1));
    await followUp.demandDue(measureId, `${nextDay}T05:00:00.000Z`);
    await activities.sendMorningMessage(owner(), nextDay);
    expect(await notArrived()).toEqual([]);
  });

  const bente = 'bente@example.no';
  /** Binds the Slack user who has the address to the person, as their first press does. */
  async function presses(person: Actor, email: string): Promise<string> {
    const account = { issuer: 'slack:T000000001', subject: await slack.userId(email) };
    const identityId = randomUUID();
    await fixture.does(
      { type: 'BindIdentity', personId: person.id, identityId, ...account, ...sealed(account) },
      person,
    );
    return identityId;
  }
  const readdresses = (person: Actor, email: string) =>
    fixture.does({ type: 'RevisePerson', personId: person.id, email });
  const inbox = async () => ({
    ola: (await slack.messagesTo(ola)).length,
    bente: (await slack.messagesTo(bente)).length,
  });

  test('it goes to the user who is bound, whoever has the address by now', async () => {
    const { owner: olaHimself, boss } = fixture.people;
    await presses(olaHimself, ola);
    await readdresses(boss, 'bente.ny@example.no');
    await readdresses(olaHimself, bente);
    const before = await inbox();
    await dueToday(1);
    await activities.sendMorningMessage(owner(), date);
    expect(await inbox()).toEqual({ ...before, ola: before.ola + 1 });
  });

  test('it does not go to an address that is another’s, and the secretariat sees it', async () => {
    const { owner: olaHimself, boss } = fixture.people;
    await presses(boss, bente);
    await readdresses(boss, 'bente.ny@example.no');
    await readdresses(olaHimself, bente);
    const before = await inbox();
    await dueToday(1);
    await activities.sendMorningMessage(owner(), date);
    expect(await inbox()).toEqual(before);
    expect(await notArrived()).toContain('Ola Nordmann morning address_is_anothers');
  });

  test('a person is told where they were reached before, that address or log-in was changed', async () => {
    const { owner: olaHimself, boss } = fixture.people;
    const told = async (): Promise<string> => {
      const [last] = await fixture.dataSource.query<{ key: string }[]>(
        `SELECT key FROM notification WHERE kind = 'told' AND recipient_id = $1 ORDER BY id DESC LIMIT 1`,
        [olaHimself.id],
      );
      await activities.tellNow(last?.key.replace('told/', '') ?? '');
      return (await slack.messagesTo(ola))[0]?.text ?? '';
    };
    await readdresses(boss, 'bente.ny@example.no');
    await readdresses(olaHimself, bente);
    expect(await told()).toMatch(/^E-postadressen din i Kvittert ble endret av sekretariatet\./u);
    await readdresses(olaHimself, ola);
    const identityId = await presses(olaHimself, ola);
    const before = await inbox();
    await fixture.does({
      type: 'ReleaseIdentity',
      personId: olaHimself.id,
      identityId,
      reason: 'Ny konto.',
    });
    expect(await told()).toMatch(/^Innloggingen din i Kvittert ble endret: sekretariatet har frigjort/u);
    // Somebody else comes with his address: he is told, and not they.
    await presses(olaHimself, bente);
    expect(await told()).toMatch(/ble endret: en ny konto er knyttet til deg/u);
    expect(await inbox()).toEqual({ ...before, ola: before.ola + 2 });
    const kept = () =>
      fixture.dataSource.query('SELECT 1 FROM identity_notice WHERE person_id = $1', [olaHimself.id]);
    // Told of one change after the other; of the address that was set back he was not.
    expect(await kept()).toHaveLength(1);
    await fixture.does({
      type: 'ReviseParty',
      partyId: fixture.partyId,
      fields: { contactPersonId: fixture.people.boss.id },
    });
    await fixture.does({ type: 'RevisePerson', personId: olaHimself.id, active: false });
    await fixture.does({ type: 'ErasePerson', personId: olaHimself.id, reason: 'Har bedt om det.' });
    expect(await kept()).toEqual([]);
  });

  async function notArrived(): Promise<string[]> {
    const { undelivered } = await secretariatWaiting(fixture.dataSource);
    return undelivered.rows.map(
      ({ recipientName, kind, error }) => `${recipientName} ${kind} ${error ?? ''}`,
    );
  }

  test('a person Slack can’t reach for a while is told within the day, of what the secretariat did too', async () => {
    const [first = ''] = await dueToday(1);
    line.disturb('users.lookupByEmail', { kind: 'refused', error: 'account_inactive' });
    await activities.sendMorningMessage(owner(), date);
    expect(await activities.sendMorningMessage(owner(), date)).toBe(undefined);
    expect(await stateOfMessages()).toEqual(['sent 2']);
    await fixture.reportDone(first);
    await fixture.does({
      type: 'SendBack',
      measureId: first,
      itemId: await fixture.itemOf(first),
      reason: 'Planen mangler varslingslisten for natt.',
    });
    const [queued] = await fixture.dataSource.query<{ id: string }[]>(
      `SELECT m.id FROM relay_message m JOIN notification_item i USING (notification_id) WHERE i.telling = 'sent-back'`,
    );
    line.disturb('users.lookupByEmail', { kind: 'refused', error: 'account_inactive' });
    expect(await activities.tellNow(queued?.id ?? '')).toHaveProperty('tryAgainAt');
    expect(await notArrived()).toEqual(['Ola Nordmann told account_inactive']);
    expect(await activities.tellNow(queued?.id ?? '')).toBe(undefined);
    expect(await notArrived()).toEqual([]);
    expect((await slack.messagesTo(ola))[0]?.text).toContain('Planen mangler varslingslisten for natt.');
  });

  test('that our own app is refused is said of nobody', async () => {
    await dueToday(1);
    line.disturb('users.lookupByEmail', { kind: 'refused', error: 'account_inactive' });
    line.disturb('auth.test', { kind: 'refused', error: 'account_inactive' });
    await expect(activities.sendMorningMessage(owner(), date)).rejects.toThrow(/our app: account_inactive/);
    expect(await stateOfMessages()).toEqual(['failed 1']);
    expect(await notArrived()).toEqual([]);
  });

  test('a message is brought up to date when something in it is done', async () => {
    const [first = ''] = await dueToday(2);
    await activities.sendMorningMessage(owner(), date);
    await fixture.reportDone(first);
    const [queued] = await fixture.dataSource.query<{ notification_id: string }[]>(
      `SELECT notification_id FROM relay_message WHERE kind = 'refresh'`,
    );
    await activities.refreshMessage(queued?.notification_id ?? '');
    const [message] = await slack.messagesTo(ola);
    expect(JSON.stringify(message?.blocks)).toMatch(/[Mm]eldt ferdig/);
    expect(line.callsOf('chat.update')).toHaveLength(1);
  });

  test('who is told what the secretariat did is told once, with the reason', async () => {
    const [first = ''] = await dueToday(1);
    await fixture.reportDone(first);
    await fixture.does({
      type: 'SendBack',
      measureId: first,
      itemId: await fixture.itemOf(first),
      reason: 'Planen mangler varslingslisten for natt.',
    });
    const [queued] = await fixture.dataSource.query<{ id: string }[]>(
      `SELECT m.id FROM relay_message m JOIN notification_item i USING (notification_id) WHERE i.telling = 'sent-back'`,
    );
    await activities.tellNow(queued?.id ?? '');
    await activities.tellNow(queued?.id ?? '');
    expect(posts()).toBe(1);
    const [message] = await slack.messagesTo(ola);
    expect(message?.text).toContain('Planen mangler varslingslisten for natt.');
  });

  test('a telling that has been overtaken is not sent', async () => {
    const [first = ''] = await dueToday(1);
    await fixture.reportDone(first);
    await fixture.does({
      type: 'SendBack',
      measureId: first,
      itemId: await fixture.itemOf(first),
      reason: 'Planen mangler varslingslisten for natt.',
    });
    const [queued] = await fixture.dataSource.query<{ id: string }[]>(
      `SELECT m.id FROM relay_message m JOIN notification_item i USING (notification_id) WHERE i.telling = 'sent-back'`,
    );
    await fixture.reportDone(first);
    await activities.tellNow(queued?.id ?? '');
    expect(posts()).toBe(0);
    const states = await fixture.dataSource.query<{ state: string }[]>(
      `SELECT n.state FROM notification n JOIN notification_item i ON i.notification_id = n.id WHERE i.telling = 'sent-back'`,
    );
    expect(states).toEqual([{ state: 'overtaken' }]);
  });
});

describe('What time demands', () => {
  let fixture: RecordFixture;
  let followUp: FollowUpStore;
  let nowMs: number;

  beforeEach(async () => {
    nowMs = Date.parse('2026-03-02T09:00:00.000Z');
    fixture = await RecordFixture.open(() => nowMs);
    followUp = new FollowUpStore(fixture.dataSource);
  });
  afterEach(() => fixture.close());

  async function demands(measureId: MeasureId): Promise<string[]> {
    const names = new Map(Object.entries(fixture.people).map(([name, { id }]) => [id, name]));
    return (await fixture.demandsOf(measureId)).map(
      ({ due_on, kind, recipient_id }) => `${due_on} ${kind} ${names.get(recipient_id) ?? '?'}`,
    );
  }

  test('goes to the owner, after two weeks to the leader, after a month to leadership; once each', async () => {
    const [measureId = ''] = await fixture.register(1, '2026-03-10');
    await fixture.adopt();
    const days = ['2026-03-10', '2026-03-24', '2026-04-09'];
    for (const day of [...days, ...days]) await followUp.demandDue(measureId, `${day}T04:00:00.000Z`);
    // Of the reminders that nobody was there to demand, each time only the latest.
    expect(await demands(measureId)).toEqual([
      '2026-03-10 deadline-today owner',
      '2026-03-17 deadline-passed owner',
      '2026-03-24 late-told-leader boss',
      '2026-03-31 deadline-passed owner',
      '2026-04-09 late-told-leadership leader',
    ]);
  });

  test('a demand leaves the measure’s version as it was, and says what is next', async () => {
    const [measureId = ''] = await fixture.register(1, '2026-03-20');
    await fixture.adopt();
    const read = async (): Promise<{ version: number; due_version: string }> => {
      const [row] = await fixture.dataSource.query<{ version: number; due_version: string }[]>(
        'SELECT version, due_version FROM measure WHERE id = $1',
        [measureId],
      );
      return row ?? { version: 0, due_version: '0' };
    };
    const before = await read();
    const news = await followUp.demandDue(measureId, '2026-03-06T05:00:00.000Z');
    expect(news?.nextDueAt?.slice(0, 10)).toBe('2026-03-13');
    const after = await read();
    expect(after.version).toBe(before.version);
    expect(Number(after.due_version)).toBe(Number(before.due_version) + 1);
    expect(await followUp.demandDue(measureId, '2026-03-06T05:00:01.000Z')).toEqual(news);
  });

  test('what no workflow demanded is demanded by the round, counted as an alarm and queued for the workflow', async () => {
    const measures = await fixture.register(3, '2026-03-20');
    await fixture.adopt();
    await fixture.dataSource.query('DELETE FROM relay_due');
    const failed: string[] = [];
    const demandAt = (at: string): Promise<unknown> => followUp.demandOverdue(at, (id) => failed.push(id));
    expect(await demandAt('2026-03-20T07:00:00.000Z')).toEqual({ alarms: 3, more: false });
    expect(await demandAt('2026-03-20T07:00:01.000Z')).toEqual({ alarms: 0, more: false });
    expect(failed).toEqual([]);
    for (const measureId of measures) {
      expect(await demands(measureId)).toEqual(['2026-03-20 deadline-today owner']);
    }
    const [queued] = await fixture.dataSource.query<{ count: string }[]>('SELECT count(*) FROM relay_due');
    expect(queued?.count).toBe('3');
  });

  test('a report that no workflow locked is queued for it by the round, and counted as an alarm', async () => {
    await fixture.register(1, '2026-06-01');
    await fixture.adopt();
    const { planId } = fixture;
    const reporting = { cadenceMonths: 3, firstOn: '2026-03-13', language: 'nb' } as const;
    await fixture.does({ type: 'SetReporting', planId, reporting });
    await fixture.does({ type: 'OpenReport', planId });
    const round = async (at: string): Promise<[unknown, unknown[]]> => {
      await fixture.dataSource.query('DELETE FROM relay_report');
      const { alarms } = await followUp.demandOverdue(at, () => undefined);
      return [alarms, await fixture.dataSource.query('SELECT plan_id FROM relay_report')];
    };
    // Its last questions to the owner of the measure were demanded by nobody, either.
    expect(await round('2026-03-13T07:00:00.000Z')).toEqual([1, []]);
    expect(await round('2026-03-13T22:50:00.000Z')).toEqual([0, []]);
    expect(await round('2026-03-16T07:00:00.000Z')).toEqual([1, [{ plan_id: planId }]]);
  });

  test('what the owner reported done and nobody looked at is asked of one who may sign off', async () => {
    const [measureId = ''] = await fixture.register(1, '2026-06-01');
    await fixture.adopt();
    nowMs = Date.parse('2026-03-03T09:00:00.000Z');
    await fixture.reportDone(measureId);
    await followUp.demandDue(measureId, '2026-03-17T05:00:00.000Z');
    expect(await demands(measureId)).toEqual(['2026-03-17 sign-off-wanted secretary']);
  });

  test('a measure the record does not know', async () => {
    expect(await followUp.demandDue('00000000-0000-7000-8000-000000000000', '2026-03-17T05:00:00.000Z')).toBe(
      undefined,
    );
  });
});

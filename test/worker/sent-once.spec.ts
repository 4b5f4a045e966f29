import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { osloDate, workingDayOnOrAfter } from '#domain/follow-up/calendar.js';
import type { PersonId, PlainDate } from '#domain/ids.js';
import { notificationEventType, SlackClient } from '#messages/slack/slack-client.js';
import { NotificationStore } from '#record/notifications/notification.store.js';
import { defaultPatience, PostingStore } from '#record/notifications/posting.store.js';
import { morningKey } from '#record/notifications/notification-keys.js';
import type { MessageParts } from '../../apps/worker/src/activities/message.activities.js';
import { freePort } from '../../local/free-port.js';
import { SlackWorkspace } from '../../local/slack.js';
import { type SlackFault, SlackProxy } from '../support/slack-proxy.js';
import { until } from '../support/until.js';
import { activityEnvironment, inActivity } from './in-activity.js';
import { crowdOf, everybodyIsDue } from './owner-crowd.js';
import { RecordFixture } from './record-fixture.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const dayMs = 86_400_000;
/** More than are in hand at a time, twice over. */
const ownerCount = 20;
const inHand = 8;
const crowd = crowdOf(ownerCount);

/** Whatever Slack does, nobody gets the day's message twice and nobody is left without (ADR 020). */
describe(`The morning message of ${ownerCount} owners`, () => {
  /** As it is at eight in the morning. */
  let due: RecordFixture;
  let fixture: RecordFixture;
  let slack: SlackWorkspace;
  let line: SlackProxy;
  let owners: PersonId[];
  let date: PlainDate;

  beforeAll(async () => {
    slack = await SlackWorkspace.start({
      port: await freePort(),
      people: crowd,
      botToken: 'xoxb-once',
      signingSecret: 'a secret of this test',
    });
    let nowMs = Date.now() - 20 * dayMs;
    due = await RecordFixture.open(() => nowMs);
    date = workingDayOnOrAfter(osloDate(new Date().toISOString()));
    owners = await everybodyIsDue(due, crowd, date);
    nowMs = Date.now();
  });
  afterAll(async () => {
    await due.close();
    await slack.stop();
  });

  beforeEach(async () => {
    await slack.stop();
    await slack.open();
    fixture = await due.copy();
    line = await SlackProxy.open(slack.apiUrl);
  });
  afterEach(async () => {
    await line.close();
    await fixture.close();
  });

  function parts(timeoutMs: number): MessageParts {
    return {
      store: new NotificationStore(fixture.dataSource),
      posting: new PostingStore(fixture.dataSource),
      slack: new SlackClient({ botToken: slack.botToken, apiUrl: line.apiUrl, timeoutMs }),
      publicUrl: 'http://localhost:3000',
      languages: ['nb'],
      log: quiet,
    };
  }

  /** One attempt for each who has not had it. @returns how many have not had it then */
  async function attemptAll(timeoutMs = 30_000): Promise<number> {
    const { sendMorningMessage } = inActivity(parts(timeoutMs));
    const waiting = await unsent();
    const sendNext = async (): Promise<void> => {
      for (let owner = waiting.shift(); owner !== undefined; owner = waiting.shift()) {
        await sendMorningMessage(owner, date).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: inHand }, sendNext));
    return (await unsent()).length;
  }

  /** Every owner's message leaves, and meets this. */
  async function everyMessageMeets(fault: SlackFault): Promise<void> {
    line.disturb('chat.postMessage', fault, ownerCount);
    await until(
      'every message has left',
      async () => {
        await attemptAll(3_000);
        return posts() === ownerCount;
      },
      150_000,
    );
    expect(await unsent()).toHaveLength(ownerCount);
  }

  async function unsent(): Promise<PersonId[]> {
    const sent = await fixture.dataSource.query<{ recipient_id: PersonId }[]>(
      `SELECT recipient_id FROM notification WHERE kind = 'morning' AND state = 'sent'`,
    );
    const done = new Set(sent.map(({ recipient_id }) => recipient_id));
    return owners.filter((owner) => !done.has(owner));
  }

  /** Attempts until nobody is left: after a fault the first may meet a connection that is gone. */
  async function everybodyHasIt(): Promise<void> {
    await until('everybody has had it', async () => (await attemptAll()) === 0);
    expect(await received()).toEqual(one);
  }

  /** What was let go has left so many seconds ago. */
  async function elapsed(seconds: number): Promise<void> {
    const { leavesWithinMs, arrivesWithinMs } = defaultPatience;
    await fixture.dataSource.query(
      `UPDATE notification SET posting_until = clock_timestamp() + make_interval(secs => $1)
        WHERE posting_until IS NOT NULL`,
      [(leavesWithinMs + arrivesWithinMs) / 1000 - seconds],
    );
  }

  async function received(): Promise<number[]> {
    return Promise.all(crowd.map(async ({ email }) => (await slack.messagesTo(email)).length));
  }

  const posts = (): number => line.callsOf('chat.postMessage').length;
  const one = crowd.map(() => 1);

  test('is one message each, when nothing goes wrong; Slack is asked for nothing that the record knows', async () => {
    await everybodyHasIt();
    expect(await attemptAll()).toBe(0);
    expect(posts()).toBe(ownerCount);
    expect(line.callsOf('conversations.history')).toEqual([]);
  });

  test('is one when Slack takes long to deliver, and answers before we give up', async () => {
    line.disturb('chat.postMessage', { kind: 'late' }, ownerCount);
    const attempts = everybodyHasIt();
    for (let delivered = 0; delivered < ownerCount;) {
      delivered += await until('Slack has messages in hand', () => line.late > 0 && line.late);
      line.deliver();
    }
    await attempts;
    expect(posts()).toBe(ownerCount);
  });

  test.each([10, 30, 120])(
    'is one when Slack takes %i s to deliver, long after we gave up',
    async (lateS) => {
      await everyMessageMeets({ kind: 'late' });
      for (const seconds of [8, lateS - 1]) {
        await elapsed(seconds);
        expect(await attemptAll()).toBe(ownerCount);
      }
      await elapsed(lateS);
      line.deliver();
      await everybodyHasIt();
      expect(posts()).toBe(ownerCount);
    },
  );

  test('is one when every answer is lost', async () => {
    line.disturb('conversations.history', { kind: 'lagging' }, Number.MAX_SAFE_INTEGER);
    await everyMessageMeets({ kind: 'answer-lost' });
    line.restore();
    await everybodyHasIt();
    expect(posts()).toBe(ownerCount);
  });

  test('is one when every answer is lost and the conversation does not show it for 150 s', async () => {
    line.disturb('conversations.history', { kind: 'lagging' }, Number.MAX_SAFE_INTEGER);
    await everyMessageMeets({ kind: 'answer-lost' });
    for (const seconds of [2, 60, 149]) {
      await elapsed(seconds);
      expect(await attemptAll()).toBe(ownerCount);
    }
    line.restore();
    await everybodyHasIt();
    expect(posts()).toBe(ownerCount);
  });

  test('is sent again when it was lost on the way, and not before it must have arrived', async () => {
    await everyMessageMeets({ kind: 'swallowed' });
    await elapsed(150);
    expect(await attemptAll()).toBe(ownerCount);
    expect(posts()).toBe(ownerCount);
    await elapsed(190);
    await everybodyHasIt();
    expect(posts()).toBe(2 * ownerCount);
  });

  test('that arrives after all that, when another was sent, is taken away and written down', async () => {
    await everyMessageMeets({ kind: 'late' });
    await elapsed(190);
    await everybodyHasIt();
    line.deliver();
    await until('both are there', async () => (await received()).every((count) => count === 2));

    // What was let go twice is looked for once more when both must have arrived.
    const looks = await fixture.dataSource.query<{ notification_id: string }[]>(
      `SELECT notification_id FROM relay_message WHERE id LIKE '%/copies/%' AND not_before > now()`,
    );
    expect(looks).toHaveLength(ownerCount);
    const { refreshMessage } = inActivity(parts(30_000));
    for (const { notification_id } of looks) await refreshMessage(notification_id);
    expect(await received()).toEqual(one);
    const rows = await fixture.dataSource.query<{ standing: string; taken: string }[]>(
      `SELECT n.slack_ts AS standing, c.slack_ts AS taken
         FROM notification n JOIN notification_copy c ON c.notification_id = n.id`,
    );
    expect(rows).toHaveLength(ownerCount);
    expect(rows.every(({ standing, taken }) => Number(standing) < Number(taken))).toBe(true);
    const standing = await Promise.all(
      crowd.map(async ({ email }) => (await slack.messagesTo(email))[0]?.ts),
    );
    expect(new Set(rows.map((row) => row.standing))).toEqual(new Set(standing));
  });

  test('is one when two rounds send it at the same moment', async () => {
    await Promise.all([attemptAll(), attemptAll()]);
    await everybodyHasIt();
    expect(posts()).toBe(ownerCount);
  });

  test('does not leave when its activity was called off on the way', async () => {
    const some = owners.slice(0, inHand);
    const environments = some.map(() => activityEnvironment());
    const waiting = [...environments];
    const { sendMorningMessage } = inActivity(parts(30_000), () => waiting.pop() ?? activityEnvironment());
    line.disturb('conversations.open', { kind: 'late' }, inHand);
    const attempts = some.map((owner) => sendMorningMessage(owner, date).catch((error: unknown) => error));
    await until('every attempt is on its way', () => line.late === inHand);
    for (const environment of environments) environment.cancel();
    line.deliver();
    expect((await Promise.all(attempts)).every((failure) => failure instanceof Error)).toBe(true);
    expect(posts()).toBe(0);
    await everybodyHasIt();
  });

  test('does not leave when another attempt took it over on the way', async () => {
    line.disturb('conversations.open', { kind: 'late' }, inHand);
    const first = attemptAll();
    await until('the first attempts are on their way', () => line.late === inHand);
    await everybodyHasIt();
    line.deliver();
    await first;
    expect(await received()).toEqual(one);
    expect(posts()).toBe(ownerCount);
  });

  test('is looked for under the name that the last release gave it', async () => {
    const { store, slack: postOffice } = parts(30_000);
    for (const [index, owner] of owners.entries()) {
      const letter = await store.prepareMorning(owner, date, new Date().toISOString());
      const email = crowd[index]?.email ?? '';
      const channel = await postOffice.conversationWith(await postOffice.userOf({ email, slackUsers: [] }));
      await slack.post(channel, 'God morgen', {
        event_type: notificationEventType,
        event_payload: { notification: letter?.notificationId },
      });
    }
    await everybodyHasIt();
    expect(posts()).toBe(0);
  });

  test('is not sent again by a record that was restored and does not know of it', async () => {
    const restored = await fixture.copy();
    try {
      await everybodyHasIt();
      // By the book (docs/operation.md).
      await restored.dataSource.query('UPDATE record_epoch SET epoch = epoch + 1');
      const lost = fixture;
      fixture = restored;
      expect(await unsent()).toHaveLength(ownerCount);
      await everybodyHasIt();
      fixture = lost;
      const keys = await restored.dataSource.query<{ key: string }[]>(
        `SELECT key FROM notification WHERE kind = 'morning'`,
      );
      expect(new Set(keys.map(({ key }) => key))).toEqual(
        new Set(owners.map((owner) => morningKey(owner, date))),
      );
    } finally {
      await restored.close();
    }
    expect(await received()).toEqual(one);
    expect(posts()).toBe(ownerCount);
  });

  test('says when it is worth looking again', async () => {
    line.disturb('chat.postMessage', { kind: 'answer-lost' });
    line.disturb('conversations.history', { kind: 'lagging' });
    const { sendMorningMessage } = inActivity(parts(30_000));
    const [owner = ''] = owners;
    await expect(sendMorningMessage(owner, date)).rejects.toThrow(/not answered for/);
    const failure = await sendMorningMessage(owner, date).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect((failure as ApplicationFailure).nextRetryDelay).toBe(15_000);
  });
});

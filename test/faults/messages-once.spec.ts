import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type MorningRoundResult, taskQueue, workflowTypes } from '#domain/contracts/workflows.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { crowd, everybodyIsLate } from '../support/crowd.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { ApiDriver } from '../support/api-driver.js';
import type { Service } from '../support/service.js';
import { until } from '../support/until.js';

/** What is in hand when a fault comes, and half as many that are still to come. */
const ownerCount = 30;
/** A worker has so many messages in hand at a time. */
const inHand = 20;

/** Rounds with real workers: what became of it stands in each owner's conversation. */
describe(`the round of ${ownerCount} owners`, () => {
  let installation: Installation;
  let driver: ApiDriver;
  let owners: string[];
  let worker: Service;

  beforeAll(async () => {
    installation = await startInstallation({
      people: crowd(ownerCount),
      workers: 0,
      daysBehind: 10,
      env: { MESSAGES_PER_SECOND: '100' },
    });
    driver = new ApiDriver(installation);
    owners = await everybodyIsLate(driver);
  });
  afterAll(() => installation.stop());

  beforeEach(async () => {
    await anotherMorning();
    worker = installation.addWorker();
    await worker.start();
  });
  afterEach(async () => {
    installation.slackLine.restore();
    for (const each of installation.workers) {
      each.signal('SIGCONT');
      await each.kill();
    }
  });

  /** Nobody has been told anything, and nothing is in anybody's conversation. */
  async function anotherMorning(): Promise<void> {
    for (const statement of [
      'DELETE FROM relay_message',
      'DELETE FROM notification_copy',
      'DELETE FROM notification_item',
      `UPDATE obligation SET state = 'open', settled_at = NULL, notification_id = NULL`,
      'DELETE FROM notification',
    ]) {
      await installation.query(statement, [], 'owner');
    }
    await installation.slack.stop();
    await installation.slack.open();
    installation.slackLine.calls.length = 0;
  }

  async function sent(): Promise<number> {
    const [row] = await installation.query<{ sent: string }>(
      `SELECT count(*) AS sent FROM notification WHERE kind = 'morning' AND state = 'sent'`,
    );
    return Number(row?.sent);
  }

  async function received(): Promise<number[]> {
    const counts: number[] = [];
    for (const email of owners) counts.push((await installation.slack.messagesTo(email)).length);
    return counts;
  }

  function startRound(): Promise<MorningRoundResult> {
    const round = driver.round();
    // Should an expectation fail before it ends, it ends with the installation: that is no failure of its own.
    round.catch(() => undefined);
    return round;
  }

  const one = (): number[] => owners.map(() => 1);

  it.each([
    ['before it looks its people up', 'users.lookupByEmail'],
    ['when it has looked them up', 'conversations.open'],
    ['when its messages have left, and before it is answered', 'chat.postMessage'],
  ])('a worker paused %s, while another works: nobody gets two, nobody none', async (_when, method) => {
    const { slackLine } = installation;
    slackLine.disturb(method, { kind: 'late' }, inHand);
    const round = startRound();
    await until('the worker is in the middle of it', () => slackLine.late === inHand);
    worker.signal('SIGSTOP');
    slackLine.deliver();
    await installation.addWorker().start();
    await until('the other has sent everything', async () => (await sent()) === ownerCount);
    worker.signal('SIGCONT');
    expect(await round).toMatchObject({ ran: true, owners: ownerCount, failed: 0, unreached: 0 });
    expect(await worker.stop()).toMatchObject({ code: 0 });
    expect(await received()).toEqual(one());
  });

  it('a worker paused when its messages have left and are still on their way: the other waits for them', async () => {
    const { slackLine } = installation;
    slackLine.disturb('chat.postMessage', { kind: 'late' }, inHand);
    const round = startRound();
    await until('the messages are on their way', () => slackLine.late === inHand);
    worker.signal('SIGSTOP');
    await installation.addWorker().start();
    await until('the other has tried them', async () => (await triedTwice()) === inHand);
    worker.signal('SIGCONT');
    slackLine.deliver();
    expect(await round).toMatchObject({ ran: true, owners: ownerCount, failed: 0, unreached: 0 });
    expect(await received()).toEqual(one());
    expect(slackLine.callsOf('chat.postMessage')).toHaveLength(ownerCount);
  });

  async function triedTwice(): Promise<number> {
    const rows = await installation.query(`SELECT id FROM notification WHERE attempts > 1`);
    return rows.length;
  }

  it('a Slack that delivers after the worker has given up: nobody gets two, nobody none', async () => {
    const { slackLine } = installation;
    slackLine.disturb('chat.postMessage', { kind: 'late' }, inHand);
    const round = startRound();
    await until(
      'the messages are on their way and given up',
      async () => slackLine.late === inHand && (await givenUp()) === inHand,
    );
    slackLine.deliver();
    expect(await round).toMatchObject({ ran: true, owners: ownerCount, failed: 0, unreached: 0 });
    expect(await received()).toEqual(one());
    expect(slackLine.callsOf('chat.postMessage')).toHaveLength(ownerCount);
  });

  async function givenUp(): Promise<number> {
    const rows = await installation.query(`SELECT id FROM notification WHERE error IS NOT NULL`);
    return rows.length;
  }

  it('a token that Slack refuses for a while: nobody is called unreachable, and everybody has the message', async () => {
    const { slackLine } = installation;
    // The worker knows whose token it has, as on any morning; then the token is refused.
    slackLine.disturb('auth.test', { kind: 'late' });
    for (const method of ['users.lookupByEmail', 'auth.test']) {
      slackLine.disturb(method, { kind: 'refused', error: 'account_inactive' }, Number.MAX_SAFE_INTEGER);
    }
    const round = startRound();
    await until('the worker asks whose token it has', () => slackLine.late === 1);
    slackLine.deliver();
    const refused = (method: string): number =>
      slackLine.callsOf(method).filter(({ answer }) => answer?.['ok'] === false).length;
    await until('Slack has refused everybody in hand', () => refused('auth.test') >= inHand);
    const states = await installation.query<{ state: string }>('SELECT DISTINCT state FROM notification');
    expect(states.map(({ state }) => state)).not.toContain('unreachable');
    slackLine.restoreOnly('users.lookupByEmail');
    await until(
      'whoever was refused has asked about the token',
      () => refused('auth.test') === refused('users.lookupByEmail'),
    );
    slackLine.restore();
    expect(await round).toMatchObject({ ran: true, owners: ownerCount, failed: 0, unreached: 0 });
    expect(await received()).toEqual(one());
  });

  it('people whom Slack can’t reach for a while are counted, and tried again in workflows of their own', async () => {
    const { slackLine } = installation;
    slackLine.disturb('users.lookupByEmail', { kind: 'refused', error: 'account_inactive' }, 3);
    expect(await startRound()).toMatchObject({ ran: true, owners: ownerCount, failed: 0, unreached: 3 });
    const missed = await installation.query<{ recipient_id: string }>(
      `SELECT recipient_id FROM notification WHERE state = 'unreachable'`,
    );
    expect(missed).toHaveLength(3);
    const client = await installation.temporalClient();
    const date = osloDate(new Date().toISOString());
    for (const { recipient_id: personId } of missed) {
      // What the round started sleeps for minutes, or, after 17, was not started.
      await client.workflow.execute(workflowTypes.morningMessageAgain, {
        taskQueue,
        workflowId: `again-for-test/${personId}`,
        args: [{ personId, date, tryAgainAt: new Date().toISOString() }],
      });
    }
    expect(await received()).toEqual(one());
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workflowTypes } from '#domain/contracts/workflows.js';
import { crowd, everybodyIsLate } from '../support/crowd.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { Office } from '../support/office.js';
import { until } from '../support/until.js';

const ownerCount = 500;
const restarts = 6;
const longestWaitMs = 60_000;

/** Deployments in the middle of the morning: the worker is asked to stop and started again, again and again. */
describe('a worker restarted through a burst of 500 reminders', () => {
  let installation: Installation;
  let office: Office;

  beforeAll(async () => {
    installation = await startInstallation({
      people: crowd(ownerCount),
      daysBehind: 10,
      env: { MESSAGES_PER_SECOND: '50' },
    });
    office = new Office(installation);
  }, 240_000);
  afterAll(() => installation.stop());

  it('loses none and doubles none', async () => {
    const owners = await everybodyIsLate(office);
    const [worker] = installation.workers;
    const posted = () => installation.slackLine.callsOf('chat.postMessage').length;
    const before = posted();
    const round = office.round();
    for (let restart = 1; restart <= restarts; restart += 1) {
      await until('some more messages went out', () => posted() - before >= restart * 50, longestWaitMs);
      expect(await worker?.stop()).toMatchObject({ code: 0 });
      await worker?.start();
    }
    expect(posted() - before).toBeLessThan(ownerCount);
    expect(await round).toMatchObject({ ran: true, owners: ownerCount, failed: 0 });

    const received: number[] = [];
    for (const email of owners) {
      const messages = await installation.slack.messagesTo(email);
      received.push(messages.filter(({ text }) => text.startsWith('God morgen')).length);
    }
    expect(received).toEqual(owners.map(() => 1));
  }, 300_000);

  it('no activity waited longer than a minute', async () => {
    expect(await longestActivityMs()).toBeLessThan(longestWaitMs);
  }, 60_000);

  it('a second signal, and a signal during the start, end it cleanly', async () => {
    const [worker] = installation.workers;
    worker?.signal('SIGTERM');
    worker?.signal('SIGTERM');
    expect(await worker?.ended()).toMatchObject({ code: 0 });

    for (const afterMs of [0, 150, 400]) {
      worker?.launch();
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      worker?.signal('SIGTERM');
      const exit = await worker?.ended();
      // Before the first line of ours has run, the signal ends the process as it does any other.
      expect(exit?.code === 0 || exit?.signal === 'SIGTERM').toBe(true);
    }
    await worker?.start();
  }, 120_000);

  /** From scheduled to completed, over every run of the round; rounds go on in new runs. */
  async function longestActivityMs(): Promise<number> {
    const client = await installation.temporalClient();
    let longest = 0;
    for await (const run of client.workflow.list({
      query: `WorkflowType = '${workflowTypes.morningRound}'`,
    })) {
      const { events } = await client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
      const scheduled = new Map<string, number>();
      for (const event of events ?? []) {
        const atMs = Number(event.eventTime?.seconds ?? 0) * 1000 + Number(event.eventTime?.nanos ?? 0) / 1e6;
        if (event.activityTaskScheduledEventAttributes) scheduled.set(String(event.eventId), atMs);
        const completed = event.activityTaskCompletedEventAttributes;
        const from = completed ? scheduled.get(String(completed.scheduledEventId)) : undefined;
        if (from !== undefined) longest = Math.max(longest, atMs - from);
      }
    }
    return longest;
  }
});

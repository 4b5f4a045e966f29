import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workflowTypes } from '#domain/contracts/workflows.js';
import { crowd, everybodyIsLate } from '../support/crowd.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { ApiDriver } from '../support/api-driver.js';
import { until } from '../support/until.js';

const ownerCount = 200;
/** So many messages between two restarts. */
const burst = 40;
const settleMs = 300_000;

/** Deployments in the middle of the morning: the worker is asked to stop and started again, again and again. */
describe(`a worker restarted through a burst of ${ownerCount} reminders`, () => {
  let installation: Installation;
  let driver: ApiDriver;

  beforeAll(async () => {
    installation = await startInstallation({
      people: crowd(ownerCount),
      workers: 0,
      daysBehind: 10,
      env: { MESSAGES_PER_SECOND: '50' },
    });
    driver = new ApiDriver(installation);
  });
  afterAll(() => installation.stop());

  it('loses none and doubles none', async () => {
    const owners = await everybodyIsLate(driver);
    // That each was also told of the item at once is another test's matter, and as many messages more.
    await installation.query('DELETE FROM relay_message');
    const worker = installation.addWorker();
    await worker.start();
    const posted = () => installation.slackLine.callsOf('chat.postMessage').length;
    await until('every measure has demanded what is due and sleeps', asleep, settleMs);
    const before = posted();
    const round = driver.round();
    // Should an expectation below fail, the round ends with the installation: that is not a failure of its own.
    round.catch(() => undefined);
    let restarts = 0;
    for (let sent = posted() - before; sent < ownerCount - burst; sent = posted() - before) {
      await until('some more messages went out', () => posted() - before >= sent + burst);
      expect(await worker.stop()).toMatchObject({ code: 0 });
      await worker.start();
      restarts += 1;
    }
    expect(restarts).toBeGreaterThanOrEqual(3);
    expect(await round).toMatchObject({ ran: true, owners: ownerCount, failed: 0 });

    const received: number[] = [];
    for (const email of owners) {
      const messages = await installation.slack.messagesTo(email);
      received.push(messages.filter(({ text }) => text.startsWith('God morgen')).length);
    }
    expect(received).toEqual(owners.map(() => 1));
  }, 900_000);

  it('what a stopped worker took with it is tried again within a minute, and all of it was done', async () => {
    const { scheduled, completed, longestLimitS } = await activities();
    expect(scheduled).toBeGreaterThan(0);
    expect(completed).toBe(scheduled);
    expect(longestLimitS).toBeLessThanOrEqual(60);
  });

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
  });

  /** Nothing left to relay or to demand. */
  async function asleep(): Promise<boolean> {
    const [row] = await installation.query<{ left: string }>(
      `SELECT (SELECT count(*) FROM relay_due)
            + (SELECT count(*) FROM measure WHERE next_due_at <= clock_timestamp()) AS left`,
    );
    return row?.left === '0';
  }

  /** Over every run of the round; rounds go on in new runs. */
  async function activities(): Promise<{ scheduled: number; completed: number; longestLimitS: number }> {
    const client = await installation.temporalClient();
    let [scheduled, completed, longestLimitS] = [0, 0, 0];
    for await (const run of client.workflow.list({
      query: `WorkflowType = '${workflowTypes.morningRound}'`,
    })) {
      const { events } = await client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
      for (const event of events ?? []) {
        if (event.activityTaskCompletedEventAttributes) completed += 1;
        const begun = event.activityTaskScheduledEventAttributes;
        if (!begun) continue;
        scheduled += 1;
        // A worker that is gone is noticed by the silence of its heart, where it has one.
        const limits = [begun.startToCloseTimeout, begun.heartbeatTimeout].flatMap((limit) =>
          Number(limit?.seconds ?? 0) > 0 ? [Number(limit?.seconds)] : [],
        );
        longestLimitS = Math.max(longestLimitS, Math.min(...limits));
      }
    }
    return { scheduled, completed, longestLimitS };
  }
});

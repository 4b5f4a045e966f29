import { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { messageTaskQueue, taskQueue } from '#domain/contracts/workflows.js';
import type { Instant } from '#domain/ids.js';
import { SlackClient } from '#messages/slack/slack-client.js';
import { CommandHandler } from '#record/command-handler.js';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { NotificationStore } from '#record/notifications/notification.store.js';
import { PostingStore } from '#record/notifications/posting.store.js';
import { DueQueue } from '#record/outbox/due-queue.js';
import { MessageQueue } from '#record/outbox/message-queue.js';
import { ReportQueue } from '#record/outbox/report-queue.js';
import { MembershipStore } from '#record/party/membership.store.js';
import { ReportTimeStore } from '#record/report/report-time.store.js';
import { followUpActivities } from '../../apps/worker/src/activities/follow-up.activities.js';
import { messageActivities } from '../../apps/worker/src/activities/message.activities.js';
import { reportActivities } from '../../apps/worker/src/activities/report.activities.js';
import type { Log } from '../../apps/worker/src/log.js';
import { OutboxRelay } from '../../apps/worker/src/relay/outbox-relay.js';
import { bundleWorkflows } from '../../apps/worker/src/workflow-bundle.js';
import { freePort } from '../../local/free-port.js';
import { SlackWorkspace } from '../../local/slack.js';
import { createSkippedTime, type SkippedTime } from '../support/time-skipping.js';
import { until } from '../support/until.js';
import { fixturePeople, RecordFixture } from './record-fixture.js';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** An office with workers, relay and Slack around it, in which time passes when the test says so. */
export class TimeSkippingFixture {
  private constructor(
    private readonly skipped: SkippedTime,
    /** Lets no time pass while it waits. */
    readonly client: Client,
    readonly fixture: RecordFixture,
    readonly slack: SlackWorkspace,
    private readonly time: { ms: number },
    private readonly workers: readonly Worker[],
    private readonly working: Promise<unknown>,
    private readonly relay: OutboxRelay,
  ) {}

  /** @param begins when people begin to work there; it must lie ahead */
  static async open(begins: Instant): Promise<TimeSkippingFixture> {
    const skipped = await createSkippedTime();
    const { environment } = skipped;
    const namespace = environment.namespace ?? 'default';
    const client = new Client({ connection: environment.connection, namespace });
    const time = { ms: await environment.currentTimeMs() };
    await environment.sleep(Math.max(0, Date.parse(begins) - time.ms));
    time.ms = await environment.currentTimeMs();
    const fixture = await RecordFixture.open(() => time.ms);
    const { dataSource } = fixture;
    const slack = await SlackWorkspace.start({
      port: await freePort(),
      people: fixturePeople,
      botToken: 'xoxb-skipped-time',
      signingSecret: 'a secret of this test',
    });
    const shared = { connection: environment.nativeConnection, namespace };
    const doorAt = (at: string) => new CommandHandler(dataSource, () => Date.parse(at));
    const reports = new ReportTimeStore(dataSource, doorAt);
    const memberships = new MembershipStore(dataSource, doorAt);
    const workers = [
      await Worker.create({
        ...shared,
        taskQueue,
        workflowBundle: await bundleWorkflows(),
        activities: {
          ...followUpActivities(new FollowUpStore(dataSource), memberships, quiet),
          ...reportActivities(reports),
        },
      }),
      // What people did is told at once; while nobody takes that up, the server lets no time pass.
      await Worker.create({
        ...shared,
        taskQueue: messageTaskQueue,
        activities: messageActivities({
          store: new NotificationStore(dataSource),
          posting: new PostingStore(dataSource),
          slack: new SlackClient({ botToken: slack.botToken, apiUrl: slack.apiUrl }),
          publicUrl: 'http://localhost',
          languages: ['nb'],
          log: quiet,
        }),
      }),
    ];
    const working = Promise.all(workers.map((worker) => worker.run()));
    const relay = new OutboxRelay({
      recordSource: dataSource,
      databaseUrl: fixture.urls.appUrl,
      client,
      settings: { concurrency: 10, pollMs: 500 },
      log: quiet,
      clock: () => time.ms,
    });
    relay.start();
    return new TimeSkippingFixture(skipped, client, fixture, slack, time, workers, working, relay);
  }

  get nowMs(): number {
    return this.time.ms;
  }

  /** Once everything before is carried to Temporal. */
  async passUntil(instant: Instant): Promise<void> {
    await this.carried();
    const leftMs = Date.parse(instant) - this.time.ms;
    if (leftMs > 0) await this.skipped.environment.sleep(leftMs);
    this.time.ms = await this.skipped.environment.currentTimeMs();
  }

  async carried(): Promise<void> {
    const { dataSource } = this.fixture;
    const queues = [new DueQueue(dataSource), new MessageQueue(dataSource), new ReportQueue(dataSource)];
    await until('everything is carried to Temporal', async () => {
      const lags = await Promise.all(queues.map((queue) => queue.lag()));
      return lags.every(({ rows }) => rows === 0);
    });
  }

  async close(): Promise<void> {
    await this.relay.stop();
    for (const worker of this.workers) worker.shutdown();
    await this.working;
    await this.fixture.close();
    await this.slack.stop();
    await this.skipped.close();
  }
}

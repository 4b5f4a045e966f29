import { Client, type Connection } from '@temporalio/client';
import { DefaultLogger, type NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { mailTaskQueue, messageTaskQueue, roundTaskQueue, taskQueue } from '#domain/contracts/workflows.js';
import { Mailer } from '#messages/mail/mailer.js';
import { SlackClient } from '#messages/slack/slack-client.js';
import { LivenessProbe } from '#record/connection/liveness-probe.js';
import { recordLiveness } from '#record/connection/record-liveness.js';
import { type RecordSource, openRecord } from '#record/record-source.js';
import { CommandHandler } from '#record/command-handler.js';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { NotificationStore } from '#record/notifications/notification.store.js';
import { PostingStore } from '#record/notifications/posting.store.js';
import { MembershipStore } from '#record/party/membership.store.js';
import { ReportTimeStore } from '#record/report/report-time.store.js';
import { SubscriberMailStore } from '#record/subscriptions/subscriber-mail.store.js';
import { followUpActivities } from './activities/follow-up.activities.js';
import { mailActivities, subscriberActivities } from './activities/mail.activities.js';
import { messageActivities } from './activities/message.activities.js';
import { recordUpkeepActivities } from './activities/record-upkeep.activities.js';
import { reportActivities } from './activities/report.activities.js';
import { heartbeats } from './activities/heartbeats.js';
import { deliveryLimits } from './activities/delivery-retries.js';
import type { WorkerConfig } from './config.js';
import { WorkerGroup } from './worker-group.js';
import { type Log, reasonOf } from './log.js';
import { ensureMorningRoundSchedule } from './morning-round-schedule.js';
import { ensureRecordSchedules } from './record-upkeep-schedule.js';
import { OutboxRelay } from './relay/outbox-relay.js';
import { registerSearchAttributes } from './search-attributes.js';
import { SearchIndexer } from './search-indexer.js';
import { ensureSubscriberRoundSchedule } from './subscriber-round-schedule.js';
import { connectForStarting, connectForWork } from './temporal-connection.js';
import { withTimeout } from '#record/connection/with-timeout.js';
import { openHealthPort } from './worker-health.js';
import { readWorkflowBundle } from './workflow-bundle.js';

const longestPauseMs = 10_000;

/** What the workers use, opened once. */
interface WorkerResources {
  bundle: { code: string };
  recordSource: RecordSource;
  record: LivenessProbe;
}

/** Somebody asked the process to stop while it was starting. */
class StopRequested extends Error {
  override readonly name = 'StopAsked';
}

/**
 * The worker as a process: opens what it needs in order, works until it is asked to stop, and closes in the
 * opposite order, so that nothing is taken from under what still uses it. PostgreSQL or Temporal not being there
 * yet is waited for; where one falls silent, no tasks are taken until it answers (ADR 027).
 */
export class WorkerProcess {
  private readonly closers: { name: string; close: () => Promise<void> }[] = [];
  private readonly asked = new AbortController();
  private workers: WorkerGroup | undefined;
  private hopeless = false;
  /** Told to stop, and still finishing what they had begun; nobody waits for them. */
  private readonly formerWorkers = new Set<Promise<void>>();

  constructor(
    private readonly config: WorkerConfig,
    private readonly log: Log,
  ) {}

  /** Asks the process to stop; `run` then ends when it has. */
  stop(): void {
    this.asked.abort();
  }

  /** @throws Error when a part fails for good; everything is closed then too. */
  async run(): Promise<void> {
    try {
      const resources = await this.start();
      while (!this.asked.signal.aborted) await this.runUntilConnectionLost(resources);
      if (this.hopeless)
        throw new Error('PostgreSQL answers others and not this process: another takes over');
    } catch (error) {
      if (!(error instanceof StopRequested)) throw error;
    } finally {
      await this.closeAll();
    }
    this.log.info('worker stopped');
  }

  /** Runs one group of workers until it is asked to stop, fails, or has lost touch. @throws what ended it before that */
  private async runUntilConnectionLost(resources: WorkerResources): Promise<void> {
    await this.retryUntilReady('PostgreSQL', async () => {
      if (resources.record.isLost) throw new Error('no answer');
    });
    const connection = await this.retryUntilReady('Temporal', () => connectForWork(this.config.temporal));
    const workers = new WorkerGroup(connection, await this.createWorkers(connection, resources));
    const temporal = new LivenessProbe({ ask: () => connection.workflowService.getSystemInfo({}) });
    const ended = workers.run();
    this.workers = workers;
    temporal.start();
    this.log.info('worker ready');
    const lost = await Promise.race([
      ended,
      this.stopRequested(),
      resources.record.lost().then(() => 'PostgreSQL'),
      temporal.lost().then(() => 'Temporal'),
    ]).finally(() => {
      temporal.stop();
      workers.shutdown();
    });
    if (lost === undefined) return ended;
    this.log.warn(`${lost} does not answer: no tasks are taken until it does`);
    const former = ended.then(
      () => this.log.info('tasks that had been begun are finished'),
      (error: unknown) => this.log.warn('some tasks could not be finished', { reason: reasonOf(error) }),
    );
    this.formerWorkers.add(former);
    void former.then(() => this.formerWorkers.delete(former));
  }

  private async start(): Promise<WorkerResources> {
    const { config, log } = this;
    Runtime.install({
      // The one who catches signals is main.ts: a runtime that does so too would stop workers out of order.
      shutdownSignals: [],
      logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
        log[level === 'ERROR' ? 'error' : 'warn'](message, meta === undefined ? {} : { meta });
      }),
    });
    const bundle = await readWorkflowBundle();

    const recordSource = await this.open(
      'PostgreSQL',
      () =>
        openRecord(config.databaseUrl, {
          poolSize: 10,
          applicationName: 'kvittert worker',
          use: 'background',
        }),
      (opened) => opened.destroy(),
    );
    const connection = await this.open(
      'Temporal',
      () => connectForStarting(config.temporal),
      (opened: Connection) => opened.close(),
    );
    const { probe: record, hopeless } = recordLiveness(recordSource, config.databaseUrl);
    this.closers.push({ name: 'record liveness probe', close: async () => record.stop() });
    record.start();
    void hopeless.then(() => {
      this.hopeless = true;
      this.stop();
    });
    if (config.healthPort !== undefined) {
      const port = config.healthPort;
      const takesTasks = (): boolean => (this.workers?.takesTasks ?? false) && !record.isLost;
      await this.open(
        'Health port',
        () => openHealthPort(port, takesTasks),
        (opened) => opened.close(),
      );
    }
    const client = new Client({ connection, namespace: config.temporal.namespace });
    await this.retryUntilReady('Temporal', () =>
      registerSearchAttributes(connection, config.temporal.namespace),
    );

    const relay = new OutboxRelay({
      recordSource,
      databaseUrl: config.databaseUrl,
      client,
      settings: config.relay,
      log,
    });
    this.closers.push({ name: 'relay', close: () => relay.stop() });
    await this.retryUntilReady('Temporal', () => ensureMorningRoundSchedule(client));
    await this.retryUntilReady('Temporal', () => ensureSubscriberRoundSchedule(client));
    await this.retryUntilReady('Temporal', () => ensureRecordSchedules(client));
    relay.start();
    const search = new SearchIndexer(recordSource, log);
    this.closers.push({ name: 'search', close: () => search.stop() });
    search.start();
    this.closers.push({
      name: 'former workers',
      close: async () => void (await Promise.all(this.formerWorkers)),
    });
    return { bundle, recordSource, record };
  }

  /** Four workers on one connection, each with a queue and a pace of its own. */
  private async createWorkers(
    connection: NativeConnection,
    { bundle, recordSource }: WorkerResources,
  ): Promise<Worker[]> {
    const { config, log } = this;
    const slack = new SlackClient(config.slack);
    const store = new FollowUpStore(recordSource);
    const subscribers = new SubscriberMailStore(recordSource);
    const commands = new CommandHandler(recordSource);
    const memberships = new MembershipStore(recordSource, () => commands);
    const shared = {
      connection,
      namespace: config.temporal.namespace,
      interceptors: { activity: [heartbeats] },
      shutdownGraceTime: config.shutdownGraceMs,
      // A hanging activity is left behind for another worker rather than holding up the end.
      shutdownForceTime: config.shutdownGraceMs + 10_000,
    };
    const following = await this.retryUntilReady('Temporal', () =>
      Worker.create({
        ...shared,
        taskQueue,
        workflowBundle: bundle,
        activities: {
          ...followUpActivities(store, memberships, log),
          ...recordUpkeepActivities(recordSource, memberships, log, config.anchorFolder),
          ...reportActivities(new ReportTimeStore(recordSource, () => commands)),
          ...subscriberActivities(subscribers),
        },
        maxCachedWorkflows: config.cachedWorkflows,
        // A demand is a short transaction: more at a time than the pool has connections would only wait.
        maxConcurrentActivityTaskExecutions: 20,
      }),
    );
    const rounding = await this.retryUntilReady('Temporal', () =>
      Worker.create({
        ...shared,
        taskQueue: roundTaskQueue,
        workflowBundle: bundle,
        activities: followUpActivities(store, memberships, log),
        // One round at a time, and one that a person asked for.
        maxCachedWorkflows: 2,
        maxConcurrentActivityTaskExecutions: 2,
      }),
    );
    const messaging = await this.retryUntilReady('Temporal', () =>
      Worker.create({
        ...shared,
        taskQueue: messageTaskQueue,
        activities: messageActivities({
          store: new NotificationStore(recordSource),
          posting: new PostingStore(recordSource, config.posting),
          slack,
          publicUrl: config.publicUrl,
          languages: config.languages,
          log,
        }),
        maxConcurrentActivityTaskExecutions: 20,
        maxTaskQueueActivitiesPerSecond: config.messagesPerSecond,
      }),
    );
    const mailing = await this.retryUntilReady('Temporal', () =>
      Worker.create({
        ...shared,
        taskQueue: mailTaskQueue,
        activities: mailActivities({
          store: subscribers,
          mailer: new Mailer({ ...config.mail, timeoutMs: deliveryLimits.smtpAnswerMs }),
          publicUrl: config.publicUrl,
          languages: config.languages,
          log,
        }),
        maxConcurrentActivityTaskExecutions: 10,
        maxTaskQueueActivitiesPerSecond: config.mailsPerSecond,
      }),
    );
    return [following, rounding, messaging, mailing];
  }

  private stopRequested(): Promise<void> {
    const { signal } = this.asked;
    return new Promise((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  private async open<Part>(
    name: string,
    attempt: () => Promise<Part>,
    close: (part: Part) => Promise<void>,
  ): Promise<Part> {
    const part = await this.retryUntilReady(name, attempt);
    this.closers.push({ name, close: () => close(part) });
    return part;
  }

  /** Tries until it succeeds: services start in any order, and come back. */
  private async retryUntilReady<Result>(name: string, attempt: () => Promise<Result>): Promise<Result> {
    for (let pauseMs = 250; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      if (this.asked.signal.aborted) throw new StopRequested();
      try {
        return await attempt();
      } catch (error) {
        this.log.warn(`${name} is not ready, tries again`, { reason: reasonOf(error) });
        await this.pause(pauseMs);
      }
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.asked.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }

  private async closeAll(): Promise<void> {
    for (const { name, close } of this.closers.reverse()) {
      try {
        // Over a dead connection the end may never be answered.
        await withTimeout(this.config.shutdownGraceMs, close);
      } catch (error) {
        this.log.warn(`${name} did not close cleanly`, { reason: reasonOf(error) });
      }
    }
  }
}

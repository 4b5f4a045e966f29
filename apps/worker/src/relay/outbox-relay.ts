import type { Client } from '@temporalio/client';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { DueQueue } from '#record/outbox/due-queue.js';
import { MailQueue, type QueuedMail } from '#record/outbox/mail-queue.js';
import { MessageQueue, type QueuedMessage } from '#record/outbox/message-queue.js';
import { type QueuedReport, ReportQueue } from '#record/outbox/report-queue.js';
import { OutboxListener } from '#record/outbox/outbox-notify.js';
import type { Log } from '../log.js';
import { QueueConsumer, type QueueConsumerSettings } from './queue-consumer.js';
import { type DueEntry, DueQueueHandler } from './due-queue-handler.js';
import { MailQueueHandler } from './mail-queue-handler.js';
import { MessageQueueHandler } from './message-queue-handler.js';
import { ReportQueueHandler } from './report-queue-handler.js';

type RecordSource = ConstructorParameters<typeof DueQueue>[0];

export interface OutboxRelayParts {
  recordSource: RecordSource;
  /** For the connection that listens. */
  databaseUrl: string;
  client: Client;
  settings: QueueConsumerSettings;
  log: Log;
  /** Milliseconds since 1970, as Temporal's server counts them. */
  clock?: () => number;
}

/** Takes what commands left in the outbox to Temporal. Any number may run at the same time; none holds up a command. */
export class OutboxRelay {
  private readonly due: QueueConsumer<DueEntry>;
  private readonly messages: QueueConsumer<QueuedMessage>;
  private readonly reports: QueueConsumer<QueuedReport>;
  private readonly mails: QueueConsumer<QueuedMail>;
  private readonly listener: OutboxListener;

  constructor({ recordSource, databaseUrl, client, settings, log, clock }: OutboxRelayParts) {
    const dueHandler = new DueQueueHandler(
      new DueQueue(recordSource),
      new FollowUpStore(recordSource),
      client,
      clock,
    );
    this.due = new QueueConsumer(dueHandler, settings, log);
    const messageHandler = new MessageQueueHandler(new MessageQueue(recordSource), client);
    this.messages = new QueueConsumer(messageHandler, settings, log);
    const reportHandler = new ReportQueueHandler(new ReportQueue(recordSource), client);
    this.reports = new QueueConsumer(reportHandler, settings, log);
    this.mails = new QueueConsumer(new MailQueueHandler(new MailQueue(recordSource), client), settings, log);
    this.listener = new OutboxListener(databaseUrl, () => {
      this.due.wakeUp();
      this.messages.wakeUp();
      this.reports.wakeUp();
      this.mails.wakeUp();
    });
  }

  start(): void {
    this.due.start();
    this.messages.start();
    this.reports.start();
    this.mails.start();
    this.listener.start();
  }

  /** Ends when everything under way has been delivered or released. */
  async stop(): Promise<void> {
    await this.listener.stop();
    await Promise.all([this.due.stop(), this.messages.stop(), this.reports.stop(), this.mails.stop()]);
  }
}

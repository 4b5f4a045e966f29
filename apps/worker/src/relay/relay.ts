import type { Client } from '@temporalio/client';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { DueQueue } from '#record/relay/due-queue.js';
import { MailQueue, type QueuedMail } from '#record/relay/mail-queue.js';
import { MessageQueue, type QueuedMessage } from '#record/relay/message-queue.js';
import { type QueuedReport, ReportQueue } from '#record/relay/report-queue.js';
import { RelayBell } from '#record/relay/relay-bell.js';
import type { Log } from '../log.js';
import { Courier, type CourierSettings } from './courier.js';
import { type DueLetter, DueRoute } from './due-route.js';
import { MailRoute } from './mail-route.js';
import { MessageRoute } from './message-route.js';
import { ReportRoute } from './report-route.js';

type RecordSource = ConstructorParameters<typeof DueQueue>[0];

export interface RelayParts {
  recordSource: RecordSource;
  /** For the connection that listens. */
  databaseUrl: string;
  client: Client;
  settings: CourierSettings;
  log: Log;
  /** Milliseconds since 1970, as Temporal's server counts them. */
  clock?: () => number;
}

/** From the record to Temporal. Any number of relays may work at the same time; none holds up a command. */
export class Relay {
  private readonly due: Courier<DueLetter>;
  private readonly messages: Courier<QueuedMessage>;
  private readonly reports: Courier<QueuedReport>;
  private readonly mails: Courier<QueuedMail>;
  private readonly bell: RelayBell;

  constructor({ recordSource, databaseUrl, client, settings, log, clock }: RelayParts) {
    const dueRoute = new DueRoute(new DueQueue(recordSource), new FollowUpStore(recordSource), client, clock);
    this.due = new Courier(dueRoute, settings, log);
    const messageRoute = new MessageRoute(new MessageQueue(recordSource), client);
    this.messages = new Courier(messageRoute, settings, log);
    const reportRoute = new ReportRoute(new ReportQueue(recordSource), client);
    this.reports = new Courier(reportRoute, settings, log);
    this.mails = new Courier(new MailRoute(new MailQueue(recordSource), client), settings, log);
    this.bell = new RelayBell(databaseUrl, () => {
      this.due.call();
      this.messages.call();
      this.reports.call();
      this.mails.call();
    });
  }

  start(): void {
    this.due.start();
    this.messages.start();
    this.reports.start();
    this.mails.start();
    this.bell.start();
  }

  /** Ends when everything under way has been delivered or given back. */
  async stop(): Promise<void> {
    await this.bell.stop();
    await Promise.all([this.due.stop(), this.messages.stop(), this.reports.stop(), this.mails.stop()]);
  }
}

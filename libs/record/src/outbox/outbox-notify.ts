import type { DataSource, EntityManager } from 'typeorm';
import { connectionTo, RecordClient } from '../connection/record-client.js';
import { recordLimits } from '../connection/record-limits.js';

const notifyChannel = 'kvittert_relay';

const slowestReconnectMs = 5_000;

/** Wakes the relays when the transaction commits; however often it is called in one, they hear it once. */
export async function notifyOutbox(manager: Pick<EntityManager, 'query'>): Promise<void> {
  await manager.query(`SELECT pg_notify('${notifyChannel}', '')`);
}

/**
 * Wakes the relays after commands have committed: one NOTIFY at a time; calls that come meanwhile share the next one.
 * Not within the command's transaction, where NOTIFY makes every commit wait for the disk of the one before. A
 * relay that missed a NOTIFY finds the entry a moment later, when it polls.
 */
export class OutboxNotifier {
  private notifying = false;
  private again = false;

  constructor(private readonly dataSource: Pick<DataSource, 'query'>) {}

  notify(): void {
    this.again = true;
    if (!this.notifying) void this.notifyUntilSettled();
  }

  private async notifyUntilSettled(): Promise<void> {
    this.notifying = true;
    while (this.again) {
      this.again = false;
      await this.dataSource.query(`SELECT pg_notify('${notifyChannel}', '')`).catch(() => undefined);
    }
    this.notifying = false;
  }
}

/**
 * Listens for PostgreSQL's NOTIFY on a connection of its own. It also reports once after each (re)connect, because a
 * NOTIFY sent meanwhile is lost. It is a hint only: whoever needs certainty polls as well.
 */
export class OutboxListener {
  private client: RecordClient | undefined;
  private reconnect: NodeJS.Timeout | undefined;
  private failures = 0;
  private stopped = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly onNotified: () => void,
  ) {}

  /** Returns at once; connects in the background, for as long as it takes. */
  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.reconnect);
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new RecordClient(
      connectionTo(this.databaseUrl, { applicationName: 'kvittert relay', use: 'request' }),
    );
    // A connection that only listens is never owed an answer, and would not notice that the server has gone.
    const asks = setInterval(
      () => void client.query('SELECT').catch(() => undefined),
      recordLimits.keepAliveMs,
    );
    let lost = false;
    const lose = (): void => {
      if (lost) return;
      lost = true;
      clearInterval(asks);
      this.client = undefined;
      client.end().catch(() => undefined);
      this.connectLater();
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', () => this.onNotified());
    try {
      await client.connect();
      await client.query(`LISTEN ${notifyChannel}`);
    } catch {
      lose();
      return;
    }
    if (this.stopped) {
      await client.end().catch(() => undefined);
      return;
    }
    this.client = client;
    this.failures = 0;
    this.onNotified();
  }

  private connectLater(): void {
    if (this.stopped) return;
    this.failures += 1;
    const waitMs = Math.min(slowestReconnectMs, 100 * 2 ** Math.min(this.failures, 10));
    this.reconnect = setTimeout(() => void this.connect(), waitMs);
  }
}

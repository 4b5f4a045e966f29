import type { Duplex } from 'node:stream';
import pg from 'pg';
import { recordLimits, type RecordUse, statementLimitsMs } from './record-limits.js';

/** Too many connections: PostgreSQL is there, and can't be asked just now. */
const tooManyConnections = '53300';

/**
 * A connection to PostgreSQL that is given up when it is dead. A time limit on queries can't tell: a long query is as
 * silent as a dead connection. So when an answer is due and nothing comes, PostgreSQL is asked, over another
 * connection, whether it is working on it.
 */
export class RecordClient extends pg.Client {
  private owedSinceMs: number | undefined;
  private heardBytes = 0;
  private asking = false;

  constructor(private readonly config: pg.ClientConfig) {
    super(config);
    // Between the pool's listener and the ORM's there is a moment with none, and an `error` then ends the process.
    this.on('error', () => undefined);
    this.on('drain', () => (this.owedSinceMs = undefined));
    const look = setInterval(() => void this.look(), recordLimits.lookEveryMs).unref();
    this.on('end', () => clearInterval(look));
    this.noteQueries();
  }

  /** Ends the connection; drops the socket when PostgreSQL does not answer. */
  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    const hangUp = setTimeout(() => socketOf(this).destroy(), recordLimits.closeMs).unref();
    this.once('end', () => clearTimeout(hangUp));
    return callback === undefined ? super.end() : super.end(callback);
  }

  private noteQueries(): void {
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      this.owedSinceMs ??= Date.now();
      return query(...args);
    }) as typeof this.query;
  }

  private async look(): Promise<void> {
    const { bytesRead } = socketOf(this);
    if (bytesRead !== this.heardBytes) {
      this.heardBytes = bytesRead;
      if (this.owedSinceMs !== undefined) this.owedSinceMs = Date.now();
    }
    if (this.asking || this.owedSinceMs === undefined) return;
    if (Date.now() - this.owedSinceMs < recordLimits.silenceMs) return;
    this.asking = true;
    const atWork = await this.isAtWork();
    this.asking = false;
    if (!atWork && bytesRead === socketOf(this).bytesRead) {
      socketOf(this).destroy(new Error('Connection terminated: PostgreSQL has fallen silent'));
    }
  }

  private async isAtWork(): Promise<boolean> {
    const asker = new pg.Client({
      ...this.config,
      connectionTimeoutMillis: recordLimits.askMs,
      query_timeout: recordLimits.askMs,
    });
    asker.on('error', () => undefined);
    try {
      await asker.connect();
      const { rowCount } = await asker.query(
        `SELECT FROM pg_stat_activity
          WHERE pid = $1 AND state = 'active' AND wait_event_type IS DISTINCT FROM 'Client'`,
        [(this as unknown as { processID: number | null }).processID],
      );
      return rowCount === 1;
    } catch (error) {
      return (error as { code?: string }).code === tooManyConnections;
    } finally {
      socketOf(asker).destroy();
    }
  }
}

/** For whoever opens connections: the record is always named by an address. */
export function connectionTo(
  databaseUrl: string,
  { applicationName, use, lockTimeoutMs = 10_000 }: ConnectionUse,
): pg.ClientConfig {
  const settings = {
    timezone: 'UTC',
    statement_timeout: statementLimitsMs[use],
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: recordLimits.idleInTransactionMs,
    // The other end's view of the same: a session whose owner has vanished.
    tcp_keepalives_idle: recordLimits.keepAliveMs / 1000,
    tcp_keepalives_interval: 1,
    tcp_keepalives_count: 10,
  };
  return {
    connectionString: databaseUrl,
    application_name: applicationName,
    connectionTimeoutMillis: recordLimits.connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: recordLimits.keepAliveMs,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  };
}

export interface ConnectionUse {
  /** What PostgreSQL shows as the name of the session. */
  applicationName: string;
  use: RecordUse;
  /** How long a command waits for another one that is in its way. */
  lockTimeoutMs?: number;
}

/** A socket, or TLS over one: both count their bytes. */
function socketOf(client: pg.Client): Duplex & { bytesRead: number } {
  return (client as unknown as { connection: { stream: Duplex & { bytesRead: number } } }).connection.stream;
}

import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { entities } from './entities.js';

/** The connection's class, for those who may not import the ORM but are handed one. */
export { DataSource };

export interface RecordConnection {
  /** At most so many connections at a time. */
  poolSize?: number;
  /** How long a command waits for a connection before the record counts as unavailable. */
  connectTimeoutMs?: number;
  /** How long a command waits for another one that is in its way. */
  lockTimeoutMs?: number;
  /** What PostgreSQL shows as the name of our sessions. */
  applicationName?: string;
}

/**
 * Opens the record under the role that the URL names.
 * @throws Error when the database can't be reached
 */
export async function openDataSource(url: string, connection: RecordConnection = {}): Promise<DataSource> {
  const {
    poolSize = 20,
    connectTimeoutMs = 5_000,
    lockTimeoutMs = 10_000,
    applicationName = 'kvittert',
  } = connection;
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    synchronize: false,
    poolSize,
    connectTimeoutMS: connectTimeoutMs,
    applicationName,
    parseInt8: false,
    // A lost connection is the caller's to hear of, with the query that lost it; idle ones are replaced.
    poolErrorHandler: () => undefined,
    extra: {
      // BEGIN goes out together with what follows it, and COMMIT with what comes before: two round trips.
      pipeline: true,
      keepAlive: true,
      // A transaction forgotten by a hanging process must not hold its locks for ever.
      options: `-c timezone=UTC -c idle_in_transaction_session_timeout=60000 -c lock_timeout=${lockTimeoutMs}`,
    },
  }).initialize();
}

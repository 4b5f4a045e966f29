import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { connectionTo, RecordClient } from './connection/record-client.js';
import { type RecordUse, recordLimits } from './connection/record-limits.js';
import { entities } from './entities.js';

/** The connection's class, for those who may not import the ORM but are handed one. */
export { DataSource };

export interface RecordConnection {
  /** At most so many connections at a time. */
  poolSize?: number;
  /** How long a command waits for another one that is in its way. */
  lockTimeoutMs?: number;
  /** What PostgreSQL shows as the name of our sessions. */
  applicationName?: string;
  /** How long a statement may take. */
  use?: RecordUse;
}

/**
 * Opens the record under the role that the URL names.
 * @throws Error when the database can't be reached
 */
export async function openDataSource(url: string, connection: RecordConnection = {}): Promise<DataSource> {
  const { poolSize = 20, applicationName = 'kvittert', use = 'request', lockTimeoutMs } = connection;
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    synchronize: false,
    poolSize,
    connectTimeoutMS: recordLimits.connectMs,
    parseInt8: false,
    // A lost connection is the caller's to hear of, with the query that lost it; idle ones are replaced.
    poolErrorHandler: () => undefined,
    extra: {
      ...connectionTo(url, {
        applicationName,
        use,
        ...(lockTimeoutMs === undefined ? {} : { lockTimeoutMs }),
      }),
      Client: RecordClient,
      idleTimeoutMillis: recordLimits.idleMs,
      // BEGIN goes out together with what follows it, and COMMIT with what comes before: two round trips.
      pipeline: true,
    },
  }).initialize();
}

import { openDataSource, type RecordConnection } from './data-source.js';

/**
 * The opened record as the other rooms hold it: handed to the functions of libs/record, and good for nothing else.
 * What asks the database for something stands in libs/record.
 */
export abstract class RecordSource {
  abstract readonly isInitialized: boolean;
  /** Gives the connections back. */
  abstract destroy(): Promise<void>;
}

/**
 * Opens the record under the role that the URL names.
 * @throws Error when the database can't be reached
 */
export function openRecord(url: string, connection: RecordConnection = {}): Promise<RecordSource> {
  return openDataSource(url, connection);
}

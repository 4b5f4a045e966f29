import { DataSource } from 'typeorm';
import type { RecordSource } from '../record-source.js';

/** What is behind the record that other rooms hold; for libs/record alone. */
export function dataSourceOf(source: RecordSource): DataSource {
  if (source instanceof DataSource) return source;
  throw new TypeError('the record was not opened by openRecord');
}

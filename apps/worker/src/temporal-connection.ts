import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { TemporalConfig } from './config.js';

/** The connection on which the worker asks for work. */
export function connectForWork(temporal: TemporalConfig): Promise<NativeConnection> {
  return NativeConnection.connect(optionsOf(temporal));
}

/** The connection on which workflows are started and signalled. */
export function connectForStarting(temporal: TemporalConfig): Promise<Connection> {
  return Connection.connect({ ...optionsOf(temporal), connectTimeout: '5s' });
}

function optionsOf({ address, tls, apiKey }: TemporalConfig): {
  address: string;
  tls?: true;
  apiKey?: string;
} {
  return { address, ...(tls ? { tls: true } : {}), ...(apiKey === undefined ? {} : { apiKey }) };
}

import { Connection, isGrpcServiceError, ServiceError } from '@temporalio/client';
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

/** @returns an error that says in plain words that Temporal does not answer, and what is next; others as they are */
export function saidOfTemporal(error: unknown, { address }: TemporalConfig, next: string): unknown {
  for (let reason = error; reason instanceof Error; reason = reason.cause) {
    if (reason instanceof ServiceError || isGrpcServiceError(reason)) {
      return new Error(`Temporal does not answer at ${address}. ${next}`, { cause: error });
    }
  }
  return error;
}

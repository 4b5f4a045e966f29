import { Connection, isGrpcServiceError, ServiceError } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { TemporalConfig } from './config.js';
import { withTimeout } from '#record/connection/with-timeout.js';

const connectWithinMs = 5_000;

/** The connection on which the worker asks for work. */
export async function connectForWork(temporal: TemporalConfig): Promise<NativeConnection> {
  const connecting = NativeConnection.connect(optionsOf(temporal));
  try {
    return await withTimeout(connectWithinMs, () => connecting);
  } catch (error) {
    connecting.then((late) => late.close()).catch(() => undefined);
    throw error;
  }
}

/** The connection on which workflows are started and signalled. */
export function connectForStarting(temporal: TemporalConfig): Promise<Connection> {
  return Connection.connect({
    ...optionsOf(temporal),
    connectTimeout: connectWithinMs,
    // Finds a server that vanished without a word. Temporal takes pings more often than every ten seconds for an
    // attack.
    channelArgs: {
      'grpc.keepalive_time_ms': 12_000,
      'grpc.keepalive_timeout_ms': 5_000,
      'grpc.max_reconnect_backoff_ms': 5_000,
    },
  });
}

function optionsOf({ address, tls, apiKey }: TemporalConfig): {
  address: string;
  tls?: true;
  apiKey?: string;
} {
  return { address, ...(tls ? { tls: true } : {}), ...(apiKey === undefined ? {} : { apiKey }) };
}

/** gRPC's own, which has no class. */
function isNoConnection({ message }: Error): boolean {
  return message === 'Failed to connect before the deadline';
}

/** @returns an error that says in plain words that Temporal does not answer, and what is next; others as they are */
export function temporalErrorInWords(error: unknown, { address }: TemporalConfig, next: string): unknown {
  for (let reason = error; reason instanceof Error; reason = reason.cause) {
    if (reason instanceof ServiceError || isGrpcServiceError(reason) || isNoConnection(reason)) {
      return new Error(`Temporal does not answer at ${address}. ${next}`, { cause: error });
    }
  }
  return error;
}

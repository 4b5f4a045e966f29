import 'reflect-metadata';
import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { recordLiveness } from '#record/connection/record-liveness.js';
import { withTimeout } from '#record/connection/with-timeout.js';
import { RecordSource } from '#record/record-source.js';
import { SettingsError } from '../../settings/read-settings.js';
import { type ApiConfig, readConfig } from './config.js';
import { createApi } from './create-api.js';
import { HealthChecks } from './health/health.checks.js';

/** Requests under way get this long to be answered after SIGTERM. */
const patienceMs = 10_000;

/** An idle connection is kept longer than a proxy in front keeps it (Caddy 2 minutes, most others 1): else we might close it while the proxy is sending a request. */
const idleConnectionMs = 130_000;

/** Resolves at the first SIGTERM or SIGINT, also one that comes during the start; later ones change nothing. */
function askedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
}

async function start(config: ApiConfig, clock: () => number): Promise<NestExpressApplication> {
  const app = await createApi(config, clock);
  const server = app.getHttpServer() as Server;
  server.keepAliveTimeout = idleConnectionMs;
  await app.listen(config.port);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  console.log(`The API listens on port ${port}; ${config.publicUrl}`);
  return app;
}

/**
 * Shuts down in order: not ready any more, no new connections, the last requests answered, then the record’s
 * connections closed.
 */
async function stop(app: NestExpressApplication): Promise<void> {
  app.get(HealthChecks, { strict: false }).stop();
  const server = app.getHttpServer() as Server;
  const hurry = setTimeout(() => server.closeAllConnections(), patienceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(hurry);
  }
}

/** An API that listens. */
export interface RunningApi {
  /** PostgreSQL answers others and not this process. */
  hopeless: Promise<void>;
  stop(): Promise<void>;
}

export async function startApi(config: ApiConfig, clock: () => number = Date.now): Promise<RunningApi> {
  const app = await start(config, clock);
  const { probe, hopeless } = recordLiveness(app.get(RecordSource, { strict: false }), config.databaseUrl);
  probe.start();
  return {
    hopeless,
    stop: () => {
      probe.stop();
      return stop(app);
    },
  };
}

/** Runs the API until it is asked to stop. */
export async function runApi(clock: () => number = Date.now): Promise<void> {
  const stopSignal = askedToStop();
  try {
    const api = await startApi(readConfig(process.env), clock);
    const signal = await Promise.race([stopSignal, api.hopeless]);
    if (signal === undefined) {
      await withTimeout(2 * patienceMs, () => api.stop()).catch(() => undefined);
      throw new Error('PostgreSQL answers others and not this process: another takes over');
    }
    console.log(`${signal}: answering the last requests.`);
    await api.stop();
    console.log('The API has stopped.');
  } catch (error) {
    console.error(error instanceof SettingsError ? error.message : error);
    process.exitCode = 1;
    // Whatever was opened before the failure must not keep the process alive.
    setImmediate(() => process.exit());
  }
}

// Jest's global setup of the project `system`. Plain JavaScript over dist/, because Jest loads this file without
// the settings it loads tests with; the work is in shared-servers.ts.
import { findTemporalServer } from '../../local/temporal-server.mjs';
import { findTimeSkippingServer } from '../../local/time-skipping-server.mjs';
import { compile } from '../runner/compiled.mjs';

export default async function globalSetup() {
  // Set by npm test; looked for here when somebody runs Jest by itself.
  if (!process.env.KVITTERT_TEMPORAL_PROGRAM) {
    // A server that somebody else uses is not for tests.
    const found = await findTemporalServer({ env: { ...process.env, TEMPORAL_ADDRESS: '' } });
    if ('program' in found) process.env.KVITTERT_TEMPORAL_PROGRAM = found.program;
  }
  if (!process.env.KVITTERT_TIME_SKIPPING_PROGRAM && !process.env.KVITTERT_TIME_SKIPPING_MISSING) {
    const found = await findTimeSkippingServer();
    if ('program' in found) process.env.KVITTERT_TIME_SKIPPING_PROGRAM = found.program;
    else process.env.KVITTERT_TIME_SKIPPING_MISSING = found.missing;
  }
  const { startSharedServers } = await import('../../dist/test/support/shared-servers.js');
  await Promise.all([compile(), startSharedServers()]);
}

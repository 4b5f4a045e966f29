// Fetches a server with Temporal's own SDK: node temporal-download.mjs dev|time-skipping <folder> <version>. Run
// by temporal-server.mjs in a process of its own, because the attempt can't be called off from within.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [kind, downloadDir, version] = process.argv.slice(2);
const server = { executable: { type: 'cached-download', downloadDir, version } };
const environment =
  kind === 'dev'
    ? await TestWorkflowEnvironment.createLocal({ server })
    : await TestWorkflowEnvironment.createTimeSkipping({ server });
await environment.teardown();

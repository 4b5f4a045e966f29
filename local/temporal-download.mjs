// Fetches a server with Temporal's own SDK: node temporal-download.mjs <dev|time-skipping …>. Run by
// temporal-server.mjs in a process of its own, because the attempt can't be called off from within.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [downloadDir, version] = process.argv.slice(2);
const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir, version } },
});
await environment.teardown();

// npm start: Kvittert with everything it needs, on this machine alone.
import { prepare, projectRoot } from './prepare.mjs';
import { findTemporalServer } from './temporal-server.mjs';

try {
  // The Temporal server is made ready while the pages are there already.
  await prepare({ temporal: false });
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
process.chdir(projectRoot);
// In this very process, so that a Ctrl-C reaches one process that knows all the others.
const { main } = await import('../dist/local/main.js');
await main(process.argv.slice(2), findTemporalServer);

// Runs a command of dist/ on a clone where perhaps nothing has been installed or built: node local/prepared.mjs FILE [ARGUMENTS].
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, projectRoot } from './prepare.mjs';

const [file = ''] = process.argv.splice(2, 1);
try {
  await prepare({ temporal: false });
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
// The command sees itself as the program that runs.
process.argv[1] = join(projectRoot, file);
await import(pathToFileURL(process.argv[1]).href);

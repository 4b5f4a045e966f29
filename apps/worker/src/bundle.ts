import { writeFile } from 'node:fs/promises';
import { bundleWorkflows, workflowBundlePath } from './workflow-bundle.js';

/** `npm run bundle`: the workflows in one file. Fails when something is in it that must not be. */
const { code } = await bundleWorkflows();
await writeFile(workflowBundlePath, code);
process.stdout.write(`${workflowBundlePath}: ${Math.ceil(Buffer.byteLength(code) / 1024)} kB\n`);

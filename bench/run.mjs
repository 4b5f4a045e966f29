// npm run bench [-- part …]: builds what has changed, installs the peers beside our own packages, and measures.
// The parts are safe, samePromise, armed, relay, summary, year, documents, import, search, followUp and gap; only a run of all of them writes bench/results/latest.json.
// BENCH_N (10000): measures in one bulk call, and in the plan that is summed up. BENCH_ROUNDS (5): of safe.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, projectRoot } from '../local/prepare.mjs';
import { findTemporalServer } from '../local/temporal-server.mjs';
import { findTimeSkippingServer } from '../local/time-skipping-server.mjs';

// Outside bench/, which is compiled; gone with the other packages when node_modules is made anew.
const peersFolder = join(projectRoot, 'node_modules', '.cache', 'bench-peers');

try {
  await prepare({ temporal: false });
  await installPeers();
  // The figures are of a server nobody else uses, whatever the shell's TEMPORAL_ADDRESS says.
  const temporal = await findTemporalServer({ env: { ...process.env, TEMPORAL_ADDRESS: '' } });
  if ('program' in temporal) process.env.KVITTERT_TEMPORAL_PROGRAM = temporal.program;
  const skipping = await findTimeSkippingServer();
  if ('program' in skipping) process.env.KVITTERT_TIME_SKIPPING_PROGRAM = skipping.program;
  else process.env.KVITTERT_TIME_SKIPPING_MISSING = skipping.missing;
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
process.chdir(projectRoot);
const { main } = await import('../dist/bench/main.js');
await main(process.argv.slice(2), { peersFolder });

/** Exactly what the lockfile names, once. */
async function installPeers() {
  const wanted = join(projectRoot, 'bench', 'peers');
  const lock = 'package-lock.json';
  const installedLock = join(peersFolder, lock);
  const same =
    existsSync(join(peersFolder, 'node_modules')) &&
    existsSync(installedLock) &&
    readFileSync(installedLock, 'utf8') === readFileSync(join(wanted, lock), 'utf8');
  if (same) return;
  console.log('Peers: installing pg-boss, DBOS and graphile-worker (some seconds, this once) …');
  mkdirSync(peersFolder, { recursive: true });
  for (const file of ['package.json', '.npmrc', lock]) cpSync(join(wanted, file), join(peersFolder, file));
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const child = spawn(command, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: peersFolder,
    stdio: 'inherit',
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error('The peers could not be installed; npm’s message is above.');
}

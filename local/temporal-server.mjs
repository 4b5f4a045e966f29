// Finds the Temporal server. Plain JavaScript without packages: it runs before node_modules exists.
import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir, setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The last version of Temporal's command line program that can be built with `go install`. */
export const temporalCliVersion = '1.5.1';

/** Of that version, with what it needs. */
const packagesToBuild = 1_300;
/** Like nice: lower than whoever waits for a page. */
const buildPriority = 10;

const programName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** The folder in which Kvittert keeps what it fetched, shared by all copies of the project of one user. */
export function cacheFolder(env = process.env) {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'kvittert');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'kvittert');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'kvittert');
  return join(homedir(), '.cache', 'kvittert');
}

/**
 * Where a Temporal server is to be had, in this order: the one named by TEMPORAL_ADDRESS, the program on PATH,
 * the program in the cache, the download of Temporal's own SDK, a build with Go.
 *
 * @typedef {{ step: 'fetching' } | { step: 'building', seconds: number, built: number, of: number }} Progress
 * @param {{ env?: NodeJS.ProcessEnv, say?: (line: string) => void, progress?: (progress: Progress) => void,
 *   signal?: AbortSignal }} [options] `signal` ends what is under way
 * @returns {Promise<{ address: string } | { program: string }>}
 * @throws {Error} that says what to install
 */
export async function findTemporalServer({
  env = process.env,
  say = console.log,
  progress = () => undefined,
  signal,
} = {}) {
  if (env.TEMPORAL_ADDRESS) return { address: env.TEMPORAL_ADDRESS };
  const onPath = findOnPath(programName, env);
  if (onPath) return { program: onPath };
  const folder = join(cacheFolder(env), `temporal-cli-${temporalCliVersion}`);
  const cached = join(folder, programName);
  if (answers(cached)) return { program: cached };
  mkdirSync(folder, { recursive: true });
  progress({ step: 'fetching' });
  const version = `v${temporalCliVersion}`;
  if (
    (await downloadBySdk({ kind: 'dev', version, folder, target: cached, say, signal })) &&
    answers(cached)
  ) {
    return { program: cached };
  }
  const go =
    findOnPath('go', env) ?? ['/usr/local/go/bin/go', '/usr/lib/go/bin/go'].find((path) => existsSync(path));
  if (go && (await buildWithGo({ go, folder, target: cached, env, say, progress, signal })))
    return { program: cached };
  signal?.throwIfAborted();
  throw new Error(
    [
      'No Temporal server was found. Do one of these and start again:',
      '  - install the Temporal CLI so that "temporal" is on PATH (https://docs.temporal.io/cli)',
      '  - install Go 1.24 or newer; Kvittert then builds the server itself, once, in about four minutes',
      '  - set TEMPORAL_ADDRESS=host:port to a server you already have',
    ].join('\n'),
  );
}

/**
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findOnPath(program, env = process.env) {
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find((path) => isExecutable(path));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function answers(program) {
  return isExecutable(program) && spawnSync(program, ['--version'], { timeout: 10_000 }).status === 0;
}

/**
 * Lets the SDK fetch one of its servers. In a closed network that attempt may hang instead of failing, so it
 * runs in a process of its own, which is ended when nothing has arrived for `patienceMs` milliseconds.
 *
 * @param {{ kind: 'dev' | 'time-skipping', version: string, folder: string, target: string, say: (line: string) => void,
 *   signal?: AbortSignal, patienceMs?: number }} wanted
 */
export async function downloadBySdk({ kind, version, folder, target, say, signal, patienceMs = 15_000 }) {
  const script = fileURLToPath(new URL('temporal-download.mjs', import.meta.url));
  const incoming = join(folder, `download-${process.pid}`);
  mkdirSync(incoming, { recursive: true });
  say('Temporal: fetching a server with the SDK (about 60 MB; given up when nothing comes for 15 s) …');
  try {
    const child = spawn(process.execPath, [script, kind, incoming, version], { stdio: 'ignore', signal });
    const ended = new Promise((resolve) => {
      child.once('exit', resolve);
      child.once('error', resolve);
    });
    let arrived = 0;
    let lastArrivalAt = Date.now();
    const watch = setInterval(() => {
      const bytes = sizeOf(incoming);
      if (bytes > arrived) lastArrivalAt = Date.now();
      arrived = bytes;
      if (Date.now() - lastArrivalAt > patienceMs) child.kill('SIGKILL');
    }, 500);
    await ended;
    clearInterval(watch);
    const program = readdirSync(incoming)
      .filter((name) => !name.endsWith('.downloading'))
      .map((name) => join(incoming, name))
      .find((path) => isExecutable(path));
    if (!program) {
      say('Temporal: the download is not reachable from here.');
      return false;
    }
    renameSync(program, target);
    say('Temporal: fetched.');
    return true;
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
}

function sizeOf(folder) {
  return readdirSync(folder).reduce((bytes, name) => {
    try {
      return bytes + statSync(join(folder, name)).size;
    } catch {
      return bytes;
    }
  }, 0);
}

/** Builds the server from source. Built aside and moved into place, so that a build cut short leaves nothing behind. */
async function buildWithGo({ go, folder, target, env, say, progress, signal }) {
  if (signal?.aborted) return false;
  const building = join(folder, `build-${process.pid}`);
  const startedAt = Date.now();
  say(`Temporal: building the server ${temporalCliVersion} with Go. About four minutes, this once …`);
  let built = 0;
  let fetched = 0;
  let lastLines = [];
  const child = spawn(
    go,
    ['install', '-v', `github.com/temporalio/cli/cmd/temporal@v${temporalCliVersion}`],
    {
      env: { ...env, GOBIN: building },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    },
  );
  // Pages and the demo come first; the build takes what they leave.
  if (child.pid !== undefined) setPriority(child.pid, buildPriority);
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text) => {
    for (const line of text.split('\n').filter((part) => part.trim() !== '')) {
      if (line.startsWith('go: downloading')) fetched += 1;
      else built += 1;
      lastLines = [...lastLines, line].slice(-10);
    }
  });
  const tell = () => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    progress({ step: 'building', seconds, built, of: Math.max(built, packagesToBuild) });
  };
  tell();
  const telling = setInterval(tell, 1_000);
  const saying = setInterval(() => {
    say(
      `Temporal: ${durationSince(startedAt)}: ${fetched} modules fetched, ${built} of about ${packagesToBuild} packages built …`,
    );
  }, 10_000);
  const code = await new Promise((resolve) => {
    child.once('close', resolve);
    child.once('error', () => resolve(undefined));
  });
  clearInterval(telling);
  clearInterval(saying);
  try {
    const program = join(building, programName);
    if (code !== 0 || !answers(program)) {
      say(`Temporal: the build failed.\n  ${lastLines.join('\n  ')}`);
      return false;
    }
    renameSync(program, target);
    say(`Temporal: built in ${durationSince(startedAt)}.`);
    return true;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

function durationSince(startedAt) {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

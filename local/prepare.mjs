// Makes a fresh clone ready to run: packages, build, Temporal server. Plain JavaScript: nothing is installed yet.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTemporalServer } from './temporal-server.mjs';

export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

const builtMark = join(projectRoot, 'dist', '.built');
const sources = [
  'apps',
  'libs',
  'local',
  'bench',
  join('test', 'support'),
  '.swcrc',
  'package.json',
  'nest-cli.json',
];

/**
 * @param {{ temporal?: boolean, env?: NodeJS.ProcessEnv }} [options] `temporal: false` leaves the server aside
 * @returns {Promise<{ temporalProgram?: string }>}
 * @throws {Error} that says what to do
 */
export async function prepare({ temporal = true, env = process.env } = {}) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Kvittert needs Node 20.19 or newer; this is ${process.versions.node}.`);
  }
  if (packagesDiffer()) {
    await run('Packages: installing them (one to two minutes, this once) …', [
      // Not "ci": it refuses a lock file without the binaries of other platforms, which not every registry has.
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
    ]);
  }
  if (isOutOfDate()) {
    const startedAt = new Date();
    await run('Build: compiling (a few seconds) …', ['run', '--silent', 'build']);
    mkdirSync(join(projectRoot, 'dist'), { recursive: true });
    // What was changed while the compiler ran counts as newer.
    writeFileSync(builtMark, startedAt.toISOString());
  }
  if (!temporal) return {};
  const found = await findTemporalServer({ env });
  return 'program' in found ? { temporalProgram: found.program } : {};
}

/** Compares contents, not times: a fresh clone and a changed branch both have misleading times. */
function packagesDiffer() {
  const installedFile = join(projectRoot, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return true;
  const wanted = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).some(
    ([path, { version, optional, devOptional }]) =>
      path !== '' && !optional && !devOptional && installed[path]?.version !== version,
  );
}

function isOutOfDate() {
  if (!existsSync(builtMark)) return true;
  const builtAt = Date.parse(readFileSync(builtMark, 'utf8'));
  return sources.some((source) => newestIn(join(projectRoot, source)) > builtAt);
}

function newestIn(path) {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), mtimeMs);
}

/** Runs npm and shows what it prints, beside the output of a command; says every ten seconds that it is still at work. */
async function run(announcement, args) {
  console.error(announcement);
  const startedAt = Date.now();
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const child = spawn(command, [...first, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 2, 2],
  });
  const sign = setInterval(() => {
    console.error(`  … ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }, 10_000);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(sign);
  if (code !== 0) throw new Error(`"npm ${args.join(' ')}" failed; its message is above.`);
}

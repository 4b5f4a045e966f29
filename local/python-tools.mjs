// Finds or installs the tools in Python that call the API as others do. Plain JavaScript: npm test asks before its tests.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, findOnPath } from './temporal-server.mjs';

const requirements = fileURLToPath(new URL('../test/api/python/requirements.txt', import.meta.url));
const windows = process.platform === 'win32';

/** A folder per set of versions: another branch with other versions has its own. */
function toolsFolder(env) {
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  return join(cacheFolder(env), `api-tools-${digest}`);
}

function programsIn(folder) {
  return join(folder, windows ? 'Scripts' : 'bin');
}

/**
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {{ programs: string } | { missing: string }} the folder with python, schemathesis and openapi-python-client
 */
export function findPythonTools({ env = process.env } = {}) {
  const folder = toolsFolder(env);
  return existsSync(join(folder, 'complete'))
    ? { programs: programsIn(folder) }
    : { missing: 'npm run api:tools installs them (Python 3.10 or newer with venv; half a minute, 150 MB).' };
}

/**
 * @param {{ env?: NodeJS.ProcessEnv, say?: (line: string) => void }} [options]
 * @returns {Promise<{ programs: string } | { missing: string }>}
 */
export async function installPythonTools({ env = process.env, say = console.error } = {}) {
  const found = findPythonTools({ env });
  if ('programs' in found) return found;
  const python = ['python3', 'python']
    .map((name) => findOnPath(name, env))
    .find((path) => path && isNewEnough(path));
  if (!python) {
    return {
      missing: 'Install Python 3.10 or newer with pip and venv (Debian: apt-get install python3-venv).',
    };
  }
  const folder = toolsFolder(env);
  say(`Python tools for the API: installing them into ${folder} (half a minute, this once) …`);
  // What is half there is made anew; a virtual environment can't be moved, so its mark is what comes last.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pip = [join(programsIn(folder), windows ? 'python.exe' : 'python'), '-m', 'pip'];
  const steps = [
    [python, '-m', 'venv', folder],
    [...pip, 'install', '--quiet', '--disable-pip-version-check', '-r', requirements],
  ];
  for (const [command, ...args] of steps) {
    if ((await run(command, args, env)) !== 0) {
      rmSync(folder, { recursive: true, force: true });
      return { missing: `“${command} ${args.join(' ')}” failed; its message is above.` };
    }
  }
  writeFileSync(join(folder, 'complete.part'), '');
  renameSync(join(folder, 'complete.part'), join(folder, 'complete'));
  return { programs: programsIn(folder) };
}

function isNewEnough(python) {
  const asked = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  return spawnSync(python, ['-c', asked], { stdio: 'ignore' }).status === 0;
}

function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 2, 2] });
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await installPythonTools();
  console.log('programs' in result ? `The tools are in ${result.programs}.` : result.missing);
  process.exitCode = 'programs' in result ? 0 : 1;
}

// The code as the specs run it: each file of TypeScript as JavaScript in a tree of its own beside the packages, made
// anew when the file has changed. Nothing is bundled, and a module finds what lies beside its source as it does there.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform, version } from '@swc/core';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const tree = join(projectRoot, 'node_modules', '.cache', 'specs');
const rooms = ['apps', 'libs', 'local', 'test'];
const isTypeScript = /(?<!\.d)\.tsx?$/;

/** Where a file of the project is in the tree. */
export function compiledPath(file) {
  return join(tree, relative(projectRoot, file)).replace(/\.tsx?$/, '.js');
}

/** Brings the tree up to date. */
export async function compile() {
  startAnewWhenMadeOtherwise();
  const files = rooms.flatMap((room) => filesIn(join(projectRoot, room), /\.(?:tsx?|mjs)$/));
  const wanted = new Set(files.map(compiledPath));
  for (const old of rooms.flatMap((room) => filesIn(join(tree, room), /\.m?js$/))) {
    if (!wanted.has(old)) rmSync(old);
  }
  await Promise.all(files.filter(hasChanged).map(compileFile));
}

/** A spec in the tree knows neither the settings nor the compiler that it was made with. */
function startAnewWhenMadeOtherwise() {
  const manifest = join(tree, 'package.json');
  const madeBy = createHash('sha256').update(version);
  for (const file of [fileURLToPath(import.meta.url), join(projectRoot, '.swcrc')])
    madeBy.update(readFileSync(file));
  const own = {
    type: 'module',
    imports: {
      '#jest/globals': './test/runner/globals.mjs',
      ...Object.fromEntries(
        ['domain', 'record', 'documents', 'messages'].map((lib) => [
          `#${lib}/*.js`,
          `./libs/${lib}/src/*.js`,
        ]),
      ),
      '#local/*.js': './local/*.js',
    },
    madeBy: madeBy.digest('hex'),
  };
  const text = JSON.stringify(own);
  if (existsSync(manifest) && readFileSync(manifest, 'utf8') === text) return;
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  writeFileSync(manifest, text);
}

function filesIn(folder, named) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => named.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

/** The time of the source is that of what was made of it. */
function hasChanged(file) {
  const made = statSync(compiledPath(file), { throwIfNoEntry: false });
  return made === undefined || secondsOf(made) !== secondsOf(statSync(file));
}

function secondsOf({ mtimeMs }) {
  return Math.round(mtimeMs) / 1000;
}

async function compileFile(file) {
  const target = compiledPath(file);
  const changedAt = secondsOf(statSync(file));
  const source = readFileSync(file, 'utf8');
  mkdirSync(dirname(target), { recursive: true });
  if (isTypeScript.test(file)) {
    const { code, map } = await transform(source, { filename: file, cwd: projectRoot, sourceFileName: file });
    writeFileSync(`${target}.map`, map ?? '');
    writeFileSync(
      target,
      `${asInItsPlace(code, file)}\n//# sourceMappingURL=${encodeURI(basename(target))}.map\n`,
    );
  } else writeFileSync(target, asInItsPlace(source, file));
  utimesSync(target, changedAt, changedAt);
}

function asInItsPlace(code, file) {
  const here = { url: pathToFileURL(file).href, filename: file, dirname: dirname(file) };
  return code
    .replace(/\bimport\.meta\.(url|filename|dirname)\b/g, (_found, name) => JSON.stringify(here[name]))
    .replace(/from (['"])@jest\/globals\1/g, "from '#jest/globals'");
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const projectRoot = join(import.meta.dirname, '..', '..', '..');
const api = 'apps/api/src';

/** What all concepts stand on. Everything else beside `app.module.ts` is a concept, or another way in (`login`, `slack`). */
const ground = ['auth', 'health', 'language', 'openapi', 'problems', 'record', 'rest', 'uploads', 'web'];

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const files = ['apps', 'libs'].flatMap((root) =>
  readdirSync(join(projectRoot, root), { recursive: true, encoding: 'utf8' })
    .map((file) => join(root, file))
    .filter((file) => /(?<!\.d|\.spec)\.tsx?$/u.test(file)),
);
const run: Graph = new Map(files.map((file) => [file, new Set(importsOf(file, withoutTypes))]));
const written: Graph = new Map(files.map((file) => [file, new Set(importsOf(file))]));

function withoutTypes(source: string): string {
  return source.replaceAll(/^(?:import|export) type [^;]*;/gmu, '');
}

/** What of ours a file imports. */
function importsOf(file: string, of = (source: string) => source): string[] {
  const { importedFiles } = ts.preProcessFile(of(readFileSync(join(projectRoot, file), 'utf8')));
  return importedFiles.flatMap(({ fileName }) => {
    const path = fileName.startsWith('.')
      ? join(dirname(file), fileName)
      : fileName.replace(/^#(domain|record|documents|messages)\//u, 'libs/$1/src/');
    if (path === fileName) return [];
    const found = ['.ts', '.tsx'].map((ending) => path.replace(/\.js$/u, ending));
    return found.filter((candidate) => existsSync(join(projectRoot, candidate)));
  });
}

/** The first way found from something back to itself; empty where there is none. */
function circleIn(edges: Graph): string[] {
  const clear = new Set<string>();
  const way: string[] = [];
  const visit = (place: string): string[] => {
    if (way.includes(place)) return [...way.slice(way.indexOf(place)), place];
    if (clear.has(place)) return [];
    way.push(place);
    for (const next of edges.get(place) ?? []) {
      const circle = visit(next);
      if (circle.length > 0) return circle;
    }
    way.pop();
    clear.add(place);
    return [];
  };
  for (const place of edges.keys()) {
    const circle = visit(place);
    if (circle.length > 0) return circle;
  }
  return [];
}

/** The room of the API that a file stands in; undefined for what puts the API together. */
function roomOf(file: string): string | undefined {
  const [room = '', ...inside] = relative(api, file).split(sep);
  return inside.length === 0 || room === '..' ? undefined : room;
}

const between = [...written]
  .filter(([file]) => file.startsWith(api))
  .flatMap(([file, imported]) =>
    [...imported].flatMap((other) => {
      const [from, to] = [roomOf(file), roomOf(other)];
      return from === undefined || to === undefined || from === to ? [] : [{ from, to, file, other }];
    }),
  );
const rooms: Graph = new Map(
  [...new Set(between.map(({ from }) => from))].map((room) => [
    room,
    new Set(between.filter(({ from }) => from === room).map(({ to }) => to)),
  ]),
);

describe('the rooms of the API', () => {
  it('finds a circle where there is one', () => {
    const circle = new Map([
      ['measures', new Set(['web', 'plans'])],
      ['plans', new Set(['reports'])],
      ['reports', new Set(['measures'])],
    ]);
    expect(circleIn(circle)).toEqual(['measures', 'plans', 'reports', 'measures']);
    expect(files.length).toBeGreaterThan(500);
    expect(between.length).toBeGreaterThan(300);
  });

  it('no file leads back to itself when it runs, here or in the libraries', () => {
    expect(circleIn(run)).toEqual([]);
  });

  it('no file leads back to itself by its types either', () => {
    expect(circleIn(written)).toEqual([]);
  });

  it('no concept leads back to itself: what one knows of another, the other does not know of it', () => {
    expect(circleIn(rooms)).toEqual([]);
  });

  it('what all concepts stand on knows none of them', () => {
    const known = between.filter(({ from, to }) => ground.includes(from) && !ground.includes(to));
    expect(known.map(({ file, other }) => `${file} imports ${other}`)).toEqual([]);
  });

  it('nothing but the table of contents and what puts the programs together stands outside a room', () => {
    const outside = files.filter((file) => dirname(file) === api).map((file) => relative(api, file));
    expect(outside.sort()).toEqual([
      'app.module.ts',
      'config.ts',
      'create-api.ts',
      'main.ts',
      'middleware.ts',
      'run-api.ts',
    ]);
  });
});

// What the specs import from @jest/globals, as far as those of libs/domain use it: they are collected here and run by
// runner.mjs. `expect` is Jest's own.
import { inspect } from 'node:util';
import { expect } from 'expect';

export { expect };

let surrounding = { names: [], beforeEach: [] };
let file = '';
export const tests = [];

/** Reads the specs of one file. */
export async function collect(name, load) {
  file = name;
  surrounding = { names: [], beforeEach: [] };
  await load();
}

export function describe(name, body) {
  const outer = surrounding;
  surrounding = { names: [...outer.names, name], beforeEach: [...outer.beforeEach] };
  body();
  surrounding = outer;
}

export function beforeEach(prepare) {
  surrounding.beforeEach.push(prepare);
}

export function it(name, body) {
  const { names, beforeEach: before } = surrounding;
  const title = [...names, name].join(' ');
  const taken = tests.filter((test) => test.file === file && test.title === title).length;
  tests.push({
    id: `${file} ${title}${taken === 0 ? '' : ` (${taken + 1})`}`,
    file,
    title,
    async run() {
      for (const prepare of before) await prepare();
      await body();
    },
  });
}

it.each = (rows) => (name, body) => {
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row];
    const told = values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(', ');
    it(`${name} [${told}]`, () => body(...values));
  }
};
describe.each = (rows) => (name, body) => {
  for (const row of rows)
    describe(`${name} ${inspect(row)}`, () => body(...(Array.isArray(row) ? row : [row])));
};
export { it as test };

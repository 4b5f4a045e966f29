// Stryker's test runner for the rules: the specs of libs/domain in one process, many mutants after each other.
// Jest would load the whole domain and its calendar once more for each spec file and mutant: three seconds instead of
// a tenth, and there are thousands of them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
  determineHitLimitReached,
} from '@stryker-mutator/api/test-runner';
import { transformSync } from '@swc/core';

const sources = 'libs/domain/src';
const replaced = { '@jest/globals': 'spec-globals.mjs', 'fast-check': 'fast-check.mjs' };
const slowMs = 100;
// Courses of events by the hundred: they count what came up in so many runs, and would meet every mutant.
const isLeftOut = (file) => file.endsWith('.property.spec.ts');

class SpecRunner {
  #tests = [];
  #msByTest = new Map();
  /** By mutated file: the tests that killed there of late. */
  #killers = new Map();
  /** Files whose modules remember what they have worked out. */
  #remembering = [];

  /** Nothing is loaded anew for a mutant: what is read once as a module loads is left aside (docs/mutants.md). */
  capabilities() {
    return { reloadEnvironment: true };
  }

  /** The domain and its specs as JavaScript, in Stryker's copy of the project, where the process stands. */
  async init() {
    const files = readdirSync(sources, { recursive: true })
      .map((name) => join(sources, name))
      .filter((name) => name.endsWith('.ts') && !isLeftOut(name));
    for (const file of files) {
      const target = compiled(file);
      const { code } = transformSync(readFileSync(file, 'utf8'), { filename: file });
      mkdirSync(dirname(target), { recursive: true });
      const remembered = forgetting(code);
      if (remembered !== code) this.#remembering.push(file);
      writeFileSync(target, withOwnGlobals(remembered, target));
    }
    const specs = files.filter((name) => name.endsWith('.spec.ts')).sort();
    for (const file of files) if (!specs.includes(file)) await imported(compiled(file));
    const coverage = globalThis.__stryker__?.mutantCoverage;
    const asModulesLoaded = { ...coverage?.static };
    // The copy's own, which the specs import, and not the one beside this file.
    const { collect, tests } = await imported('test/mutants/spec-globals.mjs');
    for (const file of specs) await collect(file, () => imported(compiled(file)));
    // What a spec works out beside its tests proves nothing.
    if (coverage !== undefined) coverage.static = asModulesLoaded;
    this.#tests = tests;
  }

  async dryRun() {
    const stryker = (globalThis.__stryker__ ??= {});
    const results = [];
    for (const test of this.#tests) {
      // Else only the first test of a year would come by what works that year out.
      forget();
      results.push(await this.#outcome(test, stryker));
    }
    for (const { id, timeSpentMs } of results) this.#msByTest.set(id, timeSpentMs);
    delete stryker.currentTestId;
    const mutantCoverage = stryker.mutantCoverage ?? { static: {}, perTest: {} };
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail }) {
    const stryker = (globalThis.__stryker__ ??= {});
    Object.assign(stryker, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    const isRemembered = this.#isRemembered(activeMutant.fileName);
    if (isRemembered) forget();
    const wanted = testFilter === undefined ? undefined : new Set(testFilter);
    const results = [];
    for (const test of this.#course(activeMutant.fileName, wanted)) {
      const result = await this.#outcome(test, stryker);
      results.push(result);
      if (result.status !== TestStatus.Failed) continue;
      this.#hasKilled(activeMutant.fileName, test.id);
      if (!disableBail) break;
    }
    if (isRemembered) forget();
    const endless = determineHitLimitReached(stryker.hitCount, hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: results });
  }

  /** Most mutants die of what killed their neighbours, or of a spec beside the file: those first, the slow ones last. */
  #course(fileName, wanted) {
    const killers = this.#killers.get(fileName) ?? [];
    const ms = ({ id }) => this.#msByTest.get(id) ?? 0;
    const rank = (test) => {
      if (ms(test) > slowMs) return 3;
      if (killers.includes(test.id)) return 0;
      return dirname(fileName).endsWith(dirname(test.file)) ? 1 : 2;
    };
    return this.#tests
      .filter(({ id }) => wanted?.has(id) ?? true)
      .map((test) => ({ test, rank: rank(test), ms: ms(test) }))
      .sort((one, other) => one.rank - other.rank || one.ms - other.ms)
      .map(({ test }) => test);
  }

  /** What it works out may be remembered: by the file itself, or by one that imports it. */
  #isRemembered(fileName) {
    const name = `/${basename(fileName, '.ts')}.js'`;
    return this.#remembering.some(
      (file) => fileName.endsWith(file) || readFileSync(file, 'utf8').includes(name),
    );
  }

  #hasKilled(fileName, testId) {
    const others = (this.#killers.get(fileName) ?? []).filter((id) => id !== testId);
    this.#killers.set(fileName, [...others, testId].slice(-10));
  }

  async #outcome({ id, title, file, run }, stryker) {
    stryker.currentTestId = id;
    const from = performance.now();
    const told = { id, name: title, fileName: resolve(file) };
    try {
      await run();
      return { ...told, status: TestStatus.Success, timeSpentMs: performance.now() - from };
    } catch (error) {
      const failureMessage = String(error?.message ?? error);
      return { ...told, status: TestStatus.Failed, timeSpentMs: performance.now() - from, failureMessage };
    }
  }
}

function imported(file) {
  return import(pathToFileURL(resolve(file)).href);
}

function compiled(file) {
  return join('compiled', relative('libs', file)).replace(/\.ts$/, '.js');
}

function withOwnGlobals(code, target) {
  return code.replace(/from (['"])(@jest\/globals|fast-check)\1/g, (_found, _quote, name) => {
    const own = relative(dirname(target), join('test/mutants', replaced[name]));
    return `from '${own.startsWith('.') ? own : `./${own}`}'`;
  });
}

/** What one mutant made a module remember would kill or save the next: maps and variables of modules can be emptied. */
function forgetting(code) {
  return code
    .replace(/^const (\w+) = new Map\(\);$/gm, '$& (globalThis.forgets ??= []).push(() => $1.clear());')
    .replace(/^let (\w+);$/gm, '$& (globalThis.forgets ??= []).push(() => { $1 = undefined; });');
}

function forget() {
  for (const forgets of globalThis.forgets ?? []) forgets();
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'specs', SpecRunner)];

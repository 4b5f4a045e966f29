// Jest's own runner (jest-circus), with one thing less: the modules of a spec file are loaded by Node itself, once for
// each of Jest's processes. Jest would make a world of its own for every file and load all packages into it anew,
// which took longer than all else that the specs do (docs/adr/050).
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { compiledPath } from './compiled.mjs';

const require = createRequire(import.meta.url);

export default function run(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  return circus.default(
    globalConfig,
    config,
    environment,
    new Modules(environment, runtime),
    testPath,
    sendMessageToJest,
  );
}

/** As it was when the framework had been loaded. */
let atFirst;

/**
 * A spec file finds the framework as the first one did: no tests, and nobody who listens. Loaded anew for each, it would
 * leave an AsyncLocalStorage behind every time, which Node asks at every promise.
 */
function startAnew() {
  const known = Object.getOwnPropertySymbols(globalThis).find((it) => it.description === 'JEST_STATE_SYMBOL');
  const handlers = globalThis[Symbol.for('EVENT_HANDLERS')];
  if (known === undefined || handlers === undefined)
    throw new Error('jest-circus keeps its state elsewhere now.');
  atFirst ??= { state: fresh(globalThis[known]), handlers: handlers.length };
  globalThis[known] = fresh(atFirst.state);
  handlers.length = atFirst.handlers;
}

function fresh(state) {
  const block = structuredClone(state.rootDescribeBlock);
  const values = Object.entries(state).map(([name, value]) => [
    name,
    [Map, WeakMap, Array].includes(value?.constructor) ? new value.constructor() : value,
  ]);
  return { ...Object.fromEntries(values), rootDescribeBlock: block, currentDescribeBlock: block };
}

/** What jest-circus asks of Jest's own modules. */
class Modules {
  #environment;
  #runtime;

  constructor(environment, runtime) {
    this.#environment = environment;
    this.#runtime = runtime;
  }

  /** The framework. */
  requireInternalModule(path) {
    const framework = require(path);
    startAnew();
    return framework;
  }

  setGlobalsForRuntime(globals) {
    const { fakeTimersModern: timers, moduleMocker } = this.#environment;
    const jest = {
      fn: moduleMocker.fn.bind(moduleMocker),
      spyOn: moduleMocker.spyOn.bind(moduleMocker),
      useFakeTimers: (config) => timers.useFakeTimers(config),
      useRealTimers: () => timers.useRealTimers(),
      advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
      advanceTimersByTimeAsync: (ms) => timers.advanceTimersByTimeAsync(ms),
    };
    globalThis[Symbol.for('kvittert.jest')] = { ...globals, jest };
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    await import(pathToFileURL(compiledPath(path)).href);
  }

  requireModule(path) {
    return require(path);
  }

  enterTestCode() {
    this.#runtime.enterTestCode();
  }

  leaveTestCode() {
    this.#runtime.leaveTestCode();
  }

  restoreAllMocks() {
    this.#environment.moduleMocker.restoreAllMocks();
  }
}

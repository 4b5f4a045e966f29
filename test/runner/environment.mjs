// The process itself is the specs' environment: no world of its own for each file (see runner.mjs).
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

export default class ProcessEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  #before = {
    console,
    exit: process.exit,
    getBuiltinModule: process.getBuiltinModule,
    env: { ...process.env },
  };

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  /** Jest has made it ask for Jest's own modules. */
  async setup() {
    process.getBuiltinModule = this.#before.getBuiltinModule;
  }

  /** What one file has changed, the next does not find. */
  async teardown() {
    const { console, exit, env } = this.#before;
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    globalThis.console = console;
    process.exit = exit;
    for (const name of Object.keys(process.env))
      if (!(name in env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, env);
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}

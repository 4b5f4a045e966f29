// One configuration, three projects. `npm run check` runs `unit`; `npm test` runs all of them.
const shared = {
  rootDir: import.meta.dirname ?? new URL('.', import.meta.url).pathname,
  testEnvironment: '<rootDir>/test/runner/environment.mjs',
  testRunner: '<rootDir>/test/runner/runner.mjs',
  injectGlobals: false,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // Compiled by test/runner/compiled.mjs, once and for all files; see docs/adr/050.
  transform: {},
  moduleNameMapper: {
    '^#domain/(.*)\\.js$': '<rootDir>/libs/domain/src/$1',
    '^#record/(.*)\\.js$': '<rootDir>/libs/record/src/$1',
    '^#documents/(.*)\\.js$': '<rootDir>/libs/documents/src/$1',
    '^#messages/(.*)\\.js$': '<rootDir>/libs/messages/src/$1',
    '^#local/(.*)\\.js$': '<rootDir>/local/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.kvittert/'],
};

/** @type {import('jest').Config} */
export default {
  // A watchman that hangs must not hang the tests.
  watchman: false,
  // System tests wait for other processes, on machines that may be busy: what does not happen is told by `until`, long
  // before this. No test sets a shorter one of its own. A unit test that took this long would be seen in the report.
  testTimeout: 600_000,
  // A process keeps something of every file it has run. Past this a worker is replaced between two files, and none runs
  // in Jest's own.
  workerIdleMemoryLimit: '1500MB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,local}/**/*.spec.{ts,tsx}'],
      globalSetup: '<rootDir>/test/runner/compile.mjs',
    },
    {
      ...shared,
      displayName: 'system',
      testMatch: ['<rootDir>/test/**/*.spec.{ts,tsx}'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
  ],
};

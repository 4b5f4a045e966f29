import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Mutation testing of the rules: `npm run mutants`, or one folder: `npm run mutants -- --mutate 'libs/domain/src/deadline/*.ts'`.
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'libs/domain/src/**/*.ts',
    '!libs/domain/src/**/*.spec.ts',
    // Types, and what only names others.
    '!libs/domain/src/**/*.{commands,events}.ts',
    '!libs/domain/src/{commands,ids,history}.ts',
    '!libs/domain/src/contracts/**',
    // Given, when, then: the specs' own hand.
    '!libs/domain/src/specification.ts',
  ],
  plugins: ['./test/mutants/runner.mjs', './test/mutants/unreachable.mjs'],
  ignorers: ['unreachable'],
  testRunner: 'specs',
  coverageAnalysis: 'perTest',
  // A constant of a module would be read once for all tests; what they say is not a rule's course.
  ignoreStatic: true,
  ignorePatterns: [
    '.ci',
    '.kvittert',
    'apps',
    'bench',
    'deploy',
    'dist',
    'docs',
    'local',
    'libs/documents',
    'libs/messages',
    'libs/record',
    'test/*',
    '!test/mutants',
  ],
  disableTypeChecks: false,
  // On a busy machine a test may be slow: what never ends is told by how often a line is come by.
  timeoutMS: 20_000,
  concurrency: 2,
  incremental: true,
  incrementalFile: 'node_modules/.cache/mutants/incremental.json',
  tempDirName: join(tmpdir(), 'kvittert-mutants'),
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: 'node_modules/.cache/mutants/report.json' },
  htmlReporter: { fileName: 'node_modules/.cache/mutants/report.html' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
};

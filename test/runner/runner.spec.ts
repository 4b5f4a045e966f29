import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { projectRoot } from '../../local/project-root.js';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { title: string; status: string }[];
  }[];
}

/** The seeded files, one after another in one process, as the specs of a project are run. */
async function runSeeded(): Promise<{ code: number; report: Report }> {
  const folder = await mkdtemp(join(tmpdir(), 'kvittert-runner-'));
  const outputFile = join(folder, 'report.json');
  const config = {
    rootDir: projectRoot,
    testMatch: ['<rootDir>/test/runner/seeded/*.ts'],
    testEnvironment: '<rootDir>/test/runner/environment.mjs',
    testRunner: '<rootDir>/test/runner/runner.mjs',
    testSequencer: '<rootDir>/test/runner/seeded/by-name.mjs',
    extensionsToTreatAsEsm: ['.ts'],
    transform: {},
    modulePathIgnorePatterns: ['<rootDir>/dist/'],
    injectGlobals: false,
  };
  try {
    const jest = spawn(
      process.execPath,
      [
        join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js'),
        ...[
          '--config',
          JSON.stringify(config),
          '--runInBand',
          '--watchman=false',
          '--json',
          '--outputFile',
          outputFile,
        ],
      ],
      { cwd: projectRoot, stdio: 'ignore' },
    );
    const [code] = (await once(jest, 'close')) as [number];
    return { code, report: JSON.parse(await readFile(outputFile, 'utf8')) as Report };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it('tells of everything that goes wrong, and leaves nothing of one file to the next', async () => {
  const { code, report } = await runSeeded();
  expect(code).toBe(1);
  const [wrong, next, unloadable] = report.testResults.toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  const outcomes = wrong?.assertionResults.map(({ title, status }) => [title, status]);
  expect(Object.fromEntries(outcomes ?? [])).toEqual({
    'is right': 'passed',
    'expects something else': 'failed',
    'expects less than it said': 'failed',
    throws: 'failed',
    rejects: 'failed',
    'leaves a promise that rejects': 'failed',
    'does not end in time': 'failed',
    'is right, and leaves something behind for the next file not to find': 'passed',
    'is left out': 'pending',
  });
  expect(wrong?.message).toContain('an end that fails');
  // Where it went wrong, in the file that somebody wrote.
  expect(wrong?.message).toMatch(/test\/runner\/seeded\/1-goes-wrong\.ts:10:/u);
  expect(next).toMatchObject({ status: 'passed' });
  expect(unloadable).toMatchObject({ status: 'failed' });
  expect(unloadable?.message).toContain('this file ends as it is loaded');
});

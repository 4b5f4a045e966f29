import { TestWorkflowEnvironment } from '@temporalio/testing';
import { describe } from '@jest/globals';
import { searchAttributes } from '#domain/contracts/workflows.js';

const program = process.env['KVITTERT_TIME_SKIPPING_PROGRAM'];

/**
 * A `describe` for tests in which days pass in moments. Where the server for that can't be had (it needs Java or
 * the SDK's download), they are left out, and their name says what to install.
 */
export function describeWithSkippedTime(name: string, tests: () => void): void {
  if (program !== undefined) {
    describe(name, tests);
    return;
  }
  const reason = process.env['KVITTERT_TIME_SKIPPING_MISSING'] ?? 'Run it with "npm test".';
  describe.skip(`${name} (${reason})`, tests);
}

/**
 * A server of its own, with Kvittert's search attributes: an unknown one would fail every start. One per test:
 * the clock is the server's.
 */
export async function createSkippedTime(): Promise<TestWorkflowEnvironment> {
  if (program === undefined)
    throw new Error('There is no time-skipping server; use describeWithSkippedTime.');
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: program } },
  });
  const types = { INT: 3, KEYWORD: 2, DATETIME: 6 } as const;
  await environment.connection.operatorService.addSearchAttributes({
    namespace: environment.namespace ?? 'default',
    searchAttributes: Object.fromEntries(
      Object.values(searchAttributes).map(({ name, type }) => [name, types[type]]),
    ),
  });
  return environment;
}

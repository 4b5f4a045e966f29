import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { describe } from '@jest/globals';
import { searchAttributes } from '#domain/contracts/workflows.js';
import { freePort } from '../../local/free-port.js';
import { until } from './until.js';

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

/** What the SDK starts in the server's place and ends again: it does nothing. */
const placeholder = fileURLToPath(new URL('./wait.sh', import.meta.url));

/**
 * A server of its own, with Kvittert's search attributes: an unknown one would fail every start. One per test:
 * the clock is the server's. The SDK gives a server it starts 5 s to answer, too few for Java on a busy machine; so
 * ours is started and waited for, and the SDK finds it at the port.
 */
export async function createSkippedTime(): Promise<SkippedTime> {
  if (program === undefined)
    throw new Error('There is no time-skipping server; use describeWithSkippedTime.');
  const port = await freePort();
  const server = spawn(program, [String(port)], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL');
    await ended;
  };
  try {
    await until('the time-skipping server listens', () => listens(port), 120_000);
    const environment = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: placeholder }, port },
    });
    const types = { INT: 3, KEYWORD: 2, DATETIME: 6 } as const;
    await environment.connection.operatorService.addSearchAttributes({
      namespace: environment.namespace ?? 'default',
      searchAttributes: Object.fromEntries(
        Object.values(searchAttributes).map(({ name, type }) => [name, types[type]]),
      ),
    });
    return {
      environment,
      close: async () => {
        await environment.teardown();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

export interface SkippedTime {
  environment: TestWorkflowEnvironment;
  close(): Promise<void>;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

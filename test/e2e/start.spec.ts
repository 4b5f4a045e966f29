import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../local/free-port.js';
import { projectRoot } from '../../local/project-root.js';
import { outputOf, ServiceProcess } from '../../local/service-process.js';
import { withOwnPorts } from '../support/own-ports.js';
import { openTemporaryFolder } from '../support/shared-servers.js';
import { until } from '../support/until.js';

const startLimitMs = 200_000;

/** One command of ours, as a user runs it, on a data folder of this test's own. */
describe('npm start', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  let url: string;
  let count = 0;
  const started: ServiceProcess[] = [];

  beforeAll(async () => {
    folder = await openTemporaryFolder('kvittert-start-');
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    env = { ...process.env, KVITTERT_DATA_DIR: await withOwnPorts(join(folder, 'data')), PORT: String(port) };
  });
  afterAll(async () => {
    await Promise.all(started.map((service) => service.stop()));
    await rm(folder, { recursive: true, force: true });
  });

  function launch(): ServiceProcess {
    count += 1;
    const service = ServiceProcess.start({
      name: 'npm start',
      command: process.execPath,
      args: [join(projectRoot, 'local', 'start.mjs'), '--empty'],
      env,
      cwd: projectRoot,
      logFile: join(folder, `start-${count}.txt`),
    });
    started.push(service);
    return service;
  }

  async function ready(service: ServiceProcess): Promise<ServiceProcess> {
    await service.waitUntil(async () => screenOf(service).includes('Kvittert is ready'), startLimitMs);
    return service;
  }

  function screenOf(service: ServiceProcess): string {
    return readFileSync(service.logFile, 'utf8');
  }

  function token(...args: string[]): Promise<string> {
    return outputOf('env', [
      `KVITTERT_DATA_DIR=${env['KVITTERT_DATA_DIR'] ?? ''}`,
      process.execPath,
      join(projectRoot, 'local', 'token.mjs'),
      ...args,
    ]);
  }

  async function persons(as: string): Promise<number> {
    const response = await fetch(`${url}/api/v1/persons`, { headers: { authorization: `Bearer ${as}` } });
    expect(response.status).toBe(200);
    return ((await response.json()) as { items: unknown[] }).items.length;
  }

  function runningNow(): { processes: { name: string; pid: number }[] } {
    return JSON.parse(readFileSync(join(folder, 'data', 'running.json'), 'utf8')) as ReturnType<
      typeof runningNow
    >;
  }

  const pidOf = (name: string): number =>
    runningNow().processes.find((process) => process.name === name)?.pid ?? 0;

  it(
    'starts everything, stops it in order and goes on where it was',
    async () => {
      const first = await ready(launch());
      expect(screenOf(first)).toContain(env['PORT']);
      const secretary = await token('secretariat');
      const before = await persons(secretary);
      expect(before).toBeGreaterThan(10);
      expect(await token('secretariat', '--person', 'jonas.bakke@vestdal.example')).not.toBe(secretary);

      const second = launch();
      expect((await second.exited).code).toBe(1);
      expect(screenOf(second)).toContain('already runs on');

      first.signal('SIGINT');
      expect(await first.exited).toEqual({ code: 0, signal: null });
      const stopped = [...screenOf(first).matchAll(/^(.*): stopped\.$/gm)].map(([, name]) => name);
      expect(stopped).toEqual([
        'Worker',
        'Temporal',
        'API',
        'Desk',
        'Mail server',
        'Slack workspace',
        'Identity provider',
        'PostgreSQL',
      ]);
      await expect(token('secretariat')).rejects.toThrow();

      const again = await ready(launch());
      // The old token is still good: keys, issuer and people are the same.
      expect(await persons(secretary)).toBe(before);
      again.signal('SIGTERM');
      expect((await again.exited).code).toBe(0);
    },
    3 * startLimitMs,
  );

  it(
    'clears up after a kill, starts a part that ends again, and says why when that does not help',
    async () => {
      await (await ready(launch())).kill();
      const next = await ready(launch());
      expect(screenOf(next)).toContain('PostgreSQL: stopped what an earlier start had left running.');
      expect(await persons(await token('auditor'))).toBeGreaterThan(10);

      for (const name of ['PostgreSQL', 'API']) {
        process.kill(pidOf(name), 'SIGKILL');
        await next.waitUntil(async () => screenOf(next).includes(`${name} runs again.`), startLimitMs);
      }
      await until('requests are answered again', async () => {
        const response = await fetch(`${url}/health/ready`);
        return response.ok;
      });
      const running = runningNow();
      for (const time of [1, 2, 3]) {
        process.kill(pidOf('Worker'), 'SIGKILL');
        await next.waitUntil(
          async () => [...screenOf(next).matchAll(/Worker runs again/g)].length === time,
          startLimitMs,
        );
      }
      process.kill(pidOf('Worker'), 'SIGKILL');
      expect((await next.exited).code).toBe(1);
      expect(screenOf(next)).toMatch(/Worker has ended by itself 4 times\. Its last words:/);
      for (const { pid } of running.processes) {
        await until(`process ${pid} is gone`, () => !isAlive(pid));
      }
    },
    3 * startLimitMs,
  );

  it(
    'is stopped cleanly in the middle of its start, and at once by a second signal',
    async () => {
      const early = launch();
      await early.waitUntil(async () => screenOf(early).includes('PostgreSQL: starting'), startLimitMs);
      early.signal('SIGINT');
      expect((await early.exited).code).toBe(0);
      expect(screenOf(early)).not.toContain('API: starting');

      const forced = await ready(launch());
      const { processes } = runningNow();
      // A worker that does not listen holds up the orderly end.
      process.kill(processes.find(({ name }) => name === 'Worker')?.pid ?? 0, 'SIGSTOP');
      forced.signal('SIGINT');
      await forced.waitUntil(async () => screenOf(forced).includes('Stopping.'), startLimitMs);
      // One key press may arrive twice; what comes later is a second one.
      await until('the second signal is heard', () => {
        forced.signal('SIGINT');
        return !forced.running;
      });
      expect((await forced.exited).code).toBe(1);
      for (const { pid } of processes) await until(`process ${pid} is gone`, () => !isAlive(pid));
      expect(await (await ready(launch())).stop()).toEqual({ code: 0, signal: null });
    },
    3 * startLimitMs,
  );
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

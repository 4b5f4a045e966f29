import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../local/free-port.js';
import { projectRoot } from '../../local/project-root.js';
import { outputOf, ServiceProcess } from '../../local/service-process.js';
import { withOwnPorts } from '../support/own-ports.js';
import { openTemporaryFolder } from '../support/shared-servers.js';
import { until } from '../support/until.js';

const limitMs = 300_000;

/** A machine without a Temporal server, and a Go that is not done before the test says so. */
describe('npm start on a machine that must build Temporal first', () => {
  let folder: string;
  let url: string;
  let service: ServiceProcess;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    folder = await openTemporaryFolder('kvittert-at-once-');
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const programs = join(folder, 'bin');
    mkdirSync(programs);
    for (const name of ['ps', 'id', 'ls', 'unshare', 'true', 'useradd', 'env']) {
      symlinkSync(join('/usr/bin', name), join(programs, name));
    }
    for (const name of ['sh', 'sleep', 'cp', 'mkdir']) symlinkSync(join('/bin', name), join(programs, name));
    writeFileSync(
      join(programs, 'go'),
      `#!/bin/sh
i=0
while [ $i -lt 412 ]; do echo "package/$i" >&2; i=$((i + 1)); done
while [ ! -e "${folder}/built" ]; do sleep 0.1; done
mkdir -p "$GOBIN" && cp "${process.env['KVITTERT_TEMPORAL_PROGRAM'] ?? ''}" "$GOBIN/temporal"
`,
    );
    chmodSync(join(programs, 'go'), 0o755);
    env = {
      ...process.env,
      PATH: [programs, '/usr/sbin', '/sbin'].join(delimiter),
      XDG_CACHE_HOME: join(folder, 'cache'),
      KVITTERT_DATA_DIR: await withOwnPorts(join(folder, 'data')),
      PORT: String(port),
    };
    service = ServiceProcess.start({
      name: 'npm start',
      command: process.execPath,
      args: [join(projectRoot, 'local', 'start.mjs')],
      env,
      cwd: projectRoot,
      logFile: join(folder, 'start.txt'),
    });
  });
  afterAll(async () => {
    await service.stop(60_000);
    await rm(folder, { recursive: true, force: true });
  });

  const page = async (path: string): Promise<string> => (await fetch(`${url}${path}`)).text();
  const readiness = async (): Promise<{ code: number; status: string }> => {
    const answer = await fetch(`${url}/health/ready`);
    return { code: answer.status, status: ((await answer.json()) as { status: string }).status };
  };
  const token = (): Promise<string> =>
    outputOf('env', [
      `KVITTERT_DATA_DIR=${env['KVITTERT_DATA_DIR'] ?? ''}`,
      process.execPath,
      join(projectRoot, 'local', 'token.mjs'),
      'secretariat',
    ]);

  it(
    'shows pages that say what is being prepared, and is not ready before one may log in',
    async () => {
      await service.waitUntil(
        async () => (await fetch(`${url}/login`).catch(() => undefined))?.ok ?? false,
        limitMs,
      );
      expect(await page('/login')).toContain('Nå registreres personer, planer og tiltak.');
      expect(await readiness()).toEqual({ code: 503, status: 'down' });
    },
    limitMs,
  );

  it(
    'takes registrations while Temporal is being built, and says how far that has come',
    async () => {
      await service.waitUntil(async () => (await readiness()).code === 200, limitMs);
      expect(await readiness()).toMatchObject({ status: 'degraded' });
      expect(await page('/login')).toMatch(/bygges: 412 av omtrent 1\s300 deler er ferdige/);
      const headers = { authorization: `Bearer ${await token()}` };
      const plans = (await (await fetch(`${url}/api/v1/plans`, { headers })).json()) as {
        items: { id: string }[];
      };
      expect(plans.items).toHaveLength(3);
      const made = await fetch(`${url}/api/v1/measures`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': 'at-once' },
        body: JSON.stringify({
          planId: plans.items[0]?.id,
          title: 'Straks',
          text: 'Registrert før Temporal er her.',
        }),
      });
      expect(made.status).toBe(201);
      expect(readFileSync(service.logFile, 'utf8')).not.toContain('Kvittert is ready');
    },
    limitMs,
  );

  it(
    'arms the workflows when Temporal is there, and is ready in every sense',
    async () => {
      writeFileSync(join(folder, 'built'), '');
      await service.waitUntil(
        async () => readFileSync(service.logFile, 'utf8').includes('Kvittert is ready'),
        limitMs,
      );
      expect(await readiness()).toEqual({ code: 200, status: 'ok' });
      expect(await page('/login')).not.toContain('gjøres klar');
      await until('nothing waits to be followed', async () => {
        const { parts } = (await (await fetch(`${url}/health/ready`)).json()) as {
          parts: Record<string, { status: string }>;
        };
        return parts['relay']?.status === 'ok' && parts['temporal']?.status === 'ok';
      });
    },
    limitMs,
  );
});

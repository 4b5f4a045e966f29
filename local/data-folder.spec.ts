import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataFolder, dataFolderPath, readyOn } from './data-folder.js';
import { commandLineOf } from './leftover-process.js';
import { ServiceProcess } from './service-process.js';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'kvittert-data-')), 'data');
});
afterEach(() => rmSync(join(path, '..'), { recursive: true, force: true }));

describe('the data folder', () => {
  it('is .kvittert in the project unless another is named', () => {
    expect(dataFolderPath({})).toMatch(/[\\/]\.kvittert$/);
    expect(dataFolderPath({ KVITTERT_DATA_DIR: path })).toBe(path);
  });

  it('keeps its ports and secrets', async () => {
    const first = await DataFolder.open(path);
    const [ports, secrets] = [await first.ports(), first.secrets()];
    first.release();
    const second = await DataFolder.open(path);
    expect(await second.ports()).toEqual(ports);
    expect(second.secrets()).toEqual(secrets);
    expect(new Set(Object.values(ports)).size).toBe(Object.keys(ports).length);
    expect(statSync(join(path, 'secrets.json')).mode & 0o077).toBe(0);
  });

  it('takes another port when one has been taken meanwhile', async () => {
    const folder = await DataFolder.open(path);
    const before = await folder.ports();
    const intruder = createServer();
    await new Promise<void>((resolve) => intruder.listen(before.slack, '127.0.0.1', resolve));
    const after = await folder.ports();
    intruder.close();
    expect(after.slack).not.toBe(before.slack);
    expect({ ...after, slack: 0 }).toEqual({ ...before, slack: 0 });
  });

  it('refuses a second start while the first one runs', async () => {
    const holder = ServiceProcess.start({
      name: 'holder',
      command: process.execPath,
      args: ['-e', 'setInterval(() => {}, 1000)', 'local/start.mjs'],
      logFile: join(path, 'holder.log'),
    });
    const { pid = 0 } = holder;
    await holder.waitUntil(async () => (await commandLineOf(pid)).includes('start.mjs'), 60_000);
    writeFileSync(join(path, 'lock'), `${pid}\n`);
    await expect(DataFolder.open(path)).rejects.toThrow(`already runs on ${path} (process ${pid})`);
    await holder.kill();
    await expect(DataFolder.open(path)).resolves.toBeDefined();
  });

  it('is free when the process that held it is gone, or is not Kvittert', async () => {
    const folder = await DataFolder.open(path);
    folder.release();
    for (const pid of [2 ** 30, process.ppid]) {
      writeFileSync(join(path, 'lock'), `${pid}\n`);
      (await DataFolder.open(path)).release();
    }
    expect(existsSync(join(path, 'lock'))).toBe(false);
  });

  it('says what to do when a file in it is damaged', async () => {
    const folder = await DataFolder.open(path);
    writeFileSync(join(path, 'ports.json'), '{ "postgres": ');
    await expect(folder.ports()).rejects.toThrow('ports.json can');
  });

  it('tells where tokens come from only when the installation is ready', async () => {
    await expect(readyOn(path)).rejects.toThrow('does not run on');
    const folder = await DataFolder.open(path);
    folder.tellRunning({ pid: process.pid, processes: [] });
    await expect(readyOn(path)).rejects.toThrow('does not run on');
    const ready = {
      publicUrl: 'http://localhost:3000',
      databaseUrl: 'postgres://127.0.0.1/kvittert',
      temporalAddress: '127.0.0.1:7233',
    };
    folder.tellRunning({ pid: process.pid, processes: [], ready });
    expect(await readyOn(path)).toEqual(ready);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commandLineOf, stopLeftover } from './leftover-process.js';
import { runToEnd, ServiceProcess } from './service-process.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kvittert-service-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(program: string, ...args: string[]): ServiceProcess {
  return ServiceProcess.start({
    name: 'The service',
    command: process.execPath,
    args: ['-e', program, ...args],
    logFile: join(folder, 'service.log'),
  });
}

const sleeps = 'setInterval(() => {}, 1000);';
const deaf = `process.on('SIGTERM', () => {}); console.log('deaf'); ${sleeps}`;

describe('a service', () => {
  it('that ends while starting shows its last words', async () => {
    const service = start("console.error('no database here'); process.exit(3)");
    await expect(service.waitUntil(async () => false, 60_000)).rejects.toThrow(
      /The service ended while starting \(exit code 3\)[\s\S]*no database here/,
    );
  });

  it('that never answers is given up, with its last words', async () => {
    const service = start(`console.log('still thinking'); ${sleeps}`);
    await service.waitUntil(async () => service.lastLines().includes('thinking'), 60_000);
    await expect(service.waitUntil(async () => false, 50)).rejects.toThrow(
      /did not answer[\s\S]*still thinking/,
    );
    await service.kill();
  });

  it('that can not be started says so', async () => {
    const service = ServiceProcess.start({
      name: 'The service',
      command: join(folder, 'missing'),
      args: [],
      logFile: join(folder, 'service.log'),
    });
    await expect(service.waitUntil(async () => false, 60_000)).rejects.toThrow('ended while starting');
    expect(service.running).toBe(false);
  });

  it('stops when asked, and is killed when it does not listen', async () => {
    expect(await start(sleeps).stop()).toEqual({ code: null, signal: 'SIGTERM' });
    const service = start(deaf);
    await service.waitUntil(async () => service.lastLines().includes('deaf'), 60_000);
    expect(await service.stop(50)).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('may be stopped twice', async () => {
    const service = start(sleeps);
    const [first, second] = await Promise.all([service.stop(), service.stop()]);
    expect(second).toEqual(first);
    expect(await service.stop()).toEqual(first);
  });
});

describe('a command', () => {
  it('that fails shows what it printed', async () => {
    await expect(
      runToEnd({
        name: 'The migration',
        command: process.execPath,
        args: ['-e', "console.log('column missing'); process.exit(1)"],
        logFile: join(folder, 'migrate.log'),
      }),
    ).rejects.toThrow(/The migration failed[\s\S]*column missing/);
  });
});

describe('what an earlier start left running', () => {
  it('is stopped when it is ours', async () => {
    const service = start(sleeps, 'mark-of-ours');
    const { pid = 0 } = service;
    await service.waitUntil(async () => (await commandLineOf(pid)).includes('mark-of-ours'), 60_000);
    expect(await stopLeftover({ pid, mark: 'mark-of-ours', signal: 'SIGTERM' })).toBe(true);
    expect((await service.exited).signal).toBe('SIGTERM');
  });

  it('is left alone when its number now belongs to somebody else', async () => {
    const service = start(sleeps);
    const { pid = 0 } = service;
    expect(await stopLeftover({ pid, mark: 'mark-of-ours', signal: 'SIGTERM' })).toBe(false);
    expect(service.running).toBe(true);
    await service.kill();
    expect(await stopLeftover({ pid, mark: 'setInterval', signal: 'SIGTERM' })).toBe(false);
  });
});

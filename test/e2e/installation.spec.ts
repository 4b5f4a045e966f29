import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answers } from '../../local/temporal.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { StartedParts } from '../support/started-parts.js';

describe('an installation for a test', () => {
  let one: Installation;
  let two: Installation;
  beforeAll(async () => {
    [one, two] = await Promise.all([
      startInstallation({ apis: 1 }),
      startInstallation({ apis: 0, workers: 0 }),
    ]);
  });
  afterAll(() => Promise.all([one.stop(), two.stop()]));

  it('has an API that is ready, a worker that works and a migrated database', async () => {
    expect(await one.request('GET', '/health/ready')).toMatchObject({ status: 200 });
    expect(one.workers[0]?.running).toBe(true);
    const [row] = await one.query<{ count: string }>('SELECT count(*) FROM measure');
    expect(row?.count).toBe('0');
  });

  it('shares nothing with another', async () => {
    expect(two.database.appUrl).not.toBe(one.database.appUrl);
    expect(two.temporal.namespace).not.toBe(one.temporal.namespace);
    expect(two.slack.apiUrl).not.toBe(one.slack.apiUrl);
    await expect(two.request('GET', '/health/live')).rejects.toThrow();
  });

  it('lets one in with a token and nobody without', async () => {
    expect((await one.request('GET', '/api/v1/plans')).status).toBe(401);
    for (const who of ['secretariat', 'auditor', 'ingrid.solberg@industriparken.example']) {
      expect((await one.request('GET', '/api/v1/plans', { as: who })).status).toBe(200);
    }
  });

  it('starts its services again after a kill, at the same address', async () => {
    const [[api], [worker]] = [one.apis, one.workers];
    const before = [api?.pid, worker?.pid];
    await Promise.all([api?.kill(), worker?.kill()]);
    await expect(one.request('GET', '/health/live')).rejects.toThrow();
    await Promise.all([api?.start(), worker?.start()]);
    expect((await one.request('GET', '/health/live')).status).toBe(200);
    expect([api?.pid, worker?.pid]).not.toEqual(before);
  });

  it('adds a second worker that takes tasks too', async () => {
    const worker = one.addWorker();
    await worker.start();
    expect(worker.running).toBe(true);
    expect(await worker.stop()).toEqual({ code: 0, signal: null });
  });
});

describe('an installation with servers of its own', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await startInstallation({ ownPostgres: true, ownTemporal: true, apis: 0, workers: 0 });
  });
  afterAll(() => installation.stop());

  it('may kill them without anybody else noticing', async () => {
    await installation.postgres.kill();
    await expect(installation.query('SELECT 1')).rejects.toThrow();
    await installation.postgres.restart();
    expect(await installation.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const { address } = installation.temporal;
    expect(await answers(address)).toBe(true);
    await installation.ownTemporal?.kill();
    expect(await answers(address)).toBe(false);
    await installation.ownTemporal?.restart();
    expect(await answers(address)).toBe(true);
  });
});

describe('an installation that can’t start', () => {
  it('says why, and the log of what ended', async () => {
    await expect(startInstallation({ apis: 1, workers: 0, env: { PUBLIC_URL: 'nowhere' } })).rejects.toThrow(
      /API 0 ended while starting[\s\S]*PUBLIC_URL/,
    );
  });

  it('leaves nothing running: not what had started, nor what was starting, nor when an end fails', async () => {
    const parts = new StartedParts();
    const ended: string[] = [];
    let late = (): void => undefined;
    const first = parts.start(Promise.resolve('first'), (part) => ended.push(part));
    const failing = parts.start(Promise.reject<string>(new Error('no port')), (part) => ended.push(part));
    const second = parts.start(new Promise<string>((resolve) => (late = () => resolve('second'))), (part) => {
      ended.push(part);
      throw new Error('already gone');
    });
    await expect(Promise.all([first, failing, second])).rejects.toThrow('no port');
    const end = parts.end();
    late();
    await expect(end).rejects.toThrow('already gone');
    expect(ended).toEqual(['second', 'first']);
  });
});

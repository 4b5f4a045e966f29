import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../local/free-port.js';
import { projectRoot } from '../../local/project-root.js';
import { crowd, everybodyIsLate } from '../support/crowd.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { ApiDriver } from '../support/api-driver.js';
import { until } from '../support/until.js';

const round = 'dist/apps/worker/src/run-morning-round.js';
const inHand = 20;

/** What a person at the command line reads when a server is away. */
describe('a command of ours', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ people: crowd(30), daysBehind: 10, ownTemporal: true });
  });
  afterAll(() => installation.stop());

  function run(script: string, env: NodeJS.ProcessEnv = {}, args: string[] = []): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(projectRoot, script), ...args], {
        env: { ...installation.serviceEnv(), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, said: said.trim() }));
    });
  }

  const nowhere = async (): Promise<string> => `127.0.0.1:${await freePort()}`;

  it('says that the database does not answer, and what is next', async () => {
    const DATABASE_URL = `postgres://kvittert_app:geheim@${await nowhere()}/kvittert`;
    const env = { DATABASE_URL, DATABASE_OWNER_URL: DATABASE_URL };
    const scripts = [
      'dist/libs/record/src/search/rebuild-cli.js',
      'dist/apps/worker/src/temporal-rebuild.js',
      'dist/libs/record/src/migrate.js',
      'dist/libs/record/src/verify-cli.js',
    ];
    const said = 'The database does not answer. Start it, or correct its address, and try again.';
    expect(await Promise.all(scripts.map((script) => run(script, env)))).toEqual([
      { code: 1, said },
      { code: 1, said },
      { code: 1, said },
      // Here 1 means that something differs.
      { code: 2, said: `The record could not be read. ${said}` },
    ]);
  });

  it('says that Temporal does not answer, and what is next', async () => {
    const TEMPORAL_ADDRESS = await nowhere();
    const scripts = [round, 'dist/apps/worker/src/temporal-rebuild.js'];
    const next = `Temporal does not answer at ${TEMPORAL_ADDRESS}. Start it, or correct TEMPORAL_ADDRESS, and run`;
    expect(await Promise.all(scripts.map((script) => run(script, { TEMPORAL_ADDRESS })))).toEqual([
      { code: 1, said: `${next} "npm run round" again.` },
      { code: 1, said: `${next} this again.` },
    ]);
  });

  it('says that Kvittert does not answer, and what is next', async () => {
    const KVITTERT_URL = `http://${await nowhere()}`;
    const said = `Kvittert does not answer at ${KVITTERT_URL}. Start Kvittert with "npm start", or wait until it is ready, and try again.`;
    const env = { KVITTERT_URL, KVITTERT_TOKEN: 'token' };
    const report = ['--plan', '1', '--format', 'pdf', '--out', join(installation.folder, 'report.pdf')];
    const imported = [join(projectRoot, 'README.md'), '--new-plan', 'Plan'];
    expect(
      await Promise.all([
        run('dist/local/report.js', env, report),
        run('dist/local/import.js', env, imported),
      ]),
    ).toEqual([
      { code: 1, said },
      { code: 1, said },
    ]);
  });

  it('tells of a round during which Temporal went away that it goes on, and it does', async () => {
    const { ownTemporal, slackLine } = installation;
    if (ownTemporal === undefined) throw new Error('This test needs a Temporal of its own');
    await everybodyIsLate(new ApiDriver(installation));
    await installation.query('DELETE FROM relay_message');
    slackLine.disturb('users.lookupByEmail', { kind: 'late' }, inHand);
    const asked = run(round);
    await until('the round is under way', async () => {
      const begun = await installation.query(`SELECT id FROM notification WHERE kind = 'morning'`);
      return begun.length > 0;
    });
    await ownTemporal.kill();
    const { code, said } = await asked;
    expect(code).toBe(1);
    expect(said).toMatch(
      /^Temporal does not answer at \S+ The round goes on by itself when Temporal is back/u,
    );
    expect(said).not.toMatch(/\n\s+at /u);

    await ownTemporal.restart();
    slackLine.restore();
    const again = await until('the round is asked for again', async () => {
      const ended = await run(round);
      return ended.code === 0 && ended;
    });
    expect(again.said).toMatch(/^Round of \S+: 30 of 30 owners have had their message; /u);
  });
});

interface Ended {
  code: number | null;
  said: string;
}

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roundTaskQueue, workflowTypes } from '#domain/contracts/workflows.js';
import { Browserless } from '../support/browserless.js';
import { crowd, everybodyIsLate } from '../support/crowd.js';
import { freePort } from '../../local/free-port.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { type Made, ApiDriver } from '../support/api-driver.js';
import { SilentProxy } from '../support/silent-proxy.js';
import { until } from '../support/until.js';

/**
 * Each service vanishes without a word and is there again at once for whoever connects anew: on the old connections
 * nobody ever answers. How long it takes is printed; that it is 30 seconds at most follows from the limits, which
 * have specs of their own.
 */
describe('a service vanishes without a word', () => {
  let kvittert: Installation;
  let driver: ApiDriver;
  let planId: string;
  let healthPort: number;
  let lines: Record<'postgres' | 'temporal' | 'slack' | 'smtp', SilentProxy>;

  beforeAll(async () => {
    kvittert = await startInstallation({ apis: 0, workers: 0, daysBehind: 10, people: crowd(2) });
    driver = new ApiDriver(kvittert);
    const [postgres, temporal, slack, smtp] = await Promise.all(
      [
        kvittert.database.appUrl,
        `tcp://${kvittert.temporal.address}`,
        kvittert.slackLine.apiUrl,
        kvittert.mail.smtpUrl,
      ].map((url) => SilentProxy.open(url)),
    );
    if (!postgres || !temporal || !slack || !smtp) throw new Error('A line is missing');
    lines = { postgres, temporal, slack, smtp };
    healthPort = await freePort();
    const overLines = {
      DATABASE_URL: postgres.url,
      TEMPORAL_ADDRESS: new URL(temporal.url).host,
      SLACK_API_URL: slack.url,
      SMTP_URL: smtp.url,
      MESSAGES_PER_SECOND: '20',
    };
    const api = await kvittert.addApi();
    const worker = kvittert.addWorker();
    await Promise.all([
      api.start(overLines),
      worker.start({ ...overLines, HEALTH_PORT: String(healthPort) }),
    ]);
    await kvittert.registerPeople();
    await everybodyIsLate(driver);
    const caseOfficerId = kvittert.personId('secretariat');
    ({ id: planId } = await driver.post('/plans', 'secretariat', { title: 'Plan', caseOfficerId }));
    await driver.followedMeasures(2);
  });
  afterAll(async () => {
    await kvittert.stop();
    await Promise.all(Object.values(lines).map((line) => line.close()));
  });

  const vanishes = (line: SilentProxy): void => {
    line.fallSilent();
    line.takeNewConnections();
  };

  async function recovered(what: string, work: () => Promise<unknown>): Promise<void> {
    const since = Date.now();
    await work();
    process.stderr.write(`  ${what}: back after ${((Date.now() - since) / 1000).toFixed(1)} s\n`);
  }

  /** Asked again and again with the same key, as a caller does; every refusal says that it is worth trying. */
  async function register(title: string): Promise<Made> {
    return until(`${title} is registered`, async () => {
      const { status, body } = await kvittert.request<Made>('POST', '/api/v1/measures', {
        as: 'secretariat',
        body: { planId, title, text: 'Gjør dette.' },
        headers: { 'idempotency-key': title.replaceAll(' ', '-') },
      });
      expect([201, 503]).toContain(status);
      return status === 201 ? body : undefined;
    });
  }

  const takesTasks = async (): Promise<boolean> =>
    (await fetch(`http://127.0.0.1:${healthPort}/health/ready`)).ok;

  // Two lines that have nothing to do with each other: waited for at the same time.
  it('Slack: each message comes, once; SMTP: the mail comes, once', async () => {
    await Promise.all([overSilentSlack(), overSilentSmtp()]);
  });

  async function overSilentSlack(): Promise<void> {
    lines.slack.fallSilent();
    const round = driver.round();
    round.catch(() => undefined);
    await until('a message is being sent', async () => {
      const sending = await kvittert.query('SELECT 1 FROM notification');
      return sending.length > 0;
    });
    lines.slack.takeNewConnections();
    await recovered('Slack', () => round);
    for (const { email } of kvittert.people.filter(({ roles }) => roles.includes('owner'))) {
      const mornings = (await kvittert.slack.messagesTo(email)).filter(({ text }) =>
        text.startsWith('God morgen'),
      );
      expect(mornings).toHaveLength(1);
    }
  }

  async function overSilentSmtp(): Promise<void> {
    const nobody = new Browserless(kvittert.apiUrl());
    const subscribe = async (address: string): Promise<void> => {
      await nobody.send(await nobody.get('/abonnement'), { address, plan: 'alle', cadence: 'at-once' });
    };
    const mailTo = (address: string) => kvittert.mail.mailTo(address).length > 0;
    await subscribe('foer@abonnent.example');
    await until('the first mail', () => mailTo('foer@abonnent.example'));
    lines.smtp.fallSilent();
    await subscribe('etter@abonnent.example');
    await until('the mail is being sent', async () => {
      const sent = await kvittert.query(`SELECT 1 FROM subscription_mail`);
      return sent.length > 1;
    });
    lines.smtp.takeNewConnections();
    await recovered('SMTP', () => until('the mail', () => mailTo('etter@abonnent.example')));
    expect(kvittert.mail.mailTo('etter@abonnent.example')).toHaveLength(1);
  }

  it('PostgreSQL: the API answers again, and the worker follows what was registered', async () => {
    vanishes(lines.postgres);
    await recovered('API over a silent PostgreSQL', () => register('Etter databasen'));
    await recovered('worker over a silent PostgreSQL', () => driver.followedMeasures(3));
  });

  it('a worker that can’t reach the record takes no tasks, says so, and takes them again when it can', async () => {
    lines.postgres.fallSilent();
    await until('the worker takes no tasks', async () => !(await takesTasks()));
    // What it asked for before that it may still be given: until then it is not out of touch.
    await until('nothing that it had begun is left', async () => {
      const log = await readFile(kvittert.workers[0]?.logFile ?? '', 'utf8');
      const lost = log.match(/no tasks are taken until it does/gu) ?? [];
      const left =
        log.match(/tasks that had been begun are finished|some tasks could not be finished/gu) ?? [];
      return lost.length > 0 && lost.length === left.length;
    });
    const client = await kvittert.temporalClient();
    const round = await client.workflow.start(workflowTypes.morningRound, {
      taskQueue: roundTaskQueue,
      workflowId: 'round-while-out-of-touch',
      args: [{ asked: true }],
    });
    // A worker that polls takes a task within milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const { events } = await round.fetchHistory();
    expect(events?.some((event) => event.workflowTaskStartedEventAttributes)).toBe(false);
    expect(kvittert.workers[0]?.running).toBe(true);

    lines.postgres.takeNewConnections();
    await recovered('worker out of touch', () => until('it takes tasks again', takesTasks));
    expect(await round.result()).toMatchObject({ ran: true });
  });

  it('Temporal: what is registered is followed, and a round runs', async () => {
    vanishes(lines.temporal);
    await register('Etter Temporal');
    await recovered('relay over a silent Temporal', () => driver.followedMeasures(4));
    await recovered('worker over a silent Temporal', () => driver.round());
  });
});

// npm run replay:save -- [name …]: runs the workflows as they are now on a server of its own and saves their
// histories beside this file. Existing ones stay: they are of runs that may still sleep somewhere. Remove one
// only when no run of its shape can be open any more.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import { findTemporalServer } from '../../local/temporal-server.mjs';

const dist = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
const { mailTaskQueue, messageTaskQueue, taskQueue } = await dist('libs/domain/src/contracts/workflows.js');
const { freePort } = await dist('local/free-port.js');
const { TemporalServer } = await dist('local/temporal.js');
const { readWorkflowBundle } = await dist('apps/worker/src/workflow-bundle.js');

const found = await findTemporalServer({ env: { ...process.env, TEMPORAL_ADDRESS: '' } });
const folder = await mkdtemp(join(tmpdir(), 'kvittert-replay-'));
const server = await TemporalServer.start({
  program: found.program,
  port: await freePort(),
  logFile: join(folder, 'temporal.log'),
});
const connection = await Connection.connect({ address: server.address });
const workConnection = await NativeConnection.connect({ address: server.address });
// The machine a history was made on is nobody's business.
const identity = 'kvittert';
const client = new Client({ connection, identity });

const inMs = (ms) => new Date(Date.now() + ms).toISOString();
const inDays = (days) => inMs(days * 86_400_000);
const shown = { plan: 1, number: 7, state: 'in-follow-up', deadline: '2027-03-01', owner: 'Vestdal kommune' };
const news = (dueVersion, fields = {}) => ({ recordEpoch: 1, dueVersion, followed: true, shown, ...fields });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What `demandDue` answers, one after the other, by measure. */
const answers = new Map();
/** What any of the activities of reports answers next, by plan. */
const reports = new Map();
const nextReport = (planId) => Promise.resolve(reports.get(planId)?.shift());
const report = (kind, at, state = 'open') => ({
  ...(kind === undefined ? {} : { step: { kind, at } }),
  shown: { plan: 1, report: 1, state },
});
/** What each look at the record finds due. */
const subscribers = [['subscription-1', 'subscription-2', 'subscription-3']];
let owners = ['owner-1', 'owner-2', 'owner-3'];
/** Who can't be reached the first time. */
const away = new Set(['owner-4', 'owner-5', 'command/away']);
const notReached = (who) => (away.delete(who) ? { tryAgainAt: inMs(800) } : undefined);
let flakyCalls = 0;
let forgetCalls = 0;
let demandCalls = 0;
const activities = {
  demandDue: (measureId) => Promise.resolve(answers.get(measureId)?.shift()),
  roundPlan: (at, asked) =>
    Promise.resolve(
      asked
        ? { date: at.slice(0, 10), run: true, until: inMs(3_600_000) }
        : { date: at.slice(0, 10), run: false, why: 'a day off' },
    ),
  demandOverdue: () => Promise.resolve({ alarms: (demandCalls += 1), more: demandCalls < 2 }),
  ownersDue: () => Promise.resolve(owners),
  nextReportStep: nextReport,
  openReport: nextReport,
  lockReport: nextReport,
  remindOfReports: nextReport,
  forgetExpired: () => Promise.resolve(),
  subscribersDue: () => Promise.resolve(subscribers.shift() ?? []),
  noteFailure: () => Promise.resolve(),
  anchorRecord: () => Promise.resolve(true),
  keepMemberships: () => Promise.resolve(1),
  mendNextDue: (_at, after) =>
    Promise.resolve(after ? { compared: 1, mended: 0 } : { compared: 500, mended: 1, last: 'measure-500' }),
  forgetIdempotencyKeys: () => Promise.resolve({ forgotten: 3, more: (forgetCalls += 1) < 3 }),
};
const messages = {
  async sendMorningMessage(owner) {
    if (owner === 'owner-2' && (flakyCalls += 1) === 1) throw new Error('Slack is unavailable');
    if (owner === 'owner-3') throw ApplicationFailure.nonRetryable('gives up');
    return notReached(owner);
  },
  tellNow: (messageId) => Promise.resolve(notReached(messageId)),
  refreshMessage: () => pause(1500),
};

const mails = {
  async mailSubscriber(subscriptionId) {
    // Long enough for something to be published meanwhile.
    await pause(1000);
    if (subscriptionId === 'subscription-2') throw ApplicationFailure.nonRetryable('gives up');
  },
  mailConfirmation: () => Promise.resolve(),
};

/** Temporal's own program writes histories as JSON that every SDK reads. */
const shownByTemporal = ({ workflowId, firstExecutionRunId }) =>
  execFileSync(
    found.program,
    [
      ...['workflow', 'show', '--output', 'json', '--address', server.address, '--workflow-id', workflowId],
      ...(firstExecutionRunId === undefined ? [] : ['--run-id', firstExecutionRunId]),
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );

const start = (type, workflowId, input, options = {}) =>
  client.workflow.start(type, { workflowId, taskQueue, args: [input], ...options });

/** Each runs one workflow to where its history is worth keeping. */
const scenarios = {
  async 'measure-demanded-until-closed'() {
    answers.set('a', [
      news(2, { nextDueAt: inMs(1500) }),
      news(3, { nextDueAt: inMs(3000), shown: { ...shown, deadline: '2027-04-01' } }),
      news(4, { followed: false, shown: { ...shown, state: 'closed' } }),
    ]);
    const handle = await start('measureFollowUp', 'a', {
      measureId: 'a',
      news: news(1, { nextDueAt: inMs(500) }),
    });
    await handle.result();
    return handle;
  },
  async 'measure-moved-by-news'() {
    const handle = await start('measureFollowUp', 'b', { measureId: 'b', news: news(1) });
    await pause(300);
    await handle.signal('newerFacts', news(3, { nextDueAt: inDays(30) }));
    await pause(300);
    await handle.signal('newerFacts', news(2, { nextDueAt: inDays(20) }));
    await pause(300);
    await handle.signal('newerFacts', news(1, { recordEpoch: 2, nextDueAt: inDays(10) }));
    await pause(300);
    await handle.signal('newerFacts', news(9, { recordEpoch: 2, followed: false }));
    await handle.result();
    return handle;
  },
  async 'measure-resting-after-a-vain-demand'() {
    answers.set('c', [news(2, { nextDueAt: inDays(-1) })]);
    const handle = await start('measureFollowUp', 'c', {
      measureId: 'c',
      news: news(1, { nextDueAt: inDays(-1) }),
    });
    await pause(1500);
    return handle;
  },
  async 'measure-asleep'() {
    const handle = await start('measureFollowUp', 'd', {
      measureId: 'd',
      news: news(1, { nextDueAt: inDays(300) }),
    });
    await pause(500);
    return handle;
  },
  async 'measure-unknown-to-the-record'() {
    const handle = await start('measureFollowUp', 'e', {
      measureId: 'e',
      news: news(1, { nextDueAt: inDays(-1) }),
    });
    await handle.result();
    return handle;
  },
  async 'measure-continued-as-new'() {
    const handle = await start('measureFollowUp', 'f', { measureId: 'f', news: news(1) });
    await Promise.all(
      Array.from({ length: 500 }, (_, index) =>
        handle.signal('newerFacts', news(index + 2, { nextDueAt: inDays(9) })),
      ),
    );
    await pause(2000);
    return handle;
  },
  async 'round-with-one-who-fails'() {
    const handle = await start('morningRound', 'round', { asked: true });
    await handle.result();
    return handle;
  },
  async 'round-with-one-who-is-not-reached'() {
    owners = ['owner-1', 'owner-4'];
    const handle = await start('morningRound', 'round-unreached', { asked: true });
    await handle.result();
    return handle;
  },
  async 'morning-message-again'() {
    const tryAgainAt = inMs(500);
    const input = { personId: 'owner-5', date: '2026-11-20', tryAgainAt };
    const handle = await start('morningMessageAgain', 'again', input);
    await handle.result();
    return handle;
  },
  async 'round-on-a-day-off'() {
    const handle = await start('morningRound', 'day-off', {});
    await handle.result();
    return handle;
  },
  async 'tell-at-once'() {
    const handle = await start('tell', 'tell', { messageId: 'command/person' });
    await handle.result();
    return handle;
  },
  async 'tell-again'() {
    const handle = await start('tell', 'tell-again', { messageId: 'command/away' });
    await handle.result();
    return handle;
  },
  async 'tell-the-next-morning'() {
    const handle = await start('tell', 'tell-later', { messageId: 'command/other', notBefore: inMs(1500) });
    await handle.result();
    return handle;
  },
  async 'report-through-a-quarter'() {
    reports.set('p', [
      report('open', inMs(500)),
      report('lock', inMs(1000)),
      report('remind', inMs(1500), 'locked'),
      report('open', inDays(80), 'locked'),
      report('open', inMs(3000), 'acknowledged'),
      report('lock', inDays(14)),
      report(undefined, undefined, 'locked'),
    ]);
    const handle = await start('quarterlyReport', 'p', { planId: 'p' });
    await pause(2500);
    // Told again until nothing is ahead, however slow the machine is.
    while ((await handle.describe()).status.name === 'RUNNING') {
      await handle.signal('reportNews');
      await pause(1000);
    }
    await handle.result();
    return handle;
  },
  async 'report-asleep'() {
    reports.set('q', [report('open', inDays(60), 'acknowledged')]);
    const handle = await start('quarterlyReport', 'q', { planId: 'q' });
    await pause(500);
    return handle;
  },
  async 'report-resting-after-a-vain-lock'() {
    const due = report('lock', inDays(-1));
    reports.set('r', [due, due]);
    const handle = await start('quarterlyReport', 'r', { planId: 'r' });
    await pause(1500);
    return handle;
  },
  async 'subscribers-told-while-more-is-published'() {
    const round = {
      workflowId: 'subscribers',
      taskQueue,
      args: [{}],
      signal: 'published',
      signalArgs: [],
    };
    const handle = await client.workflow.signalWithStart('subscriberRound', round);
    const { runId } = await handle.describe();
    await pause(500);
    await handle.signal('published');
    await handle.result();
    return { workflowId: handle.workflowId, firstExecutionRunId: runId };
  },
  async 'subscribers-next-page'() {
    subscribers.push(['subscription-4']);
    const counts = { subscribers: 200, failed: 0 };
    const progress = { at: inMs(0), afterId: 'subscription-3', counts, publishedSince: false };
    const handle = await start('subscriberRound', 'subscribers-page', { progress });
    await handle.result();
    return handle;
  },
  async 'subscription-confirmation'() {
    const handle = await start('subscriptionConfirmation', 'confirmation', { mailId: 'mail' });
    await handle.result();
    return handle;
  },
  async 'record-anchored'() {
    const handle = await client.workflow.start('recordAnchor', { workflowId: 'record-anchor', taskQueue });
    await handle.result();
    return handle;
  },
  async 'record-upkeep'() {
    const handle = await client.workflow.start('recordUpkeep', { workflowId: 'record-upkeep', taskQueue });
    await handle.result();
    return handle;
  },
  async 'record-upkeep-next-due-compared'() {
    const handle = await client.workflow.start('recordUpkeep', { workflowId: 'record-upkeep', taskQueue });
    await handle.result();
    return handle;
  },
  async 'record-upkeep-memberships-kept'() {
    const handle = await client.workflow.start('recordUpkeep', { workflowId: 'record-upkeep', taskQueue });
    await handle.result();
    return handle;
  },
  async 'refresh-changed-again'() {
    const handle = await client.workflow.signalWithStart('refresh', {
      workflowId: 'refresh',
      taskQueue,
      args: [{ notificationId: 'notification' }],
      signal: 'changedAgain',
      signalArgs: [],
    });
    await pause(700);
    await handle.signal('changedAgain');
    await handle.result();
    return handle;
  },
};

const workers = [
  await Worker.create({
    connection: workConnection,
    identity,
    taskQueue,
    workflowBundle: await readWorkflowBundle(),
    activities,
  }),
  await Worker.create({
    connection: workConnection,
    identity,
    taskQueue: messageTaskQueue,
    activities: messages,
  }),
  await Worker.create({ connection: workConnection, identity, taskQueue: mailTaskQueue, activities: mails }),
];
const working = Promise.all(workers.map((worker) => worker.run()));
try {
  const wanted = process.argv.slice(2);
  for (const [name, run] of Object.entries(scenarios)) {
    const file = fileURLToPath(new URL(`histories/${name}.json`, import.meta.url));
    if (wanted.length > 0 ? !wanted.includes(name) : existsSync(file)) continue;
    const handle = await run();
    // Stack traces name the folder they were made in, which says nothing to anybody else.
    const history = JSON.parse(shownByTemporal(handle).replaceAll(`${process.cwd()}/`, ''));
    await writeFile(file, `${JSON.stringify(history, null, 1)}\n`);
    console.log(`${name}: ${history.events.length} events`);
  }
} finally {
  for (const worker of workers) worker.shutdown();
  await working;
  await workConnection.close();
  await connection.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { defaultLadder } from '#domain/follow-up/ladder.js';
import { type Actor, scopes } from '#domain/roles/actor.js';
import { projectRoot } from '#local/project-root.js';
import { openDataSource } from '#record/data-source.js';
import { CommandHandler } from '#record/command-handler.js';
import { until } from '../../test/support/until.js';
import { daysFromToday } from '../../test/support/api-driver.js';
import type { House } from '../house.js';
import { HttpClients, secondsFor } from '../load.js';
import { type Obligation, obligation, wakesAt } from '../obligation.js';
import { Registry } from '../registry.js';
import { type Line, number, type Part } from '../report.js';
import { PeerPackages, poolSize } from '../safe/peers.js';
import { type Contender, inTurn, rateOf } from '../safe/rounds.js';
import { PeerFollowUp } from './follow-up.js';
import { openPeer, type PeerName, peerNames } from './queues.js';

const clientCount = 20;
const limitMs = 900_000;
const ours = 'Kvittert';
const system: Actor = { id: 'client:bench', roles: ['system'], partyIds: [], scopes };

export interface SamePromiseSettings {
  /** Measures in bulk, asleep, and due at once; a tenth of it one by one. */
  count: number;
  rounds: number;
  peersFolder: string;
}

/** What each costs and does; undefined where it was not measured. */
interface Found {
  oneByOne?: number;
  inBulk?: number;
  bytesAsleep?: number;
  dueAtOnceS?: number;
  ladderS?: number;
  lost?: number;
  doubled?: number;
  linesOfCode?: number;
}

/** Beside us what a team would build instead on a queue over the same PostgreSQL, with the same promise. */
export async function measureSamePromise(house: House, settings: SamePromiseSettings): Promise<Part> {
  const registered = await registering(house, settings);
  const found = new Map<string, Found>();
  for (const peer of peerNames) {
    console.log(`  ${peer}: asleep, due at once, another ladder, killed …`);
    found.set(peer, { ...registered.get(peer), ...(await livesOfPeer(house, peer, settings)) });
  }
  console.log(`  ${ours}: asleep, due at once, another ladder, killed …`);
  found.set(ours, { ...registered.get(ours), ...(await ourLives(house, settings)) });
  return report(found, settings);
}

async function registering(house: House, settings: SamePromiseSettings): Promise<Map<string, Found>> {
  const installation = await house.installation({ workers: 0 });
  const dataSource = await openDataSource(installation.database.appUrl, { poolSize });
  const peers = [];
  try {
    const registry = await Registry.open(installation, settings.count);
    const commands = new CommandHandler(dataSource);
    const handle = (planId: string, measures: readonly Obligation[]) =>
      commands.handle({ type: 'RegisterMeasures', planId, measures }, system, {
        idempotency: { key: randomUUID(), fingerprint: 'bench' },
      });
    const ourPlan = await registry.plan();
    const oneByOne: Contender[] = [
      {
        name: ours,
        run: (count) => secondsFor(count, clientCount, (index) => handle(ourPlan, [registry.at(index)])),
      },
    ];
    const inBulk: Contender[] = [
      {
        name: ours,
        async run(count) {
          const planId = await registry.plan();
          return secondsFor(1, 1, () => handle(planId, registry.obligations.slice(0, count)));
        },
      },
    ];
    for (const name of peerNames) {
      const followUp = await opened(house, name, `promise_${name.replace('-', '_')}`, settings);
      peers.push(followUp);
      const planId = await followUp.plan();
      oneByOne.push({
        name,
        run: (count) =>
          secondsFor(count, clientCount, (index) =>
            followUp.register(planId, [registry.at(index)], () => wakesAt(index)),
          ),
      });
      inBulk.push({
        name,
        async run(count) {
          const plan = await followUp.plan();
          return secondsFor(1, 1, () =>
            followUp.register(plan, registry.obligations.slice(0, count), wakesAt),
          );
        },
      });
    }
    const { rounds, count } = settings;
    const one = await inTurn(oneByOne, { rounds, count: Math.max(clientCount, Math.round(count / 10)) });
    const bulk = await inTurn(inBulk, { rounds, count });
    return new Map(
      [ours, ...peerNames].map((name) => [
        name,
        { oneByOne: rateOf(one, name).median, inBulk: rateOf(bulk, name).median },
      ]),
    );
  } finally {
    for (const peer of peers) await peer.close();
    await dataSource.destroy();
    await house.leave(installation);
  }
}

async function opened(house: House, name: PeerName, database: string, { peersFolder }: SamePromiseSettings) {
  const databaseUrl = await house.peerDatabase(database);
  await PeerFollowUp.prepare(databaseUrl);
  return Object.assign(await openPeer(name, new PeerPackages(peersFolder), databaseUrl), { databaseUrl });
}

async function livesOfPeer(house: House, name: PeerName, settings: SamePromiseSettings): Promise<Found> {
  const { count } = settings;
  const followUp = await opened(house, name, `lives_${name.replace('-', '_')}`, settings);
  const obligations = Array.from({ length: count }, (_, index) => obligation(index, randomUUID()));
  const asked = new pg.Client({ connectionString: followUp.databaseUrl });
  await asked.connect();
  const now = () => new Date();
  const told = async () => {
    const { rows } = await asked.query<{ measures: number; sent: number }>(
      'SELECT count(DISTINCT measure_id)::int AS measures, count(*)::int AS sent FROM sent',
    );
    return rows[0] ?? { measures: 0, sent: 0 };
  };
  try {
    const before = await bytesOf(asked);
    const asleep = await followUp.plan();
    await followUp.register(asleep, obligations, wakesAt);
    const bytesAsleep = ((await bytesOf(asked)) - before) / count;
    const ladderS = await secondsFor(1, 1, () => followUp.changeLadder(asleep, 3));
    // Some of them are due at once, and the process that is at work on them is killed in the middle.
    const some = Math.ceil(count / 4);
    await followUp.register(await followUp.plan(), obligations.slice(0, some), now);
    const working = workingProcess(name, followUp.databaseUrl, settings.peersFolder);
    await until('some are told', async () => (await told()).measures >= some / 4 || undefined, limitMs);
    await killed(working);
    const again = workingProcess(name, followUp.databaseUrl, settings.peersFolder);
    const last = await settled(told, some);
    await killed(again);
    await asked.query('TRUNCATE sent');
    await followUp.register(await followUp.plan(), obligations, now);
    const startedAt = performance.now();
    const all = workingProcess(name, followUp.databaseUrl, settings.peersFolder);
    await until('all are told', async () => (await told()).measures >= count || undefined, limitMs);
    const dueAtOnceS = (performance.now() - startedAt) / 1000;
    await killed(all);
    return {
      bytesAsleep,
      ladderS,
      dueAtOnceS,
      lost: some - last.measures,
      doubled: last.sent - last.measures,
      linesOfCode: Math.round(
        linesOf(theirFiles) + linesOf(['bench/same-promise/queues.ts']) / peerNames.length,
      ),
    };
  } finally {
    await asked.end();
    await followUp.close();
  }
}

/** All of them, or as many as there are when for a minute no more come. */
async function settled(told: () => Promise<{ measures: number; sent: number }>, wanted: number) {
  let last = await told();
  let since = Date.now();
  return until(
    'what was due is told, or nothing more comes',
    async () => {
      const is = await told();
      if (is.sent > last.sent) since = Date.now();
      last = is;
      return is.measures >= wanted || Date.now() - since > 60_000 ? is : undefined;
    },
    limitMs,
  );
}

function workingProcess(name: PeerName, databaseUrl: string, peersFolder: string): ChildProcess {
  const script = fileURLToPath(new URL('working-process.js', import.meta.url));
  return fork(script, [name, databaseUrl, peersFolder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

async function killed(process: ChildProcess): Promise<void> {
  const ended = once(process, 'exit');
  process.kill('SIGKILL');
  await ended;
}

const daysBehind = 40;

async function ourLives(house: House, { count }: SamePromiseSettings): Promise<Found> {
  const installation = await house.installation({ workers: 0, daysBehind });
  const asked = new pg.Client({ connectionString: installation.database.ownerUrl });
  await asked.connect();
  try {
    const registry = await Registry.open(installation, count);
    const api = new HttpClients(installation.apiUrl(), await installation.token('system'), 1);
    const register = async (measures: readonly Obligation[]) => {
      const planId = await registry.plan();
      await api.post('/api/v1/measure-batches', { planId, measures });
      await registry.adopt(planId);
      return planId;
    };
    const numberOf = async (sql: string) => (await asked.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
    const relayed = () =>
      until(
        'all is relayed',
        async () => (await numberOf('SELECT count(*)::int AS n FROM relay_due')) === 0 || undefined,
        limitMs,
      );
    const demanded = (atLeast: number) =>
      until(
        `${atLeast} are demanded`,
        async () =>
          (await numberOf('SELECT count(DISTINCT measure_id)::int AS n FROM obligation')) >= atLeast ||
          undefined,
        limitMs,
      );
    // Seen from the API's own day their first reminder lies in the past of the workers.
    const due = registry.obligations.map((one) => ({ ...one, deadline: { on: daysFromToday(5) } }));
    const bytes = await bytesOf(asked);
    const temporalBytes = sizeOf(house);
    const asleep = await register(registry.obligations.map(later));
    const worker = installation.addWorker();
    await worker.start();
    await relayed();
    const bytesAsleep = ((await bytesOf(asked)) - bytes + sizeOf(house) - temporalBytes) / count;
    const ladder = { ...defaultLadder, beforeDays: [33, 17, 10, 4] };
    const etag = (
      await installation.request('GET', `/api/v1/plans/${asleep}`, { as: 'secretariat' })
    ).headers.get('etag');
    const ladderS = await secondsFor(1, 1, async () => {
      const { status, body } = await installation.request('PUT', `/api/v1/plans/${asleep}/ladder`, {
        as: 'secretariat',
        headers: { 'if-match': etag ?? '' },
        body: { ladder, reason: 'Bench' },
      });
      if (status !== 200) throw new Error(`The ladder was refused: ${JSON.stringify(body)}`);
      await relayed();
    });
    const some = Math.ceil(count / 4);
    await register(due.slice(0, some));
    await demanded(some / 4);
    await worker.kill();
    await worker.start();
    await demanded(some);
    const doubled = await numberOf(
      `SELECT count(*)::int AS n FROM (SELECT FROM obligation WHERE measure_id IS NOT NULL
        GROUP BY measure_id, item_id, kind, due_on, recipient_id HAVING count(*) > 1) AS twice`,
    );
    await worker.stop();
    await register(due);
    const startedAt = performance.now();
    await worker.start();
    await demanded(some + count);
    const dueAtOnceS = (performance.now() - startedAt) / 1000;
    api.close();
    return { bytesAsleep, ladderS, dueAtOnceS, lost: 0, doubled, linesOfCode: linesOf(ourFiles) };
  } finally {
    await asked.end();
    await house.leave(installation);
  }
}

/** Far enough off to sleep under either ladder. */
function later(one: Obligation, index: number): Obligation {
  return { ...one, deadline: { on: daysFromToday(100 + (index % 200)) } };
}

async function bytesOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(c.oid)) AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  );
  return Number(rows[0]?.bytes ?? 0);
}

function sizeOf(house: House): number {
  const file = join(house.folder, 'temporal', 'temporal.db');
  return ['', '-wal'].reduce(
    (sum, end) => sum + (statSync(`${file}${end}`, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** Without empty lines and comments. */
function linesOf(files: readonly string[]): number {
  const lines = files.flatMap((file) => readFileSync(join(projectRoot, file), 'utf8').split('\n'));
  return lines.filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/?\*|--)/.test(line)).length;
}

const theirFiles = ['bench/same-promise/schema.ts', 'bench/same-promise/follow-up.ts'];
/** What does the same of ours, for every kind of stream and every command. */
const ourFiles = [
  ...[
    'command-handler',
    'loading',
    'writing',
    'known-rows',
    'registering',
    'history/chain',
    'measure/measure.rows',
    'measure/next-due',
  ].map((file) => `libs/record/src/${file}.ts`),
  ...[
    'load/record-load',
    'write/record-write',
    'guards/event',
    'guards/state',
    'guards/measure',
    'guards/item',
  ].map((file) => `libs/record/src/database/${file}.sql`),
  'libs/record/src/outbox/due-queue.ts',
  'apps/worker/src/relay/due-queue-handler.ts',
  'apps/worker/src/workflows/measure-follow-up.ts',
];

function report(found: ReadonlyMap<string, Found>, { count, rounds }: SamePromiseSettings): Part {
  const own = found.get(ours) ?? {};
  const line = (what: string, key: keyof Found, unit: string, better: 'more' | 'less'): Line => {
    const mine = own[key];
    const others = peerNames.map((name) => found.get(name)?.[key]);
    const said = (value: number | undefined) => (value === undefined ? '–' : `${number(value)}${unit}`);
    const ahead = others.every(
      (other) =>
        mine !== undefined && other !== undefined && (better === 'more' ? mine >= other : mine <= other),
    );
    return {
      what,
      figure: said(mine),
      beside: peerNames.map((name, index) => `${name} ${said(others[index])}`).join(', '),
      goal: 'ahead',
      ...(mine === undefined ? {} : { reached: ahead }),
    };
  };
  return {
    method:
      `Medians of ${rounds} rounds in turn, all in this process and without HTTP: measure, item, chained event, when ` +
      'it next speaks and what wakes it, in one transaction, and the guard that nothing closes over an open item ' +
      '(bench/peers). Bytes of all tables and indexes, ours with the file of Temporal’s development server. ' +
      'Due at once: from the start of the worker until each has been demanded; ours starts a workflow for each first, ' +
      'and writes down who is told, theirs what was told. Another ladder: until every job, and every workflow, knows. ' +
      'Killed: kill −9 in the middle of a quarter as many, and what is missing a minute after the last came.',
    figures: { count, ...Object.fromEntries(found) },
    lines: [
      line('one by one, 20 at a time', 'oneByOne', '/s', 'more'),
      line(`${count} in one call`, 'inBulk', '/s', 'more'),
      line('a sleeper', 'bytesAsleep', ' B', 'less'),
      line(`${count} due at once`, 'dueAtOnceS', ' s', 'less'),
      line(`another ladder for ${count}`, 'ladderS', ' s', 'less'),
      line('lost after kill −9', 'lost', '', 'less'),
      line('told twice after kill −9', 'doubled', '', 'less'),
      line('lines of code for this', 'linesOfCode', '', 'less'),
    ],
  };
}

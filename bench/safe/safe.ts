import { join } from 'node:path';
import { apiAudience } from '#local/identity-provider.js';
import { freePort } from '#local/free-port.js';
import type { Installation } from '../../test/support/installation.js';
import { Service } from '../../test/support/service.js';
import type { Spread } from '../figures.js';
import type { House } from '../house.js';
import { HttpClients, secondsFor } from '../load.js';
import { wakesAt } from '../obligation.js';
import { Registry } from '../registry.js';
import { type Line, type Part, shown } from '../report.js';
import { openDbos } from './dbos.js';
import { openGraphileWorker } from './graphile-worker.js';
import { type Peer, PeerPackages } from './peers.js';
import { openPgBoss } from './pg-boss.js';
import { type Contender, inTurn, rateOf, ratioOf } from './rounds.js';

const clientCount = 50;
const ours = 'Kvittert';
const oursSpread = 'Kvittert, 50 plans';
const bare = 'bare INSERT over HTTP';
const bareGoal = 0.5;
/** They count as peers by what the issue names; graphile-worker stands beside as one more. */
const peersToPass = ['pg-boss 10.4.2', 'DBOS 5.3.0'];

export interface SafeSettings {
  /** Measures in one bulk call; a tenth of it one by one in each round. */
  count: number;
  rounds: number;
  peersFolder: string;
}

/** How fast a measure is on disk: one by one and in bulk, beside others that keep an obligation in PostgreSQL. */
export async function measureSafe(house: House, settings: SafeSettings): Promise<Part> {
  // Nobody relays meanwhile: starting workflows is measured by itself.
  const installation = await house.installation({ workers: 0 });
  const peers: Peer[] = [];
  const bareService = await bareInsert(installation);
  try {
    await bareService.service.start();
    const packages = new PeerPackages(settings.peersFolder);
    peers.push(
      await openPgBoss(packages, await house.peerDatabase('peer_pg_boss')),
      await openDbos(packages, await house.peerDatabase('peer_dbos')),
      await openGraphileWorker(packages, await house.peerDatabase('peer_graphile_worker')),
    );
    const registry = await Registry.open(installation, settings.count);
    const token = await installation.token('system');
    const api = new HttpClients(installation.apiUrl(), token, clientCount);
    const bareApi = new HttpClients(bareService.url, token, clientCount);
    const oneByOne = await measureOneByOne({ registry, api, bareApi, peers, settings });
    const inBulk = await measureInBulk({ registry, api, peers, settings });
    api.close();
    bareApi.close();
    return report(oneByOne, inBulk, peers, settings);
  } finally {
    for (const peer of peers) await peer.close();
    await bareService.service.stop();
    await house.leave(installation);
  }
}

interface Sides {
  registry: Registry;
  api: HttpClients;
  peers: readonly Peer[];
  settings: SafeSettings;
}

async function measureOneByOne({
  registry,
  api,
  bareApi,
  peers,
  settings,
}: Sides & { bareApi: HttpClients }) {
  const onePlan = await registry.plan();
  const plans = await Promise.all(Array.from({ length: clientCount }, () => registry.plan()));
  const posting = (clients: HttpClients, planOf: (index: number) => string) => (count: number) =>
    secondsFor(count, clientCount, (index) =>
      clients.post('/api/v1/measures', { planId: planOf(index), ...registry.at(index) }),
    );
  const contenders: Contender[] = [
    { name: ours, run: posting(api, () => onePlan) },
    { name: oursSpread, run: posting(api, (index) => plans[index % plans.length] ?? onePlan) },
    { name: bare, run: posting(bareApi, () => onePlan) },
    ...peers.map((peer) => ({
      name: peer.name,
      run: (count: number) =>
        secondsFor(count, clientCount, (index) => peer.registerOne(registry.at(index), wakesAt(index))),
    })),
  ];
  const count = Math.max(clientCount, Math.round(settings.count / 10));
  return inTurn(contenders, { rounds: settings.rounds, count });
}

async function measureInBulk({ registry, api, peers, settings }: Sides) {
  const contenders: Contender[] = [
    {
      name: ours,
      async run(count) {
        const planId = await registry.plan();
        const measures = registry.obligations.slice(0, count);
        return secondsFor(1, 1, () => api.post('/api/v1/measure-batches', { planId, measures }));
      },
    },
    ...peers.map((peer) => ({
      name: peer.name,
      run: (count: number) =>
        secondsFor(1, 1, () => peer.registerAll(registry.obligations.slice(0, count), wakesAt)),
    })),
  ];
  return inTurn(contenders, { rounds: settings.rounds, count: settings.count });
}

async function bareInsert(installation: Installation): Promise<{ service: Service; url: string }> {
  await installation.query(
    'CREATE TABLE bench_bare (id uuid PRIMARY KEY, plan_id uuid NOT NULL, body text NOT NULL)',
    [],
    'owner',
  );
  await installation.query('GRANT INSERT ON bench_bare TO kvittert_app', [], 'owner');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = new Service({
    name: 'Bare INSERT',
    script: join('bench', 'safe', 'bare-insert.js'),
    env: { ...installation.serviceEnv(), API_AUDIENCE: apiAudience, PORT: String(port) },
    logFile: join(installation.folder, 'bare-insert.log'),
    isReady: async () => (await fetch(`${url}/health/live`).catch(() => undefined))?.ok ?? false,
  });
  return { service, url };
}

function report(
  oneByOne: Map<string, Spread>,
  inBulk: Map<string, Spread>,
  peers: readonly Peer[],
  { count, rounds }: SafeSettings,
): Part {
  const oneToBare = ratioOf(oneByOne, ours, bare);
  const line = (rates: Map<string, Spread>, what: string, other: string, goal?: string): Line => {
    const ratio = ratioOf(rates, ours, other);
    return {
      what,
      figure: shown(rateOf(rates, ours), '/s'),
      beside: `${other} ${shown(rateOf(rates, other), '/s')}, ratio ${shown(ratio, '')}`,
      ...(goal === undefined ? {} : { goal, reached: ratio.median > 1 }),
    };
  };
  const oneByOneText = 'one by one, 50 clients';
  const bulkText = `${count} in one call`;
  return {
    method:
      `Registered per second, on disk; medians of ${rounds} rounds in which all take turns. ` +
      'Kvittert through its API as a process, with bearer token and Idempotency-Key, and with a party and a ' +
      'deadline: one event, chained; the rows of measure and item; what is next due, and its row for the relay. ' +
      'The peers in this process: one row with the same content and the time to wake.',
    figures: {
      oneByOne: Object.fromEntries(oneByOne),
      inBulk: Object.fromEntries(inBulk),
      oneByOneToBareInsert: oneToBare,
      forms: Object.fromEntries(peers.map(({ name, form }) => [name, form])),
    },
    lines: [
      {
        what: oneByOneText,
        figure: shown(rateOf(oneByOne, ours), '/s'),
        beside: `${bare} ${shown(rateOf(oneByOne, bare), '/s')}, ratio ${shown(oneToBare, '')}`,
        goal: `ratio ≥ ${bareGoal}`,
        reached: oneToBare.median >= bareGoal,
      },
      { what: `${oneByOneText}, 50 plans`, figure: shown(rateOf(oneByOne, oursSpread), '/s') },
      ...peers.map(({ name }) => line(oneByOne, oneByOneText, name)),
      ...peers.map(({ name }) =>
        line(inBulk, bulkText, name, peersToPass.includes(name) ? 'ahead' : undefined),
      ),
    ],
  };
}

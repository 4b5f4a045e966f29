import { type Peer, type PeerPackages, poolSize } from './peers.js';

interface Job {
  name: string;
  data: object;
  startAfter: Date;
}

interface PgBoss {
  on(event: 'error', listener: (error: Error) => void): void;
  start(): Promise<unknown>;
  stop(options: { graceful: boolean; wait: boolean }): Promise<void>;
  createQueue(name: string): Promise<void>;
  send(name: string, data: object, options: { startAfter: Date }): Promise<string | null>;
  insert(jobs: Job[]): Promise<void>;
}

type PgBossClass = new (options: Record<string, unknown>) => PgBoss;

const queue = 'measures';

export async function openPgBoss(packages: PeerPackages, databaseUrl: string): Promise<Peer> {
  const Boss = packages.load<PgBossClass>('pg-boss');
  const boss = new Boss({
    connectionString: databaseUrl,
    max: poolSize,
    // Nothing but registering is measured: its housekeeping would only slow it down.
    supervise: false,
    schedule: false,
  });
  boss.on('error', (error) => console.error('pg-boss:', error.message));
  await boss.start();
  await boss.createQueue(queue);
  return {
    name: 'pg-boss 10.4.2',
    form: { one: 'send(…, { startAfter })', batch: 'one insert([…])' },
    async registerOne(data, startAfter) {
      const id = await boss.send(queue, data, { startAfter });
      if (id === null) throw new Error('pg-boss did not take the job.');
    },
    registerAll: (obligations, wakesAt) =>
      boss.insert(obligations.map((data, index) => ({ name: queue, data, startAfter: wakesAt(index) }))),
    close: () => boss.stop({ graceful: false, wait: true }),
  };
}

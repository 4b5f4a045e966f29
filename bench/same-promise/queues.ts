import pg from 'pg';
import { type PeerPackages, poolSize } from '../safe/peers.js';
import { type Job, PeerFollowUp, type Queue } from './follow-up.js';

export const peerNames = ['pg-boss', 'graphile-worker', 'dbos'] as const;
export type PeerName = (typeof peerNames)[number];

/** Handled at a time, each in a transaction of its own. */
const concurrency = 20;
const name = 'follow-up';

/** Follow-up on one of the packages; `PeerFollowUp.prepare` has made the tables. */
export async function openPeer(
  peer: PeerName,
  packages: PeerPackages,
  databaseUrl: string,
): Promise<PeerFollowUp & { close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  pool.on('error', () => undefined);
  const open = { 'pg-boss': onPgBoss, 'graphile-worker': onGraphileWorker, dbos: onDbos };
  const queue = await open[peer](packages, databaseUrl, pool);
  return Object.assign(new PeerFollowUp(peer, pool, queue), {
    async close() {
      await queue.close();
      await pool.end();
    },
  });
}

interface BossJob {
  id: string;
  data: { measureId: string };
}
interface Boss {
  on(event: 'error', listener: (error: Error) => void): void;
  start(): Promise<unknown>;
  stop(options: object): Promise<void>;
  createQueue(name: string, options?: object): Promise<void>;
  insert(jobs: object[], options: { db: object }): Promise<void>;
  deleteJob(name: string, ids: string[], options: { db: object }): Promise<void>;
  work(name: string, options: object, handle: (jobs: BossJob[]) => Promise<void>): Promise<string>;
}

/** Jobs in the team's own transaction (`db`), handled in batches; a job whose process has died expires after 5 s. */
async function onPgBoss(packages: PeerPackages, connectionString: string): Promise<Queue> {
  const PgBoss = packages.load<new (options: object) => Boss>('pg-boss');
  const boss = new PgBoss({ connectionString, max: 5, maintenanceIntervalSeconds: 1 });
  boss.on('error', (error) => console.error('pg-boss:', error.message));
  await boss.start();
  await boss.createQueue(name);
  const inside = (client: pg.ClientBase) => ({
    db: { executeSql: (text: string, values: unknown[]) => client.query(text, values) },
  });
  const keep = (client: pg.ClientBase, jobs: readonly Job[]) =>
    boss.insert(
      jobs.map(({ id, measureId, dueAt }) => ({
        id,
        name,
        data: { measureId },
        startAfter: dueAt,
        expireInSeconds: 5,
        retryLimit: 100,
      })),
      inside(client),
    );
  return {
    keep,
    // It has no other time for a job: the old one is deleted and a new one kept.
    async move(client, before, after) {
      await boss.deleteJob(
        name,
        before.map(({ id }) => id),
        inside(client),
      );
      await keep(client, after);
    },
    work: (handle) =>
      boss.work(name, { batchSize: 100, pollingIntervalSeconds: 0.5 }, async (jobs) => {
        const left = [...jobs];
        const next = async (): Promise<void> => {
          for (let job = left.shift(); job !== undefined; job = left.shift())
            await handle(job.data.measureId);
        };
        await Promise.all(Array.from({ length: concurrency }, next));
      }),
    close: () => boss.stop({ graceful: false, wait: true }),
  };
}

interface Graphile {
  makeWorkerUtils(options: {
    pgPool: pg.Pool;
  }): Promise<{ migrate(): Promise<void>; release(): Promise<void> }>;
  run(options: object): Promise<{ stop(): Promise<void> }>;
}

/** Jobs by its SQL function within the transaction; one key for each measure, so that a new time replaces the old. */
async function onGraphileWorker(packages: PeerPackages, _url: string, pgPool: pg.Pool): Promise<Queue> {
  const { makeWorkerUtils, run } = packages.load<Graphile>('graphile-worker');
  const utils = await makeWorkerUtils({ pgPool });
  await utils.migrate();
  let runner: { stop(): Promise<void> } | undefined;
  const keep = (client: pg.ClientBase, jobs: readonly Job[]) =>
    client.query({
      name: 'keep',
      text: `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
               SELECT json_populate_record(NULL::graphile_worker.job_spec, spec) FROM json_array_elements($1::json) AS spec))`,
      values: [
        JSON.stringify(
          jobs.map(({ measureId, dueAt }) => ({
            identifier: name,
            payload: { measureId },
            run_at: dueAt,
            job_key: measureId,
          })),
        ),
      ],
    });
  return {
    keep,
    move: (client, _before, after) => keep(client, after),
    async work(handle) {
      runner = await run({
        pgPool,
        concurrency,
        noHandleSignals: true,
        taskList: { [name]: (payload: { measureId: string }) => handle(payload.measureId) },
      });
    },
    async close() {
      await runner?.stop();
      await utils.release();
    },
  };
}

interface Dbos {
  DBOS: {
    setConfig(config: Record<string, unknown>): void;
    registerWorkflow<Args extends unknown[]>(
      workflow: (...args: Args) => Promise<void>,
      options: { name: string; serialization?: string },
    ): unknown;
    registerQueue(name: string, options?: object): Promise<unknown>;
    runStep(step: () => Promise<void>, options: { name: string; retriesAllowed?: boolean }): Promise<void>;
    launch(): Promise<void>;
    shutdown(): Promise<void>;
    setWorkflowDelay(workflowId: string, options: { delayUntilEpochMS: number }): Promise<void>;
  };
}

/** There is one DBOS in a process, and it takes a workflow once. */
let speaks: ((measureId: string) => Promise<void>) | undefined;

/** A delayed workflow for each, kept by its SQL function within the transaction, with telling and writing it down as one step. */
async function onDbos(packages: PeerPackages, systemDatabaseUrl: string): Promise<Queue> {
  const { DBOS } = packages.load<Dbos>('@dbos-inc/dbos-sdk');
  if (speaks === undefined) {
    speaks = () => Promise.resolve();
    DBOS.registerWorkflow(
      async (measureId: string) =>
        DBOS.runStep(() => speaks?.(measureId) ?? Promise.resolve(), { name: 'speak' }),
      { name },
    );
  }
  const launch = async (listens: boolean) => {
    DBOS.setConfig({
      name: 'bench',
      systemDatabaseUrl,
      systemDatabasePoolSize: poolSize,
      logLevel: 'error',
      runAdminServer: false,
      listenQueues: [listens ? name : 'nobody'],
    });
    await DBOS.launch();
    await DBOS.registerQueue(name, { workerConcurrency: 100, minPollingIntervalMs: 100 });
  };
  await launch(false);
  return {
    keep: (client, jobs) =>
      client.query({
        name: 'keep',
        text: `SELECT count(dbos.enqueue_workflow('${name}', '${name}', ARRAY[to_json(r.measure)],
                        workflow_id => r.id::text, delay_until_epoch_ms => r.due::bigint))
                 FROM unnest($1::uuid[], $2::text[], $3::float8[]) AS r (id, measure, due)`,
        values: [
          jobs.map(({ id }) => id),
          jobs.map(({ measureId }) => measureId),
          jobs.map(({ dueAt }) => dueAt.getTime()),
        ],
      }),
    // One call for each, and not within the transaction; the workflow keeps its id.
    async move(client, before, after) {
      const left = before.map(({ id }, index) => ({ id, dueAt: after[index]?.dueAt ?? new Date() }));
      const next = async (): Promise<void> => {
        for (let one = left.shift(); one !== undefined; one = left.shift())
          await DBOS.setWorkflowDelay(one.id, { delayUntilEpochMS: one.dueAt.getTime() });
      };
      await Promise.all(Array.from({ length: concurrency }, next));
      await client.query(
        `UPDATE measure m SET job_id = r.job FROM unnest($1::uuid[], $2::uuid[]) AS r (id, job) WHERE m.id = r.id`,
        [before.map(({ measureId }) => measureId), before.map(({ id }) => id)],
      );
    },
    async work(given) {
      speaks = given;
      await DBOS.shutdown();
      await launch(true);
    },
    close: () => DBOS.shutdown(),
  };
}

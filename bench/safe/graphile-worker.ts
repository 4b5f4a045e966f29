import pg from 'pg';
import { type Peer, type PeerPackages, poolSize } from './peers.js';

interface GraphileWorker {
  makeWorkerUtils(options: { pgPool: pg.Pool }): Promise<{
    migrate(): Promise<void>;
    addJob(identifier: string, payload: object, spec: { runAt: Date }): Promise<unknown>;
    release(): Promise<void>;
  }>;
}

const task = 'follow-up';

export async function openGraphileWorker(packages: PeerPackages, databaseUrl: string): Promise<Peer> {
  const { makeWorkerUtils } = packages.load<GraphileWorker>('graphile-worker');
  const pgPool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  pgPool.on('error', () => undefined);
  const utils = await makeWorkerUtils({ pgPool });
  await utils.migrate();
  return {
    name: 'graphile-worker 0.16.6',
    form: { one: 'addJob(…, { runAt })', batch: 'one call of its SQL function add_jobs' },
    registerOne: (obligation, runAt) => utils.addJob(task, obligation, { runAt }),
    // This version has its batch form in SQL only.
    registerAll: (obligations, wakesAt) =>
      pgPool.query(
        `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
           SELECT json_populate_record(NULL::graphile_worker.job_spec, spec)
             FROM json_array_elements($1::json) AS spec))`,
        [
          JSON.stringify(
            obligations.map((payload, index) => ({ identifier: task, payload, run_at: wakesAt(index) })),
          ),
        ],
      ),
    async close() {
      await utils.release();
      await pgPool.end();
    },
  };
}

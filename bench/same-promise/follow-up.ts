import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Obligation } from '../obligation.js';
import { schema } from './schema.js';

/** What wakes for one measure, and when. */
export interface Job {
  id: string;
  measureId: string;
  dueAt: Date;
}

/** What the team takes from the package it builds on. */
export interface Queue {
  /** Within the transaction of `client`, where the package can. */
  keep(client: pg.ClientBase, jobs: readonly Job[]): Promise<unknown>;
  /** The same jobs at another time; `measureIds` in the same order. */
  move(client: pg.ClientBase, before: readonly Job[], after: readonly Job[]): Promise<unknown>;
  work(handle: (measureId: string) => Promise<void>): Promise<unknown>;
  close(): Promise<unknown>;
}

const genesis = Buffer.alloc(32);
const everyDays = 7;
const dayMs = 86_400_000;

/** Follow-up as a team would write it over a queue: one code for all of them, but for how a job is kept. */
export class PeerFollowUp {
  constructor(
    readonly name: string,
    private readonly pool: pg.Pool,
    readonly queue: Queue,
  ) {}

  static async prepare(databaseUrl: string): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(schema);
    await client.end();
  }

  async plan(): Promise<string> {
    const id = randomUUID();
    await this.pool.query('INSERT INTO plan (id) VALUES ($1)', [id]);
    return id;
  }

  /** Measures with item, history, when they next speak and the job for it: all of it or none. */
  async register(
    planId: string,
    obligations: readonly Obligation[],
    dueAt: (index: number) => Date,
  ): Promise<void> {
    await this.inTransaction(async (client) => {
      const { rows } = await client.query<{ first: number }>(
        'UPDATE plan SET next_number = next_number + $2 WHERE id = $1 RETURNING next_number - $2 AS first',
        [planId, obligations.length],
      );
      const first = rows[0]?.first ?? 1;
      const at = new Date();
      const made = obligations.map((obligation, index) => {
        const due = dueAt(index);
        const job: Job = { id: randomUUID(), measureId: randomUUID(), dueAt: due };
        const body = JSON.stringify({
          type: 'Registered',
          measureId: job.measureId,
          number: first + index,
          at,
          ...obligation,
        });
        return { obligation, number: first + index, job, body, hash: chained(genesis, body) };
      });
      await client.query({
        name: 'measures',
        text: `INSERT INTO measure (id, plan_id, number, title, about, text, deadline_on, next_due_at, job_id, version, head_hash)
               SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::date[], $8::timestamptz[], $9::uuid[], $10::int[], $11::bytea[])`,
        values: [
          made.map(({ job }) => job.measureId),
          made.map(() => planId),
          made.map(({ number }) => number),
          made.map(({ obligation }) => obligation.title),
          made.map(({ obligation }) => obligation.about),
          made.map(({ obligation }) => obligation.text),
          made.map(({ obligation }) => obligation.deadline.on),
          made.map(({ job }) => job.dueAt),
          made.map(({ job }) => job.id),
          made.map(() => 1),
          made.map(({ hash }) => hash),
        ],
      });
      await client.query({
        name: 'items',
        text: `INSERT INTO item (id, measure_id, party_id) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[])`,
        values: [
          made.map(() => randomUUID()),
          made.map(({ job }) => job.measureId),
          made.map(({ obligation }) => obligation.responsible.partyIds[0]),
        ],
      });
      await client.query({
        name: 'history',
        text: `INSERT INTO history (measure_id, version, type, at, actor, body, prev_hash, hash)
               SELECT id, 1, 'Registered', $2, 'bench', body, $3, hash
                 FROM unnest($1::uuid[], $4::text[], $5::bytea[]) AS r (id, body, hash)`,
        values: [
          made.map(({ job }) => job.measureId),
          at,
          genesis,
          made.map(({ body }) => body),
          made.map(({ hash }) => hash),
        ],
      });
      await this.queue.keep(
        client,
        made.map(({ job }) => job),
      );
    });
  }

  /** A changed ladder: every measure of the plan speaks so many days earlier. */
  async changeLadder(planId: string, daysEarlier: number): Promise<void> {
    await this.inTransaction(async (client) => {
      const { rows } = await client.query<{ id: string; due: Date; job: string; next: string }>(
        `SELECT id, next_due_at AS due, job_id AS job, gen_random_uuid() AS next
           FROM measure WHERE plan_id = $1 AND state = 'open' FOR UPDATE`,
        [planId],
      );
      const before = rows.map(({ id, due, job }) => ({ id: job, measureId: id, dueAt: due }));
      const after = rows.map(({ id, due, next }) => ({
        id: next,
        measureId: id,
        dueAt: new Date(due.getTime() - daysEarlier * dayMs),
      }));
      await client.query(
        `UPDATE measure m SET next_due_at = r.due, job_id = r.job
           FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) AS r (id, due, job) WHERE m.id = r.id`,
        [rows.map(({ id }) => id), after.map(({ dueAt }) => dueAt), after.map(({ id }) => id)],
      );
      await this.queue.move(client, before, after);
    });
  }

  /** Tells somebody, then writes down that it was told and when it speaks next. */
  readonly speak = async (measureId: string): Promise<void> => {
    await this.pool.query('INSERT INTO sent (measure_id) VALUES ($1)', [measureId]);
    await this.inTransaction(async (client) => {
      const { rows } = await client.query<{ version: number; head_hash: Buffer }>(
        'SELECT version, head_hash FROM measure WHERE id = $1 FOR UPDATE',
        [measureId],
      );
      const [measure] = rows;
      if (measure === undefined) return;
      const version = measure.version + 1;
      const at = new Date();
      const job: Job = { id: randomUUID(), measureId, dueAt: new Date(at.getTime() + everyDays * dayMs) };
      const body = JSON.stringify({ type: 'Reminded', measureId, version, at });
      const hash = chained(measure.head_hash, body);
      await client.query(
        `INSERT INTO history (measure_id, version, type, at, actor, body, prev_hash, hash)
         VALUES ($1, $2, 'Reminded', $3, 'time', $4, $5, $6)`,
        [measureId, version, at, body, measure.head_hash, hash],
      );
      await client.query(
        'UPDATE measure SET version = $2, head_hash = $3, next_due_at = $4, job_id = $5 WHERE id = $1',
        [measureId, version, hash, job.dueAt, job.id],
      );
      await this.queue.keep(client, [job]);
    });
  };

  private async inTransaction(use: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await use(client);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }
}

function chained(previous: Buffer, body: string): Buffer {
  return createHash('sha256').update(previous).update(body).digest();
}

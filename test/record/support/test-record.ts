import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Command } from '#domain/commands.js';
import type { StreamKind } from '#domain/history.js';
import type { MeasureId, PartyId, PersonId, PlanId } from '#domain/ids.js';
import type { NewMeasure } from '#domain/measure/measure.commands.js';
import type { Actor } from '#domain/roles/actor.js';
import { openDataSource } from '#record/data-source.js';
import { type Handled, type HandleOptions, CommandHandler } from '#record/command-handler.js';
import { canonicalText, chainedHash, genesisHash } from '#record/history/chain.js';
import { type DatabaseUrls, EmbeddedPostgres } from '../../../local/postgres.js';
import { sharedServers, templateDatabase, testSettings } from '../../support/shared-servers.js';

type DataSource = Awaited<ReturnType<typeof openDataSource>>;

/** A record of its own, its command handler, and connections that go around that. */
export class TestRecord {
  readonly secretary: Actor;
  readonly leader: Actor;
  readonly owner: Actor;
  /** Moved on by tests that need time to pass; milliseconds since 1970. */
  now = Date.parse('2026-11-02T09:00:00.000Z');
  readonly commands: CommandHandler;
  private readonly clients: pg.Client[] = [];

  private constructor(
    readonly name: string,
    readonly postgres: EmbeddedPostgres,
    readonly urls: DatabaseUrls,
    readonly dataSource: DataSource,
  ) {
    this.commands = new CommandHandler(dataSource, () => this.now);
    this.secretary = { id: randomUUID(), roles: ['secretariat'], partyIds: [] };
    this.leader = { id: randomUUID(), roles: ['leadership'], partyIds: [] };
    this.owner = { id: randomUUID(), roles: ['owner'], partyIds: [] };
  }

  static async open({ poolSize = 10, lockTimeoutMs = 10_000 } = {}): Promise<TestRecord> {
    const name = `record_${randomBytes(6).toString('hex')}`;
    const postgres = await EmbeddedPostgres.attach({ ...sharedServers().postgres, settings: testSettings });
    const urls = await postgres.createDatabase(name, templateDatabase);
    const dataSource = await openDataSource(urls.appUrl, { poolSize, lockTimeoutMs });
    const record = new TestRecord(name, postgres, urls, dataSource);
    // The three act under ids of persons who are registered, so that four eyes finds somebody.
    for (const [who, actor] of [
      ['siri', record.secretary],
      ['leif', record.leader],
      ['ola', record.owner],
    ] as const) {
      const named = { name: who, email: `${who}@example.no` };
      const made = await record.does(
        actor === record.leader
          ? { type: 'AppointFirstLeader', ...named }
          : { type: 'RegisterPerson', ...named, roles: actor.roles, partyIds: [] },
        record.secretary,
      );
      actor.id = idOf(made, 'person');
    }
    return record;
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end().catch(() => undefined)));
    await this.dataSource.destroy();
    await this.postgres.dropDatabase(this.name);
  }

  does(command: Command, actor: Actor = this.secretary, options: HandleOptions = {}): Promise<Handled> {
    return this.commands.handle(command, actor, options);
  }

  /** A connection of the application's role, of the one that owns the tables, or of who reads the figures. */
  async connect(role: 'app' | 'owner' | 'superuser' | 'figures' = 'app'): Promise<pg.Client> {
    const connectionString = {
      app: this.urls.appUrl,
      owner: this.urls.ownerUrl,
      superuser: this.postgres.superuserUrl(this.name),
      figures: this.urls.figuresUrl,
    }[role];
    const client = new pg.Client({ connectionString });
    await client.connect();
    this.clients.push(client);
    return client;
  }

  async organisation(name = 'Vestdal vannverk', contact: PersonId = this.owner.id): Promise<PartyId> {
    const fields = { contactPersonId: contact };
    return idOf(await this.does({ type: 'RegisterOrganisation', name, fields }), 'party');
  }

  async plan(): Promise<PlanId> {
    const caseOfficerId = this.secretary.id;
    const fields = { leaderId: this.leader.id };
    const command = { type: 'RegisterPlan', title: 'Tiltaksplan', caseOfficerId, fields } as const;
    return idOf(await this.does(command), 'plan');
  }

  async measures(planId: PlanId, count: number, fields: Partial<NewMeasure> = {}): Promise<MeasureId[]> {
    const measures = Array.from({ length: count }, (_, index) => ({
      title: `Tiltak ${index + 1}`,
      text: 'Prøvepunkter på hovedledningen',
      deadline: { on: '2027-03-01' },
      ...fields,
    }));
    const made = await this.does({ type: 'RegisterMeasures', planId, measures });
    return made.changed.map((change) => change.id);
  }

  async adopt(planId: PlanId): Promise<void> {
    await this.does({ type: 'AdoptPlan', planId, authority: { kind: 'leader' } }, this.leader);
  }
}

export function idOf(handled: Handled, stream: StreamKind): string {
  const made = handled.changed.find((change) => change.stream === stream);
  if (made === undefined) throw new Error(`The command changed no ${stream}`);
  return made.id;
}

export interface RawEvent {
  kind: StreamKind;
  id: string;
  type: string;
  data?: unknown;
}

/** The next event of a stream, written past the command handler. Returns what the state row must carry. */
export async function writeEvent(
  client: pg.ClientBase,
  { kind, id, type, data = {} }: RawEvent,
): Promise<{ version: number; hash: string }> {
  const { rows } = await client.query<{ version: number; hash: string }>(
    `SELECT version, hash::text FROM event WHERE stream_kind = $1 AND stream_id = $2 ORDER BY version DESC LIMIT 1`,
    [kind, id],
  );
  const head = rows[0] ?? { version: 0, hash: genesisHash };
  const version = head.version + 1;
  const [at, actorId, commandId] = ['2026-11-02T09:00:00.000Z', 'raw', randomUUID()];
  const canonical = canonicalText({ stream: kind, id, version, type, at, actorId, commandId, data });
  const hash = chainedHash(head.hash, canonical);
  await client.query(
    `INSERT INTO event (stream_kind, stream_id, version, type, at, actor_id, command_id, canonical, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::bytea, $10::text::bytea)`,
    [kind, id, version, type, at, actorId, commandId, canonical, head.hash, hash],
  );
  return { version, hash };
}

/** A new measure, written past the command handler, with its event. */
export async function writeMeasure(
  client: pg.ClientBase,
  planId: PlanId,
  number: number,
  state = 'proposed',
): Promise<MeasureId> {
  const id = randomUUID();
  const { version, hash } = await writeEvent(client, { kind: 'measure', id, type: 'MeasureRegistered' });
  await insertMeasureRow(client, { id, planId, number, state, version, hash });
  return id;
}

export async function insertMeasureRow(
  client: pg.ClientBase,
  row: { id: string; planId: string; number: number; state?: string; version: number; hash: string },
): Promise<void> {
  const { id, planId, number, state = 'proposed', version, hash } = row;
  await client.query(
    `INSERT INTO measure (id, version, head_hash, plan_id, number, state, title, about, text, access_kind,
       registered_at, last_substantive_change_at, details, followed, due_version, demanded_through, closed_as)
     VALUES ($1, $2, $3::text::bytea, $4, $5, $6, 't', 'a', 'x', 'open', now(), now(), '{}', true, 1, '2026-11-02',
       CASE WHEN $6 = 'closed' THEN 'not-implemented' END)`,
    [id, version, hash, planId, number, state],
  );
}

/** Sets columns of a state row together with a new event of its stream. */
export async function changeWithEvent(
  client: pg.ClientBase,
  kind: StreamKind,
  id: string,
  assignments: string,
): Promise<void> {
  const { version, hash } = await writeEvent(client, { kind, id, type: 'Raw' });
  await client.query(
    `UPDATE ${kind} SET ${assignments}, version = $2, head_hash = $3::text::bytea WHERE id = $1`,
    [id, version, hash],
  );
}

export async function insertItemRow(
  client: pg.ClientBase,
  row: { measureId: string; partyId: string; suffix: string; state?: string },
): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO item (id, measure_id, ordinal, suffix, state, party_id, details)
     VALUES ($1, $2, $3, $4, $5, $6, '{}')`,
    [id, row.measureId, Number(row.suffix) - 1, row.suffix, row.state ?? 'open', row.partyId],
  );
  return id;
}

/** Runs in a transaction that is rolled back afterwards, and gives the SQLSTATE of what was refused. */
export async function refusalOf(client: pg.ClientBase, attempt: () => Promise<unknown>): Promise<string> {
  await client.query('BEGIN');
  try {
    await attempt();
    await client.query('COMMIT');
    return 'accepted';
  } catch (error) {
    await client.query('ROLLBACK');
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    return code;
  }
}

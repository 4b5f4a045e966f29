import type { Duplex } from 'node:stream';
import type { PoolClient, QueryResult } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { v7 as newId } from 'uuid';
import type { Command } from '#domain/commands.js';
import { decide } from '#domain/decide.js';
import { DomainError } from '#domain/domain-error.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { immediateNotifications } from '#domain/follow-up/immediate-notifications.js';
import type { Envelope } from '#domain/history.js';
import type { CommandId, Instant } from '#domain/ids.js';
import { needs } from '#domain/command-rules.js';
import type { Needs } from '#domain/needs.js';
import type { Circumstances } from '#domain/register.js';
import type { Actor } from '#domain/roles/actor.js';
import { requireMayGive } from '#domain/roles/rights.js';
import {
  type IdempotencyKey,
  isId,
  isNumberedWhenWritten,
  LoadedRecord,
  type LoadedRows,
  lightLoadQuery,
  loadQuery,
  namesGroups,
} from './loading.js';
import { KnownRows } from './known-rows.js';
import { Registering } from './registering.js';
import { isLockTimeout, isWaitForSameKey, isWorthRetrying, translated } from './record-errors.js';
import { knownParties } from './party/known-parties.js';
import { readDuties } from './person/duties.query.js';
import { importPast } from './imports/import-past.js';
import { type Anchor, anchorRecord } from './anchor/anchor.js';
import { freeze, freezes } from './report/freezing.js';
import { enteredDecision } from './decision/entered-decision.js';
import { effectsOf, hasEffects, writeEffects } from './effects.js';
import { contentToPublish } from './report/publishing.js';
import { restricts, takedownNotifications } from './report/takedown.js';
import { queueNotifications } from './outbox/queue-messages.js';
import { OutboxNotifier } from './outbox/outbox-notify.js';
import { writeCode } from './database/database-code.js';
import { type Changed, streamsPerBatch, type WriteValues, Writing } from './writing.js';
import { dataSourceOf } from './connection/data-source-of.js';
import type { RecordSource } from './record-source.js';

export interface HandleOptions {
  /** Made here when absent. */
  commandId?: CommandId;
  idempotency?: IdempotencyKey;
}

/** What came of a command. Of a repeated request it is the first answer, to the letter. */
export interface Handled {
  commandId: CommandId;
  /** In the order the events were written; empty when there was nothing to change. */
  changed: readonly Changed[];
  /** True when this request had been handled before: nothing was done now. */
  replayed: boolean;
}

const attempts = 4;

/**
 * Every change goes through here. What a command needs is loaded, the command decided, and what it leads to written, in
 * one transaction: events, rows, when each measure next speaks, and what is to be told.
 */
export class CommandHandler {
  constructor(
    private readonly dataSource: RecordSource,
    /** Milliseconds since 1970. */
    private readonly clock: () => number = Date.now,
  ) {
    this.outbox = new OutboxNotifier(dataSourceOf(dataSource));
    this.writeText = `SELECT ${writeCode(dataSourceOf(dataSource)).name}($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) AS number`;
  }

  private readonly outbox: OutboxNotifier;
  private readonly known = new KnownRows();
  private readonly registering = new Registering(async (values) => {
    const written = await this.withClient((client) =>
      together(client, () => client.query<Written>({ name: 'record_write', text: this.writeText, values })),
    );
    return written.rows[0]?.number ?? 0;
  });
  private readonly writeText: string;

  /**
   * @throws DomainError when a rule says no, the version is not the expected one (`stale`), or the Idempotency-Key is
   *   used for something else (`idempotency-key-reused`) or at this moment (`command-in-progress`), or others hold
   *   what it needs (`record-busy`)
   * @throws RecordUnavailable when the database can't be reached
   */
  async handle(command: Command, actor: Actor, options: HandleOptions = {}): Promise<Handled> {
    const commandId = options.commandId ?? newId();
    requireMayGive(actor, command);
    const { prepared, anchor } = await this.prepare(command).catch((error: unknown) => {
      throw translated(error);
    });
    for (let attempt = 1; ; attempt += 1) {
      try {
        const handled =
          (attempt === 1 ? await this.atOnce(prepared, actor, commandId, options.idempotency) : undefined) ??
          (await this.inTransaction((client, runner) =>
            this.attempt(prepared, actor, commandId, options.idempotency, anchor, client, runner),
          ));
        if (!handled.replayed) this.outbox.notify();
        return handled;
      } catch (error) {
        if (isWorthRetrying(error) && attempt < attempts) continue;
        if (isWaitForSameKey(error)) throw inProgress();
        if (isLockTimeout(error) || isWorthRetrying(error)) throw busy();
        throw translated(error);
      }
    }
  }

  /** What is read before the command, so that nobody waits for its locks meanwhile. */
  private async prepare(command: Command): Promise<{ prepared: Command; anchor: Anchor | undefined }> {
    const prepared =
      command.type === 'CountersignDecision'
        ? { ...command, entered: await enteredDecision(this.dataSource, command.decisionId) }
        : command;
    // Printed in what is frozen; the whole history is read for it.
    const anchor = freezes(command) ? await anchorRecord(this.dataSource, this.now()) : undefined;
    return { prepared, anchor };
  }

  /**
   * Registers a single measure in a plan that is known here (ADR 043): decided on what is known, and written in one
   * statement, together with others that have come meanwhile, which checks that it still holds.
   * @returns undefined when nothing was done, and the command takes the usual way
   */
  private async atOnce(
    command: Command,
    actor: Actor,
    commandId: CommandId,
    idempotency: IdempotencyKey | undefined,
  ): Promise<Handled | undefined> {
    if (command.type !== 'RegisterMeasures') return undefined;
    const needed = needs(command);
    const known = this.known.rowsFor(needed);
    if (known === undefined) return undefined;
    const writing = this.writingOn(command, new LoadedRecord(known.rows, needed), actor, commandId, needed);
    if (writing === undefined) return undefined;
    const registered = writing.registered();
    const { changed } = writing;
    const claim = idempotency && { ...idempotency, actor: actor.id, result: { commandId, changed } };
    const planId = needed.measureNumbers?.planId ?? '';
    const number = await this.registering.register({ planId, seen: known.seen, registered, claim });
    if (number === undefined) return undefined;
    return { commandId, changed: changed.map((one) => ({ ...one, number })), replayed: false };
  }

  /** Undefined where a rule says no on what is known: the usual way decides on what there is now. */
  private writingOn(
    command: Command,
    loaded: LoadedRecord,
    actor: Actor,
    commandId: CommandId,
    needed: Needs,
  ): Writing | undefined {
    const now = this.now();
    const { register } = loaded;
    const circumstances: Circumstances = { actor, now, today: osloDate(now), newId, register };
    try {
      const decided = decide(command, loaded, circumstances);
      const envelope = envelopeOf(actor, now, commandId);
      const planId = needed.measureNumbers?.planId;
      return new Writing(command, loaded, envelope, circumstances.today, decided, planId);
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  private async attempt(
    command: Command,
    actor: Actor,
    commandId: CommandId,
    idempotency: IdempotencyKey | undefined,
    anchor: Anchor | undefined,
    client: PoolClient,
    runner: QueryRunner,
  ): Promise<Handled> {
    const needed = needs(command);
    const rows = await this.load(command, needed, actor, idempotency, client);
    if (!rows.claimed && idempotency !== undefined) return await this.replay(client, actor, idempotency);
    const loaded = new LoadedRecord(rows, needed);
    requireExpectedVersion(command, loaded);

    const { manager } = runner;
    const now = this.now();
    const { register } = loaded;
    const circumstances: Circumstances = { actor, now, today: osloDate(now), newId, register };
    const frozen =
      anchor !== undefined && freezes(command)
        ? await freeze(manager, command, loaded, circumstances, anchor)
        : undefined;
    if (frozen !== undefined) loaded.frozen = frozen.contents;
    await lookUp(manager, command, needed, loaded);
    const decided = decide(command, loaded, circumstances);
    const numberOfPlan = isNumberedWhenWritten(needed) ? needed.measureNumbers?.planId : undefined;
    const envelope = envelopeOf(actor, now, commandId);
    const writing = new Writing(command, loaded, envelope, circumstances.today, decided, numberOfPlan);

    const of = { command, decided, loaded, circumstances };
    const effects = await effectsOf(manager, of);
    const done = { commandId, at: now };
    const batches = writing.batches(idempotency && { actorId: actor.id, key: idempotency.key });
    if (decided.length > streamsPerBatch || hasEffects(of, effects)) {
      await sendAll(batches, (values) => this.write(client, values));
      await frozen?.write(manager);
      await writeEffects(manager, of, effects, writing, done);
      requireCommitted(await client.query('COMMIT'));
      return { commandId, changed: writing.changed, replayed: false };
    }
    const [values] = batches;
    const tellings = immediateNotifications(decided, writing.after, circumstances);
    if (values === undefined || tellings.length > 0 || restricts(decided)) {
      const written = values === undefined ? undefined : await this.write(client, values);
      const down = await takedownNotifications(manager, decided, commandId);
      await queueNotifications(manager, done, [...tellings, ...down]);
      requireCommitted(await client.query('COMMIT'));
      return { commandId, changed: numbered(writing.changed, written), replayed: false };
    }
    // The common case of a registration: the write and its end in one go.
    const sent = together(client, () => [this.write(client, values), client.query('COMMIT')] as const);
    const [written, committed] = await Promise.all(sent);
    requireCommitted(committed);
    return { commandId, changed: numbered(writing.changed, written), replayed: false };
  }

  /** Begins the transaction, claims the key, locks, and loads. */
  private async load(
    command: Command,
    needed: Needs,
    actor: Actor,
    idempotency: IdempotencyKey | undefined,
    client: PoolClient,
  ): Promise<LoadedRows> {
    const reopens = command.type === 'ReopenMeasure';
    const light = lightLoadQuery(needed, actor, idempotency);
    const [, answer] = await Promise.all(
      together(client, () => [
        client.query('BEGIN'),
        client.query<Answer>(light ?? loadQuery(needed, actor, idempotency, reopens)),
      ]),
    );
    const rows = onlyRow(answer);
    if (light === undefined || (!rows.claimed && idempotency !== undefined)) return rows;
    if (!namesGroups(rows)) {
      this.known.keep(rows);
      return rows;
    }
    // The key is claimed already.
    const all = onlyRow(await client.query<Answer>(loadQuery(needed, actor, undefined, reopens)));
    return { ...all, claimed: rows.claimed };
  }

  private write(client: PoolClient, values: WriteValues): Promise<QueryResult<Written>> {
    return client.query<Written>({
      name: 'record_write',
      text: this.writeText,
      values: [...values, ...nothingSeen],
    });
  }

  private now(): Instant {
    return new Date(this.clock()).toISOString();
  }

  /** The answer that is kept under the key. @throws DomainError when it was for another request. */
  private async replay(
    client: PoolClient,
    actor: Actor,
    { key, fingerprint }: IdempotencyKey,
  ): Promise<Handled> {
    const { rows } = await client.query<{ same: boolean; result: Omit<Handled, 'replayed'> }>(
      'SELECT fingerprint = $3 AS same, result FROM idempotency WHERE actor_id = $1 AND key = $2',
      [actor.id, key, fingerprint],
    );
    await client.query('ROLLBACK');
    const [kept] = rows;
    // Only the cleaning up of old keys deletes one.
    if (kept === undefined) throw inProgress();
    if (!kept.same) throw keyReused();
    return { ...kept.result, replayed: true };
  }

  private async inTransaction<Result>(
    use: (client: PoolClient, runner: QueryRunner) => Promise<Result>,
  ): Promise<Result> {
    return this.withClient(async (client, runner) => {
      try {
        return await use(client, runner);
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  private async withClient<Result>(
    use: (client: PoolClient, runner: QueryRunner) => Promise<Result>,
  ): Promise<Result> {
    const runner = dataSourceOf(this.dataSource).createQueryRunner();
    try {
      return await use((await runner.connect()) as PoolClient, runner);
    } finally {
      await runner.release();
    }
  }
}

/** What a rule takes that isn't in the rows of the streams; read when everything is locked. */
async function lookUp(
  manager: EntityManager,
  command: Command,
  needed: Needs,
  loaded: LoadedRecord,
): Promise<void> {
  const content = await contentToPublish(manager, command, loaded);
  if (content !== undefined) loaded.publicContent = content;
  if (needed.knownParties) loaded.knownParties = await knownParties(manager);
  if (needed.importPast !== undefined) loaded.importPast = await importPast(manager, needed.importPast);
  if (needed.dutiesOf !== undefined && isId(needed.dutiesOf))
    loaded.duties = await readDuties(manager, needed.dutiesOf);
}

function envelopeOf({ id: actorId, identityId }: Actor, at: Instant, commandId: CommandId): Envelope {
  return { at, actorId, commandId, ...(identityId === undefined ? {} : { identityId }) };
}

/** What was loaded in the same transaction holds. */
const nothingSeen = [null, null, null, null];

/**
 * Everything that `send` sends goes out in one write to the socket. A write costs as much as the rest of a small
 * command, on either side.
 */
function together<T>(client: PoolClient, send: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

interface Answer {
  loaded: LoadedRows;
}

interface Written {
  /** What the one new measure is numbered; null where numbers were known before. */
  number: number | null;
}

function numbered(
  changed: readonly Changed[],
  written: QueryResult<Written> | undefined,
): readonly Changed[] {
  const number = written?.rows[0]?.number;
  const [first, ...others] = changed;
  return number == null || first === undefined ? changed : [{ ...first, number }, ...others];
}

/** Sends one while the database is at work on the one before. */
async function sendAll(
  batches: Iterable<WriteValues>,
  write: (values: WriteValues) => Promise<unknown>,
): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (const values of batches) {
    const one = write(values);
    // Awaited below, after others: until then its failure must not count as unhandled.
    one.catch(() => undefined);
    sent.push(one);
    // Lets other requests run, and the socket write.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(sent);
}

/** COMMIT of a transaction that has failed rolls it back without an error. */
function requireCommitted({ command }: QueryResult): void {
  if (command !== 'COMMIT') throw new Error(`The transaction ended with ${command}`);
}

function onlyRow({ rows }: QueryResult<Answer>): LoadedRows {
  const [row] = rows;
  if (row === undefined) throw new Error('Loading gave no answer');
  return row.loaded;
}

function keyReused(): DomainError {
  return new DomainError({
    type: 'idempotency-key-reused',
    refusal: 'invalid',
    title: 'The Idempotency-Key has been used for something else',
    detail: 'An earlier request with this Idempotency-Key asked for something else.',
    next: 'Use a new key for a new request; the same key only to repeat the same request.',
  });
}

/** Nothing is wrong with the database: somebody else holds what the command needs, longer than anybody waits. */
function busy(): DomainError {
  return new DomainError({
    type: 'record-busy',
    refusal: 'conflict',
    title: 'Somebody else is changing the same thing',
    detail: 'Others are changing the same measures, plan or report at this moment; nothing has been changed.',
    next: 'Wait a few seconds and send the same request again, with the same Idempotency-Key.',
  });
}

function inProgress(): DomainError {
  return new DomainError({
    type: 'command-in-progress',
    refusal: 'conflict',
    title: 'The same request is under way',
    detail: 'A request with this Idempotency-Key is being handled and has not been answered yet.',
    next: 'Wait a few seconds and send the same request again.',
  });
}

/** @throws DomainError `stale` when the caller saw another version than the one that is now locked. */
function requireExpectedVersion(command: Command, loaded: LoadedRecord): void {
  if (!('expectedVersion' in command) || command.expectedVersion === undefined) return;
  const current = currentVersion(command, loaded);
  if (current === undefined || current === command.expectedVersion) return;
  throw new DomainError({
    type: 'stale',
    refusal: 'stale',
    title: 'It has changed meanwhile',
    detail: `You saw version ${command.expectedVersion}; it is now version ${current}.`,
    next: 'Look at what has changed, and send your change again with the current version.',
    extra: { currentVersion: current },
  });
}

type VersionedCommand = Extract<Command, { expectedVersion?: number }>;

/** The version of what the command changes; undefined when there is no such thing, which `decide` refuses. */
function currentVersion(command: VersionedCommand, loaded: LoadedRecord): number | undefined {
  if ('catalogueId' in command) return loaded.catalogues.get(command.catalogueId)?.version;
  if ('measureId' in command) return loaded.measures.get(command.measureId)?.version;
  if ('reportId' in command) return loaded.reports.get(command.reportId)?.version;
  if ('evaluationId' in command) return loaded.evaluations.get(command.evaluationId)?.version;
  if ('planId' in command) return loaded.plans.get(command.planId)?.version;
  if ('groupId' in command) return loaded.partyVersions.get(command.groupId);
  if ('partyId' in command) return loaded.partyVersions.get(command.partyId);
  if ('personId' in command) return loaded.personVersions.get(command.personId);
  return loaded.decisions.get(command.decisionId)?.version;
}

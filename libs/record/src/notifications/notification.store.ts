import type { EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { ObligationKind, RecipientRole } from '#domain/follow-up/follow-up-facts.js';
import type { NotificationKind } from '#domain/follow-up/immediate-notifications.js';
import type { CommandId, Instant, ItemId, MeasureId, PersonId, PlainDate } from '#domain/ids.js';
import type { Language } from '#domain/language.js';
import type { MeasureEvent } from '#domain/measure/measure.events.js';
import type {
  DeputyNotificationFacts,
  HandoverNotificationFacts,
  MorningMessageFacts,
  NotificationFacts,
  IdentityNotificationFacts,
  ReportNotificationFacts,
} from '#domain/message/message-facts.js';
import {
  holds,
  morningMessageFacts,
  type SubjectNow,
  type WrittenObligation,
} from '#domain/message/morning-message-facts.js';
import {
  answeredFacts,
  concernedBy,
  type NotificationContext,
  notificationFacts,
  type QueuedNotification,
} from '#domain/message/notification-facts.js';
import type { Role } from '#domain/roles/actor.js';
import { deputyNotificationFor } from '../person/deputy-notifications.js';
import { formerContactsOf, handoverNotificationFor } from '../person/handover-notifications.js';
import { readdress } from '../follow-up/readdressing.js';
import { readSubjects, type Subjects } from '../follow-up/subjects.js';
import { reachOf, identityNotificationFor } from '../identity/identity-notices.js';
import { type Addressee, boundSlackUsers, slackUsersOf } from '../identity/slack-accounts.js';
import { queueLater } from '../outbox/queue-messages.js';
import { morningKey, notificationKey } from './notification-keys.js';
import { type Attempt, clocksApart, firstPosted } from './posting.store.js';
import {
  linkReportDemands,
  openReportDemands,
  overtakeReportDemands,
  shownReport,
  shownReportDemands,
} from './report-demands.js';
import { reportNotificationsFor } from './report-notifications.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A message that is about to be sent: its row is written, and its attempt counted. */
export interface PreparedMessage<Facts> extends Attempt {
  /** What the message is called, in this record and in any other of the same house. */
  key: string;
  to: Addressee;
  /** What the reader has chosen; absent where they have not. */
  language?: Language;
  facts: Facts;
  /** Since when it may stand in Slack already: it was tried before, or by a record that was lost. */
  lookSince?: Instant;
  /** How long what left before may still arrive: until then it is looked for and not posted. */
  waitMs: number;
}

/** An attempt that has been counted. */
interface Begun {
  id: string;
  key: string;
  attempts: number;
  look_since: Date | null;
  wait_ms: number;
}

/** A message that stands in Slack, and what it should say now. */
export interface RefreshedMessage {
  channel: string;
  ts: string;
  language?: Language;
  facts: { morning: MorningMessageFacts } | { told: NotificationFacts[] };
}

/** One thing the command did: with the reader's items, with a report, or with who the reader is. */
export type NotificationPart =
  | NotificationFacts
  | ReportNotificationFacts
  | IdentityNotificationFacts
  | HandoverNotificationFacts
  | DeputyNotificationFacts;

interface ObligationRow {
  id: string;
  measure_id: MeasureId;
  item_id: ItemId | null;
  kind: ObligationKind;
  due_on: PlainDate;
  recipient_role: RecipientRole;
  recipient_id: PersonId;
  demanded_at: Date;
  stands_in_for: PersonId | null;
  stands_in_for_name: string | null;
}

interface Reader {
  id: PersonId;
  name: string;
  active: boolean;
  to: Addressee;
  language?: Language;
}

interface Addressed {
  obligation: WrittenObligation;
  subject: SubjectNow;
}

const obligationColumns = `id, measure_id, item_id, kind, due_on::text, recipient_role, recipient_id, demanded_at, stands_in_for,
   (SELECT name FROM person WHERE person.id = stands_in_for) AS stands_in_for_name`;

/**
 * Every message: what it should say, whether it may be sent, and what became of it. A message is one by its key;
 * what it says is read from the record each time, never from what was true when it was queued.
 */
export class NotificationStore {
  constructor(private readonly dataSource: RecordSource) {}

  /**
   * The person's message of the day. What has been overtaken since it was demanded is left out for good.
   * @returns undefined when nothing is left to say, or it has been said.
   */
  prepareMorning(
    personId: PersonId,
    date: PlainDate,
    now: Instant,
  ): Promise<PreparedMessage<MorningMessageFacts> | undefined> {
    return dataSourceOf(this.dataSource).transaction(async (manager) => {
      const waiting = await openObligations(manager, personId, date);
      const current = waiting.filter(({ obligation, subject }) => holds(obligation, subject, date));
      await overtake(
        manager,
        waiting.filter((one) => !current.includes(one)),
        now,
      );
      const reports = await openReportDemands(manager, personId, date);
      await overtakeReportDemands(manager, reports.overtaken, now);
      const key = morningKey(personId, date);
      if (current.length + reports.current.length === 0) {
        await overtakeMessage(manager, key, now);
        return undefined;
      }
      const begun = await beginMorning(manager, key, personId, date, now);
      if (begun === undefined) return undefined;
      await linkObligations(manager, begun.id, current);
      await linkReportDemands(manager, begun.id, reports.current);
      const reader = await readReader(manager, personId);
      return {
        ...begunAttempt(begun),
        to: reader.to,
        ...chosen(reader),
        facts: morningMessageFacts(
          reader,
          date,
          current,
          now,
          reports.current.map((demand) => shownReport(demand, now)),
        ),
      };
    });
  }

  /**
   * What the person is told of the command.
   * @returns undefined when all of it has been overtaken, or it has been told.
   */
  prepareNotification(
    messageId: string,
    now: Instant,
  ): Promise<PreparedMessage<NotificationPart[]> | undefined> {
    return dataSourceOf(this.dataSource).transaction(async (manager) => {
      const key = notificationKey(messageId);
      const begun = await beginNotification(manager, key);
      if (begun === undefined) return undefined;
      const reader = await readReader(manager, begun.recipient_id);
      const lines = await readLines(manager, begun.id);
      const context = await contextOf(manager, lines, begun, osloDate(now));
      await queueForOthers(manager, begun.command_id, context, now);
      // Those who have left get nothing; whoever took over is told what they have.
      const facts = reader.active ? await readQueued(manager, begun, context) : [];
      if (facts.length === 0) {
        await overtakeMessage(manager, key, now);
        return undefined;
      }
      const to = (await reachOf(manager, begun.id)) ?? reader.to;
      return { ...begunAttempt(begun), to, ...chosen(reader), facts };
    });
  }

  /**
   * What a sent message should say now: the morning's, or one that asked for an answer and has it.
   * @returns 'not-sent-yet' while it is on its way; undefined when it never arrived, or says what it should.
   */
  async refreshed(
    notificationId: string,
    now: Instant,
  ): Promise<RefreshedMessage | 'not-sent-yet' | undefined> {
    const [sent] = await dataSourceOf(this.dataSource).query<
      {
        kind: 'morning' | 'told';
        recipient_id: PersonId;
        command_id: CommandId;
        day: PlainDate;
        state: string;
        slack_channel: string | null;
        slack_ts: string | null;
      }[]
    >(
      `SELECT kind, recipient_id, command_id, day::text, state, slack_channel, slack_ts FROM notification WHERE id = $1`,
      [notificationId],
    );
    if (sent === undefined) return undefined;
    if (sent.state === 'pending' || sent.state === 'failed') return 'not-sent-yet';
    if (sent.state !== 'sent' || sent.slack_channel === null || sent.slack_ts === null) return undefined;
    const at = { channel: sent.slack_channel, ts: sent.slack_ts };
    if (sent.kind === 'told') {
      const { manager } = dataSourceOf(this.dataSource);
      const told = answeredFacts(await queuedOf(manager, { id: notificationId, ...sent }, osloDate(now)));
      const answeredTo = await readReader(manager, sent.recipient_id);
      return told.length === 0 ? undefined : { ...at, ...chosen(answeredTo), facts: { told } };
    }
    const rows = await dataSourceOf(this.dataSource).query<ObligationRow[]>(
      `SELECT ${obligationColumns} FROM obligation WHERE notification_id = $1 AND measure_id IS NOT NULL`,
      [notificationId],
    );
    const told = await withSubjects(dataSourceOf(this.dataSource).manager, rows);
    const { manager } = dataSourceOf(this.dataSource);
    const reports = await shownReportDemands(manager, notificationId, osloDate(now));
    const reader = await readReader(dataSourceOf(this.dataSource).manager, sent.recipient_id);
    return {
      ...at,
      ...chosen(reader),
      facts: {
        morning: morningMessageFacts(
          reader,
          sent.day,
          told,
          now,
          reports.map((demand) => shownReport(demand, now)),
        ),
      },
    };
  }

  /** Its text in Slack was brought up to date. */
  async markUpdated(notificationId: string, at: Instant): Promise<void> {
    await dataSourceOf(this.dataSource).query('UPDATE notification SET updated_at = $2 WHERE id = $1', [
      notificationId,
      at,
    ]);
  }
}

async function openObligations(
  manager: EntityManager,
  personId: PersonId,
  date: PlainDate,
): Promise<Addressed[]> {
  const rows: ObligationRow[] = await manager.query(
    `SELECT ${obligationColumns} FROM obligation
      WHERE recipient_id = $1 AND state = 'open' AND due_on <= $2 AND measure_id IS NOT NULL
      ORDER BY id FOR UPDATE`,
    [personId, date],
  );
  if (rows.length === 0) return [];
  const read = await readSubjects(manager, [...new Set(rows.map((row) => row.measure_id))]);
  const moved = await readdress(manager, rows, date, read);
  return addressed(
    rows.filter((row) => !moved.includes(row)),
    read,
  );
}

async function withSubjects(manager: EntityManager, rows: readonly ObligationRow[]): Promise<Addressed[]> {
  if (rows.length === 0) return [];
  return addressed(rows, await readSubjects(manager, [...new Set(rows.map((row) => row.measure_id))]));
}

function addressed(rows: readonly ObligationRow[], read: Subjects): Addressed[] {
  return rows.flatMap((row) => {
    const subject = subjectOf(row, read);
    return subject === undefined ? [] : [{ obligation: obligationOf(row), subject }];
  });
}

function subjectOf(row: ObligationRow, { subjects, register }: Subjects): SubjectNow | undefined {
  const found = subjects.get(row.measure_id);
  if (found === undefined) return undefined;
  const item = found.measure.items.find(({ id }) => id === row.item_id);
  const party = item === undefined ? undefined : register.party(item.partyId);
  return { ...found, ...(party === undefined ? {} : { party }) };
}

function obligationOf(row: ObligationRow): WrittenObligation {
  return {
    id: row.id,
    measureId: row.measure_id,
    kind: row.kind,
    dueOn: row.due_on,
    ...(row.item_id === null ? {} : { itemId: row.item_id }),
    recipient: row.recipient_role,
    demandedAt: row.demanded_at.toISOString(),
    ...(row.stands_in_for === null ? {} : { standsInFor: row.stands_in_for_name ?? '' }),
  };
}

async function overtake(
  manager: EntityManager,
  overtaken: readonly Addressed[],
  now: Instant,
): Promise<void> {
  if (overtaken.length === 0) return;
  await manager.query(
    `UPDATE obligation SET state = 'overtaken', settled_at = $2 WHERE id = ANY ($1::uuid[])`,
    [overtaken.map(({ obligation }) => obligation.id), now],
  );
}

async function overtakeMessage(manager: EntityManager, key: string, now: Instant): Promise<void> {
  await manager.query(
    `UPDATE notification SET state = 'overtaken', updated_at = $2
      WHERE key = $1 AND state IN ('pending', 'failed', 'unreachable')`,
    [key, now],
  );
}

/**
 * A message that was tried before may stand in Slack. So may one that is older than the last restore: the record that
 * was lost may have sent it.
 */
const begunColumns = `n.id, n.key, n.attempts,
  CASE WHEN n.attempts > 1
         OR coalesce(n.day::timestamp AT TIME ZONE 'Europe/Oslo', n.created_at) < (SELECT raised_at FROM record_epoch)
       THEN ${firstPosted} - ${clocksApart} END AS look_since,
  coalesce(greatest(0, extract(epoch FROM n.posting_until - clock_timestamp()) * 1000), 0)::float8 AS wait_ms`;

function begunAttempt({
  id,
  key,
  attempts,
  look_since,
  wait_ms,
}: Begun): Omit<PreparedMessage<never>, 'to' | 'facts'> {
  return {
    waitMs: wait_ms,
    notificationId: id,
    attempt: attempts,
    key,
    ...(look_since === null ? {} : { lookSince: look_since.toISOString() }),
  };
}

/** Counts the attempt before it is made: what another is still about to post, it may no more. */
async function beginMorning(
  manager: EntityManager,
  key: string,
  personId: PersonId,
  date: PlainDate,
  now: Instant,
): Promise<Begun | undefined> {
  const rows: Begun[] = await manager.query(
    `INSERT INTO notification AS n (id, key, kind, recipient_id, day, attempts, created_at)
     VALUES ($1, $2, 'morning', $3, $4, 1, $5)
     ON CONFLICT (key) DO UPDATE SET attempts = n.attempts + 1, state = 'pending'
      WHERE n.state <> 'sent'
     RETURNING ${begunColumns}`,
    [newId(), key, personId, date, now],
  );
  return rows[0];
}

async function linkObligations(
  manager: EntityManager,
  notificationId: string,
  addressed: readonly Addressed[],
): Promise<void> {
  const obligations = addressed.map(({ obligation }) => obligation);
  await manager.query('UPDATE obligation SET notification_id = $1 WHERE id = ANY ($2::uuid[])', [
    notificationId,
    obligations.map(({ id }) => id),
  ]);
  await manager.query(
    `INSERT INTO notification_item (notification_id, measure_id, item_id)
     SELECT $1, measure_id, item_id FROM unnest($2::uuid[], $3::uuid[]) AS about (measure_id, item_id)
     ON CONFLICT DO NOTHING`,
    [
      notificationId,
      obligations.map(({ measureId }) => measureId),
      obligations.map(({ itemId }) => itemId ?? null),
    ],
  );
}

interface BegunNotification extends Begun {
  recipient_id: PersonId;
  command_id: CommandId;
}

async function beginNotification(
  manager: EntityManager,
  key: string,
): Promise<BegunNotification | undefined> {
  const [rows]: [BegunNotification[], number] = await manager.query(
    `UPDATE notification AS n SET attempts = attempts + 1, state = 'pending'
      WHERE key = $1 AND state IN ('pending', 'failed', 'unreachable')
     RETURNING ${begunColumns}, recipient_id, command_id`,
    [key],
  );
  return rows[0];
}

async function readQueued(
  manager: EntityManager,
  { recipient_id, command_id }: BegunNotification,
  context: NotificationContext,
): Promise<NotificationPart[]> {
  const { date } = context;
  if (context.queued.length === 0) {
    const reports = await reportNotificationsFor(manager, command_id, recipient_id, date);
    return [
      ...reports,
      ...(await identityNotificationFor(manager, command_id, recipient_id)),
      ...(await handoverNotificationFor(manager, command_id, recipient_id)),
      ...(await deputyNotificationFor(manager, command_id, recipient_id, date)),
    ];
  }
  const told = new Set(
    context.queued.flatMap(({ item }) =>
      item === undefined ? [] : (context.register.party(item.partyId)?.name ?? []),
    ),
  );
  const handovers = await handoverNotificationFor(manager, command_id, recipient_id, told);
  return [...notificationFacts(context), ...handovers];
}

/** Whom it concerns as it is now, and nobody has told of it: each gets a message of their own. */
async function queueForOthers(
  manager: EntityManager,
  commandId: CommandId,
  context: NotificationContext,
  at: Instant,
): Promise<void> {
  const concerned = context.queued.flatMap((notification) =>
    concernedBy(notification, context).map((personId) => ({
      personId,
      kind: notification.kind,
      measureId: notification.measure.id,
      itemIds: notification.item === undefined ? [] : [notification.item.id],
    })),
  );
  await queueLater(
    manager,
    { commandId, at },
    concerned.filter(({ personId }) => personId !== context.reader),
  );
}

/** What a told message was about, as it stands now. */
async function queuedOf(
  manager: EntityManager,
  told: Pick<BegunNotification, 'id' | 'recipient_id' | 'command_id'>,
  date: PlainDate,
): Promise<NotificationContext> {
  return contextOf(manager, await readLines(manager, told.id), told, date);
}

interface Line {
  measure_id: MeasureId;
  item_id: ItemId | null;
  telling: NotificationKind;
}

function readLines(manager: EntityManager, notificationId: string): Promise<Line[]> {
  return manager.query(
    'SELECT measure_id, item_id, telling FROM notification_item WHERE notification_id = $1',
    [notificationId],
  );
}

async function contextOf(
  manager: EntityManager,
  lines: readonly Line[],
  { recipient_id, command_id }: Pick<BegunNotification, 'recipient_id' | 'command_id'>,
  date: PlainDate,
): Promise<NotificationContext> {
  const { subjects, register } = await readSubjects(manager, [
    ...new Set(lines.map(({ measure_id }) => measure_id)),
  ]);
  const queued = lines.flatMap(({ measure_id, item_id, telling }): QueuedNotification[] => {
    const subject = subjects.get(measure_id);
    if (subject === undefined) return [];
    return [{ kind: telling, ...subject, item: subject.measure.items.find((item) => item.id === item_id) }];
  });
  const { events, actorId, actorRoles } = await readCommand(manager, command_id, [
    ...new Set(lines.map(({ measure_id }) => measure_id)),
  ]);
  const formerContacts = await formerContactsOf(manager, command_id);
  return {
    reader: recipient_id,
    date,
    queued,
    events,
    actorId,
    actorRoles,
    register,
    formerContacts,
    namesOfAway: await namesOfAway(manager, recipient_id),
  };
}

/** Those who have named the reader as their deputy, by name. */
async function namesOfAway(
  manager: EntityManager,
  readerId: PersonId,
): Promise<ReadonlyMap<PersonId, string>> {
  const rows = await manager.query<{ id: PersonId; name: string }[]>(
    `SELECT id, name FROM person WHERE absences @> jsonb_build_array(jsonb_build_object('deputyId', $1::text))`,
    [readerId],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What the command wrote in the histories of these measures, and what the one who gave it is. */
async function readCommand(
  manager: EntityManager,
  commandId: CommandId,
  measureIds: readonly MeasureId[],
): Promise<{ events: MeasureEvent[]; actorId: PersonId; actorRoles: readonly Role[] }> {
  const rows: { event: MeasureEvent; actor_id: PersonId; roles: Role[] | null }[] = await manager.query(
    `SELECT json_build_object('type', e.type, 'data', e.body -> 'data') AS event, e.actor_id, p.roles
       FROM event e LEFT JOIN person p ON p.id::text = e.actor_id
      WHERE e.command_id = $1 AND e.stream_kind = 'measure' AND e.stream_id = ANY ($2::uuid[])
      ORDER BY e.position`,
    [commandId, measureIds],
  );
  return {
    events: rows.map(({ event }) => event),
    actorId: rows[0]?.actor_id ?? (await actorOf(manager, commandId)),
    actorRoles: rows[0]?.roles ?? ['system'],
  };
}

/** Whoever gave a command that wrote nothing in these measures: it named another contact, say. */
async function actorOf(manager: EntityManager, commandId: CommandId): Promise<PersonId> {
  const [row] = await manager.query<{ actor_id: PersonId }[]>(
    'SELECT actor_id FROM event WHERE command_id = $1 LIMIT 1',
    [commandId],
  );
  return row?.actor_id ?? '';
}

async function readReader(manager: EntityManager, personId: PersonId): Promise<Reader> {
  const [row] = await manager.query<
    {
      name: string;
      email: string;
      active: boolean;
      language: Language | null;
      users: [issuer: string, subject: string][];
    }[]
  >(
    `SELECT p.name, p.email, p.active, p.language, ${boundSlackUsers} AS users FROM person p WHERE p.id = $1`,
    [personId],
  );
  if (row === undefined) throw new Error(`There is no person ${personId} to write to`);
  const { name, active, email, language, users } = row;
  return {
    id: personId,
    name,
    active,
    to: { personId, email, slackUsers: slackUsersOf(users) },
    ...(language === null ? {} : { language }),
  };
}

function chosen({ language }: Reader): { language?: Language } {
  return language === undefined ? {} : { language };
}

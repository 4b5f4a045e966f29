import type { EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { addDays, osloDate } from '#domain/follow-up/calendar.js';
import {
  defaultNotificationHours,
  notBefore,
  type NotificationHours,
} from '#domain/follow-up/notification-hours.js';
import type { Notification } from '#domain/follow-up/immediate-notifications.js';
import type { CommandId, Instant, MeasureId, PersonId, ReportId } from '#domain/ids.js';
import type { ReportNotification } from '#domain/report/report-notifications.js';
import { notifyOutbox } from './outbox-notify.js';
import { notificationKey } from '../notifications/notification-keys.js';

/** A message that was sent this long ago is left as it stands when something in it changes. */
const refreshedDays = 14;

/**
 * A notification about a measure, a report, or a change of the person’s own identity. The content is read when it is
 * sent.
 */
type AnyNotification = Notification | ReportNotification | { personId: PersonId };

interface CommandDone {
  commandId: CommandId;
  at: Instant;
}

/**
 * Writes, in the command's own transaction, one message to each person who is told what it did; the relay and
 * Temporal take them from there. What it did to a report is read from its events when it is told.
 */
export async function queueNotifications(
  manager: EntityManager,
  { commandId, at }: CommandDone,
  notifications: readonly AnyNotification[],
  hours: NotificationHours = defaultNotificationHours,
): Promise<void> {
  const messages = [...byPerson(notifications)].map(([personId, notifications]) => ({
    id: newId(),
    personId,
    told: notifications,
  }));
  if (messages.length === 0) return;
  const lines = messages.flatMap(({ id, told: notifications }) =>
    notifications
      .filter(isOfMeasure)
      .flatMap(({ measureId, itemIds, kind }) =>
        (itemIds.length === 0 ? [null] : itemIds).map((itemId) => ({ id, measureId, itemId, kind })),
      ),
  );
  // One statement, because every command that tells somebody waits for it. A row that is new in it can't be
  // seen by its other parts, which is why none of them looks.
  await manager.query(
    `WITH told AS (SELECT * FROM unnest($3::uuid[], $4::text[], $5::text[], $6::uuid[])
                     AS told (notification_id, key, message_id, person_id)),
          written AS (
            INSERT INTO notification (id, key, kind, recipient_id, command_id, created_at)
            SELECT notification_id, key, 'told', person_id, $1, $2 FROM told),
          queued AS (
            INSERT INTO relay_message (id, kind, command_id, person_id, notification_id, not_before)
            SELECT message_id, 'told', $1, person_id, notification_id, $7 FROM told)
     INSERT INTO notification_item (notification_id, measure_id, item_id, telling)
     SELECT * FROM unnest($8::uuid[], $9::uuid[], $10::uuid[], $11::text[])
     ON CONFLICT DO NOTHING`,
    [
      commandId,
      at,
      messages.map(({ id }) => id),
      messages.map(({ personId }) => notificationKey(messageIdOf(commandId, personId))),
      messages.map(({ personId }) => messageIdOf(commandId, personId)),
      messages.map(({ personId }) => personId),
      notBefore(at, hours) ?? null,
      lines.map(({ id }) => id),
      lines.map(({ measureId }) => measureId),
      lines.map(({ itemId }) => itemId),
      lines.map(({ kind }) => kind),
    ],
  );
}

/**
 * When one of a command's messages is made: one of their own to each who is concerned now and had none of it. Of who
 * has one, that one stands.
 */
export async function queueLater(
  manager: EntityManager,
  { commandId, at }: CommandDone,
  notifications: readonly Notification[],
): Promise<void> {
  const lines = [...byPerson(notifications)].flatMap(([personId, told]) => {
    const id = newId();
    return told.flatMap(({ measureId, itemIds, kind }) =>
      (itemIds.length === 0 ? [null] : itemIds).map((itemId) => ({ id, personId, measureId, itemId, kind })),
    );
  });
  if (lines.length === 0) return;
  const [made]: ({ made: number } | undefined)[] = await manager.query(
    `WITH line AS (SELECT * FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::text[])
                     AS line (id, person_id, key, message_id, measure_id, item_id, telling)),
          made AS (
            INSERT INTO notification (id, key, kind, recipient_id, command_id, created_at)
            SELECT DISTINCT id, key, 'told', person_id, $1::uuid, $2::timestamptz FROM line
            ON CONFLICT (key) DO NOTHING
            RETURNING id),
          queued AS (
            INSERT INTO relay_message (id, kind, command_id, person_id, notification_id)
            SELECT DISTINCT message_id, 'told', $1::uuid, person_id, id FROM line JOIN made USING (id)),
          told AS (
            INSERT INTO notification_item (notification_id, measure_id, item_id, telling)
            SELECT id, measure_id, item_id, telling FROM line JOIN made USING (id)
            ON CONFLICT DO NOTHING)
     SELECT count(*)::integer AS made FROM made`,
    [
      commandId,
      at,
      lines.map(({ id }) => id),
      lines.map(({ personId }) => personId),
      lines.map(({ personId }) => notificationKey(messageIdOf(commandId, personId))),
      lines.map(({ personId }) => messageIdOf(commandId, personId)),
      lines.map(({ measureId }) => measureId),
      lines.map(({ itemId }) => itemId),
      lines.map(({ kind }) => kind),
    ],
  );
  if ((made?.made ?? 0) > 0) await notifyOutbox(manager);
}

function isOfMeasure(notification: AnyNotification): notification is Notification {
  return 'measureId' in notification;
}

/**
 * Has the messages that name one of these measures or reports, and can be overtaken, brought up to date. Of those that were
 * changed, not of new ones.
 */
export async function queueRefreshes(
  manager: EntityManager,
  { commandId, at }: CommandDone,
  measureIds: readonly MeasureId[],
  reportIds: readonly ReportId[],
): Promise<void> {
  if (measureIds.length + reportIds.length === 0) return;
  await manager.query(
    `INSERT INTO relay_message (id, kind, command_id, person_id, notification_id)
     SELECT 'refresh/' || n.id || '/' || $1::uuid, 'refresh', $1, n.recipient_id, n.id
       FROM notification n
      WHERE n.attempts > 0 AND n.state IN ('pending', 'failed', 'sent')
        AND (n.kind = 'morning' AND n.day >= $3
             -- What asked for an answer says that it has one, however late.
             OR n.kind = 'told' AND n.command_id <> $1 AND n.updated_at IS NULL
                AND EXISTS (SELECT FROM notification_item i WHERE i.notification_id = n.id AND i.telling = 'extension-asked'))
        AND n.id IN (SELECT i.notification_id FROM notification_item i WHERE i.measure_id = ANY ($2::uuid[])
                     UNION
                     SELECT o.notification_id FROM obligation o
                      WHERE o.measure_id IS NULL AND o.item_id IS NULL AND o.report_id = ANY ($4::uuid[]))
     ON CONFLICT DO NOTHING`,
    [commandId, measureIds, addDays(osloDate(at), -refreshedDays), reportIds],
  );
}

/** What `tell` and its workflow id are made from. */
export function messageIdOf(commandId: CommandId, personId: PersonId): string {
  return `${commandId}/${personId}`;
}

function byPerson<T extends { personId: PersonId }>(notifications: readonly T[]): Map<PersonId, T[]> {
  const persons = new Map<PersonId, T[]>();
  for (const notification of notifications) {
    const known = persons.get(notification.personId);
    if (known === undefined) persons.set(notification.personId, [notification]);
    else known.push(notification);
  }
  return persons;
}

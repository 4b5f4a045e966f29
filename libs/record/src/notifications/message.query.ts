import type { MessagesSeen } from '#domain/access/sight.js';
import type { Instant, ItemId, MeasureId, PersonId, PlainDate } from '#domain/ids.js';
import { instant } from '../history/row-values.js';
import { Conditions, type PageWanted } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A message that was about a measure: to whom, when, how, and what became of it. */
export interface MessageAbout {
  id: string;
  kind: 'morning' | 'told';
  recipientId: PersonId;
  recipientName?: string;
  channel: string;
  state: string;
  /** The day of a morning message, Europe/Oslo. */
  day?: PlainDate;
  createdAt: Instant;
  sentAt?: Instant;
  /** The items of this measure that it was about. */
  itemIds: ItemId[];
}

interface MessageRow {
  id: string;
  kind: 'morning' | 'told';
  recipientId: string;
  recipientName: string | null;
  channel: string;
  state: string;
  day: string | null;
  createdAt: string;
  sentAt: string | null;
  itemIds: string[];
}

/** The newest first. Position: when it was made, id. */
export async function listMessagesAbout(
  dataSource: RecordSource,
  measureId: MeasureId,
  { seen, ...page }: PageWanted & MessagesSeen,
): Promise<MessageAbout[]> {
  const conditions = new Conditions()
    .where(
      `EXISTS (SELECT FROM notification_item
                WHERE notification_item.notification_id = notification.id AND notification_item.measure_id = ?)`,
      measureId,
    )
    .where(
      `(notification.recipient_id::text = ?::jsonb ->> 'recipientId' OR EXISTS (
         SELECT FROM notification_item
          WHERE notification_item.notification_id = notification.id
            AND notification_item.item_id IN (SELECT jsonb_array_elements_text(?::jsonb -> 'itemIds')::uuid)))`,
      seen === undefined ? undefined : JSON.stringify(seen),
    )
    .after('notification.created_at, notification.id', '<', page.cursor);
  const rows = await dataSourceOf(dataSource).query<MessageRow[]>(
    `SELECT notification.id, notification.kind, notification.recipient_id AS "recipientId",
            person.name AS "recipientName", notification.channel, notification.state,
            notification.day::text AS day, to_jsonb(notification.created_at) #>> '{}' AS "createdAt",
            to_jsonb(notification.sent_at) #>> '{}' AS "sentAt",
            (SELECT coalesce(jsonb_agg(DISTINCT notification_item.item_id), '[]') FROM notification_item
              WHERE notification_item.notification_id = notification.id
                AND notification_item.measure_id = $1 AND notification_item.item_id IS NOT NULL) AS "itemIds"
       FROM notification LEFT JOIN person ON person.id = notification.recipient_id
       ${conditions.sql}
      ORDER BY notification.created_at DESC, notification.id DESC ${conditions.limit(page.limit)}`,
    conditions.values,
  );
  return rows.map(({ recipientName, day, sentAt, createdAt, itemIds, ...row }) => ({
    ...row,
    itemIds: seen === undefined ? itemIds : itemIds.filter((id) => seen.itemIds.includes(id)),
    createdAt: instant(createdAt),
    ...(recipientName === null ? {} : { recipientName }),
    ...(day === null ? {} : { day }),
    ...(sentAt === null ? {} : { sentAt: instant(sentAt) }),
  }));
}

import type { DataSource } from 'typeorm';
import type { Instant, ItemId, MeasureId, PersonId, PlainDate } from '#domain/ids.js';

export const messageStates = ['pending', 'sent', 'failed', 'overtaken', 'unreachable'] as const;
export type MessageState = (typeof messageStates)[number];

/** One message: when, to whom, how, what it was about, and what became of it. */
export interface MessageSent {
  id: string;
  kind: 'morning' | 'told';
  recipientId: PersonId;
  recipientName: string;
  channel: 'slack';
  state: MessageState;
  /** Slack's own word for why it did not arrive. */
  error?: string;
  createdAt: Instant;
  sentAt?: Instant;
  /** When its text was last brought up to date. */
  updatedAt?: Instant;
  /** The day of a morning message. */
  day?: PlainDate;
  about: readonly MessageAbout[];
}

export interface MessageAbout {
  measureId: MeasureId;
  itemId?: ItemId;
  /** `1/7.4`: plan 1, item 7.4. */
  planNumber: number;
  number: string;
  /** What happened (a told message) or what is asked (a morning message). */
  what?: string;
}

interface Row {
  id: string;
  kind: MessageSent['kind'];
  recipient_id: PersonId;
  recipient_name: string;
  channel: 'slack';
  state: MessageState;
  error: string | null;
  created_at: Date;
  sent_at: Date | null;
  updated_at: Date | null;
  day: PlainDate | null;
  about: {
    measureId: MeasureId;
    itemId: ItemId | null;
    planNumber: number;
    number: string;
    what: string | null;
  }[];
}

const newestShown = 200;

/** The messages sent about a measure, the newest first. */
export function messagesOf(dataSource: DataSource, measureId: MeasureId): Promise<MessageSent[]> {
  return select(dataSource, 'n.id IN (SELECT notification_id FROM notification_item WHERE measure_id = $1)', [
    measureId,
  ]);
}

/** The messages sent to a person, the newest first. */
export function messagesTo(dataSource: DataSource, personId: PersonId): Promise<MessageSent[]> {
  return select(dataSource, 'n.recipient_id = $1', [personId]);
}

/**
 * What never arrived and has not been followed by a message that did: for the secretariat to see to. Failed
 * counts when it is not being tried any more, an hour after the last attempt.
 */
export function messagesNotArrived(dataSource: DataSource, now: Instant): Promise<MessageSent[]> {
  return select(
    dataSource,
    `(n.state = 'unreachable' OR (n.state = 'failed' AND n.updated_at < $1::timestamptz - interval '1 hour'))
     AND NOT EXISTS (SELECT 1 FROM notification later
                      WHERE later.recipient_id = n.recipient_id AND later.state = 'sent'
                        AND later.sent_at > n.created_at)`,
    [now],
  );
}

async function select(dataSource: DataSource, where: string, values: unknown[]): Promise<MessageSent[]> {
  const rows = await dataSource.query<Row[]>(
    `SELECT n.id, n.kind, n.recipient_id, r.name AS recipient_name, n.channel, n.state, n.error,
            n.created_at, n.sent_at, n.updated_at, n.day::text,
            coalesce((
              SELECT json_agg(json_build_object(
                       'measureId', a.measure_id, 'itemId', a.item_id, 'planNumber', p.number,
                       'number', m.number || coalesce('.' || i.suffix, ''),
                       'what', coalesce(a.telling, (
                         SELECT o.kind FROM obligation o
                          WHERE o.notification_id = n.id AND o.measure_id = a.measure_id
                            AND o.item_id IS NOT DISTINCT FROM a.item_id
                          ORDER BY o.due_on DESC LIMIT 1)))
                     ORDER BY p.number, m.number, i.ordinal)
                FROM notification_item a
                JOIN measure m ON m.id = a.measure_id
                JOIN plan p ON p.id = m.plan_id
                LEFT JOIN item i ON i.id = a.item_id
               WHERE a.notification_id = n.id), '[]') AS about
       FROM notification n JOIN person r ON r.id = n.recipient_id
      WHERE ${where}
      ORDER BY n.created_at DESC LIMIT ${newestShown}`,
    values,
  );
  return rows.map(messageOf);
}

function messageOf(row: Row): MessageSent {
  return {
    id: row.id,
    kind: row.kind,
    recipientId: row.recipient_id,
    recipientName: row.recipient_name,
    channel: row.channel,
    state: row.state,
    ...(row.error === null ? {} : { error: row.error }),
    createdAt: row.created_at.toISOString(),
    ...(row.sent_at === null ? {} : { sentAt: row.sent_at.toISOString() }),
    ...(row.updated_at === null ? {} : { updatedAt: row.updated_at.toISOString() }),
    ...(row.day === null ? {} : { day: row.day }),
    about: row.about.map(({ itemId, what, ...about }) => ({
      ...about,
      ...(itemId === null ? {} : { itemId }),
      ...(what === null ? {} : { what }),
    })),
  };
}

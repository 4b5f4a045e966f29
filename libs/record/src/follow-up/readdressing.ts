import type { EntityManager } from 'typeorm';
import type { DueObligation, RecipientRole } from '#domain/follow-up/follow-up-facts.js';
import { recipientOf } from '#domain/follow-up/recipients.js';
import type { ItemId, MeasureId, PersonId, PlainDate } from '#domain/ids.js';
import { readSubjects, type Subjects } from './subjects.js';

/** How many obligations are looked at at a time. */
const pageSize = 500;

interface AddressedRow {
  id: string;
  measure_id: MeasureId;
  item_id: ItemId | null;
  recipient_role: RecipientRole;
  recipient_id: PersonId;
}

/** Addresses what is still to be told by `date` to whoever has the role then. */
export async function readdressOpen(manager: EntityManager, date: PlainDate): Promise<void> {
  for (let after: string | null = null; ;) {
    const rows: AddressedRow[] = await manager.query(
      `SELECT id, measure_id, item_id, recipient_role, recipient_id FROM obligation
        WHERE state = 'open' AND due_on <= $1 AND measure_id IS NOT NULL AND ($2::uuid IS NULL OR id > $2)
        ORDER BY id LIMIT $3`,
      [date, after, pageSize],
    );
    if (rows.length === 0) return;
    await readdress(manager, rows, date, await readSubjects(manager, measuresIn(rows)));
    after = rows.at(-1)?.id ?? null;
  }
}

/** @returns those that are now addressed to somebody else. */
export async function readdress<Row extends AddressedRow>(
  manager: EntityManager,
  rows: readonly Row[],
  date: PlainDate,
  { subjects, register }: Subjects,
): Promise<Row[]> {
  const moved = rows.flatMap((row) => {
    const subject = subjects.get(row.measure_id);
    if (subject === undefined) return [];
    const asked: Pick<DueObligation, 'recipient' | 'itemId'> = {
      recipient: row.recipient_role,
      ...(row.item_id === null ? {} : { itemId: row.item_id }),
    };
    const recipientId = recipientOf(asked, subject, date, register);
    return recipientId === row.recipient_id ? [] : [{ row, recipientId }];
  });
  if (moved.length > 0) {
    await manager.query(
      `UPDATE obligation SET recipient_id = moved.recipient_id
         FROM unnest($1::uuid[], $2::uuid[]) AS moved (id, recipient_id)
        WHERE obligation.id = moved.id AND obligation.state = 'open'`,
      [moved.map(({ row }) => row.id), moved.map(({ recipientId }) => recipientId)],
    );
  }
  return moved.map(({ row }) => row);
}

function measuresIn(rows: readonly AddressedRow[]): MeasureId[] {
  return [...new Set(rows.map((row) => row.measure_id))];
}

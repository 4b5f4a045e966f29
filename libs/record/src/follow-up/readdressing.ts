import type { EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import type { DueObligation, RecipientRole } from '#domain/follow-up/follow-up-facts.js';
import { deputyOn } from '#domain/person/deputy.js';
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
  /** Of a deputy's copy: whose it is. */
  stands_in_for: PersonId | null;
}

/** Addresses what is still to be told by `date` to whoever has the role then. */
export async function readdressOpen(manager: EntityManager, date: PlainDate): Promise<void> {
  for (let after: string | null = null; ;) {
    const rows: AddressedRow[] = await manager.query(
      `SELECT id, measure_id, item_id, recipient_role, recipient_id, stands_in_for FROM obligation
        WHERE state = 'open' AND due_on <= $1 AND measure_id IS NOT NULL AND ($2::uuid IS NULL OR id > $2)
        ORDER BY id LIMIT $3`,
      [date, after, pageSize],
    );
    if (rows.length === 0) return;
    await readdress(manager, rows, date, await readSubjects(manager, measuresIn(rows)));
    after = rows.at(-1)?.id ?? null;
  }
}

/**
 * Addresses each of these to whoever has the role on the day; the deputy of one who is away gets a copy of their own.
 * @returns those that are no longer for whom they were.
 */
export async function readdress<Row extends AddressedRow>(
  manager: EntityManager,
  rows: readonly Row[],
  date: PlainDate,
  { subjects, register }: Subjects,
): Promise<Row[]> {
  const asked = rows.flatMap((row) => {
    const subject = subjects.get(row.measure_id);
    if (subject === undefined) return [];
    const about: Pick<DueObligation, 'recipient' | 'itemId'> = {
      recipient: row.recipient_role,
      ...(row.item_id === null ? {} : { itemId: row.item_id }),
    };
    const recipientId = recipientOf(about, subject, date, register);
    return [{ row, recipientId, deputyId: deputyOn(recipientId, date, register) }];
  });
  const own = asked.filter(({ row }) => row.stands_in_for === null);
  const moved = own.filter(({ row, recipientId }) => recipientId !== row.recipient_id);
  if (moved.length > 0) {
    const whom = [moved.map(({ row }) => row.id), moved.map(({ recipientId }) => recipientId)];
    // Who heard of it as a deputy and has the role now, is not asked the same twice.
    await manager.query(
      `UPDATE obligation AS own SET state = 'overtaken', settled_at = now()
         FROM unnest($1::uuid[], $2::uuid[]) AS moved (id, recipient_id), obligation AS copy
        WHERE own.id = moved.id AND own.state = 'open'
          AND copy.measure_id = own.measure_id AND copy.item_id IS NOT DISTINCT FROM own.item_id
          AND copy.kind = own.kind AND copy.due_on = own.due_on AND copy.recipient_role = own.recipient_role
          AND copy.recipient_id = moved.recipient_id AND copy.stands_in_for IS NOT NULL AND copy.state = 'told'`,
      whom,
    );
    await manager.query(
      `UPDATE obligation SET recipient_id = moved.recipient_id
         FROM unnest($1::uuid[], $2::uuid[]) AS moved (id, recipient_id)
        WHERE obligation.id = moved.id AND obligation.state = 'open'`,
      whom,
    );
  }
  const noLonger = asked.filter(
    ({ row, recipientId, deputyId }) =>
      row.stands_in_for !== null && (row.stands_in_for !== recipientId || row.recipient_id !== deputyId),
  );
  if (noLonger.length > 0) {
    await manager.query(
      `UPDATE obligation SET state = 'overtaken', settled_at = now() WHERE id = ANY ($1::uuid[]) AND state = 'open'`,
      [noLonger.map(({ row }) => row.id)],
    );
  }
  await copyToDeputies(manager, own);
  return [...moved, ...noLonger].map(({ row }) => row);
}

/** Once; a copy that was overtaken stays so, and who is deputy again for the same has a new one. */
async function copyToDeputies(
  manager: EntityManager,
  asked: readonly { row: AddressedRow; recipientId: PersonId; deputyId: PersonId | undefined }[],
): Promise<void> {
  const copies = asked.flatMap(({ row, recipientId, deputyId }) =>
    deputyId === undefined ? [] : [{ of: row.id, recipientId, deputyId }],
  );
  if (copies.length === 0) return;
  await manager.query(
    `INSERT INTO obligation (id, measure_id, item_id, kind, due_on, recipient_role, recipient_id, demanded_at,
                             stands_in_for)
     SELECT copy.id, o.measure_id, o.item_id, o.kind, o.due_on, o.recipient_role, copy.deputy_id, o.demanded_at,
            copy.stands_in_for
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) AS copy (id, of_id, deputy_id, stands_in_for)
       JOIN obligation o ON o.id = copy.of_id AND o.state = 'open'
     ON CONFLICT DO NOTHING`,
    [
      copies.map(() => newId()),
      copies.map(({ of }) => of),
      copies.map(({ deputyId }) => deputyId),
      copies.map(({ recipientId }) => recipientId),
    ],
  );
}

function measuresIn(rows: readonly AddressedRow[]): MeasureId[] {
  return [...new Set(rows.map((row) => row.measure_id))];
}

import type { EntityManager } from 'typeorm';
import type { FollowUpNews } from '#domain/contracts/workflows.js';
import type { MeasureId } from '#domain/ids.js';

interface NewsRow {
  id: MeasureId;
  number: number;
  state: string;
  followed: boolean;
  next_due_at: Date | null;
  due_version: string;
  shown_deadline_on: string | null;
  shown_owner_count: number;
  plan_number: number;
  owner_name: string | null;
  epoch: string;
}

/** What the workflows of these measures should know, in one query and without reading any state. */
export async function readNews(
  queries: Pick<EntityManager, 'query'>,
  measureIds: readonly MeasureId[],
): Promise<Map<MeasureId, FollowUpNews>> {
  const rows: NewsRow[] = await queries.query(
    `SELECT m.id, m.number, m.state, m.followed, m.next_due_at, m.due_version,
            m.shown_deadline_on::text, m.shown_owner_count,
            p.number AS plan_number, o.name AS owner_name, e.epoch
       FROM measure m
       JOIN plan p ON p.id = m.plan_id
       LEFT JOIN party o ON o.id = m.shown_owner_id
      CROSS JOIN record_epoch e
      WHERE m.id = ANY ($1::uuid[])`,
    [measureIds],
  );
  return new Map(rows.map((row) => [row.id, newsOf(row)]));
}

function newsOf(row: NewsRow): FollowUpNews {
  const owner = ownerOf(row);
  return {
    recordEpoch: Number(row.epoch),
    dueVersion: Number(row.due_version),
    ...(row.next_due_at === null ? {} : { nextDueAt: row.next_due_at.toISOString() }),
    followed: row.followed,
    shown: {
      plan: row.plan_number,
      number: row.number,
      state: row.state,
      ...(row.shown_deadline_on === null ? {} : { deadline: row.shown_deadline_on }),
      ...(owner === undefined ? {} : { owner }),
    },
  };
}

function ownerOf({ owner_name, shown_owner_count }: NewsRow): string | undefined {
  return shown_owner_count > 1 ? `${shown_owner_count} parter` : (owner_name ?? undefined);
}

import type { EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import type { OverdueDemanded } from '#domain/contracts/activities.js';
import type { FollowUpNews } from '#domain/contracts/workflows.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { DueObligation } from '#domain/follow-up/follow-up-facts.js';
import { recipientOf } from '#domain/follow-up/recipients.js';
import { followUpFacts, obligationsDue } from '#domain/follow-up/follow-up-schedule.js';
import type { Instant, MeasureId, PersonId, PlainDate } from '#domain/ids.js';
import { notifyOutbox } from '../outbox/outbox-notify.js';
import { nextDue } from '../measure/next-due.js';
import { queueOverdueReports } from '../report/overdue-reports.js';
import { readNews } from './news.js';
import { readdressOpen } from './readdressing.js';
import { readSubjects } from './subjects.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** How many measures are demanded or read at a time. */
const pageSize = 500;
/** A workflow that wakes on time has demanded by then; what is still due after it counts as an alarm. */
const graceMs = 10 * 60_000;
/** How long one call of `demandOverdue` goes on before it lets its caller report progress. */
const overdueTurnMs = 20_000;

interface DueColumns {
  next_due_at: Date | null;
  due_version: string;
  demanded_through: PlainDate;
}

/** What time demands of people: when the next thing is due, and the obligations that follow when it is. */
export class FollowUpStore {
  constructor(private readonly dataSource: RecordSource) {}

  /** What the workflows of these measures should know now; a measure the record does not know is absent. */
  newsOf(measureIds: readonly MeasureId[]): Promise<Map<MeasureId, FollowUpNews>> {
    return readNews(dataSourceOf(this.dataSource), measureIds);
  }

  /**
   * Writes what is due up to the day of `at` as obligations, once, and moves the measure on to what is next.
   * The measure's version stays as it is: a reminder must not make somebody's open form stale.
   * @returns what its workflow should know then; undefined for a measure the record does not know.
   */
  async demandDue(measureId: MeasureId, at: Instant): Promise<FollowUpNews | undefined> {
    return dataSourceOf(this.dataSource).transaction(async (manager) => {
      await demand(manager, measureId, at);
      return (await readNews(manager, [measureId])).get(measureId);
    });
  }

  /**
   * Demands what is due in the record at `at`, oldest first, and queues the news for the workflows that should
   * have; for twenty seconds at most. One measure that can't be demanded holds up no other. Reports that were not
   * opened or locked are only queued: their workflow does it.
   * @param failed is told of each that could not be demanded
   */
  async demandOverdue(
    at: Instant,
    failed: (measureId: MeasureId, error: unknown) => void,
  ): Promise<OverdueDemanded> {
    const before = await this.overdue(at);
    const tried = new Set<MeasureId>();
    let demanded = 0;
    const until = Date.now() + overdueTurnMs;
    let due = await this.dueAt(at, tried);
    while (due.length > 0 && Date.now() < until) {
      for (const measureId of due) {
        if (Date.now() >= until) break;
        tried.add(measureId);
        try {
          demanded += (await this.demandForWorkflow(measureId, at)) ? 1 : 0;
        } catch (error) {
          failed(measureId, error);
        }
      }
      due = await this.dueAt(at, tried);
    }
    const reports = await queueOverdueReports(this.dataSource, graceBefore(at));
    return { alarms: before - (await this.overdue(at)) + reports, more: due.length > 0 && demanded > 0 };
  }

  /** Measures that have been due for more than ten minutes at `at` and that nobody has demanded. */
  async overdue(at: Instant): Promise<number> {
    const [row] = await dataSourceOf(this.dataSource).query<{ count: string }[]>(
      'SELECT count(*) FROM measure WHERE next_due_at <= $1',
      [graceBefore(at)],
    );
    return Number(row?.count ?? 0);
  }

  /**
   * The persons who have something waiting on `date`, after `afterPersonId` in the order of their ids. At the start of
   * a round it is asked anew who they are: who has left gets nothing, and who took over gets it.
   */
  async ownersDue(date: PlainDate, afterPersonId: PersonId | undefined, limit: number): Promise<PersonId[]> {
    if (afterPersonId === undefined) await readdressOpen(dataSourceOf(this.dataSource).manager, date);
    const rows = await dataSourceOf(this.dataSource).query<{ recipient_id: PersonId }[]>(
      `SELECT DISTINCT recipient_id FROM obligation
        WHERE state = 'open' AND due_on <= $1 AND ($2::uuid IS NULL OR recipient_id > $2)
        ORDER BY recipient_id LIMIT $3`,
      [date, afterPersonId ?? null, limit],
    );
    return rows.map((row) => row.recipient_id);
  }

  /** News of every measure that is followed, page by page: what there should be a workflow for. */
  async *followed(): AsyncGenerator<Map<MeasureId, FollowUpNews>> {
    let after: MeasureId | null = null;
    for (;;) {
      const rows: { id: MeasureId }[] = await dataSourceOf(this.dataSource).query(
        `SELECT id FROM measure WHERE followed AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
        [after, pageSize],
      );
      if (rows.length === 0) return;
      yield await this.newsOf(rows.map((row) => row.id));
      after = rows.at(-1)?.id ?? null;
    }
  }

  private demandForWorkflow(measureId: MeasureId, at: Instant): Promise<boolean> {
    return dataSourceOf(this.dataSource).transaction(async (manager) => {
      const changed = await demand(manager, measureId, at);
      if (changed) await queueNews(manager, measureId);
      return changed;
    });
  }

  private async dueAt(at: Instant, tried: ReadonlySet<MeasureId>): Promise<MeasureId[]> {
    const rows = await dataSourceOf(this.dataSource).query<{ id: MeasureId }[]>(
      `SELECT id FROM measure WHERE next_due_at <= $1 AND id <> ALL ($2::uuid[])
        ORDER BY next_due_at LIMIT $3`,
      [at, [...tried], pageSize],
    );
    return rows.map((row) => row.id);
  }
}

function graceBefore(at: Instant): Instant {
  return new Date(Date.parse(at) - graceMs).toISOString();
}

/** @returns whether anything about what is due has changed. */
async function demand(manager: EntityManager, measureId: MeasureId, at: Instant): Promise<boolean> {
  const rows: DueColumns[] = await manager.query(
    `SELECT next_due_at, due_version, demanded_through::text FROM measure WHERE id = $1 FOR NO KEY UPDATE`,
    [measureId],
  );
  const [known] = rows;
  if (known === undefined) return false;
  const { subjects, register } = await readSubjects(manager, [measureId]);
  const subject = subjects.get(measureId);
  if (subject === undefined) return false;

  const today = osloDate(at);
  const demandedThrough = known.demanded_through > today ? known.demanded_through : today;
  const facts = followUpFacts(subject.measure, subject.plan);
  const due = obligationsDue(facts, { after: known.demanded_through, until: today });
  const addressed = due.map((obligation) => ({
    ...obligation,
    recipientId: recipientOf(obligation, subject, today, register),
  }));
  await writeObligations(manager, measureId, at, addressed);

  const { followed, next_due_at } = nextDue(facts, demandedThrough);
  if (
    known.demanded_through === demandedThrough &&
    (known.next_due_at?.toISOString() ?? null) === next_due_at
  ) {
    return false;
  }
  await manager.query('SELECT record_next_due($1, $2, $3, $4)', [
    measureId,
    followed,
    next_due_at,
    demandedThrough,
  ]);
  return true;
}

async function writeObligations(
  manager: EntityManager,
  measureId: MeasureId,
  at: Instant,
  obligations: readonly (DueObligation & { recipientId: PersonId })[],
): Promise<void> {
  if (obligations.length === 0) return;
  await manager.query(
    `INSERT INTO obligation (id, measure_id, item_id, kind, due_on, recipient_role, recipient_id, demanded_at)
     SELECT id, $1, item_id, kind, due_on, recipient_role, recipient_id, $2
       FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::text[], $8::uuid[])
         AS due (id, item_id, kind, due_on, recipient_role, recipient_id)
     ON CONFLICT DO NOTHING`,
    [
      measureId,
      at,
      obligations.map(() => newId()),
      obligations.map(({ itemId }) => itemId ?? null),
      obligations.map(({ kind }) => kind),
      obligations.map(({ dueOn }) => dueOn),
      obligations.map(({ recipient }) => recipient),
      obligations.map(({ recipientId }) => recipientId),
    ],
  );
}

/** Its workflow is told what is next due now. */
export async function queueNews(manager: EntityManager, measureId: MeasureId): Promise<void> {
  await manager.query(
    `INSERT INTO relay_due (measure_id, due_version) SELECT id, due_version FROM measure WHERE id = $1
     ON CONFLICT (measure_id) DO UPDATE SET due_version = EXCLUDED.due_version, claimed_until = NULL`,
    [measureId],
  );
  await notifyOutbox(manager);
}

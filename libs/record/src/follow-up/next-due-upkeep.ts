import type { EntityManager } from 'typeorm';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { NextDueCompared } from '#domain/contracts/activities.js';
import type { Instant, MeasureId, PlainDate } from '#domain/ids.js';
import { instant } from '../history/row-values.js';
import {
  checkedSince,
  checkNextDue,
  lastOf,
  type NextDueCase,
  type NextDueFinding,
  readDemanded,
} from './next-due-check.js';
import { queueNews } from './follow-up.store.js';
import { readSubjects } from './subjects.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

const pageSize = 500;
/** How long one call goes on before it lets its caller report progress. */
const turnMs = 20_000;

interface Columns {
  id: MeasureId;
  followed: boolean;
  next_due_at: Date | null;
  demanded_through: PlainDate;
  changed_at: string;
  plan_changed_at: string;
}

/**
 * Derives what is next due of every open measure anew from its facts, after `after` in the order of their ids, and
 * mends what differs; its workflow gets the news. For twenty seconds at most.
 * @param differs is told of each thing that was mended
 */
export async function mendNextDue(
  dataSource: RecordSource,
  at: Instant,
  after: MeasureId | undefined,
  differs: (measureId: MeasureId, finding: NextDueFinding) => void,
): Promise<NextDueCompared> {
  const since = await checkedSince(dataSourceOf(dataSource));
  const until = Date.now() + turnMs;
  let compared = 0;
  let mended = 0;
  let last = after;
  do {
    const rows = await dataSourceOf(dataSource).query<{ id: MeasureId }[]>(
      `SELECT id FROM measure
        WHERE (state NOT IN ('closed', 'withdrawn') OR followed OR next_due_at IS NOT NULL)
          AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [last ?? null, pageSize],
    );
    if (rows.length === 0) return { compared, mended };
    const ids = rows.map(({ id }) => id);
    const suspects = (await casesOf(dataSourceOf(dataSource), ids, since)).filter(
      (one) => checkNextDue(one, osloDate(at)).findings.length > 0,
    );
    for (const { measure } of suspects) {
      mended += (await mend(dataSource, measure.id, at, since, differs)) ? 1 : 0;
    }
    compared += ids.length;
    last = ids.at(-1);
  } while (Date.now() < until);
  return last === undefined ? { compared, mended } : { compared, mended, last };
}

/** Looks again under the measure's lock: a command or a demand may have come in between. */
function mend(
  dataSource: RecordSource,
  measureId: MeasureId,
  at: Instant,
  since: PlainDate,
  differs: (measureId: MeasureId, finding: NextDueFinding) => void,
): Promise<boolean> {
  return dataSourceOf(dataSource).transaction(async (manager) => {
    await manager.query('SELECT FROM measure WHERE id = $1 FOR NO KEY UPDATE', [measureId]);
    const [found] = await casesOf(manager, [measureId], since);
    if (found === undefined) return false;
    const { findings, mended } = checkNextDue(found, osloDate(at));
    if (findings.length === 0) return false;
    await manager.query('SELECT record_next_due($1, $2, $3, $4)', [
      measureId,
      mended.followed,
      mended.next_due_at,
      mended.demanded_through,
    ]);
    await queueNews(manager, measureId);
    for (const finding of findings) differs(measureId, finding);
    return true;
  });
}

async function casesOf(
  queries: Pick<EntityManager, 'query'>,
  ids: readonly MeasureId[],
  since: PlainDate,
): Promise<NextDueCase[]> {
  const { subjects } = await readSubjects(queries, ids);
  const demanded = await readDemanded(queries, ids);
  const rows: Columns[] = await queries.query(
    `SELECT m.id, m.followed, m.next_due_at, m.demanded_through::text,
            to_json(of_measure.at)#>>'{}' AS changed_at, to_json(of_plan.at)#>>'{}' AS plan_changed_at
       FROM measure m JOIN plan p ON p.id = m.plan_id
       JOIN event of_measure ON of_measure.stream_kind = 'measure' AND of_measure.stream_id = m.id
                            AND of_measure.version = m.version
       JOIN event of_plan ON of_plan.stream_kind = 'plan' AND of_plan.stream_id = p.id AND of_plan.version = p.version
      WHERE m.id = ANY ($1::uuid[])`,
    [ids],
  );
  return rows.flatMap((row) => {
    const subject = subjects.get(row.id);
    if (subject === undefined) return [];
    return [
      {
        ...subject,
        row: {
          followed: row.followed,
          next_due_at: row.next_due_at?.toISOString() ?? null,
          demanded_through: row.demanded_through,
        },
        demanded: demanded.get(row.id) ?? [],
        unchangedSince: lastOf(since, instant(row.changed_at), instant(row.plan_changed_at)),
      },
    ];
  });
}

import type { EntityManager } from 'typeorm';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { DueObligation } from '#domain/follow-up/follow-up-facts.js';
import { followUpFacts, obligationsDue } from '#domain/follow-up/follow-up-schedule.js';
import type { Instant, MeasureId, PlainDate } from '#domain/ids.js';
import type { Measure } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';
import { nextDue } from '../measure/next-due.js';
import type { FollowUpRow } from '../measure/measure.rows.js';

export type Demanded = Pick<DueObligation, 'itemId' | 'kind' | 'dueOn'>;
/** What of a measure's row is derived from its facts, and changes without an event. */
export type NextDueColumns = Omit<FollowUpRow, 'due_version'>;

export interface NextDueCase {
  measure: Measure;
  plan: Plan;
  row: NextDueColumns;
  /** Every demand that was made of the measure. */
  demanded: readonly Demanded[];
  /** Since when facts and rules are as they are: what was due through that day may have followed from others. */
  unchangedSince: PlainDate;
}

export interface NextDueFinding {
  path: string;
  found: unknown;
  expected: unknown;
}

/**
 * Whether the measure will speak when its facts say, and has demanded what they say. The workflow and the morning round
 * both trust the row; this derives it anew from the facts (ADR 001).
 * @returns what is wrong, and the columns as they should be
 */
export function checkNextDue(
  { measure, plan, row, demanded, unchangedSince }: NextDueCase,
  today: PlainDate,
): { findings: NextDueFinding[]; mended: NextDueColumns } {
  const facts = followUpFacts(measure, plan);
  const findings: NextDueFinding[] = [];
  const isAhead = row.demanded_through > today;
  if (isAhead) {
    findings.push({
      path: 'demanded_through',
      found: row.demanded_through,
      expected: `no later than ${today}`,
    });
  }
  const until = isAhead ? today : row.demanded_through;
  const leftOut = obligationsDue(facts, { after: unchangedSince, until }).filter(
    (due) => !demanded.some((one) => isSame(one, due)),
  );
  for (const { kind, dueOn, itemId } of leftOut) {
    const path = itemId === undefined ? 'obligation' : `item ${itemId}.obligation`;
    findings.push({ path, found: undefined, expected: `${kind} on ${dueOn}` });
  }
  const derived = nextDue(facts, row.demanded_through);
  for (const column of ['followed', 'next_due_at'] as const) {
    if (row[column] === derived[column]) continue;
    findings.push({ path: column, found: row[column], expected: derived[column] });
  }
  // What was left out is due again; what has been demanded since then is not demanded twice.
  const through = leftOut.length > 0 || isAhead ? earlier(unchangedSince, today) : row.demanded_through;
  return { findings, mended: { ...nextDue(facts, through), demanded_through: through } };
}

function isSame(one: Demanded, other: Demanded): boolean {
  return one.kind === other.kind && one.dueOn === other.dueOn && one.itemId === other.itemId;
}

function earlier(day: PlainDate, other: PlainDate): PlainDate {
  return day < other ? day : other;
}

export async function readDemanded(
  queries: Pick<EntityManager, 'query'>,
  measureIds: readonly MeasureId[],
): Promise<Map<MeasureId, Demanded[]>> {
  const rows: { measure_id: MeasureId; demanded: Demanded[] }[] = await queries.query(
    `SELECT measure_id, json_agg(json_strip_nulls(
              json_build_object('itemId', item_id, 'kind', kind, 'dueOn', due_on))) AS demanded
       FROM obligation WHERE measure_id = ANY ($1::uuid[]) GROUP BY measure_id`,
    [measureIds],
  );
  return new Map(rows.map(({ measure_id, demanded }) => [measure_id, demanded]));
}

/** The day this check came to the installation: demands from before were made by other rules. */
export async function checkedSince(queries: Pick<EntityManager, 'query'>): Promise<PlainDate> {
  const [row]: { at: Date }[] = await queries.query('SELECT min(applied_at) AS at FROM database_code');
  return osloDate((row?.at ?? new Date()).toISOString());
}

export function lastOf(since: PlainDate, ...changes: readonly Instant[]): PlainDate {
  return changes.map(osloDate).reduce((last, day) => (day > last ? day : last), since);
}

import type { EntityManager } from 'typeorm';
import { mayReadRestricted } from '#domain/access/sight.js';
import type { MeasureId, PartyId, PlainDate, PlanId } from '#domain/ids.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Actor } from '#domain/roles/actor.js';
import { deadlineInForce, hasPassed, hasUnassignedPart, isFollowed } from '../measure/late-in-sql.js';
import { byName } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** At most so many of each are listed; `total` says how many there are. */
export const portfolioListsAtMost = 20;
/** Moved so many times, a deadline has slipped again and again. */
export const movesThatAreMany = 2;
/** So many quarters back, the running one included. */
export const quartersShown = 8;

export interface Listed<Row> {
  rows: readonly Row[];
  total: number;
}

export interface PortfolioPlan {
  planId: PlanId;
  planNumber: number;
  title: string;
  state: Plan['state'];
  /** Measures in follow-up: accepted and not closed. */
  open: number;
  closed: number;
  late: number;
  /** Days late of the open item longest past its deadline in force; null where none is. */
  longestLateDays: number | null;
}

interface PortfolioMeasure {
  measureId: MeasureId;
  restricted: boolean;
  planNumber: number;
  number: number;
  /** Null where it is restricted and the reader may not read it: number alone. */
  title: string | null;
}

export interface LateMeasure extends PortfolioMeasure {
  /** The earliest deadline in force that an open item has passed. */
  deadline: PlainDate;
  daysLate: number;
  openLateItems: number;
}

export interface SlippingMeasure extends PortfolioMeasure {
  original: PlainDate;
  inForce: PlainDate;
  /** Counted for the deadline in it that was moved most often. */
  moves: number;
  slipDays: number;
}

export interface BusyParty {
  partyId: PartyId;
  name: string;
  openItems: number;
  lateItems: number;
}

/** Measures over all plans, from their histories. */
export interface QuarterPoint {
  year: number;
  /** 1 to 4, by the calendar in Oslo. */
  quarter: number;
  /** In the quarter. */
  accepted: number;
  closed: number;
  reopened: number;
  /** When it ended, or today. */
  openAtEnd: number;
  closedAtEnd: number;
}

export interface NextDeadline extends PortfolioMeasure {
  deadline: PlainDate;
  openItems: number;
}

/** Leadership's view across plans. */
export interface Portfolio {
  asOf: PlainDate;
  plans: readonly PortfolioPlan[];
  late: Listed<LateMeasure>;
  slipping: Listed<SlippingMeasure>;
  parties: Listed<BusyParty>;
  trend: readonly QuarterPoint[];
  nextDeadlines: Listed<NextDeadline>;
}

/**
 * What is late and how long, what slips, who has most to do, how it moves and what comes next: one snapshot.
 * @param today Europe/Oslo
 */
export async function portfolio(
  dataSource: RecordSource,
  { reader, today }: { reader: Actor; today: PlainDate },
): Promise<Portfolio> {
  const withText = mayReadRestricted(reader);
  return dataSourceOf(dataSource).transaction('REPEATABLE READ', async (manager) => ({
    asOf: today,
    plans: await plans(manager, today),
    late: await late(manager, today, withText),
    slipping: await slipping(manager, withText),
    parties: await parties(manager, today),
    trend: await trend(manager, today),
    nextDeadlines: await nextDeadlines(manager, today, withText),
  }));
}

const ofMeasure = `measure.id AS measure_id, measure.plan_id, measure.number, measure.title, measure.access_kind`;
/** Open items of measures in follow-up with the deadline that counts; what nobody has in one yet counts as one. */
const openWork = `
  SELECT ${ofMeasure}, item.id AS item_id, item.party_id, ${deadlineInForce} AS deadline_on
    FROM measure JOIN item ON item.measure_id = measure.id
   WHERE ${isFollowed} AND item.state = 'open'
  UNION ALL
  SELECT ${ofMeasure}, NULL, NULL, measure.deadline_on
    FROM measure WHERE ${isFollowed} AND ${hasUnassignedPart}`;

const isRestricted = `access_kind = 'restricted' AS restricted`;
const shownTitle = `CASE WHEN access_kind = 'open' OR $2::boolean THEN title END AS title`;

async function plans(manager: EntityManager, today: PlainDate): Promise<PortfolioPlan[]> {
  return manager.query<PortfolioPlan[]>(
    `WITH work AS (${openWork}),
       late AS (
         SELECT plan_id, count(DISTINCT measure_id)::int AS measures, ($1::date - min(deadline_on))::int AS days
           FROM work WHERE ${hasPassed('deadline_on', '$1')} GROUP BY plan_id),
       counted AS (
         SELECT plan_id, count(*) FILTER (WHERE state NOT IN ('proposed', 'closed', 'withdrawn'))::int AS open,
                count(*) FILTER (WHERE state = 'closed')::int AS closed
           FROM measure GROUP BY plan_id)
     SELECT plan.id AS "planId", plan.number AS "planNumber", plan.title, plan.state,
            coalesce(counted.open, 0) AS open, coalesce(counted.closed, 0) AS closed,
            coalesce(late.measures, 0) AS late, late.days AS "longestLateDays"
       FROM plan LEFT JOIN counted ON counted.plan_id = plan.id LEFT JOIN late ON late.plan_id = plan.id
      WHERE plan.state NOT IN ('draft', 'withdrawn') ORDER BY plan.number`,
    [today],
  );
}

async function late(
  manager: EntityManager,
  today: PlainDate,
  withText: boolean,
): Promise<Listed<LateMeasure>> {
  return listed(
    manager,
    `WITH work AS (${openWork})
     SELECT found.measure_id AS "measureId", found.restricted, plan.number AS "planNumber", found.number, found.title,
            found.deadline::text AS deadline,
            ($1::date - found.deadline)::int AS "daysLate", found.items AS "openLateItems"
       FROM (SELECT measure_id, ${isRestricted}, plan_id, number, ${shownTitle}, min(deadline_on) AS deadline, count(item_id)::int AS items
               FROM work WHERE ${hasPassed('deadline_on', '$1')}
              GROUP BY measure_id, plan_id, number, work.title, access_kind) found
       JOIN plan ON plan.id = found.plan_id
      ORDER BY found.deadline, plan.number, found.number`,
    [today, withText],
  );
}

/** A deadline of the measure, or an item's own, whichever was moved most often; only where something is unfinished. */
async function slipping(manager: EntityManager, withText: boolean): Promise<Listed<SlippingMeasure>> {
  return listed(
    manager,
    `WITH deadlines AS (
       SELECT id AS measure_id, details -> 'deadline' AS deadline FROM measure
        WHERE state IN ('accepted', 'in-follow-up') AND deadline_moves >= $1
       UNION ALL
       SELECT item.measure_id, item.details -> 'deadline' FROM item
        WHERE item.state IN ('open', 'reported-done')
          AND jsonb_array_length(item.details #> '{deadline,moves}') >= $1),
     worst AS (
       SELECT DISTINCT ON (measure_id) measure_id, jsonb_array_length(deadline -> 'moves') AS moves,
              (deadline ->> 'original')::date AS original, (deadline ->> 'inForce')::date AS in_force
         FROM deadlines
        ORDER BY measure_id, moves DESC, (deadline ->> 'inForce') DESC)
     SELECT measure.id AS "measureId", measure.access_kind = 'restricted' AS restricted, plan.number AS "planNumber",
            measure.number,
            CASE WHEN measure.access_kind = 'open' OR $2::boolean THEN measure.title END AS title,
            worst.original::text AS original, worst.in_force::text AS "inForce", worst.moves,
            (worst.in_force - worst.original)::int AS "slipDays"
       FROM worst JOIN measure ON measure.id = worst.measure_id JOIN plan ON plan.id = measure.plan_id
      WHERE measure.state NOT IN ('proposed', 'closed', 'withdrawn')
      ORDER BY worst.moves DESC, "slipDays" DESC, plan.number, measure.number`,
    [movesThatAreMany, withText],
  );
}

async function parties(manager: EntityManager, today: PlainDate): Promise<Listed<BusyParty>> {
  return listed(
    manager,
    `WITH work AS (${openWork})
     SELECT party.id AS "partyId", party.name, count(*)::int AS "openItems",
            count(*) FILTER (WHERE ${hasPassed('deadline_on', '$1')})::int AS "lateItems"
       FROM work JOIN party ON party.id = work.party_id
      GROUP BY party.id, party.name
      ORDER BY "openItems" DESC, "lateItems" DESC, ${byName('party.name')}`,
    [today],
  );
}

async function nextDeadlines(
  manager: EntityManager,
  today: PlainDate,
  withText: boolean,
): Promise<Listed<NextDeadline>> {
  return listed(
    manager,
    `WITH work AS (${openWork})
     SELECT found.measure_id AS "measureId", found.restricted, plan.number AS "planNumber", found.number, found.title,
            found.deadline::text AS deadline,
            found.items AS "openItems"
       FROM (SELECT measure_id, ${isRestricted}, plan_id, number, ${shownTitle}, deadline_on AS deadline, count(item_id)::int AS items
               FROM work WHERE NOT ${hasPassed('deadline_on', '$1')}
              GROUP BY measure_id, plan_id, number, work.title, access_kind, deadline_on) found
       JOIN plan ON plan.id = found.plan_id
      ORDER BY found.deadline, plan.number, found.number`,
    [today, withText],
  );
}

interface Turns {
  year: number;
  quarter: number;
  accepted: number;
  closed: number;
  reopened: number;
}

/** The index of migration 7 answers it without reading the histories. */
async function trend(manager: EntityManager, today: PlainDate): Promise<QuarterPoint[]> {
  const rows = await manager.query<Turns[]>(
    `SELECT extract(year FROM on_day)::int AS year, extract(quarter FROM on_day)::int AS quarter,
            count(*) FILTER (WHERE type = 'MeasureAccepted')::int AS accepted,
            count(*) FILTER (WHERE type = 'MeasureClosed')::int AS closed,
            count(*) FILTER (WHERE type = 'MeasureReopened')::int AS reopened
       FROM (SELECT type, at AT TIME ZONE 'Europe/Oslo' AS on_day FROM event
              WHERE type IN ('MeasureAccepted', 'MeasureClosed', 'MeasureReopened')) turn
      GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return quarterPoints(rows, today);
}

/** Every quarter from the first with a turn to today's, those without one too; the last ones of them. */
export function quarterPoints(turns: readonly Turns[], today: PlainDate): QuarterPoint[] {
  const [first] = turns;
  if (first === undefined) return [];
  const byQuarter = new Map(turns.map((turn) => [quarterIndex(turn), turn]));
  const last = quarterIndex({
    year: Number(today.slice(0, 4)),
    quarter: Math.ceil(Number(today.slice(5, 7)) / 3),
  });
  const points: QuarterPoint[] = [];
  let openAtEnd = 0;
  let closedAtEnd = 0;
  for (let index = quarterIndex(first); index <= last; index += 1) {
    const { accepted, closed, reopened } = byQuarter.get(index) ?? { accepted: 0, closed: 0, reopened: 0 };
    openAtEnd += accepted - closed + reopened;
    closedAtEnd += closed - reopened;
    const year = Math.floor(index / 4);
    points.push({ year, quarter: (index % 4) + 1, accepted, closed, reopened, openAtEnd, closedAtEnd });
  }
  return points.slice(-quartersShown);
}

function quarterIndex({ year, quarter }: Pick<Turns, 'year' | 'quarter'>): number {
  return year * 4 + quarter - 1;
}

async function listed<Row>(
  manager: EntityManager,
  select: string,
  values: readonly unknown[],
): Promise<Listed<Row>> {
  const rows = await manager.query<(Row & { total: number })[]>(
    `SELECT found.*, count(*) OVER ()::int AS total FROM (${select}) found LIMIT ${portfolioListsAtMost}`,
    [...values],
  );
  return {
    rows: rows.map(({ total: _total, ...row }) => row as unknown as Row),
    total: rows[0]?.total ?? 0,
  };
}

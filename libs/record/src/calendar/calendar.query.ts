import type { CalendarEntry, CalendarFacts } from '#domain/message/calendar-facts.js';
import type { Instant, PlainDate, PlanId } from '#domain/ids.js';
import type { Plan } from '#domain/plan/plan.js';
import { addDays } from '#domain/follow-up/calendar.js';
import { reportingDateOnOrAfter } from '#domain/report/reporting-calendar.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { readerInSql } from '../access/seen-in-sql.js';
import { Conditions } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import { decisionIsInEffect } from '../decision/decision.query.js';
import { instant } from '../history/row-values.js';
import { isFollowed } from '../measure/late-in-sql.js';
import { planSeenBy } from '../plan/plan-list.query.js';
import type { RecordSource } from '../record-source.js';

export interface CalendarWanted {
  reader: Actor;
  /** All of this plan that the reader sees; absent: what the reader is to do, in every plan. */
  planId?: PlanId;
  /** Europe/Oslo. */
  today: PlainDate;
}

interface EntryRow {
  kind: CalendarEntry['kind'];
  id: string;
  on: PlainDate;
  planNumber: number | null;
  planTitle: string | null;
  number: string | null;
  title: string | null;
  restricted: boolean;
  openItems: number | null;
  changedAt: Instant;
  sequence: number;
}

interface ReportingRow {
  id: PlanId;
  number: number;
  title: string;
  reporting: NonNullable<Plan['reporting']>;
  changedAt: Instant;
  sequence: number;
}

/** When a stream last changed, and how often: a moved deadline is no substantive change, but it is one here. */
function changed(kind: 'measure' | 'plan' | 'decision'): string {
  return `to_jsonb((SELECT event.at FROM event
                     WHERE event.stream_kind = '${kind}' AND event.stream_id = ${kind}.id
                       AND event.version = ${kind}.version)) #>> '{}' AS "changedAt",
          ${kind}.version AS sequence`;
}

/** How many reporting dates a calendar shows ahead. */
const reportingDatesAhead = 4;

/** Undefined where the plan is not there for the reader (any more). Entries by day. */
export async function calendarOf(
  dataSource: RecordSource,
  wanted: CalendarWanted,
): Promise<CalendarFacts | undefined> {
  const { reader, planId, today } = wanted;
  const plan = planId === undefined ? undefined : await planSeenBy(dataSource, reader, { id: planId });
  if (planId !== undefined && plan === undefined) return undefined;
  const [measures, reporting] = await Promise.all([
    entriesOf(dataSource, wanted),
    reportingOf(dataSource, wanted),
  ]);
  const entries = [...measures, ...reporting.flatMap((row) => reportingDates(row, today))];
  return {
    ...(plan === undefined ? {} : { plan: { number: plan.number, title: plan.title } }),
    entries: entries.sort((one, other) => one.on.localeCompare(other.on)),
  };
}

/** One for each measure that open items wait for, and one for each item with a deadline of its own. */
async function entriesOf(
  dataSource: RecordSource,
  { reader, planId }: CalendarWanted,
): Promise<CalendarEntry[]> {
  const values: unknown[] = [];
  const place = (value: unknown) => `$${values.push(value)}`;
  const { items, measures, reviewed, decisions } =
    planId === undefined ? oneself(reader, place) : allOf(planId, reader, place);
  const columns = `plan.number AS "planNumber", plan.title AS "planTitle"`;
  const ofMeasure = `${columns}, measure.number::text AS number, measure.title,
    measure.access_kind = 'restricted' AS restricted`;
  const ofVersion = changed('measure');
  const measureOfPlan = 'measure JOIN plan ON plan.id = measure.plan_id';
  const rows = await dataSourceOf(dataSource).query<EntryRow[]>(
    `SELECT 'deadline' AS kind, measure.id, measure.deadline_on::text AS on, ${ofMeasure},
            count(*)::int AS "openItems", ${ofVersion}
       FROM item JOIN ${measureOfPlan} ON measure.id = item.measure_id
      WHERE ${isFollowed} AND item.state = 'open' AND item.deadline_on IS NULL AND measure.deadline_on IS NOT NULL
        AND ${items}
      GROUP BY measure.id, plan.id
     UNION ALL
     SELECT 'deadline', item.id, item.deadline_on::text, ${columns}, measure.number || '.' || item.suffix,
            measure.title, measure.access_kind = 'restricted', 1, ${ofVersion}
       FROM item JOIN ${measureOfPlan} ON measure.id = item.measure_id
      WHERE ${isFollowed} AND item.state = 'open' AND item.deadline_on IS NOT NULL AND ${items}
     UNION ALL
     SELECT 'review', measure.id, measure.review_on::text, ${ofMeasure}, NULL, ${ofVersion}
       FROM ${measureOfPlan}
      WHERE ${isFollowed} AND measure.review_on IS NOT NULL AND ${measures}
     UNION ALL
     SELECT 'effect-review', measure.id, measure.details #>> '{closure,effectReview,on}', ${ofMeasure}, NULL, ${ofVersion}
       FROM ${measureOfPlan}
      WHERE measure.state = 'closed' AND measure.details #>> '{closure,effectReview,on}' IS NOT NULL
        AND measure.details #> '{closure,effectReview,result}' IS NULL AND ${reviewed}
     UNION ALL
     SELECT 'decision', decision.id, decision.deadline_on::text, ${columns}, decision.case_number, decision.text, false,
            NULL, ${changed('decision')}
       FROM decision LEFT JOIN plan ON plan.id = decision.plan_id
      WHERE decision.fulfilled_at IS NULL AND decision.deadline_on IS NOT NULL AND ${decisionIsInEffect}
        AND ${decisions}`,
    values,
  );
  return rows.map(({ planNumber, planTitle, number, title, openItems, changedAt, ...row }) => ({
    ...row,
    changedAt: instant(changedAt),
    ...(planNumber === null ? {} : { planNumber }),
    ...(planTitle === null ? {} : { planTitle }),
    ...(number === null ? {} : { number }),
    ...(title === null ? {} : { title }),
    ...(openItems === null ? {} : { openItems }),
  }));
}

/** Conditions on the rows that a calendar is made of. */
interface Shown {
  items: string;
  measures: string;
  reviewed: string;
  decisions: string;
}

/** One's parties' items; what is looked at again is the case officer's, an effect the reviewer's. */
function oneself(reader: Actor, place: (value: unknown) => string): Shown {
  const id = `${place(reader.id)}::uuid`;
  const { seesMeasure } = readerInSql(reader, place);
  return {
    items: `item.party_id = ANY (${place(reader.partyIds)}::uuid[])`,
    measures: `plan.case_officer_id = ${id} AND ${seesMeasure}`,
    reviewed: `measure.details #>> '{closure,effectReview,reviewerId}' = ${id}::text AND ${seesMeasure}`,
    decisions: may(reader, 'read-everything')
      ? `(plan.case_officer_id = ${id} OR plan.id IS NULL AND decision.entered_by = ${id}::text)`
      : 'false',
  };
}

/** All of the plan that the reader sees. */
function allOf(planId: PlanId, reader: Actor, place: (value: unknown) => string): Shown {
  const ofPlan = `plan.id = ${place(planId)}::uuid`;
  const { seesMeasure, seesItem } = readerInSql(reader, place);
  return {
    items: `${ofPlan} AND ${seesItem}`,
    measures: `${ofPlan} AND ${seesMeasure}`,
    reviewed: `${ofPlan} AND ${seesMeasure}`,
    decisions: may(reader, 'read-everything') ? ofPlan : 'false',
  };
}

/** Plans that are reported: the one asked for; else where the reader has something open, or has the plan in hand. */
async function reportingOf(
  dataSource: RecordSource,
  { reader, planId }: CalendarWanted,
): Promise<ReportingRow[]> {
  const conditions = new Conditions()
    .where('plan.state = ?', 'adopted')
    .where('plan.id = ?', planId)
    .seenBy(reader, 'seesPlan');
  if (planId === undefined) {
    const parties = conditions.place(reader.partyIds);
    conditions.where(
      `(plan.case_officer_id = ?::uuid OR plan.leader_id = ?::uuid OR EXISTS (
         SELECT FROM measure JOIN item ON item.measure_id = measure.id
          WHERE measure.plan_id = plan.id AND ${isFollowed} AND item.state = 'open'
            AND item.party_id = ANY (${parties}::uuid[])))`,
      reader.id,
    );
  }
  return dataSourceOf(dataSource).query<ReportingRow[]>(
    `SELECT plan.id, plan.number, plan.title, plan.details -> 'reporting' AS reporting,
            ${changed('plan')}
       FROM plan ${conditions.sql} AND plan.details -> 'reporting' IS NOT NULL`,
    conditions.values,
  );
}

function reportingDates(
  { id, number, title, reporting, changedAt, sequence }: ReportingRow,
  today: PlainDate,
): CalendarEntry[] {
  const dates: PlainDate[] = [];
  for (let from = today; dates.length < reportingDatesAhead;) {
    const on = reportingDateOnOrAfter(reporting, from);
    dates.push(on);
    from = addDays(on, 1);
  }
  return dates.map((on) => ({
    kind: 'reporting',
    id: `${id}-${on}`,
    on,
    planNumber: number,
    planTitle: title,
    restricted: false,
    changedAt: instant(changedAt),
    sequence,
  }));
}

import { byName } from '../conditions.js';
import { decisionIsInEffect } from '../decision/decision.query.js';
import { askedAfterDeparture } from '../party/party.query.js';
import type { DecisionId, MeasureId, PartyId, PersonId, PlainDate } from '#domain/ids.js';
import type { ItemState } from '#domain/measure/measure.js';
import { deadlineInForce, isItemLate } from '../measure/late-in-sql.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** At most so many of each are listed; `total` says how many there are. */
const listedAtMost = 100;

export interface Waiting<Row> {
  rows: readonly Row[];
  total: number;
}

export interface WaitingMeasure {
  measureId: MeasureId;
  planNumber: number;
  planTitle: string;
  number: number;
  title: string;
  restricted: boolean;
  /** In force. */
  deadline: PlainDate | null;
  /** Since when it waits: accepted on, or ready to close since its last change. */
  since: PlainDate | null;
}

export interface WaitingItem extends WaitingMeasure {
  /** `7.4` */
  itemNumber: string;
  state: ItemState;
  partyName: string;
  originalDeadline: PlainDate | null;
  deadlineMoves: number;
  lastUpdateOn: PlainDate | null;
  /** For an open item that was sent back. */
  returnedReason: string | null;
  /** The day that is asked for, while it is not answered. */
  extensionTo: PlainDate | null;
  /** For a proposed waiver. */
  waiverGround: string | null;
}

interface WaitingMessage {
  recipientName: string;
  kind: 'morning' | 'told';
  on: PlainDate;
  error: string | null;
}

interface WaitingDecision {
  id: DecisionId;
  body: string;
  caseNumber: string;
  text: string;
  deadline: PlainDate;
  planNumber: number | null;
}

/** One that its party says is not theirs. */
interface WaitingRefusal extends WaitingItem {
  refusalReason: string;
}

/** Nothing reaches the person: the last that was sent did not arrive, and nothing has since. */
interface UnreachedPerson {
  personId: PersonId;
  name: string;
  /** The first that did not arrive. */
  since: PlainDate;
  messages: number;
  error: string | null;
}

interface WaitingDeparture {
  groupId: PartyId;
  groupName: string;
  partyId: PartyId;
  partyName: string;
  leftOn: PlainDate;
  items: number;
}

export interface WaitingPlan {
  planNumber: number;
  planTitle: string;
  measures: number;
}

export interface WaitingSummary {
  planNumber: number;
  planTitle: string;
  /** Lines where an owner has said something since the secretariat wrote. */
  proposals: number;
}

export interface SecretariatWaiting {
  summaries: Waiting<WaitingSummary>;
  withoutOwner: Waiting<WaitingMeasure>;
  reportedDone: Waiting<WaitingItem>;
  undelivered: Waiting<WaitingMessage>;
  decisions: Waiting<WaitingDecision>;
  readyToClose: Waiting<WaitingMeasure>;
  refusals: Waiting<WaitingRefusal>;
  unreached: Waiting<UnreachedPerson>;
  /** Members who go out of a group, with items that nobody has decided about. */
  departures: Waiting<WaitingDeparture>;
}

export interface LeadershipWaiting {
  plansToAdopt: Waiting<WaitingPlan>;
  measuresToAccept: Waiting<WaitingMeasure>;
  waivers: Waiting<WaitingItem>;
  lateLong: Waiting<WaitingItem>;
  plansToClose: Waiting<WaitingPlan>;
}

const measureColumns = `
  measure.id AS "measureId", plan.number AS "planNumber", plan.title AS "planTitle", measure.number, measure.title,
  measure.access_kind = 'restricted' AS restricted, measure.deadline_on::text AS deadline`;

const itemColumns = `
  measure.id AS "measureId", plan.number AS "planNumber", plan.title AS "planTitle", measure.number, measure.title,
  measure.access_kind = 'restricted' AS restricted,
  measure.number || '.' || item.suffix AS "itemNumber", item.state, party.name AS "partyName",
  ${deadlineInForce}::text AS deadline,
  coalesce(item.details -> 'deadline', measure.details -> 'deadline') ->> 'original' AS "originalDeadline",
  coalesce(jsonb_array_length(coalesce(item.details -> 'deadline', measure.details -> 'deadline') -> 'moves'), 0)
    AS "deadlineMoves",
  ((item.details #>> '{latestUpdate,at}')::timestamptz AT TIME ZONE 'Europe/Oslo')::date::text AS "lastUpdateOn",
  item.details #>> '{returned,reason}' AS "returnedReason",
  item.details #>> '{extension,to}' AS "extensionTo",
  item.details #>> '{waiverProposal,ground}' AS "waiverGround",
  (item.reported_at AT TIME ZONE 'Europe/Oslo')::date::text AS since`;

const itemTables = `
  item JOIN measure ON measure.id = item.measure_id
       JOIN plan ON plan.id = measure.plan_id
       JOIN party ON party.id = item.party_id`;

/** What an owner has left to do, the nearest deadline first; what has none comes last. */
export async function itemsOfParties(
  dataSource: RecordSource,
  partyIds: readonly PartyId[],
): Promise<Waiting<WaitingItem>> {
  return waiting(
    dataSource,
    `SELECT ${itemColumns} FROM ${itemTables}
      WHERE item.party_id = ANY ($1::uuid[]) AND item.state IN ('open', 'reported-done')
        AND measure.state NOT IN ('proposed', 'closed', 'withdrawn')
      ORDER BY item.state = 'reported-done', deadline NULLS LAST, plan.number, measure.number, item.ordinal`,
    [partyIds],
  );
}

/** What waits for the secretariat. */
export async function secretariatWaiting(dataSource: RecordSource): Promise<SecretariatWaiting> {
  const [
    withoutOwner,
    reportedDone,
    undelivered,
    decisions,
    readyToClose,
    summaries,
    departures,
    refusals,
    unreached,
  ] = await Promise.all([
    waiting<WaitingMeasure>(
      dataSource,
      `SELECT ${measureColumns}, measure.accepted_on::text AS since
         FROM measure JOIN plan ON plan.id = measure.plan_id
        WHERE measure.state = 'accepted' AND plan.state <> 'closed'
        ORDER BY measure.accepted_on, plan.number, measure.number`,
    ),
    waiting<WaitingItem>(
      dataSource,
      `SELECT ${itemColumns} FROM ${itemTables}
        WHERE item.state = 'reported-done' AND measure.state <> 'closed'
        ORDER BY item.reported_at, plan.number, measure.number, item.ordinal`,
    ),
    waiting<WaitingMessage>(
      dataSource,
      `SELECT person.name AS "recipientName", notification.kind,
              (notification.created_at AT TIME ZONE 'Europe/Oslo')::date::text AS on, notification.error
         FROM notification JOIN person ON person.id = notification.recipient_id
        WHERE ${notArrived} AND notification.created_at > now() - interval '30 days'
        ORDER BY notification.created_at DESC`,
    ),
    waiting<WaitingDecision>(
      dataSource,
      `SELECT decision.id, decision.body, decision.case_number AS "caseNumber", decision.text,
              decision.deadline_on::text AS deadline, plan.number AS "planNumber"
         FROM decision LEFT JOIN plan ON plan.id = decision.plan_id
        WHERE decision.fulfilled_at IS NULL AND decision.deadline_on IS NOT NULL AND ${decisionIsInEffect}
        ORDER BY decision.deadline_on`,
    ),
    waiting<WaitingMeasure>(
      dataSource,
      `SELECT ${measureColumns},
              (measure.last_substantive_change_at AT TIME ZONE 'Europe/Oslo')::date::text AS since
         FROM measure JOIN plan ON plan.id = measure.plan_id
        WHERE measure.state = 'ready-to-close'
        ORDER BY measure.last_substantive_change_at, plan.number, measure.number`,
    ),
    waiting<WaitingSummary>(dataSource, summariesWithProposals),
    waiting<WaitingDeparture>(
      dataSource,
      `SELECT item.via_group_id AS "groupId", of_group.name AS "groupName", item.party_id AS "partyId",
              party.name AS "partyName", item.details #>> '{departure,leftOn}' AS "leftOn", count(*)::int AS items
         FROM item JOIN measure ON measure.id = item.measure_id
         JOIN party ON party.id = item.party_id JOIN party of_group ON of_group.id = item.via_group_id
        WHERE measure.state NOT IN ('closed', 'withdrawn') AND ${askedAfterDeparture}
        GROUP BY 1, 2, 3, 4, 5
        ORDER BY 5, ${byName('of_group.name')}, ${byName('party.name')}`,
    ),
    waiting<WaitingRefusal>(
      dataSource,
      `SELECT ${itemColumns}, item.details #>> '{refusal,reason}' AS "refusalReason" FROM ${itemTables}
        WHERE item.state = 'open' AND item.details -> 'refusal' IS NOT NULL
          AND item.details #> '{refusal,answer}' IS NULL AND measure.state NOT IN ('closed', 'withdrawn')
        ORDER BY item.details #>> '{refusal,at}', plan.number, measure.number, item.ordinal`,
    ),
    waiting<UnreachedPerson>(
      dataSource,
      `SELECT person.id AS "personId", person.name, count(*)::int AS messages,
              (min(failed.created_at) AT TIME ZONE 'Europe/Oslo')::date::text AS since,
              (array_agg(failed.error ORDER BY failed.created_at DESC))[1] AS error
         FROM notification failed JOIN person ON person.id = failed.recipient_id
        WHERE failed.state = 'unreachable' AND person.active
          AND failed.created_at > now() - interval '90 days'
          AND NOT EXISTS (SELECT FROM notification later
                           WHERE later.recipient_id = failed.recipient_id AND later.state = 'sent'
                             AND later.created_at > failed.created_at)
        GROUP BY person.id ORDER BY ${byName('person.name')}`,
    ),
  ]);
  return {
    withoutOwner,
    reportedDone,
    undelivered,
    decisions,
    readyToClose,
    summaries,
    departures,
    refusals,
    unreached,
  };
}

/**
 * A person who is tried again within the day is shown meanwhile; what is under way is shown after an hour. The next
 * day’s morning message says what the last one did not.
 */
const notArrived = `
  (notification.state = 'unreachable'
   OR (notification.state IN ('failed', 'pending') AND notification.attempts > 0
       AND notification.created_at < now() - interval '1 hour'))
  AND NOT (notification.kind = 'morning' AND EXISTS (
        SELECT FROM notification later
         WHERE later.kind = 'morning' AND later.recipient_id = notification.recipient_id
           AND later.day > notification.day AND later.state = 'sent'))`;

/** Measures told in one line have one text: the newest, and the newest update of any of them is the proposal. */
const summariesWithProposals = `
  SELECT plan.number AS "planNumber", plan.title AS "planTitle", count(*)::int AS proposals
    FROM (SELECT measure.plan_id, max(measure.latest_update_at) AS heard_at,
                 (array_agg(measure.details #>> '{summaryText,consideredThrough}'
                            ORDER BY measure.details #>> '{summaryText,at}' DESC NULLS LAST))[1] AS considered_through
            FROM measure JOIN plan ON plan.id = measure.plan_id
           WHERE plan.state <> 'closed'
           GROUP BY measure.plan_id, coalesce((
                 SELECT line ->> 0 FROM jsonb_array_elements(plan.details -> 'jointLines') AS line
                  WHERE line ? measure.id::text LIMIT 1), measure.id::text)) AS line
    JOIN plan ON plan.id = line.plan_id
   WHERE line.heard_at > line.considered_through::timestamptz
   GROUP BY plan.id ORDER BY plan.number`;

/** What waits for leadership. `lateBefore`: an open item whose deadline in force lies before it has been late long. */
export async function leadershipWaiting(
  dataSource: RecordSource,
  { lateBefore }: { lateBefore: PlainDate },
): Promise<LeadershipWaiting> {
  const [plansToAdopt, measuresToAccept, waivers, lateLong, plansToClose] = await Promise.all([
    waiting<WaitingPlan>(
      dataSource,
      `SELECT plan.number AS "planNumber", plan.title AS "planTitle", count(measure.id)::int AS measures
         FROM plan JOIN measure ON measure.plan_id = plan.id AND measure.state <> 'withdrawn'
        WHERE plan.state = 'draft' GROUP BY plan.id ORDER BY plan.number`,
    ),
    waiting<WaitingMeasure>(
      dataSource,
      `SELECT ${measureColumns}, (measure.registered_at AT TIME ZONE 'Europe/Oslo')::date::text AS since
         FROM measure JOIN plan ON plan.id = measure.plan_id
        WHERE measure.state = 'proposed' AND plan.state = 'adopted'
        ORDER BY measure.registered_at, plan.number, measure.number`,
    ),
    waiting<WaitingItem>(
      dataSource,
      `SELECT ${itemColumns} FROM ${itemTables}
        WHERE item.state = 'open' AND item.details -> 'waiverProposal' IS NOT NULL
        ORDER BY plan.number, measure.number, item.ordinal`,
    ),
    waiting<WaitingItem>(
      dataSource,
      `SELECT ${itemColumns} FROM ${itemTables}
        WHERE ${isItemLate('$1')}
        ORDER BY deadline, plan.number, measure.number, item.ordinal`,
      [lateBefore],
    ),
    waiting<WaitingPlan>(
      dataSource,
      `SELECT plan.number AS "planNumber", plan.title AS "planTitle", count(measure.id)::int AS measures
         FROM plan JOIN measure ON measure.plan_id = plan.id AND measure.state <> 'withdrawn'
        WHERE plan.state = 'adopted' GROUP BY plan.id
       HAVING bool_and(measure.state = 'closed') ORDER BY plan.number`,
    ),
  ]);
  return { plansToAdopt, measuresToAccept, waivers, lateLong, plansToClose };
}

async function waiting<Row>(
  dataSource: RecordSource,
  select: string,
  values: readonly unknown[] = [],
): Promise<Waiting<Row>> {
  const rows = await dataSourceOf(dataSource).query<(Row & { total: number })[]>(
    `SELECT counted.*, count(*) OVER ()::int AS total FROM (${select}) counted LIMIT ${listedAtMost}`,
    [...values],
  );
  return { rows, total: rows[0]?.total ?? 0 };
}

import type { EntityManager } from 'typeorm';
import type { RecordedEvent } from '#domain/history.js';
import type { EvaluationId, Instant, MeasureId, PartyId, PersonId } from '#domain/ids.js';
import type { Measure } from '#domain/measure/measure.js';
import type { MeasureEvent } from '#domain/measure/measure.events.js';
import type { Party } from '#domain/party/party.js';
import type { Plan } from '#domain/plan/plan.js';
import { type Register, registerOf } from '#domain/register.js';
import { type ItemRow, measureOf, type MeasureStateRow } from './measure.rows.js';
import { type MembershipRow, partyOf, type PartyRow } from '../party/party.rows.js';
import { personOf, type PersonRow } from '../person/person.rows.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** One message about the measure: when, to whom, how, and what became of it. */
export interface SentMessage {
  id: string;
  kind: 'morning' | 'told';
  recipientId: PersonId;
  channel: string;
  state: 'pending' | 'sent' | 'failed' | 'overtaken' | 'unreachable';
  at: Instant;
  sentAt: Instant | null;
  error: string | null;
  items: readonly { itemId: string | null; telling: string | null }[];
}

/** Everything the measure's page shows, read in one statement. */
export interface MeasureRecord {
  plan: Plan;
  measure: Measure;
  /** The version of the measure’s stream that a form on the page was made from. */
  version: number;
  parties: ReadonlyMap<PartyId, Party>;
  personNames: ReadonlyMap<PersonId, string>;
  register: Register;
  /** Measures that the state or the history refers to. */
  otherMeasures: ReadonlyMap<
    MeasureId,
    { planNumber: number; number: number; title: string; restricted: boolean }
  >;
  evaluation: { id: EvaluationId; title: string; restricted: boolean } | undefined;
  history: readonly RecordedEvent<MeasureEvent>[];
  messages: readonly SentMessage[];
}

interface Rows {
  plan: PlanRow;
  measure: MeasureStateRow & { version: number };
  items: ItemRow[] | null;
  parties: PartyRow[] | null;
  memberships: MembershipRow[] | null;
  persons: (PersonRow & { name: string })[] | null;
  others: { id: string; number: number; plan_number: number; title: string; restricted: boolean }[] | null;
  evaluation: { id: EvaluationId; title: string; restricted: boolean } | null;
  history:
    | {
        type: MeasureEvent['type'];
        data: unknown;
        at: string;
        actor_id: string;
        command_id: string;
        version: number;
      }[]
    | null;
  messages: (Omit<SentMessage, 'at' | 'sentAt'> & { at: string; sentAt: string | null })[] | null;
}

/** Undefined when the plan has no measure of that number. */
export async function measurePage(
  dataSource: RecordSource,
  planNumber: number,
  number: number,
): Promise<MeasureRecord | undefined> {
  return read(dataSourceOf(dataSource).manager, planNumber, number);
}

const messagesShown = 200;

async function read(
  queries: Pick<EntityManager, 'query'>,
  planNumber: number,
  number: number,
): Promise<MeasureRecord | undefined> {
  const [rows] = await queries.query<Rows[]>(
    `WITH the_plan AS (SELECT * FROM plan WHERE number = $1),
       the_measure AS (
         SELECT measure.* FROM measure JOIN the_plan ON the_plan.id = measure.plan_id WHERE measure.number = $2),
       items AS (SELECT item.* FROM item JOIN the_measure ON the_measure.id = item.measure_id),
       history AS (
         SELECT type, body -> 'data' AS data, at, actor_id, command_id, version FROM event
          WHERE stream_kind = 'measure' AND stream_id = (SELECT id FROM the_measure)),
       messages AS (
         SELECT n.* FROM notification n
          WHERE n.id IN (
            SELECT notification_id FROM notification_item WHERE measure_id = (SELECT id FROM the_measure))
          ORDER BY n.created_at DESC LIMIT ${messagesShown}),
       referred AS (
         SELECT value::uuid AS id
           FROM the_measure, jsonb_array_elements_text(the_measure.details -> 'crossReferences') AS value
         UNION SELECT (details #>> '{closure,successorId}')::uuid FROM the_measure
         UNION SELECT (details ->> 'predecessorId')::uuid FROM the_measure
         UNION SELECT (details #>> '{pickedFrom,occasionMeasureId}')::uuid FROM the_measure
         -- What may take it over; asked for only when it can be closed, since no index answers it.
         UNION SELECT successor.id FROM measure successor, the_measure
          WHERE the_measure.state = 'ready-to-close' AND successor.details ->> 'predecessorId' = the_measure.id::text
         UNION SELECT value::uuid FROM history, jsonb_array_elements_text(data -> 'new') AS value
          WHERE type = 'CrossReferencesSet'
         UNION SELECT (data ->> 'earlierMeasureId')::uuid FROM history
          WHERE type IN ('RepetitionConfirmed', 'RepetitionWithdrawn'))
     SELECT (SELECT row_to_json(the_plan) FROM the_plan) AS plan,
            (SELECT row_to_json(the_measure) FROM the_measure) AS measure,
            (SELECT json_agg(items ORDER BY ordinal) FROM items) AS items,
            (SELECT json_agg(party) FROM party) AS parties,
            (SELECT json_agg(membership ORDER BY group_id, ordinal) FROM membership) AS memberships,
            (SELECT json_agg(to_jsonb(person) - 'email' - 'head_hash') FROM person) AS persons,
            (SELECT json_agg(json_build_object(
               'id', measure.id, 'number', measure.number, 'plan_number', plan.number, 'title', measure.title,
               'restricted', measure.access_kind = 'restricted'))
               FROM measure JOIN plan ON plan.id = measure.plan_id
              WHERE measure.id IN (SELECT id FROM referred)) AS others,
            (SELECT json_build_object('id', id, 'title', title, 'restricted', access_kind = 'restricted')
               FROM evaluation
              WHERE id = (SELECT source_evaluation_id FROM the_measure)) AS evaluation,
            (SELECT json_agg(history ORDER BY version) FROM history) AS history,
            (SELECT json_agg(json_build_object(
               'id', id, 'kind', kind, 'recipientId', recipient_id, 'channel', channel, 'state', state,
               'at', created_at, 'sentAt', sent_at, 'error', error,
               'items', (SELECT json_agg(json_build_object('itemId', i.item_id, 'telling', i.telling))
                           FROM notification_item i
                          WHERE i.notification_id = messages.id
                            AND i.measure_id = (SELECT id FROM the_measure))) ORDER BY created_at DESC)
               FROM messages) AS messages
       WHERE EXISTS (SELECT FROM the_measure)`,
    [planNumber, number],
  );
  return rows === undefined ? undefined : recordOf(rows);
}

function recordOf(rows: Rows): MeasureRecord {
  const memberships = new Map<string, MembershipRow[]>();
  for (const row of rows.memberships ?? []) {
    memberships.set(row.group_id, [...(memberships.get(row.group_id) ?? []), row]);
  }
  const parties = new Map(
    (rows.parties ?? []).map((row) => [row.id, partyOf(row, memberships.get(row.id) ?? [])]),
  );
  const persons = new Map((rows.persons ?? []).map((row) => [row.id, personOf(row)]));
  return {
    plan: planOf(rows.plan),
    measure: measureOf(rows.measure, rows.items ?? []),
    version: rows.measure.version,
    parties,
    personNames: new Map((rows.persons ?? []).map(({ id, name }) => [id, name])),
    register: registerOf(parties, persons),
    otherMeasures: new Map(
      (rows.others ?? []).map(({ id, plan_number: planNumber, ...other }) => [id, { planNumber, ...other }]),
    ),
    evaluation: rows.evaluation ?? undefined,
    history: (rows.history ?? []).map(
      ({ at, actor_id: actorId, command_id: commandId, ...event }) =>
        ({ ...event, at: new Date(at).toISOString(), actorId, commandId }) as RecordedEvent<MeasureEvent>,
    ),
    messages: (rows.messages ?? []).map(({ at, sentAt, ...message }) => ({
      ...message,
      at: new Date(at).toISOString(),
      sentAt: sentAt === null ? null : new Date(sentAt).toISOString(),
    })),
  };
}

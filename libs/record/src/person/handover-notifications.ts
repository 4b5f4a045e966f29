import type { EntityManager } from 'typeorm';
import type { Decided } from '#domain/history.js';
import type { CommandId, PersonId } from '#domain/ids.js';
import type { HandoverNotificationFacts } from '#domain/message/message-facts.js';
import type { DutyName } from '#domain/person/duties.js';
import type { Circumstances } from '#domain/register.js';

/** Whoever got a duty in a handover is told so at once; a contact of a party is told with its items. */
export function handoverNotifications(
  decided: readonly Decided[],
  { actor }: Circumstances,
): { personId: PersonId }[] {
  const takers = decided.flatMap((change) =>
    change.stream !== 'person'
      ? []
      : change.events.flatMap((event) =>
          event.type === 'DutiesHandedOver' ? event.data.duties.map(({ toPersonId }) => toPersonId) : [],
        ),
  );
  return [...new Set(takers)].filter((id) => id !== actor.id).map((personId) => ({ personId }));
}

/** What the reader got by one command beside items: names of parties and numbers of plans, no text. */
export async function handoverNotificationFor(
  manager: EntityManager,
  commandId: CommandId,
  reader: PersonId,
  /** The names of parties that another part of the message tells of. */
  toldOf: ReadonlySet<string> = new Set(),
): Promise<HandoverNotificationFacts[]> {
  const rows = await manager.query<{ by: string; name: DutyName; of: string | null }[]>(
    `SELECT leaver.name AS by, (duty ->> 'in') || '.' || (duty ->> 'as') AS name,
            coalesce(party.name, plan.number::text, of_measure.number || '/' || measure.number,
                     of_report.number || '/' || report.number) AS of
       FROM event e
       JOIN person leaver ON leaver.id = e.stream_id
       CROSS JOIN LATERAL jsonb_array_elements(e.body #> '{data,duties}') AS duty
       LEFT JOIN party ON duty ->> 'in' = 'party' AND party.id = (duty ->> 'id')::uuid
       LEFT JOIN plan ON duty ->> 'in' = 'plan' AND plan.id = (duty ->> 'id')::uuid
       LEFT JOIN measure ON duty ->> 'in' = 'measure' AND measure.id = (duty ->> 'id')::uuid
       LEFT JOIN plan of_measure ON of_measure.id = measure.plan_id
       LEFT JOIN report ON duty ->> 'in' = 'report' AND report.id = (duty ->> 'id')::uuid
       LEFT JOIN plan of_report ON of_report.id = report.plan_id
      WHERE e.command_id = $1 AND e.stream_kind = 'person' AND e.type = 'DutiesHandedOver'
        AND duty ->> 'toPersonId' = $2::text
      ORDER BY 2, 3`,
    [commandId, reader],
  );
  const [first] = rows;
  if (first === undefined) return [];
  const duties = rows.flatMap(({ name, of }) =>
    // Items are told of with themselves, to whoever got them.
    of === null || name === 'measure.holder' || (name === 'party.contact' && toldOf.has(of))
      ? []
      : [{ name, of }],
  );
  return duties.length === 0 ? [] : [{ handedOverBy: first.by, duties }];
}

/** The names of those whom the command took a party’s messages from; erased ones have none. */
export async function formerContactsOf(manager: EntityManager, commandId: CommandId): Promise<string[]> {
  const rows = await manager.query<{ name: string }[]>(
    `SELECT DISTINCT person.name
       FROM event e JOIN person ON person.id = (e.body #>> '{data,old,contactPersonId}')::uuid
      WHERE e.command_id = $1 AND e.stream_kind = 'party' AND e.type = 'PartyRevised'
        AND person.erased_at IS NULL`,
    [commandId],
  );
  return rows.map(({ name }) => name);
}

import type { EntityManager } from 'typeorm';
import type { Decided } from '#domain/history.js';
import type { CommandId, PersonId, PlainDate } from '#domain/ids.js';
import type { DeputyNotificationFacts } from '#domain/message/message-facts.js';
import type { Absence } from '#domain/person/absence.js';
import type { PersonEvent } from '#domain/person/person.events.js';
import type { Circumstances } from '#domain/register.js';

/** Whoever becomes a deputy, for other days, or is none any more, is told so at once. */
export function deputyNotifications(
  decided: readonly Decided[],
  { actor, register }: Circumstances,
): { personId: PersonId }[] {
  const concerned = decided.flatMap((change) => {
    if (change.stream !== 'person') return [];
    const { absences = [] } = register.person(change.id) ?? {};
    return change.events.flatMap((event) => deputiesIn(event, absences));
  });
  return [...new Set(concerned)].filter((id) => id !== actor.id).map((personId) => ({ personId }));
}

/** @param before the absences as they were */
function deputiesIn({ type, data }: PersonEvent, before: readonly Absence[]): PersonId[] {
  switch (type) {
    case 'AbsenceRegistered':
      return data.deputyId === undefined ? [] : [data.deputyId];
    case 'AbsenceChanged':
      return [data.old.deputyId, data.new.deputyId].filter((id) => id !== null);
    case 'AbsenceEnded':
      return before.flatMap(({ id, deputyId }) =>
        id === data.absenceId && deputyId !== undefined ? [deputyId] : [],
      );
    default:
      return [];
  }
}

/** What one command made of the reader as a deputy, as it stands now. */
export async function deputyNotificationFor(
  manager: EntityManager,
  commandId: CommandId,
  reader: PersonId,
  date: PlainDate,
): Promise<DeputyNotificationFacts[]> {
  const rows = await manager.query<
    { name: string; absences: readonly Absence[] | null; event: PersonEvent }[]
  >(
    `SELECT person.name, person.absences, json_build_object('type', e.type, 'data', e.body -> 'data') AS event
       FROM event e JOIN person ON person.id = e.stream_id
      WHERE e.command_id = $1 AND e.stream_kind = 'person'
        AND e.type IN ('AbsenceRegistered', 'AbsenceChanged', 'AbsenceEnded')`,
    [commandId],
  );
  return rows.flatMap(({ name, absences, event }): DeputyNotificationFacts[] => {
    if (!('absenceId' in event.data)) return [];
    const { absenceId } = event.data;
    const now = absences?.find(({ id }) => id === absenceId);
    const isDeputy = now?.deputyId === reader && now.to >= date;
    const { from, to } = now ?? { from: date, to: date };
    return [{ deputyFor: name, change: isDeputy ? 'named' : 'ended', from, to, date }];
  });
}

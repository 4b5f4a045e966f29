import type { EntityManager } from 'typeorm';
import { contactOf } from '#domain/follow-up/recipients.js';
import { type Notification, withDeputy } from '#domain/follow-up/immediate-notifications.js';
import type { Decided } from '#domain/history.js';
import type { MeasureId, PartyId } from '#domain/ids.js';
import type { Circumstances } from '#domain/register.js';
import { readSubjects } from '../follow-up/subjects.js';

/** The parties whose messages go to another from this command on. */
export function partiesTakenOver(decided: readonly Decided[]): PartyId[] {
  return decided.flatMap((change) =>
    change.stream === 'party' &&
    change.events.some((event) => event.type === 'PartyRevised' && 'contactPersonId' in event.data.new)
      ? [change.id]
      : [],
  );
}

/**
 * Whoever gets a party’s messages from now on is told at once what they have got. Read after the change has been
 * written.
 */
export async function takeoverNotifications(
  manager: EntityManager,
  partyIds: readonly PartyId[],
  { actor, today }: Circumstances,
): Promise<Notification[]> {
  if (partyIds.length === 0) return [];
  const rows = await manager.query<{ measure_id: MeasureId }[]>(
    `SELECT DISTINCT item.measure_id FROM item JOIN measure ON measure.id = item.measure_id
      WHERE item.party_id = ANY ($1::uuid[]) AND item.state = 'open' AND measure.accepted_on IS NOT NULL
        AND measure.state <> 'closed'`,
    [partyIds],
  );
  const { subjects, register } = await readSubjects(
    manager,
    rows.map(({ measure_id }) => measure_id),
  );
  return [...subjects.values()].flatMap(({ measure, plan }) =>
    measure.items
      .filter(({ partyId, state }) => partyIds.includes(partyId) && state === 'open')
      .flatMap((item): Notification[] => {
        const party = register.party(item.partyId);
        if (party?.kind !== 'organisation') return [];
        const personId = contactOf(party, plan, today, register, item);
        if (personId === actor.id) return [];
        return withDeputy(
          { personId, kind: 'taken-over', measureId: measure.id, itemIds: [item.id] },
          register,
          today,
        );
      }),
  );
}

import type { PartyId, PlainDate } from '../ids.js';
import { isUnfinished, type Item } from '../measure/measure.js';

/** A group stands for its members: "Kommunene (38)". */
export interface SummaryParty {
  name: string;
  count: number;
}

/** True when the party had left the group by the day. */
export function hasLeftGroup({ departure }: Item, day: PlainDate): boolean {
  return departure !== undefined && departure.leftOn < day;
}

/**
 * The items that count on a day: of a group those of its members on that day. An item of a member who has left counts
 * until it is done.
 */
export function countedOn(items: readonly Item[], day: PlainDate): readonly Item[] {
  if (!items.some((item) => hasLeftGroup(item, day))) return items;
  const counted = items.filter((item) => isUnfinished(item) || !hasLeftGroup(item, day));
  return counted.length === 0 ? items : counted;
}

/** The party whose name is shown: the group, or a member that has left it. */
export function shownPartyId(item: Item, day: PlainDate): PartyId {
  return item.viaGroupId === undefined || hasLeftGroup(item, day) ? item.partyId : item.viaGroupId;
}

/** The parties responsible for these items: a group once, with how many members it had on the day. */
export function responsibleOf(
  items: readonly Item[],
  partyNames: ReadonlyMap<PartyId, string>,
  day: PlainDate,
): readonly SummaryParty[] {
  const counts = new Map<PartyId, Set<PartyId>>();
  for (const item of countedOn(items, day)) {
    const shown = shownPartyId(item, day);
    counts.set(shown, (counts.get(shown) ?? new Set()).add(item.partyId));
  }
  return [...counts].flatMap(([id, members]) => {
    const name = partyNames.get(id);
    return name === undefined ? [] : [{ name, count: members.size }];
  });
}

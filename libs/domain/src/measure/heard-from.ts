import type { Envelope } from '../history.js';
import type { ItemId, PartyId, SubPointId } from '../ids.js';
import type { Item } from './measure.js';

/**
 * The one place that says what counts as heard from (PRODUCT.md, "Progress is the owner's word"): an update of a
 * measure, a sub-point or an item, an occurrence, and a done report. It is heard from the party it was given for, of
 * the items which that party had then; the item's `lastHeard` is the last of it.
 */
export interface Said {
  /** Absent: said of the whole measure, or of the sub-point. */
  itemId?: ItemId;
  subPointId?: SubPointId;
  /** For whom it was said, where no item tells. Absent in events of before this was written down. */
  forPartyIds?: readonly PartyId[];
}

/**
 * For whom somebody speaks who says something of more than one item: for their own parties among the responsible.
 * Who has none there (the secretariat) speaks for a party that is alone, and of several for nobody.
 */
export function spokenFor(
  items: readonly Item[],
  subPointId: SubPointId | undefined,
  speakersPartyIds: readonly PartyId[],
): PartyId[] {
  const responsible = partiesOf(items, subPointId);
  const own = responsible.filter((partyId) => speakersPartyIds.includes(partyId));
  if (own.length > 0) return own;
  return responsible.length === 1 ? responsible : [];
}

/** The items after somebody has spoken; those it was not said of stay the same objects. */
export function heard(items: readonly Item[], said: Said, { at, actorId }: Envelope): readonly Item[] {
  const { itemId, subPointId } = said;
  const parties = said.forPartyIds ?? spokenFor(items, subPointId, []);
  const isSaidOf = (item: Item) =>
    itemId === undefined ? isIn(subPointId, item) && parties.includes(item.partyId) : item.id === itemId;
  return items.map((item) => (isSaidOf(item) ? { ...item, lastHeard: { at, by: actorId } } : item));
}

function partiesOf(items: readonly Item[], subPointId: SubPointId | undefined): PartyId[] {
  return [...new Set(items.filter((item) => isIn(subPointId, item)).map(({ partyId }) => partyId))];
}

function isIn(subPointId: SubPointId | undefined, item: Item): boolean {
  return subPointId === undefined || item.subPointId === subPointId;
}

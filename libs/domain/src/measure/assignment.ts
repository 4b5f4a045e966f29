import { invalid, notFound } from '../domain-error.js';
import type { PartyId } from '../ids.js';
import { membersOn } from '../party/party.js';
import { requireParty, type Circumstances } from '../register.js';
import type { NewResponsibility } from './measure.commands.js';
import { alreadyAssigned, otherMode } from './measure.errors.js';
import type { AddedItem, MeasureEvent } from './measure.events.js';
import type { Measure, SubPoint } from './measure.js';

/**
 * Joint: one item with a lead, the others contribute. Each: one item per party, a group gives one per member of
 * today. Where the measure has sub-points, each of them (or the one named) gets the items.
 * @throws DomainError `already-assigned`, `other-mode`, `invalid-value`, `not-found`
 */
export function assignmentEvents(
  measure: Measure,
  responsible: NewResponsibility,
  circumstances: Circumstances,
): MeasureEvent[] {
  if (measure.mode !== undefined && measure.mode !== responsible.mode) throw otherMode(measure);
  const added = addedItems(measure, responsible, circumstances);
  if (added.length === 0) throw alreadyAssigned(measure);
  const chosen: MeasureEvent[] =
    measure.mode === undefined
      ? [{ type: 'ResponsibilityModeChosen', data: { mode: responsible.mode } }]
      : [];
  return [...chosen, ...added.map((data): MeasureEvent => ({ type: 'ItemAdded', data }))];
}

/**
 * The items that members of a group get in a measure: one wherever the group has its items and they have none. One
 * that they had through the group before they left it does not count: who comes back gets a new one.
 */
export function memberItems(
  measure: Measure,
  groupId: PartyId,
  partyIds: readonly PartyId[],
  { newId }: Circumstances,
): MeasureEvent[] {
  const numbers = numbering(measure);
  return [undefined, ...measure.subPoints].flatMap((place) => {
    const here = measure.items.filter((item) => item.subPointId === place?.id);
    if (!here.some(({ viaGroupId }) => viaGroupId === groupId)) return [];
    const wanting = partyIds.filter(
      (partyId) =>
        !here.some(
          (item) => item.partyId === partyId && (item.viaGroupId !== groupId || item.departure === undefined),
        ),
    );
    return wanting.map((partyId): MeasureEvent => ({
      type: 'ItemAdded',
      data: {
        itemId: newId(),
        suffix: numbers(place),
        ...(place === undefined ? {} : { subPointId: place.id }),
        partyId,
        contributorIds: [],
        viaGroupId: groupId,
      },
    }));
  });
}

/** What of a measure decides which items it gets. */
type Places = Pick<Measure, 'items' | 'subPoints' | 'nextNumber'>;

/** The items that the responsible parties get; none where each has its own already. */
export function addedItems(
  measure: Places,
  responsible: NewResponsibility,
  circumstances: Circumstances,
): AddedItem[] {
  if (responsible.partyIds.length === 0) {
    throw invalid('partyIds', 'Nobody is named.', 'Name at least one responsible party.');
  }
  const places = placesToFill(measure, responsible);
  const numbers = numbering(measure);
  return places.flatMap((place) =>
    holders(measure, place, responsible, circumstances).map((holder) => ({
      itemId: circumstances.newId(),
      suffix: numbers(place),
      ...(place === undefined ? {} : { subPointId: place.id }),
      ...holder,
    })),
  );
}

interface Holder {
  partyId: PartyId;
  contributorIds: readonly PartyId[];
  viaGroupId?: PartyId;
}

function placesToFill(measure: Places, responsible: NewResponsibility): (SubPoint | undefined)[] {
  if (responsible.subPointId === undefined)
    return measure.subPoints.length > 0 ? [...measure.subPoints] : [undefined];
  const subPoint = measure.subPoints.find((known) => known.id === responsible.subPointId);
  if (subPoint === undefined) throw notFound('sub-point', responsible.subPointId);
  return [subPoint];
}

function holders(
  measure: Places,
  place: SubPoint | undefined,
  responsible: NewResponsibility,
  { register, today }: Circumstances,
): Holder[] {
  const here = measure.items.filter((item) => item.subPointId === place?.id);
  if (responsible.mode === 'joint') {
    if (here.length > 0) return [];
    const leadId = responsible.leadId ?? responsible.partyIds[0];
    if (leadId === undefined || !responsible.partyIds.includes(leadId)) {
      throw invalid(
        'leadId',
        'The lead is not among the responsible parties.',
        'Name one of partyIds as lead.',
      );
    }
    if (requireParty(register, leadId).kind === 'group') {
      throw invalid(
        'leadId',
        'A group can’t lead: an item has exactly one responsible party.',
        'Name one organisation as lead.',
      );
    }
    const contributorIds = responsible.partyIds.filter((party) => party !== leadId);
    contributorIds.forEach((party) => requireParty(register, party));
    return [{ partyId: leadId, contributorIds }];
  }
  const taken = new Set(here.map((item) => item.partyId));
  return responsible.partyIds
    .flatMap((partyId): Holder[] => {
      const party = requireParty(register, partyId);
      if (party.kind === 'organisation') return [{ partyId, contributorIds: [] }];
      return membersOn(party, today).map((member) => ({
        partyId: member,
        contributorIds: [],
        viaGroupId: partyId,
      }));
    })
    .filter((holder) => !taken.has(holder.partyId) && taken.add(holder.partyId));
}

/** Hands out the next item number: 7.4 from the measure's own count, 31.1.2 from the sub-point's. */
function numbering(measure: Places): (place: SubPoint | undefined) => string {
  let next = measure.nextNumber;
  const nextIn = new Map(measure.subPoints.map((subPoint) => [subPoint.id, subPoint.nextItemNumber]));
  return (place) => {
    if (place === undefined) return String(next++);
    const number = nextIn.get(place.id) ?? place.nextItemNumber;
    nextIn.set(place.id, number + 1);
    return `${place.number}.${number}`;
  };
}

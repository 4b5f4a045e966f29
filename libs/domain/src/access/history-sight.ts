import type { RecordedEvent } from '../history.js';
import type { PersonId } from '../ids.js';
import { aboutWhat, type MeasureEvent, type SaidFor } from '../measure/measure.events.js';
import type { Actor } from '../roles/actor.js';
import type { MeasureSight } from './sight.js';

/**
 * Whether an entry of a measure's history is for this reader: an owner follows what happened to their own items, and
 * to the measure as the summary tells of it. What each kind of event is about stands with the events.
 */
export function seesEvent(
  actor: Actor,
  { measure, whole }: MeasureSight,
  event: Pick<RecordedEvent<MeasureEvent>, 'type' | 'data' | 'actorId'> & MeasureEvent,
): boolean {
  if (whole) return true;
  const about = aboutWhat(event);
  if (about === 'the-measure') return true;
  if (about === 'more-than-the-measure') return false;
  if ('said' in about) return isOwnWord(actor, event.actorId, about.said);
  return about.itemIds.some((itemId) => measure.items.some(({ id }) => id === itemId));
}

/** Whether an update of the measure as a whole was given by the reader, or for one of their parties. */
function isOwnWord(
  { id, partyIds }: Actor,
  by: PersonId,
  { onBehalfOf, forPartyIds = [] }: SaidFor,
): boolean {
  return (
    by === id ||
    [...forPartyIds, ...(onBehalfOf === undefined ? [] : [onBehalfOf])].some((party) =>
      partyIds.includes(party),
    )
  );
}

import type { RecordedEvent } from '../history.js';
import type { ItemId, PartyId, PersonId } from '../ids.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import type { Actor } from '../roles/actor.js';
import type { MeasureSight } from './sight.js';

/**
 * Whether an entry of a measure's history is for this reader: an owner follows what happened to their own items, and
 * to the measure as the summary tells of it. Every kind of event is decided; a new one does not compile without.
 */
export function seesEvent(
  actor: Actor,
  { measure, whole }: MeasureSight,
  { type, data, actorId }: Pick<RecordedEvent<MeasureEvent>, 'type' | 'data' | 'actorId'> & MeasureEvent,
): boolean {
  if (whole) return true;
  const own = (itemId: ItemId): boolean => measure.items.some(({ id }) => id === itemId);
  switch (type) {
    case 'ItemAdded':
    case 'ItemReassigned':
    case 'ItemReportedDone':
    case 'ItemSentBack':
    case 'ItemSignedOff':
    case 'ItemReopened':
    case 'WaiverProposed':
    case 'WaiverRefused':
    case 'ItemWaived':
    case 'ItemEndedUnanswered':
      return own(data.itemId);
    case 'MemberDeparted':
    case 'ItemsKept':
      return data.itemIds.some(own);
    case 'DeadlineSet':
    case 'DeadlineMoved':
      return data.itemId === undefined || own(data.itemId);
    case 'StatusUpdated':
      return data.itemId === undefined ? isOwnWord(actor, actorId, data) : own(data.itemId);
    case 'OccurrenceReported':
      return isOwnWord(actor, actorId, data);
    case 'RepetitionConfirmed':
    case 'RepetitionWithdrawn':
    case 'EffectReviewed':
      return false;
    case 'MeasureRegistered':
    case 'MeasureAccepted':
    case 'MeasureRevised':
    case 'SubPointAdded':
    case 'ResponsibilityModeChosen':
    case 'DeadlineRecurred':
    case 'ReviewDateMoved':
    case 'ReviewDateSet':
    case 'SummaryTextWritten':
    case 'SummaryTextWithdrawn':
    case 'RiskStated':
    case 'ShareEntered':
    case 'CrossReferencesSet':
    case 'MeasureClosed':
    case 'MeasureReopened':
    case 'MeasureWithdrawn':
      return true;
    default:
      return data satisfies never;
  }
}

/** Of the measure as a whole: given by the reader, or for one of their parties. */
function isOwnWord(
  { id, partyIds }: Actor,
  by: PersonId,
  { onBehalfOf, forPartyIds = [] }: { onBehalfOf?: PartyId; forPartyIds?: readonly PartyId[] },
): boolean {
  return (
    by === id ||
    [...forPartyIds, ...(onBehalfOf === undefined ? [] : [onBehalfOf])].some((party) =>
      partyIds.includes(party),
    )
  );
}

import type { Instant, PartyId } from '../ids.js';
import type { StandingMeasure } from '../measure/measure.js';

/** What one responsible party has left to do, and when it last said something about any of it. */
export interface PartyVoice {
  openItems: number;
  lastHeardAt?: Instant;
}

/**
 * Every party that is responsible for something accepted, in the order they are first met. A status update or a done
 * report is an answer; one about a whole measure counts where a single party has all its items.
 */
export function voicesByParty(measures: readonly StandingMeasure[]): Map<PartyId, PartyVoice> {
  const voices = new Map<PartyId, PartyVoice>();
  for (const measure of measures) {
    if (measure.state === 'proposed') continue;
    const only = isOneParty(measure) ? measure.latestUpdate?.at : undefined;
    for (const item of measure.items) {
      let voice = voices.get(item.partyId);
      if (voice === undefined) voices.set(item.partyId, (voice = { openItems: 0 }));
      if (item.state === 'open') voice.openItems += 1;
      hear(voice, item.latestUpdate?.at);
      hear(voice, only);
      if ('report' in item) hear(voice, item.report.at);
    }
  }
  return voices;
}

/** Answered since a moment, or nothing left to answer for. Undefined is "since ever". */
export function hasAnswered({ openItems, lastHeardAt }: PartyVoice, since: Instant | undefined): boolean {
  return openItems === 0 || (lastHeardAt !== undefined && lastHeardAt > (since ?? ''));
}

function hear(voice: PartyVoice, at: Instant | undefined): void {
  if (at !== undefined && at > (voice.lastHeardAt ?? '')) voice.lastHeardAt = at;
}

/** Then what is said of the measure is said by the one who has its items. */
function isOneParty({ items }: StandingMeasure): boolean {
  return items.every(({ partyId }) => partyId === items[0]?.partyId);
}

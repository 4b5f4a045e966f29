import type { Instant, PartyId } from '../ids.js';
import { isUnfinished, type StandingMeasure } from '../measure/measure.js';

/** What one responsible party has left to do, and when it last said something about any of it. */
export interface PartyVoice {
  openItems: number;
  lastHeardAt?: Instant;
  /** For each of the party’s items: whether it is finished, and when it was last heard of. */
  items: { isFinished: boolean; heardAt?: Instant }[];
}

/** Every party that is responsible for something accepted, in the order they are first met. */
export function voicesByParty(measures: readonly StandingMeasure[]): Map<PartyId, PartyVoice> {
  const voices = new Map<PartyId, PartyVoice>();
  for (const measure of measures) {
    if (measure.state === 'proposed') continue;
    for (const item of measure.items) {
      let voice = voices.get(item.partyId);
      if (voice === undefined) voices.set(item.partyId, (voice = { openItems: 0, items: [] }));
      if (item.state === 'open') voice.openItems += 1;
      const heardAt = item.lastHeard?.at;
      voice.items.push({
        isFinished: !isUnfinished(item),
        ...(heardAt === undefined ? {} : { heardAt }),
      });
      if (heardAt !== undefined && heardAt > (voice.lastHeardAt ?? '')) voice.lastHeardAt = heardAt;
    }
  }
  return voices;
}

/** Answered since a moment, or nothing left to answer for. Undefined is "since ever". */
export function hasAnswered(
  { openItems, lastHeardAt }: Pick<PartyVoice, 'openItems' | 'lastHeardAt'>,
  since: Instant | undefined,
): boolean {
  return openItems === 0 || (lastHeardAt !== undefined && lastHeardAt > (since ?? ''));
}

/**
 * "3 av 7 punkter": of how many of its items a party has said something since a moment. What was finished before
 * without a word since is nothing to answer for.
 */
export function coverage({ items }: PartyVoice, since: Instant | undefined): { covered: number; of: number } {
  const covered = items.filter(({ heardAt }) => heardAt !== undefined && heardAt > (since ?? ''));
  const waitedFor = items.filter((item) => !item.isFinished && !covered.includes(item));
  return { covered: covered.length, of: covered.length + waitedFor.length };
}

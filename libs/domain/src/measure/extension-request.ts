import type { Instant, PartyId, PersonId, PlainDate } from '../ids.js';
import type { Authority } from '../roles/actor.js';

/** A later deadline that is asked for; open until it is answered, withdrawn or overtaken. */
export interface ExtensionRequest {
  /** The deadline in force when it was asked for. */
  from: PlainDate;
  to: PlainDate;
  reason: string;
  by: PersonId;
  /** Set when the secretariat asked for the party. */
  onBehalfOf?: PartyId;
  at: Instant;
}

/** Which request is meant: an item has one open at a time, and each is asked for at its own moment. */
export interface AskedExtension {
  to: PlainDate;
  askedAt: Instant;
}

/** Why a request fell away by itself. */
export const overtakings = ['deadline-moved', 'reported-done', 'waived', 'ended', 'reassigned'] as const;
export type Overtaking = (typeof overtakings)[number];

/** On whose behalf it was granted: whoever did may have other roles later. */
export type AnsweredAs = 'secretariat' | 'leadership';

/** How a request ended, and when. */
export type EndedExtension = ExtensionRequest & { ended: { by: PersonId; at: Instant } } & (
    | {
        became: 'granted';
        grantedTo: PlainDate;
        words?: string;
        authority?: Authority;
        /** Absent in what was granted before it was kept. */
        answeredAs?: AnsweredAs;
      }
    | { became: 'refused'; words: string; authority?: Authority }
    | { became: 'withdrawn' }
    | { became: 'lapsed'; because: Overtaking }
  );

/** How it stands with a request. */
export const extensionStates = ['open', 'granted', 'refused', 'withdrawn', 'lapsed'] as const;
export type ExtensionState = (typeof extensionStates)[number];

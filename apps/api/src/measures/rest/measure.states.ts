import type { ItemState, StandingState } from '#domain/measure/measure.js';

/** What `?state=` takes beside the states themselves: `open` is everything that is not closed. */
export const measureStates = [
  'open',
  'proposed',
  'accepted',
  'in-follow-up',
  'ready-to-close',
  'closed',
] as const satisfies readonly (StandingState | 'open')[];

export const itemStates = [
  'open',
  'reported-done',
  'signed-off',
  'waived',
  'unanswered',
] as const satisfies readonly ItemState[];

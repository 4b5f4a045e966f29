import type { StreamKind } from '#domain/history.js';

/** Parents before those that follow from them. */
export const streamKinds: readonly StreamKind[] = [
  'evaluation',
  'plan',
  'measure',
  'party',
  'person',
  'decision',
  'report',
  'catalogue',
];

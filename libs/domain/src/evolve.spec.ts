import { describe, expect, it } from '@jest/globals';
import { evolve, fold } from './evolve.js';
import type { StreamKind } from './history.js';

/** One event of each kind of stream that does not begin it. */
const inTheMiddle: Record<StreamKind, { type: string; data: object }> = {
  evaluation: { type: 'FindingsAdded', data: { findings: [] } },
  plan: { type: 'ThemesDefined', data: { themes: [] } },
  measure: { type: 'ItemSignedOff', data: { itemId: 'i' } },
  party: { type: 'PartyRevised', data: { old: {}, new: { name: 'Ny' } } },
  person: { type: 'PersonErased', data: { reason: 'Har sluttet.' } },
  decision: { type: 'DecisionFulfilled', data: { note: 'Lagt frem.' } },
  report: { type: 'ReportReleased', data: {} },
  catalogue: { type: 'CatalogueRevised', data: { old: {}, new: {}, note: 'Rettet.' } },
};
const kinds = Object.keys(inTheMiddle) as StreamKind[];

describe('a history', () => {
  it.each(kinds)(
    'of a %s that has lost its beginning can’t be read, and says what it is and where',
    (kind) => {
      const event = { ...inTheMiddle[kind], at: '2026-11-20T11:00:00.000Z', actorId: 'a', version: 2 };
      const read = evolve[kind] as (state: undefined, event: object) => unknown;
      expect(() => read(undefined, event)).toThrow(
        `The history of this ${kind} can't be read: ${event.type} is out of place`,
      );
    },
  );

  it.each(kinds)('of no events is no %s', (kind) => {
    expect(fold(kind, [])).toBeUndefined();
  });
});

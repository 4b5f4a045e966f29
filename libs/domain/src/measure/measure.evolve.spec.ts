import { describe, expect, it } from '@jest/globals';
import type { MeasureEvent } from './measure.events.js';
import { evolveMeasure } from './measure.evolve.js';
import type { Measure } from './measure.js';

const registration = {
  measureId: 'm',
  planId: 'p',
  number: 7,
  title: 'Varsling',
  about: 'varsling',
  text: 'Lag en plan.',
  subGoalIds: [],
  access: { kind: 'open' },
  subPoints: [],
};

/** One day after another, each by another person. */
function after(...events: { type: MeasureEvent['type']; data: object }[]): Measure {
  const happened = [{ type: 'MeasureRegistered', data: registration } as const, ...events];
  return happened.reduce<Measure | undefined>(
    (state, { type, data }, index) =>
      evolveMeasure(state, {
        type,
        data,
        at: `2026-11-${String(index + 1).padStart(2, '0')}T11:00:00.000Z`,
        actorId: `person-${index}`,
        commandId: 'c',
        version: index + 1,
      } as never),
    undefined,
  ) as Measure;
}
const registered = (over: object) =>
  ({ type: 'MeasureRegistered', data: { ...registration, ...over } }) as const;
const accepted = { type: 'MeasureAccepted', data: { authority: { kind: 'leader' } } } as const;
const added = (itemId: string, over: object = {}) =>
  ({ type: 'ItemAdded', data: { itemId, suffix: '1', partyId: 'a', contributorIds: [], ...over } }) as const;
const item = (measure: Measure, id = 'i') => measure.items.find((known) => known.id === id);
const done = {
  type: 'ItemReportedDone',
  data: { itemId: 'i', what: 'Listen er laget.', evidence: [] },
} as const;
const signed = (note?: string) =>
  ({ type: 'ItemSignedOff', data: { itemId: 'i', ...(note === undefined ? {} : { note }) } }) as const;
const closed = (over: object = {}) =>
  ({ type: 'MeasureClosed', data: { as: 'implemented', ...over } }) as const;

describe('a registered measure', () => {
  it('has what was given, and no trace of what was not', () => {
    expect(Object.keys(after()).sort()).toEqual(
      [
        ...['about', 'access', 'crossReferences', 'id', 'items', 'lastSubstantiveChangeAt', 'nextNumber'],
        ...[
          'number',
          'planId',
          'registeredAt',
          'shares',
          'state',
          'subGoalIds',
          'subPoints',
          'text',
          'title',
        ],
      ].sort(),
    );
    expect(after()).toMatchObject({ items: [], shares: [], crossReferences: [], nextNumber: 1 });
    const given = {
      source: { evaluationId: 'e', findingIds: [] },
      pickedFrom: { catalogueId: 'c' },
      themeId: 't',
      predecessorId: 'm0',
      recurrence: { everyMonths: 6 },
      reviewOn: '2027-01-01',
      deadline: { on: '2027-02-01', words: 'innen februar' },
    };
    expect(after(registered(given))).toMatchObject({
      ...given,
      recurrence: { everyMonths: 6, occurrences: [] },
      deadline: { original: '2027-02-01', words: 'innen februar' },
    });
  });

  it('is the first thing that happens', () => {
    expect(() => evolveMeasure(undefined, { type: 'MeasureAccepted' } as never)).toThrow('measure');
  });
});

describe('items and sub-points', () => {
  const points = registered({
    subPoints: [
      { id: 's1', text: 'Plan' },
      { id: 's2', text: 'Øvelse' },
    ],
  });

  it('are numbered on: each sub-point counts its own, the measure the rest', () => {
    const measure = after(points, added('i', { subPointId: 's2' }), added('j'), {
      type: 'SubPointAdded',
      data: { subPointId: 's3', text: 'Mer' },
    });
    expect(measure.subPoints).toMatchObject([
      { id: 's1', number: 1, nextItemNumber: 1 },
      { id: 's2', number: 2, nextItemNumber: 2 },
      { id: 's3', number: 4, nextItemNumber: 1 },
    ]);
    expect(measure.nextNumber).toBe(5);
  });

  it('a measure is ready when each sub-point has its items and all are finished', () => {
    const both = [points, accepted, added('i', { subPointId: 's1' }), added('j', { subPointId: 's2' })];
    const waived = (itemId: string) =>
      ({ type: 'ItemWaived', data: { itemId, ground: 'G', authority: { kind: 'leader' } } }) as const;
    expect(after(...both, waived('i')).state).toBe('in-follow-up');
    expect(after(...both, waived('i'), waived('j')).state).toBe('ready-to-close');
    expect(after(points, accepted, added('i', { subPointId: 's1' }), waived('i')).state).toBe('in-follow-up');
    expect(after(points, accepted).state).toBe('accepted');
  });

  it('a status of a sub-point is told there, and the measure keeps its own', () => {
    const update = (over: object) =>
      ({ type: 'StatusUpdated', data: { progress: 'under-way', text: 'I gang.', ...over } }) as const;
    const measure = after(points, added('i'), update({}), update({ subPointId: 's2', text: 'Øvd.' }));
    expect(measure.subPoints.map(({ latestUpdate }) => latestUpdate?.text)).toEqual([undefined, 'Øvd.']);
    expect([measure.latestUpdate?.text, measure.updateOfWhole?.text]).toEqual(['I gang.', 'I gang.']);
    const ofItem = after(points, added('i'), added('j'), update({}), update({ itemId: 'i', text: 'Min.' }));
    expect([item(ofItem)?.latestUpdate?.text, item(ofItem, 'j')?.latestUpdate]).toEqual(['Min.', undefined]);
    expect([ofItem.latestUpdate?.text, ofItem.updateOfWhole?.text]).toEqual(['Min.', 'I gang.']);
  });

  it('an item given to another is no longer contributed to by them', () => {
    const measure = after(added('i', { contributorIds: ['b', 'c'] }), {
      type: 'ItemReassigned',
      data: { itemId: 'i', from: 'a', to: 'b', reason: 'R' },
    });
    expect(item(measure)).toMatchObject({ partyId: 'b', contributorIds: ['c'] });
  });
});

describe('what stays with an item whatever becomes of it', () => {
  it('its sub-point, group, own deadline, when it was opened again, and the last word on it', () => {
    const update = {
      type: 'StatusUpdated',
      data: { itemId: 'i', progress: 'under-way', text: 'T' },
    } as const;
    const own = { type: 'DeadlineSet', data: { itemId: 'i', on: '2027-01-01' } } as const;
    const reopened = { type: 'ItemReopened', data: { itemId: 'i', reason: 'R' } } as const;
    const measure = after(
      added('i', { subPointId: 's', viaGroupId: 'g', contributorIds: ['c'] }),
      own,
      update,
      done,
      signed('Sett.'),
      reopened,
      done,
      signed(),
    );
    expect(item(measure)).toMatchObject({
      subPointId: 's',
      viaGroupId: 'g',
      contributorIds: ['c'],
      deadline: { original: '2027-01-01' },
      reopenedAt: '2026-11-07T11:00:00.000Z',
      latestUpdate: { text: 'T' },
      lastHeard: { by: 'person-7' },
      signOff: { by: 'person-8' },
    });
    expect(item(measure)).not.toHaveProperty('signOff.note');
    const bare = item(after(added('i'), done));
    for (const absent of ['subPointId', 'viaGroupId', 'deadline', 'reopenedAt', 'latestUpdate'])
      expect(bare).not.toHaveProperty(absent);
    expect(item(after(added('i'), done, signed('Sett.')))).toMatchObject({ signOff: { note: 'Sett.' } });
  });

  it('what is not reported is not signed off, and a refusal takes the proposal away', () => {
    expect(item(after(added('i'), signed()))).toMatchObject({ state: 'open' });
    const proposed = { type: 'WaiverProposed', data: { itemId: 'i', ground: 'G' } } as const;
    const refused = { type: 'WaiverRefused', data: { itemId: 'i', ground: 'G', authority: {} } } as const;
    expect(item(after(added('i'), proposed))).toMatchObject({
      waiverProposal: { ground: 'G', by: 'person-2' },
    });
    expect(item(after(added('i'), proposed, refused))).not.toHaveProperty('waiverProposal');
    expect(item(after(added('i'), proposed, done, refused))?.state).toBe('reported-done');
  });

  it('ended unanswered, with the letter', () => {
    const ended = {
      type: 'ItemEndedUnanswered',
      data: { itemId: 'i', ground: 'Ikke svart.', letterReference: '26/1-1', authority: { kind: 'leader' } },
    } as const;
    expect(item(after(added('i'), ended))).toMatchObject({
      state: 'unanswered',
      ending: { ground: 'Ikke svart.', letterReference: '26/1-1', enteredBy: 'person-2' },
    });
  });
});

describe('what is entered of a measure', () => {
  const share = (label: string, numerator: number) =>
    ({ type: 'ShareEntered', data: { share: { label, numerator } } }) as const;

  it('a share replaces the one of its name', () => {
    const { shares } = after(share('A', 1), share('B', 2), share('A', 3));
    expect(shares.map(({ label, numerator }) => `${label} ${numerator}`)).toEqual(['B 2', 'A 3']);
  });

  it('an occurrence is counted, also of what was not said to recur', () => {
    const held = (on: string) =>
      ({ type: 'OccurrenceReported', data: { on, note: 'N', evidence: [], forPartyIds: ['a'] } }) as const;
    const { recurrence } = after(held('2026-10-01'), held('2026-10-02'));
    expect(recurrence).toMatchObject({
      everyMonths: 12,
      occurrences: [{ on: '2026-10-01', by: 'person-1' }, { on: '2026-10-02' }],
    });
  });

  it('a theme is set, kept, and taken away', () => {
    const revised = (changes: object) =>
      ({ type: 'MeasureRevised', data: { changes, material: false, reason: 'R' } }) as const;
    const themed = revised({ themeId: { old: null, new: 't' } });
    expect(after(themed).themeId).toBe('t');
    expect(after(themed, revised({ title: { old: 'V', new: 'W' } }))).toMatchObject({
      themeId: 't',
      title: 'W',
    });
    expect(after(themed, revised({ themeId: { old: 't', new: null } }))).not.toHaveProperty('themeId');
  });

  it('a review date is set, moved and taken away; a move of no deadline is none', () => {
    const set = (to: string | null) => ({ type: 'ReviewDateSet', data: { from: null, to } }) as const;
    expect(after(set('2027-01-01')).reviewOn).toBe('2027-01-01');
    expect(after(set('2027-01-01'), set(null))).not.toHaveProperty('reviewOn');
    const moved = (over: object = {}) =>
      ({
        type: 'DeadlineMoved',
        data: { from: '2027-01-01', to: '2027-02-01', reason: 'R', ...over },
      }) as const;
    expect(after(moved())).not.toHaveProperty('deadline');
    expect(item(after(added('i'), moved({ itemId: 'i' })))).not.toHaveProperty('deadline');
    const recurred = { type: 'DeadlineRecurred', data: { from: '2027-01-01', to: '2027-02-01' } } as const;
    expect(after(recurred)).toEqual(after());
    const dated = after({ type: 'DeadlineSet', data: { on: '2027-01-01' } }, recurred);
    expect(dated).toMatchObject({ deadline: { inForce: '2027-01-01' } });
    expect(dated).not.toHaveProperty('recurrence');
  });

  it('a repetition is withdrawn without the others', () => {
    const confirmed = (earlierMeasureId: string) =>
      ({ type: 'RepetitionConfirmed', data: { earlierMeasureId } }) as const;
    const withdrawn = { type: 'RepetitionWithdrawn', data: { earlierMeasureId: 'm1', reason: 'R' } } as const;
    expect(after(confirmed('m1'), confirmed('m2'), withdrawn).repeats).toMatchObject([
      { earlierMeasureId: 'm2' },
    ]);
  });
});

describe('a closed measure', () => {
  const effectReview = { on: '2027-06-01', reviewerId: 'r' };
  const reviewed = { type: 'EffectReviewed', data: { worked: true, text: 'Åtte minutter.' } } as const;

  it('has its effect reviewed, where that was asked for', () => {
    const measure = after(accepted, added('i'), done, signed(), closed({ effectReview }), reviewed);
    expect(measure).toMatchObject({
      state: 'closed',
      closure: {
        as: 'implemented',
        by: 'person-5',
        effectReview: { ...effectReview, result: { worked: true, text: 'Åtte minutter.', by: 'person-6' } },
      },
    });
    const without = after(accepted, closed(), reviewed);
    expect(without).not.toHaveProperty('closure.effectReview');
    expect(after(accepted, reviewed)).not.toHaveProperty('closure');
  });

  it('is opened again; what is not closed stays as it is', () => {
    const reopened = { type: 'MeasureReopened', data: { reason: 'R', itemIds: ['i'] } } as const;
    const measure = after(accepted, added('i'), added('j'), done, signed(), closed(), reopened);
    expect(measure).toMatchObject({ state: 'in-follow-up', reopenedAt: '2026-11-08T11:00:00.000Z' });
    expect(measure).not.toHaveProperty('closure');
    expect(item(measure)).toMatchObject({ state: 'open', returned: { reason: 'R', by: 'person-7' } });
    expect(item(measure, 'j')).not.toHaveProperty('reopenedAt');
    expect(after(accepted, added('i'), reopened)).not.toHaveProperty('reopenedAt');
  });
});

import { describe, expect, it } from '@jest/globals';
import { setDeadline } from '../deadline/deadline.js';
import type { Item, StandingMeasure, StatusUpdate } from '../measure/measure.js';
import type { Role } from '../roles/actor.js';
import { coverage, hasAnswered, voicesByParty } from './answers.js';
import { countedOn, hasLeftGroup, responsibleOf, shownPartyId } from './responsible.js';
import { isItemLate, isMeasureLate } from '../measure/late.js';
import { hasUnassignedPart, itemStanding, measureStanding } from './standing.js';
import { newest, type Said, saidOfItem, saidOfMeasure, saidOfSubPoint } from './statements.js';

const today = '2026-11-20';
const early = '2026-10-01T10:00:00.000Z';
const later = '2026-10-15T10:00:00.000Z';
const passed = setDeadline('2026-11-19', 'kari', early);
const ahead = setDeadline('2026-11-20', 'kari', early);

function item(partyId: string, more: object = {}): Item {
  return { id: partyId, partyId, contributorIds: [], assignedAt: early, state: 'open', ...more } as never;
}

function measure(more: object = {}): StandingMeasure {
  return { number: 1, items: [], subPoints: [], state: 'in-follow-up', ...more } as never;
}

const report = (more: object = {}) => ({ what: 'Gjort.', evidence: [], by: 'ola', at: later, ...more });
const update = (text: string, at = early, more: object = {}): StatusUpdate =>
  ({ progress: 'under-way', text, by: 'ola', at, ...more }) as never;

describe('how a measure stands', () => {
  const open = item('vestdal');
  const reported = item('lia', { state: 'reported-done', report: report() });
  const done = item('bergby', { state: 'signed-off', report: report() });
  const waived = item('nordvik', { state: 'waived' });

  it.each<[string, object, string]>([
    ['proposed, however late', { state: 'proposed', items: [open], deadline: passed }, 'proposed'],
    ['waiting for its closing', { state: 'ready-to-close', items: [waived] }, 'awaitingSignOff'],
    ['closed', { state: 'closed', items: [open], deadline: passed }, 'done'],
    ['open with its deadline today', { items: [open], deadline: ahead }, 'onTrack'],
    ['open a day after it', { items: [open], deadline: passed }, 'late'],
    ['open without a deadline', { items: [open] }, 'noDeadline'],
    ['reported done after it', { items: [reported], deadline: passed }, 'awaitingSignOff'],
    ['open and signed off', { items: [open, done], deadline: ahead }, 'onTrack'],
    ['late, whatever the others are', { items: [done, { ...open, deadline: passed }, open] }, 'late'],
    ['nobody’s, and late', { deadline: passed }, 'late'],
    ['waived or signed off, all of it', { items: [waived, done] }, 'awaitingSignOff'],
    [
      'of a sub-point that nobody has',
      {
        subPoints: [{ id: 'a' }, { id: 'b' }],
        items: [item('vestdal', { subPointId: 'a', deadline: ahead })],
        deadline: passed,
      },
      'late',
    ],
  ])('%s', (_what, more, standing) => {
    expect(measureStanding(measure(more), today)).toBe(standing);
    expect(isMeasureLate(measure(more), today)).toBe(standing === 'late');
  });

  it.each<[string, Item, object, string | undefined]>([
    ['open and late', open, { deadline: passed }, 'late'],
    ['open and not', open, { deadline: ahead }, 'onTrack'],
    ['reported done', reported, { deadline: passed }, 'awaitingSignOff'],
    ['signed off', done, { deadline: passed }, 'done'],
    ['waived', waived, { deadline: passed }, undefined],
    ['never answered', item('lia', { state: 'unanswered' }), { deadline: passed }, undefined],
    ['proposed', open, { state: 'proposed', deadline: passed }, 'proposed'],
    ['reported in what is proposed', reported, { state: 'proposed' }, 'awaitingSignOff'],
  ])('of an item %s', (_what, one, more, standing) => {
    expect(itemStanding(measure(more), one, today)).toBe(standing);
    expect(isItemLate(measure(more), one, today)).toBe(standing === 'late');
  });

  it('is late in nothing that was withdrawn', () => {
    const withdrawn = measure({ state: 'withdrawn', items: [open], deadline: passed });
    expect(isMeasureLate(withdrawn, today)).toBe(false);
    expect(isItemLate(withdrawn, open, today)).toBe(false);
  });

  it.each<[string, object, boolean]>([
    ['nobody has it', {}, true],
    ['somebody has it', { items: [open] }, false],
    [
      'nobody has its second sub-point',
      { subPoints: [{ id: 'a' }, { id: 'b' }], items: [item('v', { subPointId: 'a' })] },
      true,
    ],
    [
      'each sub-point has somebody',
      {
        subPoints: [{ id: 'a' }, { id: 'b' }],
        items: [item('v', { subPointId: 'a' }), item('l', { subPointId: 'b' })],
      },
      false,
    ],
  ])('has a part that is nobody’s when %s', (_what, more, expected) => {
    expect(hasUnassignedPart(measure(more))).toBe(expected);
  });
});

describe('who has spoken', () => {
  const names = new Map([
    ['vestdal', 'Vestdal'],
    ['lia', 'Lia'],
  ]);
  const voices = {
    partyNames: names,
    personRoles: new Map<string, readonly Role[]>([
      ['kari', ['secretariat']],
      ['ola', ['owner']],
    ]),
  };
  const parties = (...spoken: string[]) => ({ kind: 'parties', names: spoken });
  const entered = (...spoken: string[]) => ({ ...parties(...spoken), enteredBySecretariat: true });

  it.each<[string, object, object]>([
    [
      'its party',
      { latestUpdate: update('I gang.') },
      { text: 'I gang.', by: parties('Vestdal'), progress: 'under-way' },
    ],
    [
      'its party, by the secretariat',
      { latestUpdate: update('I gang.', early, { by: 'kari', onBehalfOf: 'vestdal' }) },
      { by: entered('Vestdal') },
    ],
    [
      'whoever had it before',
      { assignedAt: later, latestUpdate: update('I gang.') },
      { by: { kind: 'earlier-party' } },
    ],
    [
      'its party, the moment it got it',
      { latestUpdate: update('I gang.', early) },
      { by: parties('Vestdal') },
    ],
    [
      'its done report, which is newer',
      { latestUpdate: update('I gang.'), report: report() },
      { text: 'Gjort.', by: parties('Vestdal'), progress: 'done', on: '2026-10-15' },
    ],
    [
      'its done report, of the same moment',
      { latestUpdate: update('I gang.', later), report: report() },
      { text: 'Gjort.' },
    ],
    [
      'its update, which is newer',
      { latestUpdate: update('Mer.', '2026-10-16T10:00:00.000Z'), report: report() },
      { text: 'Mer.' },
    ],
    ['a report made for it', { report: report({ forPersonId: 'ola' }) }, { by: entered('Vestdal') }],
    [
      'its update, where the report’s words are withheld',
      { latestUpdate: update('I gang.'), report: report({ what: '' }) },
      { text: 'I gang.' },
    ],
  ])('of an item: %s', (_what, more, expected) => {
    expect(saidOfItem(voices, item('vestdal', more))).toMatchObject(expected);
  });

  it('of an item: nobody', () => {
    expect(saidOfItem(voices, item('vestdal'))).toBeUndefined();
  });

  it('tells what it waits for and why only where that was said', () => {
    const [plain, waiting] = [
      update('Ord.'),
      update('Ord.', early, { waitingFor: 'Loven', reason: 'Ikke vedtatt' }),
    ].map((latestUpdate) => saidOfItem(voices, item('vestdal', { latestUpdate })));
    expect(plain).toStrictEqual({
      text: 'Ord.',
      on: '2026-10-01',
      at: early,
      by: parties('Vestdal'),
      progress: 'under-way',
    });
    expect(waiting).toMatchObject({ waitingFor: 'Loven', reason: 'Ikke vedtatt' });
  });

  const both = [item('vestdal'), item('lia')];
  it.each<[string, Item[], object, object]>([
    ['the secretariat', both, { by: 'kari' }, { kind: 'secretariat' }],
    ['those it was given for', both, { forPartyIds: ['lia', 'vestdal'] }, parties('Lia', 'Vestdal')],
    [
      'those it was given for, by the secretariat',
      both,
      { by: 'kari', forPartyIds: ['lia'] },
      entered('Lia'),
    ],
    [
      'the one it was entered for',
      both,
      { by: 'kari', onBehalfOf: 'lia', forPartyIds: ['vestdal'] },
      entered('Lia'),
    ],
    ['one of several', both, {}, { kind: 'some-party' }],
    ['one of several, where the party is not known', both, { forPartyIds: ['gone'] }, { kind: 'some-party' }],
    ['nobody who is there', [], {}, { kind: 'some-party' }],
    ['the only party', [item('lia'), item('lia')], {}, parties('Lia')],
    [
      'the only party’s predecessor, of one of its items',
      [item('lia'), item('lia', { assignedAt: later })],
      {},
      { kind: 'earlier-party' },
    ],
    ['the only party, the moment it got it', [item('lia', { assignedAt: early })], {}, parties('Lia')],
  ])('of the whole: %s', (_what, items, more, by) => {
    const said = saidOfMeasure(voices, measure({ items, updateOfWhole: update('Ord.', early, more) }));
    expect(said?.by).toEqual(by);
  });

  it('of an occurrence is the newest of them, and of several on a day the last entered', () => {
    const held = (on: string, note: string, more: object = {}) => ({
      on,
      note,
      by: 'ola',
      evidence: [],
      ...more,
    });
    const said = (...occurrences: object[]) =>
      saidOfMeasure(voices, measure({ items: both, recurrence: { everyMonths: 6, occurrences } }));
    expect(said(held('2026-09-20', 'Ny.'), held('2026-03-20', 'Gammel.'))).toMatchObject({
      text: 'Ny.',
      on: '2026-09-20',
    });
    expect(said(held('2026-09-20', 'En.'), held('2026-09-20', 'To.'))?.text).toBe('To.');
    expect(said(held('2026-09-20', 'En.', { forPartyIds: ['lia'] }))?.by).toEqual(parties('Lia'));
    expect(said(held('2026-09-20', 'En.', { by: 'kari' }))?.by).toEqual({ kind: 'secretariat' });
    expect(said()).toBeUndefined();
  });

  it('of a measure with one item is what is said of the item, and of a sub-point’s item it is not', () => {
    const one = item('lia', { latestUpdate: update('I gang.') });
    expect(saidOfMeasure(voices, measure({ items: [one] }))?.text).toBe('I gang.');
    expect(saidOfMeasure(voices, measure({ items: [{ ...one, subPointId: 's' }] }))).toBeUndefined();
    expect(saidOfMeasure(voices, measure({ items: [one, item('vestdal')] }))).toBeUndefined();
    expect(saidOfMeasure(voices, measure())).toBeUndefined();
  });

  it('of a sub-point is its own word, or that of its one item, whichever is newer', () => {
    const subPoint = (more: object = {}) => ({
      id: 's',
      number: 1,
      text: 'Plan',
      nextItemNumber: 2,
      ...more,
    });
    const said = item('lia', { latestUpdate: update('Av Lia.', later) });
    expect(saidOfSubPoint(voices, subPoint(), [said])?.text).toBe('Av Lia.');
    expect(saidOfSubPoint(voices, subPoint({ latestUpdate: update('Av alle.') }), [said])?.text).toBe(
      'Av Lia.',
    );
    expect(saidOfSubPoint(voices, subPoint({ latestUpdate: update('Av alle.') }), both)?.text).toBe(
      'Av alle.',
    );
    expect(saidOfSubPoint(voices, subPoint(), [said, item('vestdal')])).toBeUndefined();
    expect(saidOfSubPoint(voices, subPoint(), [])).toBeUndefined();
  });

  it('last is the newest, and of two at once the first', () => {
    const said = (text: string, at: string) => ({ text, at }) as Said;
    const [one, two, three] = [said('en', early), said('to', later), said('tre', later)];
    expect(newest([undefined, one, two, three, undefined])).toBe(two);
    expect(newest([two, one])).toBe(two);
    expect(newest([])).toBeUndefined();
  });
});

describe('who has answered', () => {
  const heard = (at: string) => ({ lastHeard: { at, by: 'ola' } });
  const done = { state: 'signed-off' };
  const voiceOf = (...items: Item[]) => {
    const voice = voicesByParty([measure({ items })]).get('lia');
    if (voice === undefined) throw new Error('No voice');
    return voice;
  };

  it('counts no party of what is only proposed', () => {
    expect([...voicesByParty([measure({ state: 'proposed', items: [item('lia')] })])]).toEqual([]);
  });

  it('is a party that was heard after the moment, or has nothing left to do', () => {
    const voice = voiceOf(item('lia', heard(later)), item('lia', heard(early)), item('lia'));
    expect(voice).toMatchObject({ openItems: 3, lastHeardAt: later });
    expect(hasAnswered(voice, early)).toBe(true);
    expect(hasAnswered(voice, later)).toBe(false);
    expect(hasAnswered(voice, undefined)).toBe(true);
    expect(hasAnswered(voiceOf(item('lia')), undefined)).toBe(false);
    expect(hasAnswered(voiceOf(item('lia', done)), early)).toBe(true);
  });

  it.each<[string, Item[], { covered: number; of: number }]>([
    ['all of its items', [item('lia', heard(later))], { covered: 1, of: 1 }],
    ['one of two', [item('lia', heard(later)), item('lia')], { covered: 1, of: 2 }],
    ['none at the moment itself', [item('lia', heard(early))], { covered: 0, of: 1 }],
    [
      'not what was finished without a word',
      [item('lia', heard(later)), item('lia', done)],
      { covered: 1, of: 1 },
    ],
    [
      'what was finished with one',
      [item('lia', { ...done, ...heard(later) }), item('lia')],
      { covered: 1, of: 2 },
    ],
  ])('covers %s', (_what, items, expected) => {
    expect(coverage(voiceOf(...items), early)).toEqual(expected);
  });

  it('covers since ever where there was no report', () => {
    expect(coverage(voiceOf(item('lia', heard(early)), item('lia')), undefined)).toEqual({
      covered: 1,
      of: 2,
    });
  });

  it('has no moment where nobody was heard', () => {
    expect(voiceOf(item('lia'))).toStrictEqual({ openItems: 1, items: [{ isFinished: false }] });
  });
});

describe('of a group', () => {
  const through = (partyId: string, more: object = {}) => item(partyId, { viaGroupId: 'all', ...more });
  const left = (leftOn: string, more: object = {}) => ({ departure: { leftOn, askedAt: early }, ...more });
  const names = new Map([
    ['all', 'Kommunene'],
    ['lia', 'Lia'],
  ]);

  it('one has left it the day after its last day', () => {
    expect(hasLeftGroup(through('lia', left('2026-11-19')), today)).toBe(true);
    expect(hasLeftGroup(through('lia', left(today)), today)).toBe(false);
    expect(hasLeftGroup(through('lia'), today)).toBe(false);
  });

  it('its name stands for its members, and that of one who has left for itself', () => {
    expect(shownPartyId(through('lia'), today)).toBe('all');
    expect(shownPartyId(through('lia', left('2026-11-19')), today)).toBe('lia');
    expect(shownPartyId(item('lia'), today)).toBe('lia');
  });

  it.each<[string, Item[], number]>([
    ['all, where nobody has left', [through('lia', { state: 'waived' }), through('vestdal')], 2],
    ['what one who has left still has to do', [through('lia', left('2026-11-19')), through('vestdal')], 2],
    [
      'not what one who has left has finished',
      [through('lia', left('2026-11-19', { state: 'signed-off' })), through('vestdal')],
      1,
    ],
    [
      'all, where all of them have left and finished',
      [through('lia', left('2026-11-19', { state: 'waived' }))],
      1,
    ],
  ])('the items of the day are %s', (_what, items, count) => {
    expect(countedOn(items, today)).toHaveLength(count);
  });

  it('a member with several items is one, and who is not in the register is not named', () => {
    expect(
      responsibleOf([through('lia'), through('lia'), through('vestdal'), item('gone')], names, today),
    ).toEqual([{ name: 'Kommunene', count: 2 }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../domain-error.js';
import type { ImportDraft } from '../import/import-draft.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import type { Item, Measure } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { Report } from '../report/report.js';
import type { Actor } from '../roles/actor.js';
import { seesEvent } from './history-sight.js';
import {
  hasPartIn,
  isOwnItem,
  mayReadDraft,
  measureSight,
  messagesSeen,
  reportSight,
  requireInSight,
  requireReading,
  seesMeasure,
  summarisedFor,
} from './sight.js';

const kari: Actor = { id: 'kari', roles: ['secretariat'], partyIds: [] };
const ola: Actor = { id: 'ola', roles: ['owner'], partyIds: ['vestdal'] };
const amina: Actor = { id: 'amina', roles: ['owner'], partyIds: ['hospital'] };
const auditor: Actor = { id: 'auditor', roles: ['auditor'], partyIds: [] };
const reader: Actor = { id: 'client:x', roles: ['system'], partyIds: [], scopes: ['measures:read'] };
const writer: Actor = { id: 'client:x', roles: ['system'], partyIds: [], scopes: ['measures:write'] };
const restricted = { kind: 'restricted', legalBasis: 'offl. § 24' } as const;

const at = '2026-11-20T11:00:00.000Z';
const report = {
  what: 'Listen er laget.',
  evidence: [{ kind: 'link', url: 'https://a.example' }],
  by: 'amina',
  at,
};
const olas = {
  id: 'i1',
  suffix: '1',
  state: 'open',
  partyId: 'vestdal',
  contributorIds: [],
} as unknown as Item;
const aminas = {
  id: 'i2',
  suffix: '2',
  state: 'reported-done',
  partyId: 'hospital',
  contributorIds: ['bergby'],
  report,
} as unknown as Item;
const plan = { id: 'p', state: 'adopted', signOffSubstituteIds: [] } as unknown as Plan;
const measure = {
  id: 'm',
  planId: 'p',
  number: 7,
  state: 'in-follow-up',
  access: { kind: 'open' },
  items: [olas, aminas],
  subPoints: [],
  repeats: [{ earlierMeasureId: 'm0' }],
} as unknown as Measure;
const sightOf = (actor: Actor, of: Measure = measure) => {
  const sight = measureSight(actor, plan, of);
  if (sight === undefined) throw new Error('Not seen');
  return sight;
};

describe('of the history, an owner sees', () => {
  const sees = (actor: Actor, type: MeasureEvent['type'], data: object, actorId = 'kari') =>
    seesEvent(actor, sightOf(actor), { type, data, actorId } as Parameters<typeof seesEvent>[2]);

  it.each<MeasureEvent['type']>([
    'ItemAdded',
    'ItemReassigned',
    'ItemReportedDone',
    'ItemSentBack',
    'ItemSignedOff',
    'ItemReopened',
    'WaiverProposed',
    'WaiverRefused',
    'ItemWaived',
    'ItemEndedUnanswered',
    'DeadlineSet',
    'DeadlineMoved',
    'StatusUpdated',
  ])('%s of their own item, and of no other', (type) => {
    expect([sees(ola, type, { itemId: 'i1' }), sees(ola, type, { itemId: 'i2' })]).toEqual([true, false]);
    expect(sees(kari, type, { itemId: 'i2' })).toBe(true);
  });

  it('the measure’s own deadline, which is theirs too', () => {
    expect([sees(ola, 'DeadlineSet', {}), sees(ola, 'DeadlineMoved', {})]).toEqual([true, true]);
  });

  it.each<MeasureEvent['type']>(['StatusUpdated', 'OccurrenceReported'])(
    '%s of the whole that they gave, or that was given for their party',
    (type) => {
      expect(sees(ola, type, {}, 'ola')).toBe(true);
      expect(sees(ola, type, {}, 'amina')).toBe(false);
      expect(sees(ola, type, { forPartyIds: ['hospital', 'vestdal'] }, 'amina')).toBe(true);
      expect(sees(ola, type, { forPartyIds: ['hospital'] }, 'amina')).toBe(false);
      expect(sees(ola, type, { onBehalfOf: 'vestdal' })).toBe(true);
      expect(sees(ola, type, { onBehalfOf: 'hospital' })).toBe(false);
    },
  );

  it.each<MeasureEvent['type']>(['RepetitionConfirmed', 'RepetitionWithdrawn', 'EffectReviewed'])(
    'no %s',
    (type) => {
      expect([sees(ola, type, {}), sees(kari, type, {})]).toEqual([false, true]);
    },
  );

  it.each<MeasureEvent['type']>([
    'MeasureRegistered',
    'MeasureAccepted',
    'MeasureRevised',
    'SubPointAdded',
    'ResponsibilityModeChosen',
    'DeadlineRecurred',
    'ReviewDateMoved',
    'ReviewDateSet',
    'SummaryTextWritten',
    'SummaryTextWithdrawn',
    'RiskStated',
    'ShareEntered',
    'CrossReferencesSet',
    'MeasureClosed',
    'MeasureReopened',
    'MeasureWithdrawn',
  ])('%s, which the summary tells everybody', (type) => {
    expect(sees(ola, type, {})).toBe(true);
  });
});

describe('an item', () => {
  it('is one’s own to do, or to contribute to', () => {
    const bergby: Actor = { ...ola, partyIds: ['bergby'] };
    expect([isOwnItem(ola, olas), isOwnItem(ola, aminas), isOwnItem(bergby, aminas)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([hasPartIn(bergby, measure), hasPartIn({ ...ola, partyIds: ['x'] }, measure)]).toEqual([
      true,
      false,
    ]);
  });

  it('of another is told in the summary without the words of what was handed in', () => {
    expect(summarisedFor(kari, plan, measure)).toBe(measure);
    const told = summarisedFor(ola, plan, measure);
    expect(told.items[0]).toBe(olas);
    expect(told.items[1]).toEqual({ ...aminas, report: { ...report, what: '', evidence: [] } });
    expect(summarisedFor(amina, plan, measure).items).toEqual([olas, aminas]);
  });
});

describe('a measure as its owner sees it', () => {
  it('has their part, and nothing of what other plans had', () => {
    const seen = sightOf(ola).measure;
    expect(seen.items).toEqual([olas]);
    expect(seen).not.toHaveProperty('repeats');
    expect(sightOf(kari).measure).toBe(measure);
  });

  it('has the words of occurrences that they held, and that the others were held', () => {
    const occurrences = [
      { on: '2026-03-01', note: 'Øvd med natt.', evidence: [1], by: 'ola' },
      { on: '2026-09-01', note: 'Øvd med dag.', evidence: [2], by: 'amina' },
    ];
    const recurring = { ...measure, recurrence: { everyMonths: 6, occurrences } } as unknown as Measure;
    expect(sightOf(ola, recurring).measure.recurrence?.occurrences).toEqual([
      occurrences[0],
      { on: '2026-09-01', note: '', evidence: [], by: 'amina' },
    ]);
    const alone = { ...recurring, items: [olas] } as Measure;
    expect(sightOf(ola, alone).measure.recurrence?.occurrences).toEqual(occurrences);
  });

  it('tells the newest word on the whole, or on their items: not what was said of another’s', () => {
    const word = (text: string, at: string, by = 'amina') => ({ text, at, by, progress: 'under-way' });
    const [mine, later, others] = [word('Min.', '1'), word('Min, senere.', '2'), word('Deres.', '3')];
    const with_ = (latestUpdate: object | undefined, of: (object | undefined)[], other: object | undefined) =>
      sightOf(ola, {
        ...measure,
        ...(latestUpdate === undefined ? {} : { latestUpdate }),
        items: [
          ...of.map((update, index) => ({ ...olas, id: `o${index}`, latestUpdate: update })),
          { ...aminas, latestUpdate: other },
        ],
      } as unknown as Measure).measure.latestUpdate;
    expect(with_(undefined, [mine], others)).toBeUndefined();
    expect(with_(others, [mine, later], others)).toBe(later);
    expect(with_(others, [later, mine], others)).toBe(later);
    expect(with_(others, [undefined], others)).toBeUndefined();
    const whole = word('Hele tiltaket.', '3', 'kari');
    expect(with_(whole, [mine], others)).toBe(whole);
    expect(with_(word('Noe annet.', '3'), [mine], others)?.text).toBe('Noe annet.');
    expect(with_(mine, [mine], others)).toBe(mine);
  });
});

describe('messages about a measure', () => {
  it('are all seen by who sees it whole, and by an owner those to them or about their items', () => {
    expect(messagesSeen(kari, sightOf(kari))).toEqual({});
    expect(messagesSeen(ola, sightOf(ola))).toEqual({ seen: { recipientId: 'ola', itemIds: ['i1'] } });
  });
});

describe('a draft of an import', () => {
  const draft = (access: object | undefined, ...measures: (object | undefined)[]) =>
    ({ access, measures: measures.map((one) => ({ access: one })) }) as unknown as ImportDraft;

  it('is read whole or not at all', () => {
    expect(mayReadDraft(reader, draft(undefined, undefined))).toBe(true);
    expect(mayReadDraft(reader, draft({ kind: 'open' }, { kind: 'open' }, restricted))).toBe(false);
    expect(mayReadDraft(reader, draft(restricted, undefined))).toBe(false);
    expect(mayReadDraft(kari, draft(restricted, restricted))).toBe(true);
  });
});

describe('a report', () => {
  const question = (responsibleId: string) => ({ id: responsibleId, text: 'Hvorfor?', responsibleId });
  const versions = [
    {
      version: 1,
      released: { by: 'kari', at, note: 'Se 2.' },
      acknowledged: { by: 'lise', comment: 'Bra.' },
    },
    { version: 2 },
  ];
  const of = (state: Report['state'], ...questions: object[]) =>
    ({ id: 'r', state, questions, versions }) as unknown as Report;

  it('is seen as it is by those who may read leadership’s questions', () => {
    const open = of('open', question('ola'));
    expect(reportSight(kari, open, 'whole')).toBe(open);
    expect(reportSight(auditor, open, 'whole')).toBe(open);
  });

  it('is there for owners of the plan from when it is released', () => {
    expect((['open', 'locked'] as const).map((state) => reportSight(ola, of(state), 'summary'))).toEqual([
      undefined,
      undefined,
    ]);
    for (const state of ['released', 'returned', 'acknowledged'] as const)
      expect(reportSight(ola, of(state), 'summary')?.state).toBe(state);
    expect(reportSight(ola, of('released'), 'nothing')).toBeUndefined();
    expect(reportSight(reader, of('open'), 'nothing')?.state).toBe('open');
  });

  it('shows who was asked their own questions, and nobody what was said when it was released', () => {
    const seen = reportSight(ola, of('locked', question('ola'), question('amina')), 'nothing');
    expect(seen?.questions.map(({ id }) => id)).toEqual(['ola']);
    expect(seen?.versions).toEqual([
      { version: 1, released: { by: 'kari', at }, acknowledged: { by: 'lise' } },
      { version: 2 },
    ]);
  });
});

describe('what is not in sight', () => {
  const refusal = (check: () => void) => {
    try {
      check();
      return 'in sight';
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return [error.type, error.extra['what']];
    }
  };

  it('is as little there to be changed', () => {
    const requires = (actor: Actor, ...items: string[]) =>
      refusal(() => {
        requireInSight(actor, plan, measure, items);
      });
    expect(requires(ola, 'i1')).toBe('in sight');
    expect(requires(ola)).toBe('in sight');
    expect(requires(ola, 'i1', 'i2')).toEqual(['not-found', 'item']);
    // That there is no such item is said where it is looked for.
    expect(requires(ola, 'unheard-of')).toBe('in sight');
    expect(requires(kari, 'i1', 'i2')).toBe('in sight');
    expect(requires({ ...ola, partyIds: [] }, 'i1')).toEqual(['not-found', 'measure']);
    expect(requires(writer, 'i2')).toBe('in sight');
  });

  it('a client without the scope is told which it lacks', () => {
    const reads = (actor: Actor) =>
      refusal(() => {
        requireReading(actor);
      });
    expect([reads(ola), reads(reader)]).toEqual(['in sight', 'in sight']);
    expect(reads(writer)).toEqual(['not-permitted', undefined]);
  });
});

describe('a measure is there', () => {
  const seen = (actor: Actor, more: object = {}, ofPlan: object = {}) => {
    const of = { ...measure, ...more } as Measure;
    const inPlan = { ...plan, ...ofPlan } as Plan;
    expect(measureSight(actor, inPlan, of) !== undefined).toBe(seesMeasure(actor, inPlan, of));
    return seesMeasure(actor, inPlan, of);
  };
  const stranger: Actor = { id: 'eva', roles: ['owner'], partyIds: ['nordvik'] };
  const reviewed = (reviewerId?: string) => ({
    state: 'closed',
    closure: {
      as: 'implemented',
      ...(reviewerId === undefined ? {} : { effectReview: { on: at, reviewerId } }),
    },
  });

  it.each<[string, Actor, object, object, boolean]>([
    ['the secretariat, whatever it is', kari, { state: 'withdrawn' }, { state: 'draft' }, true],
    ['who has a part in it', ola, {}, {}, true],
    ['who has a part in it, once its plan is closed', ola, {}, { state: 'closed' }, true],
    ['who has a part in it, but not in a draft', ola, {}, { state: 'draft' }, false],
    ['who has a part in it, but not when it is withdrawn', ola, { state: 'withdrawn' }, {}, false],
    ['nobody without a part in it', stranger, {}, {}, false],
    ['who is to say whether it had effect', stranger, reviewed('eva'), {}, true],
    ['nobody else when that is another', stranger, reviewed('liv'), {}, false],
    ['nobody else when nobody is asked', stranger, reviewed(), {}, false],
    ['a substitute who signs off in its plan', stranger, {}, { signOffSubstituteIds: ['eva'] }, true],
  ])('for %s', (_who, actor, more, ofPlan, expected) => {
    expect(seen(actor, more, ofPlan)).toBe(expected);
  });

  it.each(['ItemsKept', 'MemberDeparted'] as const)(
    'and of %s an owner sees what touches their own item too',
    (type) => {
      const sees = (itemIds: readonly string[]) =>
        seesEvent(ola, sightOf(ola), { type, data: { itemIds }, actorId: 'kari' } as never);
      expect(sees(['i2', 'i1'])).toBe(true);
      expect(sees(['i2'])).toBe(false);
      expect(sees([])).toBe(false);
    },
  );
});

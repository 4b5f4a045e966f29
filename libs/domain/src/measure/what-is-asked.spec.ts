import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import type { Measure } from './measure.js';

const nowhere = '00000000-0000-7000-8000-999999999999';
const leader = { kind: 'leader' } as const;
const evidence = [{ kind: 'archive-reference', reference: '26/118-4' }] as const;
const done = 'Planen er vedtatt og øvd to ganger.';

let spec: Specification;
let vestdal: string, bergby: string, group: string, planId: string, measureId: string;
let kari: Actor, per: Actor, ola: Actor, berit: Actor, lise: Actor, revisor: Actor;

beforeEach(() => {
  spec = new Specification('2026-11-20');
  ola = spec.person(['owner']);
  vestdal = spec.organisation('Vestdal kommune', { contactPersonId: ola.id });
  bergby = spec.organisation('Bergby kommune', { ours: false });
  kari = spec.person(['secretariat']);
  per = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner'], [vestdal]);
  berit = spec.person(['owner'], [bergby]);
  revisor = spec.person(['auditor']);
  group = idOf(spec.when({ type: 'RegisterGroup', name: 'Alle', memberIds: [vestdal, bergby] }, kari));
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
  measureId = registered();
  spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
});

function registered(more: object = {}): string {
  const measure = {
    title: 'Varsling',
    text: 'Lag en plan.',
    deadline: { on: '2026-12-01' },
    responsible: { mode: 'each' as const, partyIds: [vestdal, bergby] },
    ...more,
  };
  return idOf(spec.when({ type: 'RegisterMeasures', planId, measures: [measure] }, kari));
}

const state = (id = measureId): Measure => spec.state('measure', id);
const item = (index = 0, id = measureId) => state(id).items[index]?.id ?? nowhere;
/** A command on the measure; whatever it names besides stands in `more`. */
const on = (type: string, more: object, id = measureId) => ({ type, measureId: id, ...more }) as Command;
const does = (type: string, more: object, actor = kari, id = measureId) =>
  spec.outcome(on(type, more, id), actor);
const events = (type: string, more: object, actor = kari, id = measureId) =>
  spec.when(on(type, more, id), actor).flatMap((change) => change.events as object[]);
const refused = (type: string, more: object, actor = kari, id = measureId) => {
  const { type: why, extra } = spec.refusal(on(type, more, id), actor);
  return 'field' in extra ? [why, extra.field] : 'what' in extra ? [why, extra.what] : [why];
};
const reports = (index: number, actor: Actor, id = measureId) =>
  does('ReportDone', { itemId: item(index, id), what: done, evidence }, actor, id);

describe('what is asked of a measure is refused where it is wrong, at its field', () => {
  const itemId = () => item();
  it.each<[string, string, () => object, unknown[]]>([
    ['a sub-point without words', 'AddSubPoint', () => ({ text: ' ' }), ['invalid-value', 'text']],
    [
      'a change without a reason',
      'ReviseMeasure',
      () => ({ title: 'Ny', material: false, reason: ' ' }),
      ['invalid-value', 'reason'],
    ],
    [
      'a theme that the plan has not',
      'ReviseMeasure',
      () => ({ themeId: nowhere, material: false, reason: 'Flyttet.' }),
      ['not-found', 'theme'],
    ],
    [
      'an item given to a group',
      'ReassignItem',
      () => ({ itemId: itemId(), partyId: group, reason: 'r' }),
      ['invalid-value', 'partyId'],
    ],
    [
      'an item given without a reason',
      'ReassignItem',
      () => ({ itemId: itemId(), partyId: bergby, reason: '' }),
      ['invalid-value', 'reason'],
    ],
    [
      'a status of item and sub-point at once',
      'UpdateStatus',
      () => ({ itemId: itemId(), subPointId: nowhere, progress: 'under-way', text: 'I gang.' }),
      ['invalid-value', 'subPointId'],
    ],
    [
      'a status of a sub-point that is not there',
      'UpdateStatus',
      () => ({ subPointId: nowhere, progress: 'under-way', text: 'I gang.' }),
      ['not-found', 'sub-point'],
    ],
    [
      'a status without words',
      'UpdateStatus',
      () => ({ progress: 'under-way', text: ' ' }),
      ['invalid-value', 'text'],
    ],
    [
      'a stop without a reason',
      'UpdateStatus',
      () => ({ progress: 'stopped', text: 'Ligger.', reason: ' ' }),
      ['reason-missing', 'reason'],
    ],
    [
      'waiting for nothing',
      'UpdateStatus',
      () => ({ progress: 'waiting', text: 'Venter.', reason: 'r', waitingFor: ' ' }),
      ['invalid-value', 'waitingFor'],
    ],
    [
      'waiting without saying for what',
      'UpdateStatus',
      () => ({ progress: 'waiting', text: 'Venter.', reason: 'r' }),
      ['invalid-value', 'waitingFor'],
    ],
    [
      'a summary of a sub-point that is not there',
      'WriteSummaryText',
      () => ({ subPointId: nowhere, text: 'a' }),
      ['not-found', 'sub-point'],
    ],
    [
      'a risk without its likelihood',
      'StateRisk',
      () => ({ risk: { likelihood: '', consequence: 'c' } }),
      ['invalid-value', 'risk.likelihood'],
    ],
    [
      'a share without its source',
      'EnterShare',
      () => ({ share: share({ source: ' ' }) }),
      ['invalid-value', 'share.source'],
    ],
    [
      'a share of a day to come',
      'EnterShare',
      () => ({ share: share({ asOf: '2026-11-21' }) }),
      ['date-ahead', 'share.asOf'],
    ],
    [
      'a share of more than all',
      'EnterShare',
      () => ({ share: share({ numerator: 56 }) }),
      ['invalid-value', 'share.numerator'],
    ],
    [
      'a measure that refers to itself',
      'SetCrossReferences',
      () => ({ measureIds: [measureId] }),
      ['invalid-value', 'measureIds'],
    ],
    ['a sign-off of nothing', 'SignOff', () => ({ itemIds: [] }), ['invalid-value', 'itemIds']],
    [
      'a sign-off of the same twice',
      'SignOff',
      () => ({ itemIds: [itemId(), itemId()] }),
      ['invalid-value', 'itemIds'],
    ],
    [
      'a waiver without a ground',
      'ProposeWaiver',
      () => ({ itemId: itemId(), ground: ' ' }),
      ['invalid-value', 'ground'],
    ],
    [
      'an item that is not there',
      'ProposeWaiver',
      () => ({ itemId: nowhere, ground: 'g' }),
      ['not-found', 'item'],
    ],
  ])('%s', (_what, type, more, expected) => {
    const before = state();
    expect(refused(type, more())).toEqual(expected);
    expect(state()).toEqual(before);
  });

  it.each<[string, object, unknown[]]>([
    ['without a reviewer who is there', { reviewerId: nowhere, on: '2027-06-01' }, ['not-found', 'person']],
    [
      'on a day that has been',
      { reviewerId: 'kari', on: '2026-11-20' },
      ['date-not-ahead', 'effectReview.on'],
    ],
    [
      'by somebody who has left',
      { reviewerId: 'berit', on: '2027-06-01' },
      ['invalid-value', 'effectReview.reviewerId'],
    ],
  ])('a review of the effect %s', (_what, effectReview, expected) => {
    finish();
    spec.when({ type: 'RevisePerson', personId: berit.id, active: false }, kari);
    const named = { kari: kari.id, berit: berit.id } as Record<string, string>;
    const { reviewerId } = effectReview as { reviewerId: string };
    const review = { ...effectReview, reviewerId: named[reviewerId] ?? reviewerId };
    expect(refused('CloseMeasure', { as: 'implemented', effectReview: review })).toEqual(expected);
  });
});

function finish(id = measureId): void {
  reports(0, ola, id);
  reports(1, berit, id);
  spec.when(on('SignOff', { itemIds: [item(0, id), item(1, id)] }, id), kari);
}

const share = (more: object = {}) => ({
  of: 'kommuner',
  numerator: 15,
  denominator: 55,
  denominatorIsApproximate: false,
  source: 'Fylket',
  asOf: '2026-11-20',
  ...more,
});

describe('a share from outside', () => {
  it('is entered with its source and day, and may be all', () => {
    for (const entered of [share(), share({ numerator: 55 })])
      expect(events('EnterShare', { share: entered })).toEqual([
        { type: 'ShareEntered', data: { share: entered } },
      ]);
    expect(state().shares).toMatchObject([{ numerator: 55 }]);
  });

  it('may be more than an approximate whole', () => {
    expect(does('EnterShare', { share: share({ numerator: 60, denominatorIsApproximate: true }) })).toEqual([
      'ShareEntered',
    ]);
  });

  it('is the secretariat’s', () => {
    expect(does('EnterShare', { share: share() }, ola)).toBe('not-permitted');
  });
});

describe('words that are changed', () => {
  const revise = (more: object) =>
    events('ReviseMeasure', { reason: 'Styret ba om det.', material: true, ...more });
  const types = (found: object[]) => found.map((event) => (event as { type: string }).type);

  it.each(['title', 'about', 'text'])('of substance ask for the sign-off again: %s', (field) => {
    finish();
    const found = revise({ [field]: 'Nye ord.' });
    expect(types(found)).toEqual(['MeasureRevised', 'ItemReopened', 'ItemReopened']);
    expect(found[0]).toMatchObject({ data: { changes: { [field]: { new: 'Nye ord.' } }, material: true } });
  });

  it('ask for it again of what was signed off alone', () => {
    reports(0, ola);
    spec.when(on('SignOff', { itemIds: [item(0)] }), kari);
    expect(revise({ text: 'Nye ord.' })).toMatchObject([
      { type: 'MeasureRevised' },
      { type: 'ItemReopened', data: { itemId: item(0) } },
    ]);
  });

  it('ask for nothing where it is only the wording, the theme, the goal or who may read it', () => {
    finish();
    const themes = [{ title: 'Vann' }, { title: 'Varsling' }];
    spec.when({ type: 'DefineThemes', planId, themes }, kari);
    const themeId = spec.state('plan', planId).themes[1]?.id;
    const access = { kind: 'restricted', legalBasis: 'offl. § 24' } as const;
    expect(revise({ text: 'Lag en plan!', material: false })).toHaveLength(1);
    expect(revise({ themeId, subGoalIds: ['g'], access })).toMatchObject([
      {
        data: {
          changes: {
            themeId: { old: null, new: themeId },
            subGoalIds: { old: [], new: ['g'] },
            access: { old: { kind: 'open' }, new: access },
          },
        },
      },
    ]);
    expect(revise({ themeId: null })).toMatchObject([
      { data: { changes: { themeId: { old: themeId, new: null } } } },
    ]);
    expect(state()).not.toHaveProperty('themeId');
  });

  it('that are the same are no change', () => {
    expect(spec.when(on('ReviseMeasure', { title: 'Varsling', reason: 'r', material: true }), kari)).toEqual(
      [],
    );
  });
});

describe('an item', () => {
  it('is given to another party with the reason, and not to the one that has it', () => {
    expect(events('ReassignItem', { itemId: item(), partyId: bergby, reason: 'Slått sammen.' })).toEqual([
      {
        type: 'ItemReassigned',
        data: { itemId: item(), from: vestdal, to: bergby, reason: 'Slått sammen.' },
      },
    ]);
    expect(
      spec.when(on('ReassignItem', { itemId: item(), partyId: bergby, reason: 'Igjen.' }), kari),
    ).toEqual([]);
  });

  it.each([
    ['19 characters', 'x'.repeat(19), false],
    ['20 characters', 'x'.repeat(20), true],
    ['20 characters of which some are space', ` ${'x'.repeat(18)} `, false],
    ['4000 characters', 'x'.repeat(4000), true],
    ['4001 characters', 'x'.repeat(4001), false],
  ])('is reported done in a sentence or two: %s', (_what, what, isTaken) => {
    const answer = does('ReportDone', { itemId: item(), what, evidence }, ola);
    expect(answer).toEqual(isTaken ? ['ItemReportedDone'] : 'invalid-value');
  });

  it('is reported by who has it, or for its contact by the secretariat', () => {
    expect(does('ReportDone', { itemId: item(1), what: done, evidence }, ola)).toBe('not-found');
    const contact = spec.state('party', vestdal);
    expect(contact.kind === 'organisation' && contact.contactPersonId).toBeTruthy();
    expect(events('ReportDone', { itemId: item(0), what: done, evidence })).toMatchObject([
      { data: { forPersonId: contact.kind === 'organisation' ? contact.contactPersonId : '' } },
    ]);
    const [forNobody] = events('ReportDone', { itemId: item(1), what: done, evidence }) as { data: object }[];
    expect(forNobody?.data).not.toHaveProperty('forPersonId');
  });

  it('that a group has jointly is reported for nobody in particular', () => {
    const id = registered({ responsible: { mode: 'joint', partyIds: [vestdal, group], leadId: vestdal } });
    spec.when(on('AcceptMeasure', { authority: leader }, id), lise);
    expect(
      events('ReportDone', { itemId: item(0, id), what: done, evidence, forPersonId: berit.id }, kari, id),
    ).toMatchObject([{ data: { forPersonId: berit.id } }]);
  });

  it('is sent back by who might have signed it off, and by nobody else', () => {
    reports(0, ola);
    for (const actor of [ola, revisor])
      expect(does('SendBack', { itemId: item(0), reason: 'Mangler bilde.' }, actor)).toBe('not-permitted');
    expect(does('SendBack', { itemId: nowhere, reason: 'r' }, berit)).toBe('not-permitted');
    expect(does('SendBack', { itemId: item(0), reason: 'Mangler bilde.' }, kari)).toEqual(['ItemSentBack']);
  });

  it('is not signed off by who has no part in that', () => {
    reports(0, ola);
    expect(does('SignOff', { itemIds: [item(0)] }, revisor)).toBe('not-permitted');
    expect(does('SignOff', { itemIds: [item(0)] }, berit)).toBe('not-permitted');
  });

  it('never answered is ended with the letter that was sent', () => {
    const ends = { itemId: item(1), ground: 'Ingen svar.', letterReference: '26/118-9', authority: leader };
    expect(refused('EndUnanswered', { ...ends, letterReference: ' ' }, lise)).toEqual([
      'invalid-value',
      'letterReference',
    ]);
    expect(refused('EndUnanswered', { ...ends, ground: ' ' }, lise)).toEqual(['invalid-value', 'ground']);
    expect(refused('EndUnanswered', { ...ends, itemId: item(0) }, lise)[0]).toBe('party-is-ours');
    expect(events('EndUnanswered', ends, lise)).toEqual([{ type: 'ItemEndedUnanswered', data: ends }]);
  });

  it('is waived with the ground of the decision', () => {
    does('ProposeWaiver', { itemId: item(0), ground: 'Nedlagt.' });
    const waives = { itemId: item(0), granted: true, authority: leader };
    expect(refused('DecideWaiver', { ...waives, ground: ' ' }, lise)).toEqual(['invalid-value', 'ground']);
    expect(does('DecideWaiver', { ...waives, ground: 'Enig.' }, lise)).toEqual(['ItemWaived']);
  });
});

describe('a status', () => {
  const update = (more: object, actor: Actor, id = measureId) =>
    does('UpdateStatus', { progress: 'under-way', text: 'I gang.', ...more }, actor, id);

  it('of the whole is given by any of those responsible, for themselves', () => {
    expect(events('UpdateStatus', { progress: 'under-way', text: 'I gang.' }, ola)).toEqual([
      { type: 'StatusUpdated', data: { progress: 'under-way', text: 'I gang.', forPartyIds: [vestdal] } },
    ]);
  });

  it('of an item carries whom it was entered for, and why and what it waits for', () => {
    const waiting = {
      progress: 'waiting',
      text: 'Venter.',
      reason: 'Ikke vedtatt',
      waitingFor: 'Loven',
      itemId: item(0),
    };
    expect(events('UpdateStatus', waiting)).toEqual([
      { type: 'StatusUpdated', data: { ...waiting, onBehalfOf: vestdal } },
    ]);
    expect(events('UpdateStatus', waiting, ola)).toEqual([{ type: 'StatusUpdated', data: waiting }]);
    expect(state().items[0]?.latestUpdate).toMatchObject({ reason: 'Ikke vedtatt', waitingFor: 'Loven' });
  });

  it('is not another party’s, nor of what one has no part in', () => {
    const substitute = spec.person(['owner']);
    spec.when({ type: 'RevisePlan', planId, fields: { signOffSubstituteIds: [substitute.id] } }, kari);
    expect(
      refused('UpdateStatus', { progress: 'under-way', text: 'I gang.', itemId: item(1) }, substitute),
    ).toEqual(['not-your-item']);
    expect(refused('UpdateStatus', { progress: 'under-way', text: 'I gang.' }, substitute)).toEqual([
      'not-your-item',
    ]);
    const alone = registered({ responsible: undefined });
    expect(refused('UpdateStatus', { progress: 'under-way', text: 'I gang.' }, substitute, alone)).toEqual([
      'not-found',
      'item',
    ]);
    expect(update({}, revisor)).toBe('not-permitted');
  });
});

describe('what the secretariat writes', () => {
  const now = '2026-11-20T11:00:00.000Z';
  const write = (more: object) => spec.when(on('WriteSummaryText', { text: 'Våre ord.', ...more }), kari);

  it('has seen what came until the very moment, and nothing later', () => {
    expect(write({ consideredThrough: now })).toHaveLength(1);
    expect(refused('WriteSummaryText', { text: 'a', consideredThrough: '2026-11-20T11:00:00.001Z' })).toEqual(
      ['invalid-value', 'consideredThrough'],
    );
  });

  it('is no change where words and what was seen are the same', () => {
    write({ consideredThrough: now });
    expect(write({ consideredThrough: now })).toEqual([]);
    expect(write({ consideredThrough: '2026-11-20T10:00:00.000Z' })).toHaveLength(1);
    expect(write({ text: 'Andre ord.', consideredThrough: '2026-11-20T10:00:00.000Z' })).toHaveLength(1);
  });

  it('is taken away once', () => {
    expect(write({ text: null })).toEqual([]);
    write({});
    expect(write({ text: null })).toHaveLength(1);
  });
});

describe('what is the same is no change', () => {
  it('a risk of the same words, and the same references', () => {
    const risk = { likelihood: 'Trolig.', consequence: 'Alvorlig.' };
    expect(does('StateRisk', { risk })).toEqual(['RiskStated']);
    expect(spec.when(on('StateRisk', { risk }), kari)).toEqual([]);
    expect(does('StateRisk', { risk: { ...risk, conclusion: 'Følg med.' } })).toEqual(['RiskStated']);
    const other = registered();
    expect(events('SetCrossReferences', { measureIds: [other] })).toEqual([
      { type: 'CrossReferencesSet', data: { old: [], new: [other] } },
    ]);
    expect(spec.when(on('SetCrossReferences', { measureIds: [other] }), kari)).toEqual([]);
  });
});

describe('closing', () => {
  const closes = (more: object, actor: Actor, id = measureId) => does('CloseMeasure', more, actor, id);
  const waive = (index: number) => {
    does('ProposeWaiver', { itemId: item(index), ground: 'Nedlagt.' });
    does('DecideWaiver', { itemId: item(index), granted: true, ground: 'Enig.', authority: leader }, lise);
  };

  it('otherwise than as implemented takes a ground, and what takes over where it is carried over', () => {
    waive(0);
    waive(1);
    for (const ground of [undefined, ' '])
      expect(
        refused(
          'CloseMeasure',
          { as: 'not-implemented', ...(ground === undefined ? {} : { ground }), authority: leader },
          lise,
        ),
      ).toEqual(['reason-missing', 'ground']);
    expect(
      refused('CloseMeasure', { as: 'carried-over', ground: 'Ny plan.', authority: leader }, lise),
    ).toEqual(['invalid-value', 'successorId']);
    const successorId = registered();
    expect(
      events(
        'CloseMeasure',
        { as: 'carried-over', ground: 'Ny plan.', successorId, authority: leader },
        lise,
      ),
    ).toEqual([
      {
        type: 'MeasureClosed',
        data: { as: 'carried-over', ground: 'Ny plan.', authority: leader, successorId },
      },
    ]);
  });

  it('is by leadership’s own word where nobody else is named', () => {
    waive(0);
    waive(1);
    expect(closes({ as: 'not-implemented', ground: 'Nedlagt.' }, kari)).toBe('leadership-decides');
    expect(events('CloseMeasure', { as: 'not-implemented', ground: 'Nedlagt.' }, lise)).toEqual([
      { type: 'MeasureClosed', data: { as: 'not-implemented', ground: 'Nedlagt.', authority: leader } },
    ]);
  });

  it('is not of what nobody has accepted, nor of what nobody has', () => {
    expect(closes({ as: 'implemented' }, kari, registered())).toBe('not-accepted');
    const id = registered({ responsible: undefined });
    spec.when(on('AcceptMeasure', { authority: leader }, id), lise);
    const refusal = spec.refusal(on('CloseMeasure', { as: 'implemented' }, id), kari);
    expect(refusal).toMatchObject({ type: 'nobody-responsible', extra: { measure: 3 } });
    expect(refusal.message).toContain('made responsible for it');
    const points = registered({ responsible: undefined, subPoints: [{ text: 'a' }] });
    spec.when(on('AcceptMeasure', { authority: leader }, points), lise);
    expect(spec.refusal(on('CloseMeasure', { as: 'implemented' }, points), kari).message).toContain(
      'every sub-point',
    );
  });

  it('as implemented is for what was all signed off: what was waived is named', () => {
    reports(0, ola);
    spec.when(on('SignOff', { itemIds: [item(0)] }), kari);
    expect(spec.refusal(on('CloseMeasure', { as: 'implemented' }), kari)).toMatchObject({
      type: 'open-items',
      extra: { measure: 1, openItems: ['1.2'], openCount: 1, itemCount: 2 },
    });
    waive(1);
    expect(spec.refusal(on('CloseMeasure', { as: 'implemented' }), kari)).toMatchObject({
      type: 'not-all-signed-off',
      extra: { measure: 1, endedItems: ['1.2'] },
    });
  });

  it('may ask whether it had effect, by one who says so later, or by who closed it', () => {
    finish();
    const effectReview = { on: '2027-06-01', reviewerId: ola.id };
    expect(events('CloseMeasure', { as: 'implemented', effectReview })).toEqual([
      { type: 'MeasureClosed', data: { as: 'implemented', effectReview } },
    ]);
    expect(refused('RecordEffectReview', { result: 'worked', text: ' ' }, ola)).toEqual([
      'invalid-value',
      'text',
    ]);
    expect(does('RecordEffectReview', { result: 'worked', text: 'Det virker.' }, berit)).toBe(
      'not-permitted',
    );
    expect(events('RecordEffectReview', { result: 'worked', text: 'Det virker.' }, ola)).toEqual([
      { type: 'EffectReviewed', data: { worked: true, result: 'worked', text: 'Det virker.' } },
    ]);
    expect(does('RecordEffectReview', { result: 'worked', text: 'Det virker.' }, ola)).toBe(
      'no-effect-review',
    );
  });

  it('asks for no effect where nobody asked, and none is told of what is open', () => {
    expect(does('RecordEffectReview', { result: 'worked', text: 'Ja.' })).toBe('no-effect-review');
    finish();
    spec.when(on('CloseMeasure', { as: 'implemented' }), kari);
    expect(does('RecordEffectReview', { result: 'worked', text: 'Ja.' })).toBe('no-effect-review');
  });
});

describe('a refusal names what it is about', () => {
  const told = (command: Command, actor: Actor = kari) => {
    const { type, title, message, next, extra } = spec.refusal(command, actor);
    return { type, title, message, next, extra };
  };

  it('the item, and how it stands', () => {
    reports(0, ola);
    expect(told(on('ProposeWaiver', { itemId: item(0), ground: 'g' }))).toMatchObject({
      type: 'item-not-open',
      title: 'The item is not open',
      message: 'Item 1.1 is reported done.',
      next: expect.stringContaining('Only an open item'),
      extra: { item: '1.1', state: 'reported-done' },
    });
    expect(told(on('SignOff', { itemIds: [item(1)] }))).toMatchObject({
      type: 'item-not-reported-done',
      title: 'The item is not reported done',
      message: 'Item 1.2 is open.',
      next: 'Wait until its owner has reported it done.',
      extra: { item: '1.2', state: 'open' },
    });
  });

  it('the ground on which somebody else must sign off', () => {
    does('ReportDone', { itemId: item(0), what: done, evidence });
    expect(told(on('SignOff', { itemIds: [item(0)] }))).toMatchObject({
      type: 'four-eyes',
      next: expect.stringContaining('Ask another in the secretariat'),
      extra: { item: '1.1', ground: 'reported-it' },
    });
    expect(told(on('SignOff', { itemIds: [item(0)] }), lise)).toMatchObject({
      type: 'four-eyes',
      next: 'Leave it to the secretariat.',
      extra: { ground: 'secretariat-can' },
    });
    expect(does('SignOff', { itemIds: [item(0)] }, per)).toEqual(['ItemSignedOff']);
  });

  it('the measure that is only proposed, closed, or assigned otherwise', () => {
    const proposed = registered();
    expect(told(on('ProposeWaiver', { itemId: item(0, proposed), ground: 'g' }, proposed))).toMatchObject({
      type: 'not-accepted',
      extra: { measure: 2 },
    });
    const each = { mode: 'each', partyIds: [vestdal, bergby] };
    expect(told(on('AssignMeasure', each))).toMatchObject({
      type: 'already-assigned',
      extra: { measure: 1 },
    });
    expect(told(on('AssignMeasure', { ...each, mode: 'joint' }))).toMatchObject({
      type: 'other-mode',
      message: expect.stringContaining('assigned as each'),
      extra: { measure: 1, mode: 'each' },
    });
    finish();
    spec.when(on('CloseMeasure', { as: 'implemented' }), kari);
    expect(told(on('AddSubPoint', { text: 'Mer.' }))).toMatchObject({
      type: 'measure-closed',
      extra: { measure: 1 },
    });
  });

  it('the plan or the evaluation that a deadline lies before', () => {
    const evaluation = (publishedOn: string) =>
      idOf(spec.when({ type: 'RegisterEvaluation', title: 'Bruddet', kind: 'incident', publishedOn }, kari));
    const early = (day: string, evaluationId?: string) => {
      const source = evaluationId === undefined ? {} : { source: { evaluationId } };
      const measures = [
        { title: 'a', text: 'b', deadline: { on: day, reason: 'Slik står det.' }, ...source },
      ];
      return told({ type: 'RegisterMeasures', planId, measures });
    };
    expect(early('2026-11-19')).toMatchObject({
      type: 'deadline-before-source',
      message: '2026-11-19 lies before the plan was registered (2026-11-20).',
      extra: { earliest: '2026-11-20', source: 'plan' },
    });
    expect(early('2026-10-31', evaluation('2026-11-01'))).toMatchObject({
      message: '2026-10-31 lies before the evaluation was published (2026-11-01).',
      extra: { earliest: '2026-11-01', source: 'evaluation' },
    });
    expect(early('2026-11-19', evaluation('2026-11-20'))).toMatchObject({
      extra: { earliest: '2026-11-20' },
    });
    const measures = [
      {
        title: 'a',
        text: 'b',
        deadline: { on: '2026-11-01', reason: 'r' },
        source: { evaluationId: evaluation('2026-11-01') },
      },
    ];
    expect(spec.outcome({ type: 'RegisterMeasures', planId, measures }, kari)).toContain('MeasureRegistered');
  });

  it('the measures that stand in the way of an adoption', () => {
    planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Ny', caseOfficerId: kari.id }, kari));
    registered({ deadline: undefined });
    const adopts: Command = { type: 'AdoptPlan', planId, authority: leader };
    expect(told(adopts, lise)).toMatchObject({
      message: expect.stringMatching(/^1 measure has no/u),
      extra: { measures: [1] },
    });
    registered({ deadline: undefined, reviewOn: '2027-02-01' });
    registered({ deadline: undefined });
    expect(told(adopts, lise)).toMatchObject({
      message: expect.stringMatching(/^2 measures have no/u),
      extra: { measures: [1, 3] },
    });
  });
});

describe('what a plan’s adoption accepts', () => {
  it('is what is proposed, and a measure accepted on its own stays accepted', () => {
    const late = registered();
    expect(events('AcceptMeasure', { authority: leader }, lise, late)).toEqual([
      { type: 'MeasureAccepted', data: { authority: leader } },
    ]);
    expect(spec.when(on('AcceptMeasure', { authority: leader }, late), lise)).toEqual([]);
  });

  it('makes followed the recommendation behind it, where leadership has said nothing else', () => {
    const recommendations = [
      { title: 'a', text: 'a' },
      { title: 'b', text: 'b' },
    ];
    const evaluationId = idOf(
      spec.when({ type: 'RegisterEvaluation', title: 'Bruddet', kind: 'incident', recommendations }, kari),
    );
    const known = () => spec.state('evaluation', evaluationId).recommendations;
    const from = (index: number) =>
      registered({ source: { evaluationId, recommendationId: known()[index]?.id } });
    const decided = { kind: 'not-followed', ground: 'g', remainingRisk: 'r' } as const;
    const [first, second, again] = [from(0), from(1), from(0)];
    spec.when(
      {
        type: 'DecideOutcome',
        evaluationId,
        recommendationId: known()[1]?.id ?? '',
        outcome: decided,
        authority: leader,
      },
      lise,
    );
    spec.when(on('AcceptMeasure', { authority: leader }, first), lise);
    expect(known()[0]?.outcome).toMatchObject({ kind: 'followed', measureIds: [first] });
    expect(spec.when(on('AcceptMeasure', { authority: leader }, second), lise)).toHaveLength(1);
    expect(known()[1]?.outcome).toMatchObject({ kind: 'not-followed' });
    expect(spec.when(on('AcceptMeasure', { authority: leader }, again), lise)).toHaveLength(1);
  });
});

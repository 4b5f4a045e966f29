import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import { bodysDecision, mayCountersign, planOfDecision, requireMayCountersign } from './countersigning.js';
import { evolveDecision } from './decision.evolve.js';
import { isInEffect } from './decision.js';

const council = {
  kind: 'body',
  body: 'Beredskapsutvalget',
  meetingDate: '2026-11-10',
  caseNumber: '14/26',
  archiveReference: '26/118-7',
} as const;
const leader = { kind: 'leader' } as const;
const ground = 'Anlegget er lagt ned.';

let spec: Specification;
let vestdal: string, planId: string;
let kari: Actor, per: Actor, lise: Actor, stand: Actor, ola: Actor;

beforeEach(() => {
  spec = new Specification();
  vestdal = spec.organisation('Vestdal kommune');
  kari = spec.person(['secretariat']);
  per = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  stand = spec.person(['owner']);
  ola = spec.person(['owner'], [vestdal]);
  const fields = { leaderId: lise.id, signOffSubstituteIds: [stand.id] };
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id, fields }, kari));
  const measure = {
    title: 'Varsling',
    text: 'Lag én varslingsplan.',
    deadline: { on: '2026-12-01' },
    responsible: { mode: 'each' as const, partyIds: [vestdal] },
  };
  spec.when({ type: 'RegisterMeasures', planId, measures: [measure] }, kari);
});

const adoption = (): Command => ({ type: 'AdoptPlan', planId, authority: council });
const enters = (actor: Actor, command = adoption()): string => idOf(spec.when(command, actor));
const countersigns = (actor: Actor, decisionId: string) =>
  spec.outcome({ type: 'CountersignDecision', decisionId }, actor);
const decision = (id: string) => spec.state('decision', id);
const plan = () => spec.state('plan', planId);
const measure = () => spec.all('measure')[0] ?? never();
const item = () => measure().items[0] ?? never();
function never(): never {
  throw new Error('Nothing there');
}

describe('what a body decided', () => {
  it('has no effect when one has entered it', () => {
    const id = enters(kari);
    expect(decision(id)).toMatchObject({
      body: council.body,
      archiveReference: council.archiveReference,
      planId,
      countersigning: { kind: 'awaited' },
      enteredBy: kari.id,
      held: { type: 'AdoptPlan', planId },
    });
    expect(plan().state).toBe('draft');
    expect(measure().state).toBe('proposed');
  });

  it.each([
    ['another in the secretariat', () => per],
    ['leadership', () => lise],
    ['a named substitute', () => stand],
  ])('takes effect when %s countersigns, and both stand with it', (_who, by) => {
    const id = enters(kari);
    expect(countersigns(by(), id)).toEqual(['DecisionCountersigned', 'PlanAdopted', 'MeasureAccepted']);
    const authority = { ...council, countersigned: { decisionId: id, enteredBy: kari.id, by: by().id } };
    expect(plan()).toMatchObject({ state: 'adopted', adoption: { authority, enteredBy: kari.id } });
    expect(decision(id).countersigning).toMatchObject({ kind: 'given', by: by().id });
  });

  it('is not countersigned by the one who entered it, nor by who has no part in it', () => {
    const both = spec.person(['secretariat', 'leadership']);
    const id = enters(both);
    expect(countersigns(both, id)).toBe('countersigned-by-another');
    expect(countersigns(ola, id)).toBe('not-permitted');
    expect(countersigns(system, id)).toBe('not-permitted');
    expect(plan().state).toBe('draft');
  });

  it('is countersigned once', () => {
    const id = enters(kari);
    countersigns(per, id);
    expect(countersigns(lise, id)).toBe('decision-settled');
  });

  it('is refused at once where the rules refuse it', () => {
    expect(spec.outcome({ type: 'ClosePlan', planId, authority: council }, kari)).toBe('plan-not-adopted');
    expect(spec.outcome(adoption(), ola)).toBe('leadership-decides');
    expect(spec.all('decision')).toEqual([]);
  });

  it('is asked again when it is countersigned, and can be withdrawn when it can’t take effect any more', () => {
    const [first, second] = [enters(kari), enters(kari)];
    countersigns(per, first);
    expect(countersigns(per, second)).toBe('plan-adopted');
    expect(spec.outcome({ type: 'WithdrawDecision', decisionId: second, reason: ' ' }, kari)).toBe(
      'invalid-value',
    );
    spec.when({ type: 'WithdrawDecision', decisionId: second, reason: 'Ført to ganger.' }, kari);
    expect(countersigns(per, second)).toBe('decision-settled');
    expect(decision(second).countersigning).toMatchObject({ kind: 'withdrawn', reason: 'Ført to ganger.' });
  });

  it.each([
    ['a meeting that has not been held', { meetingDate: '2026-11-21' }, 'date-ahead'],
    ['minutes that are not archived', { archiveReference: ' ' }, 'invalid-value'],
  ])('is refused for %s', (_what, wrong, refusal) => {
    const authority = { ...council, ...wrong };
    expect(spec.outcome({ type: 'AdoptPlan', planId, authority }, kari)).toBe(refusal);
  });

  it('believes no countersignature that a caller sends', () => {
    const countersigned = { decisionId: planId, enteredBy: per.id, by: kari.id };
    const id = enters(kari, { type: 'AdoptPlan', planId, authority: { ...council, countersigned } });
    expect(plan().state).toBe('draft');
    expect(decision(id).held).toEqual({ type: 'AdoptPlan', planId, authority: council });
  });
});

describe('a decision that is only words', () => {
  const words = {
    type: 'EnterDecision',
    body: council.body,
    meetingDate: council.meetingDate,
    caseNumber: council.caseNumber,
    archiveReference: council.archiveReference,
    text: 'En plan legges frem.',
  } as const;

  it('can be carried out when it has been countersigned', () => {
    const id = idOf(spec.when(words, kari));
    const fulfil: Command = { type: 'FulfilDecision', decisionId: id, note: 'Lagt frem.' };
    expect(spec.outcome(fulfil, kari)).toBe('decision-not-countersigned');
    expect(countersigns(per, id)).toEqual(['DecisionCountersigned']);
    expect(spec.outcome(fulfil, kari)).toEqual(['DecisionFulfilled']);
  });
});

describe('a waiver', () => {
  const waive = (authority: typeof council | typeof leader): Command => ({
    type: 'DecideWaiver',
    measureId: measure().id,
    itemId: item().id,
    granted: true,
    ground,
    authority,
  });
  const proposes = (actor: Actor) =>
    spec.when({ type: 'ProposeWaiver', measureId: measure().id, itemId: item().id, ground }, actor);

  beforeEach(() => {
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
  });

  it('may be entered by who proposed it, when another countersigns', () => {
    proposes(kari);
    const id = enters(kari, waive(council));
    expect(countersigns(per, id)).toEqual(['DecisionCountersigned', 'ItemWaived']);
    expect(item()).toMatchObject({ state: 'waived', waiver: { enteredBy: kari.id } });
  });

  it('is not passed by who proposed it, whoever entered it', () => {
    proposes(kari);
    const id = enters(per, waive(council));
    expect(countersigns(kari, id)).toBe('four-eyes');
    expect(item().state).toBe('open');
  });
});

it('a secretary alone can’t adopt, waive, close and end a plan with an invented body', () => {
  const done = (command: Command) => {
    const id = enters(kari, command);
    expect(countersigns(kari, id)).toBe('countersigned-by-another');
  };
  done(adoption());
  spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
  const { id: measureId } = measure();
  spec.when({ type: 'ProposeWaiver', measureId, itemId: item().id, ground }, kari);
  done({ type: 'DecideWaiver', measureId, itemId: item().id, granted: true, ground, authority: council });
  const close: Command = {
    type: 'CloseMeasure',
    measureId,
    as: 'not-implemented',
    ground,
    authority: council,
  };
  expect(spec.outcome(close, kari)).toBe('open-items');
  expect(spec.outcome({ type: 'ClosePlan', planId, authority: council }, kari)).toBe('open-measures');
  expect(plan().state).toBe('adopted');
});

describe('a decision that is entered in words', () => {
  const words = {
    type: 'EnterDecision',
    body: council.body,
    meetingDate: council.meetingDate,
    caseNumber: council.caseNumber,
    archiveReference: council.archiveReference,
    text: 'En plan legges frem.',
  } as const;

  it('keeps its plan, its deadline and who entered it', () => {
    const deadline = { on: '2027-06-30', words: 'første halvår' };
    const id = idOf(spec.when({ ...words, planId, deadline }, kari));
    expect(decision(id)).toStrictEqual({
      id,
      body: council.body,
      meetingDate: council.meetingDate,
      caseNumber: council.caseNumber,
      archiveReference: council.archiveReference,
      text: 'En plan legges frem.',
      planId,
      deadline,
      countersigning: { kind: 'awaited' },
      enteredBy: kari.id,
      enteredAt: '2026-11-20T11:00:00.000Z',
    });
    expect(spec.rebuilt(id)).toEqual(decision(id));
  });

  it.each([
    ['a meeting to come', { meetingDate: '2026-11-21' }, 'date-ahead', 'meetingDate'],
    ['a deadline before the meeting', { deadline: { on: '2026-11-09' } }, 'date-too-early', 'deadline.on'],
    ['a deadline nobody plans for', { deadline: { on: '2099-01-01' } }, 'date-too-late', 'deadline.on'],
    ['minutes that are not archived', { archiveReference: ' ' }, 'invalid-value', 'archiveReference'],
  ])('is refused for %s, at its field', (_what, wrong, type, field) => {
    expect(spec.refusal({ ...words, ...wrong }, kari)).toMatchObject({ type, extra: { field } });
  });

  it('may have its deadline on the day of the meeting', () => {
    expect(spec.outcome({ ...words, deadline: { on: council.meetingDate } }, kari)).toEqual(['DecisionHeld']);
    expect(spec.outcome(words, lise)).toBe('not-permitted');
  });

  it('is countersigned with a note, or without', () => {
    const [one, other] = [idOf(spec.when(words, kari)), idOf(spec.when(words, kari))];
    spec.when({ type: 'CountersignDecision', decisionId: one, note: 'Lest.' }, per);
    spec.when({ type: 'CountersignDecision', decisionId: other }, per);
    expect(decision(one).countersigning).toEqual({
      kind: 'given',
      by: per.id,
      at: '2026-11-20T11:00:00.000Z',
      note: 'Lest.',
    });
    expect(decision(other).countersigning).not.toHaveProperty('note');
  });

  it('is withdrawn by who may enter or decide, once, and while it waits', () => {
    const withdraws = (decisionId: string, actor: Actor) =>
      spec.outcome({ type: 'WithdrawDecision', decisionId, reason: ' Ført to ganger. ' }, actor);
    const [one, other, settled] = [0, 1, 2].map(() => idOf(spec.when(words, kari))) as [
      string,
      string,
      string,
    ];
    expect(withdraws(one, ola)).toBe('not-permitted');
    expect(withdraws(one, lise)).toEqual(['DecisionWithdrawn']);
    expect(withdraws(other, per)).toEqual(['DecisionWithdrawn']);
    expect(decision(other).countersigning).toMatchObject({ reason: 'Ført to ganger.' });
    expect(
      spec.refusal({ type: 'WithdrawDecision', decisionId: other, reason: 'Igjen.' }, kari),
    ).toMatchObject({
      type: 'decision-settled',
      title: 'The decision was withdrawn',
      message: `Decision ${council.caseNumber} was withdrawn: Ført to ganger.`,
      extra: { caseNumber: council.caseNumber },
    });
    countersigns(per, settled);
    expect(
      spec.refusal({ type: 'WithdrawDecision', decisionId: settled, reason: 'Feil.' }, kari),
    ).toMatchObject({
      type: 'decision-settled',
      title: 'The decision has effect already',
      extra: { caseNumber: council.caseNumber },
    });
  });

  it('is carried out once, when it has effect, and says how', () => {
    const id = idOf(spec.when(words, kari));
    const fulfil: Command = { type: 'FulfilDecision', decisionId: id, note: 'Lagt frem.' };
    expect(spec.refusal(fulfil, kari)).toMatchObject({
      type: 'decision-not-countersigned',
      extra: { caseNumber: council.caseNumber },
    });
    countersigns(per, id);
    expect(spec.outcome(fulfil, ola)).toBe('not-permitted');
    spec.when(fulfil, kari);
    expect(decision(id).fulfilment).toEqual({
      note: 'Lagt frem.',
      by: kari.id,
      at: '2026-11-20T11:00:00.000Z',
    });
    expect(spec.refusal(fulfil, kari)).toMatchObject({
      type: 'decision-fulfilled',
      message: `Decision ${council.caseNumber} was marked as carried out before.`,
    });
    const gone = idOf(spec.when(words, kari));
    spec.when({ type: 'WithdrawDecision', decisionId: gone, reason: 'Feil.' }, kari);
    expect(spec.outcome({ ...fulfil, decisionId: gone }, kari)).toBe('decision-settled');
  });

  it('of before two were asked for has effect, and is read as it was', () => {
    const { type: _type, ...data } = words;
    const event = {
      type: 'DecisionEntered',
      data: { ...data, decisionId: 'd' },
      at: '2024-01-10T11:00:00.000Z',
      actorId: kari.id,
      version: 1,
      commandId: 'c',
    } as never;
    const old = evolveDecision(undefined, event);
    expect(old).not.toHaveProperty('countersigning');
    expect(isInEffect(old)).toBe(true);
    expect(mayCountersign(old, per, undefined)).toBe(true);
    expect(() => {
      requireMayCountersign(old, per, undefined);
    }).toThrow(
      expect.objectContaining({ type: 'decision-settled', title: 'The decision has effect already' }),
    );
    expect(bodysDecision({ ...words })).toBeUndefined();
  });
});

describe('whose countersignature it may be', () => {
  it.each([
    ['another in the secretariat', () => per, true],
    ['leadership', () => lise, true],
    ['a substitute named on the plan', () => stand, true],
    ['the one who entered it', () => kari, false],
    ['an owner', () => ola, false],
  ])('%s: %#', (_who, by, expected) => {
    expect(mayCountersign(decision(enters(kari)), by(), plan())).toBe(expected);
  });

  it('a substitute of no plan', () => {
    expect(mayCountersign(decision(enters(kari)), stand, undefined)).toBe(false);
  });
});

describe('what a body decides', () => {
  const authority = council;
  const decided: Command[] = [
    { type: 'AdoptPlan', planId: 'p', authority },
    { type: 'ClosePlan', planId: 'p', authority },
    { type: 'AcceptMeasure', measureId: 'm', authority },
    { type: 'DecideWaiver', measureId: 'm', itemId: 'i', granted: true, ground, authority },
    { type: 'EndUnanswered', measureId: 'm', itemId: 'i', ground, letterReference: '26/1', authority },
    { type: 'CloseMeasure', measureId: 'm', as: 'not-implemented', ground, authority },
    {
      type: 'DecideOutcome',
      evaluationId: 'e',
      recommendationId: 'r',
      outcome: { kind: 'not-followed', ground, remainingRisk: 'Skjer igjen.' },
      authority,
    },
    { type: 'AcknowledgeReport', reportId: 'r', authority },
    { type: 'ReturnReport', reportId: 'r', authority, questions: [] },
    { type: 'PublishReport', reportId: 'r', authority },
  ];

  it.each(decided.map((command) => [command.type, command] as const))('is %s', (_type, command) => {
    expect(bodysDecision(command)).toEqual({ command, authority });
    expect(bodysDecision({ ...command, authority: leader } as Command)).toBeUndefined();
  });

  it('is not the closing of what was implemented, nor anything that is no decision', () => {
    expect(
      bodysDecision({ type: 'CloseMeasure', measureId: 'm', as: 'implemented', authority }),
    ).toBeUndefined();
    expect(
      bodysDecision({ type: 'CloseMeasure', measureId: 'm', as: 'not-implemented', ground }),
    ).toBeUndefined();
    expect(bodysDecision({ type: 'ReleaseReport', reportId: 'r' })).toBeUndefined();
  });

  it('is about the plan of its measure or report, and about none where there is none', () => {
    const known = (of: string) => new Map([[of, { state: { planId: 'p' }, version: 1 }]]);
    const loaded = { measures: known('m'), reports: known('r') } as never;
    const [adopts, , accepts, , , , outcome, acknowledges] = decided as [
      never,
      never,
      never,
      never,
      never,
      never,
      never,
      never,
    ];
    expect([adopts, accepts, acknowledges].map((command) => planOfDecision(command, loaded))).toEqual([
      'p',
      'p',
      'p',
    ]);
    expect(planOfDecision(outcome, loaded)).toBeUndefined();
    const nothing = { measures: new Map(), reports: new Map() } as never;
    expect([accepts, acknowledges].map((command) => planOfDecision(command, nothing))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('names the minutes’ archive reference as the field that is missing', () => {
    const { archiveReference: _none, ...without } = council;
    for (const wrong of [without, { ...council, archiveReference: ' ' }])
      expect(spec.refusal({ type: 'AdoptPlan', planId, authority: wrong }, kari)).toMatchObject({
        extra: { field: 'authority.archiveReference' },
      });
    expect(decision(enters(kari)).text).toBe('');
  });
});

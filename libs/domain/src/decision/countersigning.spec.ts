import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';

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

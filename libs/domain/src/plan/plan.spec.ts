import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import { DomainError } from '../domain-error.js';
import { defaultLadder } from '../follow-up/ladder.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import type { PlanCommand } from './plan.commands.js';
import { readerForLeadership } from './plan.js';

const leader = { kind: 'leader' } as const;

let spec: Specification;
let kari: Actor, lise: Actor, ola: Actor;
let planId: string, unit: string;

beforeEach(() => {
  spec = new Specification('2026-11-20');
  unit = spec.organisation('Sekretariatet');
  kari = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner'], [unit]);
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
});

const plan = () => spec.state('plan', planId);

/** What was decided, or what was refused and at which field. */
function answer(command: Command, actor: Actor = kari): unknown[] {
  try {
    return spec.when(command, actor).flatMap(({ events }) => events.map(({ type }) => type));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { field } = error.extra;
    return field === undefined ? [error.type] : [error.type, field];
  }
}
const revise = (fields: object, reason?: string) =>
  answer({ type: 'RevisePlan', planId, fields, ...(reason === undefined ? {} : { reason }) });

describe('a plan', () => {
  it('is registered with what was given, and what holds for all', () => {
    const register = (over: object) =>
      answer({ type: 'RegisterPlan', title: 'To', caseOfficerId: kari.id, ...over } as Command);
    expect(plan()).toMatchObject({
      title: 'Plan',
      number: 1,
      state: 'draft',
      ladder: defaultLadder,
      signOffSubstituteIds: [],
      evidenceRequired: true,
    });
    for (const absent of ['periodEnd', 'leaderId', 'secretariatPartyId', 'basisOfAssessment'])
      expect(plan()).not.toHaveProperty(absent);
    expect(register({ title: ' ' })).toEqual(['invalid-value', 'title']);
    expect(register({ caseOfficerId: ola.id })).toEqual(['invalid-value', 'caseOfficerId']);
    expect(register({ caseOfficerId: 'nobody' })).toEqual(['not-found']);
    expect(register({ fields: { leaderId: 'nobody' } })).toEqual(['not-found']);
    expect(register({ fields: { signOffSubstituteIds: [ola.id, 'nobody'] } })).toEqual(['not-found']);
    expect(register({ fields: { secretariatPartyId: 'nobody' } })).toEqual(['not-found']);
    expect(register({ fields: { periodEnd: '1999-12-31' } })).toEqual(['date-too-early', 'periodEnd']);
    expect(register({ fields: { periodEnd: '2056-11-21' } })).toEqual(['date-too-late', 'periodEnd']);
    expect(answer({ type: 'RegisterPlan', title: 'To', caseOfficerId: kari.id }, ola)).toEqual([
      'not-permitted',
    ]);
    const ladder = { ...defaultLadder, afterDays: [3] };
    const own = idOf(
      spec.when(
        {
          type: 'RegisterPlan',
          title: 'To',
          caseOfficerId: kari.id,
          ladder,
          fields: {
            periodEnd: '2027-12-31',
            leaderId: lise.id,
            secretariatPartyId: unit,
            basisOfAssessment: 'Planens slutt.',
            evidenceRequired: false,
          },
        },
        kari,
      ),
    );
    expect(spec.state('plan', own)).toMatchObject({
      number: 2,
      ladder: { afterDays: [3] },
      periodEnd: '2027-12-31',
      leaderId: lise.id,
      secretariatPartyId: unit,
      basisOfAssessment: 'Planens slutt.',
      evidenceRequired: false,
    });
    expect([readerForLeadership(plan()), readerForLeadership(spec.state('plan', own))]).toEqual([
      kari.id,
      lise.id,
    ]);
  });

  it('is revised where something is another than it was, and keeps the rest', () => {
    expect(revise({ title: 'Plan', periodEnd: null })).toEqual([]);
    expect(revise({ periodEnd: '2027-06-30' })).toEqual(['PlanRevised']);
    const [change] = spec.when(
      {
        type: 'RevisePlan',
        planId,
        fields: { title: 'Ny', basisOfAssessment: 'Slutten.', secretariatPartyId: unit },
        reason: 'Styret.',
      },
      kari,
    );
    expect(change?.events).toEqual([
      {
        type: 'PlanRevised',
        data: {
          old: { title: 'Plan', basisOfAssessment: null, secretariatPartyId: null },
          new: { title: 'Ny', basisOfAssessment: 'Slutten.', secretariatPartyId: unit },
          reason: 'Styret.',
        },
      },
    ]);
    expect(plan()).toMatchObject({ title: 'Ny', periodEnd: '2027-06-30', basisOfAssessment: 'Slutten.' });
    expect(revise({ periodEnd: null, evidenceRequired: false })).toEqual(['PlanRevised']);
    expect(plan()).not.toHaveProperty('periodEnd');
    expect(plan().evidenceRequired).toBe(false);
    expect(revise({ title: '' })).toEqual(['invalid-value', 'title']);
    expect(answer({ type: 'RevisePlan', planId, fields: { title: 'X' } }, ola)).toEqual(['not-permitted']);
  });

  it('has its ladder changed once, and remembers the one before', () => {
    const change = (ladder = defaultLadder) => answer({ type: 'ChangeLadder', planId, ladder, reason: 'R' });
    expect(change()).toEqual([]);
    expect(change({ ...defaultLadder, afterDays: [2] })).toEqual(['LadderChanged']);
    expect(plan()).toMatchObject({
      ladder: { afterDays: [2] },
      earlierLadders: [{ ladder: defaultLadder, changedAt: '2026-11-20T11:00:00.000Z' }],
    });
    change();
    expect(plan().earlierLadders?.map(({ ladder }) => ladder.afterDays)).toEqual([[1, 7], [2]]);
  });
});

describe('goals', () => {
  const define = (...goals: object[]) => answer({ type: 'DefineGoals', planId, goals } as PlanCommand);
  const sub = (title: string, over: object = {}) => ({
    title,
    about: `at ${title}`,
    indicators: [{ name: 'Andel', unit: '%', target: 75 }],
    ...over,
  });
  const numbers = () =>
    plan().goals.map(({ number, subGoals }) => [number, ...subGoals.map((one) => one.number)]);

  it('keep their numbers for good, and what is new gets the next', () => {
    expect(
      define({ title: 'A', subGoals: [sub('a'), sub('b')] }, { title: 'B', subGoals: [sub('c')] }),
    ).toEqual(['GoalsDefined']);
    expect(numbers()).toEqual([
      [1, 1, 2],
      [2, 3],
    ]);
    const [, second] = plan().goals;
    const kept = second?.subGoals[0];
    define(
      { title: 'C', subGoals: [sub('d')] },
      { id: second?.id, title: 'B2', subGoals: [sub('e'), { ...sub('c2'), id: kept?.id }] },
    );
    expect(numbers()).toEqual([
      [3, 4],
      [2, 5, 3],
    ]);
    expect(plan().goals[1]).toMatchObject({ id: second?.id, title: 'B2' });
    expect(define({ id: 'another’s', title: 'X', subGoals: [] })).toEqual(['not-found']);
    expect(define({ title: 'X', subGoals: [{ ...sub('x'), id: 'another’s' }] })).toEqual(['not-found']);
  });

  it('keep assessment and figures when they are defined anew', () => {
    define({ title: 'A', subGoals: [sub('a'), sub('b')] });
    const [goal] = plan().goals;
    const [first, second] = goal?.subGoals ?? [];
    const figure = { value: 55, asOf: '2026-11-01', source: 'Tilsyn' };
    const enter = (over: object = {}) =>
      answer({
        type: 'EnterIndicatorFigure',
        planId,
        subGoalId: first?.id ?? '',
        indicator: 'Andel',
        figure,
        ...over,
      } as PlanCommand);
    const assess = (subGoalId: string) =>
      answer({ type: 'AssessSubGoal', planId, subGoalId, verdict: 'partly-met', text: 'Halvveis.' });
    expect(enter()).toEqual(['IndicatorFigureEntered']);
    expect(enter({ figure: { ...figure, value: 60 } })).toEqual(['IndicatorFigureEntered']);
    expect(enter({ indicator: 'Antall' })).toEqual(['not-found']);
    expect(enter({ subGoalId: 'none' })).toEqual(['not-found']);
    const unvalued = { asOf: '2026-11-01', source: 'Tilsyn' };
    expect(enter({ figure: unvalued })).toEqual(['invalid-value', 'figure']);
    expect(enter({ figure: { ...unvalued, numerator: 1 } })).toEqual(['invalid-value', 'figure']);
    expect(enter({ figure: { ...unvalued, denominator: 2 } })).toEqual(['invalid-value', 'figure']);
    expect(enter({ figure: { ...unvalued, numerator: 1, denominator: 2 } })).toEqual([
      'IndicatorFigureEntered',
    ]);
    expect(enter({ figure: { ...figure, asOf: '2026-11-21' } })).toEqual(['date-ahead', 'figure.asOf']);
    expect(assess('none')).toEqual(['not-found']);
    expect(assess(first?.id ?? '')).toEqual(['SubGoalAssessed']);

    define({
      id: goal?.id,
      title: 'A',
      subGoals: [
        {
          ...sub('a'),
          id: first?.id,
          indicators: [
            { name: 'Nytt', unit: '' },
            { name: 'Andel', unit: '%' },
          ],
        },
        { ...sub('b'), id: second?.id },
      ],
    });
    expect(plan().goals[0]?.subGoals).toMatchObject([
      {
        assessment: { verdict: 'partly-met', text: 'Halvveis.', by: kari.id },
        indicators: [{ figures: [] }, { figures: [{ value: 55 }, { value: 60 }, { numerator: 1 }] }],
      },
      { indicators: [{ figures: [] }] },
    ]);
    expect(plan().goals[0]?.subGoals[1]).not.toHaveProperty('assessment');
  });
});

describe('themes, abbreviations, and the report’s summary', () => {
  it('keep the id of what was there', () => {
    const define = (...themes: object[]) => answer({ type: 'DefineThemes', planId, themes } as PlanCommand);
    define({ title: 'Varsling' }, { title: 'Vann' });
    const [, water] = plan().themes;
    expect(define({ id: water?.id, title: 'Drikkevann' }, { title: 'Øvelser' })).toEqual(['ThemesDefined']);
    expect(plan().themes.map(({ title }) => title)).toEqual(['Drikkevann', 'Øvelser']);
    expect(plan().themes[0]?.id).toBe(water?.id);
    expect(define({ id: 'another’s', title: 'X' })).toEqual(['not-found']);
    answer({ type: 'DefineAbbreviations', planId, abbreviations: [{ term: 'HMS', meaning: 'helse' }] });
    expect(plan().abbreviations).toEqual([{ term: 'HMS', meaning: 'helse' }]);
  });

  it('are trimmed; taken away they leave the figures, and the same words again are news', () => {
    const write = (lines: readonly string[] | null) => answer({ type: 'WriteReportSummary', planId, lines });
    expect(write(null)).toEqual([]);
    expect(write([' Åtte av ti. '])).toEqual(['ReportSummaryWritten']);
    expect(plan().reportSummary).toMatchObject({ lines: ['Åtte av ti.'], by: kari.id });
    expect(write(['Åtte av ti.'])).toEqual(['ReportSummaryWritten']);
    expect(write(null)).toEqual(['ReportSummaryWritten']);
    expect(plan()).not.toHaveProperty('reportSummary');
  });
});

describe('a joint line', () => {
  it('takes two measures of the plan, each once', () => {
    const measures = ['a', 'b'].map((title) => ({ title, text: title }));
    const ids = spec.when({ type: 'RegisterMeasures', planId, measures }, kari).map(({ id }) => id);
    const join = (...measureIds: string[]) => answer({ type: 'JoinMeasures', planId, measureIds });
    expect(join(ids[0] ?? '')).toEqual(['invalid-value', 'measureIds']);
    expect(join(ids[0] ?? '', ids[0] ?? '')).toEqual(['invalid-value', 'measureIds']);
    expect(join(ids[0] ?? '', 'another’s')).toEqual(['not-found']);
    expect(join(...ids)).toEqual(['MeasuresJoined']);
    expect(join(...ids)).toEqual(['joint-numbers-used']);
    expect(answer({ type: 'SeparateMeasures', planId, measureIds: [ids[0] ?? ''] })).toEqual([
      'invalid-value',
      'measureIds',
    ]);
  });
});

describe('a plan is closed', () => {
  it('by leadership, once it is adopted and every measure is closed; then nothing changes it', () => {
    const close = (actor: Actor, over: object = {}) =>
      answer({ type: 'ClosePlan', planId, authority: leader, ...over }, actor);
    const measures = [{ title: 'Sak', text: 'Gjør dette.', deadline: { on: '2027-01-10' } }];
    const measureId = idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
    expect(close(kari)).toEqual(['leadership-decides']);
    expect(close(lise)).toEqual(['plan-not-adopted']);
    answer({ type: 'AdoptPlan', planId, authority: leader }, lise);
    expect(plan()).toMatchObject({ adoption: { enteredBy: lise.id, authority: leader } });
    expect(close(lise)).toEqual(['open-measures']);
    answer(
      { type: 'CloseMeasure', measureId, as: 'not-implemented', ground: 'Utgår.', authority: leader },
      lise,
    );
    expect(close(lise, { note: 'Ferdig.' })).toEqual(['PlanClosed']);
    expect(plan()).toMatchObject({ state: 'closed', closure: { note: 'Ferdig.', enteredBy: lise.id } });
    expect(close(lise)).toEqual(['plan-closed']);
    expect(revise({ title: 'X' })).toEqual(['plan-closed']);
    expect(
      answer({ type: 'ReopenMeasure', measureId, reason: 'R', itemIds: [], reviewOn: '2027-01-01' }),
    ).toEqual(['plan-closed']);
  });
});

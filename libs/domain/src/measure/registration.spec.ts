import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import { limits } from '../limits.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';

const nowhere = '00000000-0000-7000-8000-999999999999';
const leader = { kind: 'leader' } as const;

let spec: Specification;
let kari: Actor, lise: Actor, vestdal: string, bergby: string, planId: string, evaluationId: string;

beforeEach(() => {
  spec = new Specification('2026-11-20');
  vestdal = spec.organisation('Vestdal kommune');
  bergby = spec.organisation('Bergby kommune');
  kari = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
  const recommendations = [
    { title: 'a', text: 'a' },
    { title: 'b', text: 'b' },
  ];
  const findings = [{ kind: 'strength' as const, text: 'Laboratoriet svarte.' }];
  evaluationId = idOf(
    spec.when(
      { type: 'RegisterEvaluation', title: 'Bruddet', kind: 'incident', findings, recommendations },
      kari,
    ),
  );
});

const measure = (more: object = {}) => ({ title: 'Varsling', text: 'Lag en plan.', ...more });
const registers = (...measures: object[]) => ({ type: 'RegisterMeasures', planId, measures }) as Command;

describe('a measure that is registered', () => {
  it.each<[string, () => object, object]>([
    ['a title', () => ({ title: ' ' }), { type: 'invalid-value', extra: { field: 'measures.1.title' } }],
    [
      'an evaluation that is there',
      () => ({ source: { evaluationId: nowhere } }),
      { extra: { what: 'evaluation' } },
    ],
    [
      'a recommendation of that evaluation',
      () => ({ source: { evaluationId, recommendationId: nowhere } }),
      { extra: { what: 'recommendation' } },
    ],
    [
      'findings of it',
      () => ({ source: { evaluationId, findingIds: [nowhere] } }),
      { extra: { what: 'finding' } },
    ],
    ['a theme of the plan', () => ({ themeId: nowhere }), { extra: { what: 'theme' } }],
    ['a sub-goal of the plan', () => ({ subGoalIds: [nowhere] }), { extra: { what: 'sub-goal' } }],
    ['an earlier measure that is there', () => ({ predecessorId: nowhere }), { extra: { what: 'measure' } }],
    [
      'a group with somebody in it',
      () => ({ responsible: { mode: 'each', partyIds: [empty()] } }),
      { type: 'invalid-value', extra: { field: 'measures.1.responsible' } },
    ],
    [
      'a review that is near enough',
      () => ({ reviewOn: '2027-11-21' }),
      { extra: { field: 'measures.1.reviewOn' } },
    ],
    [
      'a deadline of our time',
      () => ({ deadline: { on: '2099-01-01' } }),
      { extra: { field: 'measures.1.deadline.on' } },
    ],
  ])('takes %s, and says at which of several it is wanting', (_what, more, expected) => {
    expect(spec.refusal(registers(measure(), measure(more())), kari)).toMatchObject(expected);
    expect(spec.all('measure')).toEqual([]);
  });

  function empty(): string {
    return idOf(spec.when({ type: 'RegisterGroup', name: 'Tom', memberIds: [] }, kari));
  }

  it('is one at least, and not more than are taken at once', () => {
    expect(spec.refusal(registers(), kari)).toMatchObject({ extra: { field: 'measures' } });
    const one = measure();
    const many = Array.from({ length: limits.measuresAtOnce + 1 }, () => one);
    expect(spec.refusal(registers(...many), kari)).toMatchObject({
      message: `At most ${limits.measuresAtOnce} measures at once.`,
      extra: { field: 'measures' },
    });
  });

  it('refers to what is there', () => {
    const [first, second] = spec.state('evaluation', evaluationId).recommendations;
    const [finding] = spec.state('evaluation', evaluationId).findings;
    const goal = (title: string) => ({ title, about: 'a', indicators: [] });
    spec.when(
      { type: 'DefineGoals', planId, goals: [{ title: 'Mål', subGoals: [goal('a'), goal('b')] }] },
      kari,
    );
    spec.when({ type: 'DefineThemes', planId, themes: [{ title: 'Vann' }, { title: 'Luft' }] }, kari);
    const plan = spec.state('plan', planId);
    const earlier = idOf(spec.when(registers(measure()), kari));
    const whole = {
      source: { evaluationId, recommendationId: second?.id, findingIds: [finding?.id] },
      themeId: plan.themes[1]?.id,
      subGoalIds: [plan.goals[0]?.subGoals[1]?.id],
      predecessorId: earlier,
    };
    const id = idOf(spec.when(registers(measure(whole)), kari));
    expect(first).toBeDefined();
    expect(spec.state('measure', id)).toMatchObject({ ...whole, number: 2, about: 'Varsling' });
  });
});

describe('a measure that is accepted on its own', () => {
  const accepts = (measureId: string): Command => ({ type: 'AcceptMeasure', measureId, authority: leader });
  const dated = { deadline: { on: '2026-12-01' } };
  const each = { responsible: { mode: 'each' as const, partyIds: [] as string[] } };

  it('is so once the plan is adopted, and not in one that is closed', () => {
    const first = idOf(spec.when(registers(measure(dated)), kari));
    expect(spec.outcome(accepts(first), lise)).toBe('plan-not-adopted');
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    expect(spec.when(accepts(first), lise)).toEqual([]);
  });

  it('has a deadline, a review within twelve months, or a deadline for each of its items', () => {
    spec.when(registers(measure(dated)), kari);
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    each.responsible.partyIds = [vestdal, bergby];
    const measureId = idOf(spec.when(registers(measure(each)), kari));
    const items = () => spec.state('measure', measureId).items;
    const sets = (index: number) =>
      spec.when({ type: 'SetDeadline', measureId, itemId: items()[index]?.id ?? '', on: '2027-01-01' }, kari);
    expect(spec.outcome(accepts(measureId), lise)).toBe('measures-without-date');
    sets(0);
    expect(spec.outcome(accepts(measureId), lise)).toBe('measures-without-date');
    sets(1);
    expect(spec.outcome(accepts(measureId), lise)).toEqual(['MeasureAccepted']);
    const reviewed = idOf(spec.when(registers(measure({ reviewOn: '2027-11-20' })), kari));
    expect(spec.outcome(accepts(reviewed), lise)).toEqual(['MeasureAccepted']);
  });

  it('is not accepted on a review that has come too far off since, nor alone is', () => {
    const far = idOf(spec.when(registers(measure({ reviewOn: '2027-11-20' })), kari));
    expect(spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise).map(({ id }) => id)).toEqual([
      planId,
      far,
    ]);
    expect(spec.state('measure', far)).toMatchObject({
      state: 'accepted',
      acceptedAt: '2026-11-20T11:00:00.000Z',
    });
  });
});

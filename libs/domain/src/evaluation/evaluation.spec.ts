import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import type { Evaluation, Outcome } from './evaluation.js';
import type { NewRecommendation } from './evaluation.commands.js';

const nowhere = '00000000-0000-7000-8000-999999999999';
const leader = { kind: 'leader' } as const;

let spec: Specification;
let kari: Actor, lise: Actor, ola: Actor;
let evaluationId: string;

beforeEach(() => {
  spec = new Specification();
  kari = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner']);
  evaluationId = idOf(
    spec.when(
      {
        type: 'RegisterEvaluation',
        title: 'Vannutbruddet',
        kind: 'after-action-review',
        publishedOn: '2026-03-01',
        findings: [
          { kind: 'strength', text: 'Laboratoriet svarte samme kveld.' },
          { kind: 'to-improve', text: 'Ingen visste hvem som varslet.' },
        ],
        recommendations: [
          { title: 'Varsling', text: 'Lag én varslingsplan.', findingIndexes: [1] },
          { title: 'Vannprøver', text: 'Ta prøver hver uke.' },
        ],
      },
      kari,
    ),
  );
});

const evaluation = (): Evaluation => spec.state('evaluation', evaluationId);
const at = <T>(list: readonly T[], index: number): T => list[index] ?? never();
const recommendation = (index = 0) => at(evaluation().recommendations, index);
const finding = (index: number) => at(evaluation().findings, index);
function never(): never {
  throw new Error('Nothing there');
}

describe('an evaluation', () => {
  it('is registered with nothing but a title and a kind, and is open', () => {
    const bare = idOf(spec.when({ type: 'RegisterEvaluation', title: 'Øvelse', kind: 'exercise' }, kari));
    expect(spec.historyOf('evaluation', bare).map(({ type }) => type)).toEqual(['EvaluationRegistered']);
    expect(spec.state('evaluation', bare)).toStrictEqual({
      id: bare,
      title: 'Øvelse',
      kind: 'exercise',
      authors: [],
      participants: [],
      hearingAnswers: [],
      access: { kind: 'open' },
      findings: [],
      recommendations: [],
      registeredAt: '2026-11-20T11:00:00.000Z',
    });
  });

  it('keeps all that was given: authors, participants, hearing, archive and legal basis', () => {
    const given = {
      title: 'Pandemien',
      kind: 'other',
      publishedOn: '2026-11-20',
      authors: ['Arbeidsgruppen'],
      participants: [{ actor: 'Vestdal kommune', unit: 'Helse' }],
      hearingAnswers: [{ from: 'Nordvik', summary: 'Støtter forslagene.' }],
      archiveReference: '26/118',
      access: { kind: 'restricted', legalBasis: 'offl. § 13' },
    } as const;
    const id = idOf(spec.when({ type: 'RegisterEvaluation', ...given }, kari));
    expect(spec.state('evaluation', id)).toMatchObject(given);
  });

  it('ties each recommendation to the findings it answers', () => {
    expect(evaluation().findings).toHaveLength(2);
    expect(recommendation()).toMatchObject({ title: 'Varsling', findingIds: [finding(1).id] });
    expect(recommendation(1)).toMatchObject({ title: 'Vannprøver', findingIds: [] });
    expect(recommendation()).not.toHaveProperty('findingIndexes');
  });

  it.each([
    ['an empty title', { title: '  ' }, 'invalid-value', 'title'],
    ['a day that has not come', { publishedOn: '2026-11-21' }, 'date-ahead', 'publishedOn'],
    [
      'a finding that was not given',
      { recommendations: [{ title: 'a', text: 'b', findingIndexes: [0] }] },
      'invalid-value',
      'recommendations.0.findingIndexes',
    ],
  ])('is refused for %s, at its field', (_what, wrong, type, field) => {
    const command = { type: 'RegisterEvaluation', title: 'Ny', kind: 'other', ...wrong } as const;
    expect(spec.refusal(command, kari)).toMatchObject({ type, extra: { field } });
  });

  it('is the secretariat’s to register and to change', () => {
    const text = 'Noe mer.';
    for (const command of [
      { type: 'RegisterEvaluation', title: 'Ny', kind: 'other' },
      { type: 'ReviseEvaluation', evaluationId, fields: { title: 'Ny' } },
      { type: 'AddFindings', evaluationId, findings: [{ kind: 'strength', text }] },
      { type: 'AddRecommendations', evaluationId, recommendations: [{ title: 'Ny', text }] },
    ] as const) {
      expect(spec.outcome(command, ola)).toBe('not-permitted');
      expect(spec.outcome(command, lise)).toBe('not-permitted');
    }
  });
});

describe('an evaluation that is changed', () => {
  const revises = (fields: object, reason?: string) =>
    spec.when(
      { type: 'ReviseEvaluation', evaluationId, fields, ...(reason === undefined ? {} : { reason }) },
      kari,
    );

  it('shows the old and the new value, and why', () => {
    expect(revises({ title: 'Vannutbruddet i Vestdal', kind: 'after-action-review' }, 'Skrivefeil')).toEqual([
      {
        stream: 'evaluation',
        id: evaluationId,
        events: [
          {
            type: 'EvaluationRevised',
            data: {
              old: { title: 'Vannutbruddet' },
              new: { title: 'Vannutbruddet i Vestdal' },
              reason: 'Skrivefeil',
            },
          },
        ],
      },
    ]);
    expect(evaluation()).toMatchObject({ title: 'Vannutbruddet i Vestdal', publishedOn: '2026-03-01' });
  });

  it('needs no reason, and says nothing where nothing is new', () => {
    expect(revises({ kind: 'incident' })[0]?.events[0]?.data).not.toHaveProperty('reason');
    expect(revises({ kind: 'incident' })).toEqual([]);
  });

  it('was never published on a day to come', () => {
    const later = { type: 'ReviseEvaluation', evaluationId, fields: { publishedOn: '2026-11-21' } } as const;
    expect(spec.outcome(later, kari)).toBe('date-ahead');
    revises({ publishedOn: '2026-11-20' });
    expect(evaluation().publishedOn).toBe('2026-11-20');
  });

  it('takes more findings and recommendations after those it has', () => {
    spec.when(
      { type: 'AddFindings', evaluationId, findings: [{ kind: 'strength', text: 'Godt samarbeid.' }] },
      kari,
    );
    expect(evaluation().findings.map(({ text }) => text)).toEqual([
      'Laboratoriet svarte samme kveld.',
      'Ingen visste hvem som varslet.',
      'Godt samarbeid.',
    ]);
    const adds = (added: Partial<NewRecommendation>) =>
      spec.outcome(
        {
          type: 'AddRecommendations',
          evaluationId,
          recommendations: [{ title: 'Øv', text: 'Øv hvert år.', ...added }],
        },
        kari,
      );
    expect(adds({ findingIds: [finding(0).id], findingIndexes: [2] })).toEqual(['RecommendationsAdded']);
    expect(recommendation(2).findingIds).toEqual([finding(0).id, finding(2).id]);
    expect(adds({ findingIds: [finding(0).id, nowhere] })).toBe('not-found');
  });
});

describe('a recommendation', () => {
  const decides = (outcome: Outcome, recommendationId = recommendation().id) => ({
    type: 'DecideOutcome' as const,
    evaluationId,
    recommendationId,
    outcome,
    authority: leader,
  });
  const ground = 'Det finnes ikke penger til det.';
  const remainingRisk = 'Varselet kommer for sent igjen.';
  let measureId: string;

  beforeEach(() => {
    const planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
    const measures = [{ title: 'Varsling', text: 'Lag én varslingsplan.' }];
    measureId = idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
  });

  it.each([
    ['followed', () => ({ kind: 'followed', measureIds: [measureId] }) as const],
    [
      'partly followed',
      () => ({ kind: 'partly-followed', measureIds: [measureId], ground, remainingRisk }) as const,
    ],
    ['not followed', () => ({ kind: 'not-followed', ground, remainingRisk }) as const],
    ['not prioritised', () => ({ kind: 'not-prioritised', ground, remainingRisk }) as const],
    ['covered elsewhere', () => ({ kind: 'covered-elsewhere', measureId }) as const],
  ])('is %s by leadership’s decision, and no other is touched', (_what, outcome) => {
    spec.when(decides(outcome()), lise);
    expect(recommendation().outcome).toEqual({
      ...outcome(),
      authority: leader,
      decidedOn: '2026-11-20T11:00:00.000Z',
      enteredBy: lise.id,
    });
    expect(recommendation(1)).not.toHaveProperty('outcome');
  });

  it('is sent on to the right authority, and looked at again on a day to come', () => {
    const authorityPartyId = spec.organisation('Mattilsynet');
    const forwarded = { kind: 'forwarded', authorityPartyId, archiveReference: '26/118-9' } as const;
    expect(spec.outcome(decides({ ...forwarded, reviewOn: '2026-11-21' }), lise)).toEqual(['OutcomeDecided']);
    expect(spec.outcome(decides(forwarded), lise)).toEqual(['OutcomeDecided']);
    expect(spec.refusal(decides({ ...forwarded, reviewOn: '2026-11-20' }), lise)).toMatchObject({
      type: 'date-not-ahead',
      extra: { field: 'outcome.reviewOn' },
    });
    expect(spec.refusal(decides({ ...forwarded, authorityPartyId: nowhere }), lise)).toMatchObject({
      type: 'not-found',
      extra: { what: 'party' },
    });
  });

  it.each([
    ['followed by no measure', () => ({ kind: 'followed', measureIds: [] }) as const, 'outcome.measureIds'],
    [
      'not followed without a ground',
      () => ({ kind: 'not-followed', ground: ' ', remainingRisk }) as const,
      'outcome.ground',
    ],
    [
      'not prioritised without the risk that remains',
      () => ({ kind: 'not-prioritised', ground, remainingRisk: ' ' }) as const,
      'outcome.remainingRisk',
    ],
  ])('is not %s, and says at which field', (_what, outcome, field) => {
    expect(spec.refusal(decides(outcome()), lise)).toMatchObject({
      type: 'invalid-value',
      extra: { field },
    });
    expect(recommendation()).not.toHaveProperty('outcome');
  });

  it.each([
    ['recommendation', () => decides({ kind: 'not-followed', ground, remainingRisk }, nowhere)],
    ['measure', () => decides({ kind: 'followed', measureIds: [measureId, nowhere] })],
    ['measure', () => decides({ kind: 'covered-elsewhere', measureId: nowhere })],
  ])('is refused where there is no such %s', (what, command) => {
    expect(spec.refusal(command(), lise)).toMatchObject({ type: 'not-found', extra: { what } });
  });

  it('is leadership’s to decide, and a later decision stands instead of the earlier', () => {
    const outcome = { kind: 'not-followed', ground, remainingRisk } as const;
    expect(spec.outcome(decides(outcome), kari)).toBe('leadership-decides');
    spec.when(decides(outcome), lise);
    spec.when(decides({ kind: 'followed', measureIds: [measureId] }), lise);
    expect(recommendation().outcome).toMatchObject({ kind: 'followed' });
    expect(recommendation().outcome).not.toHaveProperty('ground');
    expect(
      spec.historyOf('evaluation', evaluationId).filter(({ type }) => type === 'OutcomeDecided'),
    ).toHaveLength(2);
    expect(spec.rebuilt(evaluationId)).toEqual(evaluation());
  });

  it('is not decided by an API client', () => {
    expect(spec.outcome(decides({ kind: 'followed', measureIds: [measureId] }), system)).toBe(
      'leadership-decides',
    );
  });
});

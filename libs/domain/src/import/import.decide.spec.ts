import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { Specification } from '../specification.js';
import type { ImportedMeasure, RegisterImported } from './import.commands.js';

let spec: Specification;
let kari: Actor, ola: Actor, vestdal: string;
const planId = 'f0000000-0000-7000-8000-000000000001';
const leader = { kind: 'leader' } as const;

beforeEach(() => {
  spec = new Specification();
  vestdal = spec.organisation('Vestdal kommune');
  kari = spec.person(['secretariat']);
  ola = spec.person(['owner'], [vestdal]);
});

const line = (number: string, more: Partial<ImportedMeasure> = {}): ImportedMeasure => ({
  numbers: [number],
  title: `Tiltak ${number}`,
  text: `Kommunen bør gjøre nummer ${number}.`,
  subPoints: [],
  ...more,
});

const report = (more: Partial<RegisterImported> = {}): RegisterImported => ({
  type: 'RegisterImported',
  importId: 'f0000000-0000-7000-8000-000000000002',
  document: { name: 'rapport.pdf', bytes: 1_000, sha256: 'ab' },
  planId,
  newPlan: { title: 'Plan etter vannutbruddet', caseOfficerId: kari.id },
  evaluation: { kind: 'new', title: 'Vannutbruddet', evaluationKind: 'after-action-review' },
  findings: [{ kind: 'to-improve', text: 'Vaktlisten var gammel.' }],
  goals: [],
  newParties: [],
  measures: [
    line('1', { page: 4, line: 12, findingIndexes: [0], theme: 'Varsling' }),
    line('2', { theme: 'Varsling', subPoints: ['Skriv den.', 'Øv den.'] }),
    line('3', { theme: 'Vann' }),
  ],
  changes: [],
  ...more,
});

const measures = () => spec.all('measure').sort((one, other) => one.number - other.number);
const plan = () => spec.state('plan', planId);

describe('an import', () => {
  it('registers evaluation, findings, recommendations, plan, themes and measures in one command', () => {
    spec.when(report(), kari);
    const [evaluation] = spec.all('evaluation');
    expect(evaluation?.recommendations.map(({ number }) => number)).toEqual(['1', '2', '3']);
    expect(evaluation?.recommendations[0]?.findingIds).toEqual([evaluation?.findings[0]?.id]);
    expect(plan()).toMatchObject({ state: 'draft', number: 1, title: 'Plan etter vannutbruddet' });
    expect(plan().themes.map(({ title }) => title)).toEqual(['Varsling', 'Vann']);
    expect(measures().map(({ number, state }) => [number, state])).toEqual([
      [1, 'proposed'],
      [2, 'proposed'],
      [3, 'proposed'],
    ]);
    expect(measures()[0]?.source).toEqual({
      evaluationId: evaluation?.id,
      recommendationId: evaluation?.recommendations[0]?.id,
      findingIds: [evaluation?.findings[0]?.id],
      number: '1',
      page: 4,
      line: 12,
    });
    expect(measures()[1]?.subPoints.map(({ number, text }) => [number, text])).toEqual([
      [1, 'Skriv den.'],
      [2, 'Øv den.'],
    ]);
    expect(measures()[0]?.themeId).toBe(plan().themes[0]?.id);
    expect(plan().imports).toMatchObject([
      {
        document: { name: 'rapport.pdf' },
        evaluationId: evaluation?.id,
        numbers: { first: 1, last: 3 },
        changed: 0,
      },
    ]);
  });

  it('can be adopted at once, and then every recommendation in it is followed', () => {
    const deadline = { on: '2026-12-31', words: 'innen utgangen av året' };
    const responsible = { mode: 'joint' as const, parties: [{ partyId: vestdal }] };
    spec.when(report({ measures: [line('1', { deadline, responsible })] }), kari);
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, spec.person(['leadership']));
    expect(measures()[0]).toMatchObject({ state: 'in-follow-up', deadline: { words: deadline.words } });
    expect(spec.all('evaluation')[0]?.recommendations[0]?.outcome?.kind).toBe('followed');
  });

  it('is registered once', () => {
    spec.when(report(), kari);
    expect(spec.outcome(report(), kari)).toBe('import-registered');
    const { newPlan: _new, ...again } = report();
    expect(spec.outcome(again, kari)).toBe('import-registered');
    expect(measures()).toHaveLength(3);
  });

  it('registers the organisations that the document names and the register lacks, with the case officer answering', () => {
    const responsible = {
      mode: 'each' as const,
      parties: [{ partyId: vestdal }, { newParty: 'Bergby kommune' }],
    };
    spec.when(report({ newParties: ['Bergby kommune'], measures: [line('1', { responsible })] }), kari);
    const added = spec.all('party').find(({ name }) => name === 'Bergby kommune');
    expect(added).toMatchObject({ ours: false, caseOfficerId: kari.id });
    expect(measures()[0]?.items.map(({ partyId }) => partyId)).toEqual([vestdal, added?.id]);
  });

  it('makes one of an organisation that the document writes in two ways, and none of one that is there', () => {
    const named = (newParty: string) => ({ responsible: { mode: 'each' as const, parties: [{ newParty }] } });
    const newParties = ['Bergby kommune', 'BERGBY KOMMUNE'];
    const written = newParties.map((name, index) => line(String(index + 1), named(name)));
    spec.when(report({ newParties, measures: written }), kari);
    expect(spec.all('party').map(({ name }) => name)).toEqual(['Vestdal kommune', 'Bergby kommune']);
    expect(new Set(measures().flatMap(({ items }) => items.map(({ partyId }) => partyId))).size).toBe(1);

    const again = report({
      importId: 'f0000000-0000-7000-8000-000000000003',
      planId: 'f0000000-0000-7000-8000-000000000004',
      newParties: ['Vestdal'],
      measures: [line('1', named('Vestdal'))],
    });
    expect(spec.outcome(again, kari)).toBe('similar-party');
    expect(spec.outcome({ ...again, confirmedNotSimilarTo: [vestdal] }, kari)).toContain(
      'OrganisationRegistered',
    );
  });

  it('makes as many measures of a line as it has numbers, and tells them in one line', () => {
    spec.when(report({ measures: [line('1'), line('14', { numbers: ['14', '15'] })] }), kari);
    expect(measures().map(({ source }) => source?.number)).toEqual(['1', '14', '15']);
    expect(plan().jointLines).toEqual([[measures()[1]?.id, measures()[2]?.id]]);
    expect(spec.all('evaluation')[0]?.recommendations.map(({ number }) => number)).toEqual(['1', '14, 15']);
  });

  it('goes on in a plan and an evaluation that are there, and adds nothing twice', () => {
    spec.when(report(), kari);
    const [evaluation] = spec.all('evaluation');
    const { newPlan: _new, ...rest } = report({
      importId: 'f0000000-0000-7000-8000-000000000003',
      evaluation: { kind: 'registered', evaluationId: evaluation?.id ?? '' },
      measures: [line('3'), line('4', { theme: 'Vann' })],
    });
    spec.when(rest, kari);
    const [after] = spec.all('evaluation');
    expect(after?.findings).toHaveLength(1);
    expect(after?.recommendations.map(({ number }) => number)).toEqual(['1', '2', '3', '4']);
    expect(measures().map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(plan().themes).toHaveLength(2);
    expect(plan().imports).toHaveLength(2);
  });

  it('changes measures by the rules a person’s change follows, and leaves what says the same', () => {
    spec.when(report(), kari);
    const [first, second] = measures();
    const {
      newPlan: _new,
      evaluation: _none,
      ...rest
    } = report({
      importId: 'f0000000-0000-7000-8000-000000000003',
      findings: [],
      measures: [],
      changes: [
        { measureId: first?.id ?? '', text: 'Ny tekst.', deadline: { on: '2027-01-31' } },
        { measureId: second?.id ?? '', title: second?.title ?? '' },
      ],
    });
    spec.when(rest, kari);
    expect(measures()[0]).toMatchObject({ text: 'Ny tekst.', deadline: { inForce: '2027-01-31' } });
    expect(measures()[1]).toEqual(second);
    expect(plan().imports?.[1]).toMatchObject({ changed: 1 });
    expect(spec.rebuilt(planId)).toEqual(plan());
  });

  it('adds goals beside those there are', () => {
    const goals = [{ title: 'Trygt vann', subGoals: [{ title: 'Delmål 1', about: 'Ingen blir syke.' }] }];
    spec.when(report({ goals }), kari);
    expect(plan().goals).toMatchObject([{ number: 1, title: 'Trygt vann', subGoals: [{ number: 1 }] }]);
  });

  it.each([
    ['nothing', () => report({ measures: [] }), 'nothing-to-import'],
    ['an empty title', () => report({ measures: [line('1', { title: ' ' })] }), 'invalid-value'],
    [
      'a finding that is not given',
      () => report({ measures: [line('1', { findingIndexes: [7] })] }),
      'invalid-value',
    ],
    [
      'a new party that is not given',
      () =>
        report({ measures: [line('1', { responsible: { mode: 'each', parties: [{ newParty: 'X' }] } })] }),
      'not-found',
    ],
    [
      'a change of a measure elsewhere',
      () => report({ changes: [{ measureId: planId, title: 'X' }] }),
      'not-found',
    ],
    [
      'an evaluation that is not there',
      () => report({ evaluation: { kind: 'registered', evaluationId: planId } }),
      'not-found',
    ],
  ])('refuses %s', (_what, command, refusal) => {
    expect(spec.outcome(command(), kari)).toBe(refusal);
    expect(spec.all('measure')).toEqual([]);
  });

  it('is refused to an owner, and in a plan that is closed or not there', () => {
    expect(spec.outcome(report(), ola)).toBe('not-permitted');
    const { newPlan: _new, ...existing } = report();
    expect(spec.outcome(existing, kari)).toBe('not-found');
  });
});

describe('what an import brings into what is there', () => {
  const second = 'f0000000-0000-7000-8000-000000000003';
  const evaluation = () => spec.all('evaluation')[0] ?? never();
  function never(): never {
    throw new Error('Nothing there');
  }
  const again = (more: Partial<RegisterImported>): RegisterImported => {
    const {
      newPlan: _new,
      evaluation: _none,
      ...rest
    } = report({ importId: second, findings: [], measures: [], ...more });
    return { ...rest, ...(more.evaluation === undefined ? {} : { evaluation: more.evaluation }) };
  };
  const registered = () => ({ kind: 'registered', evaluationId: evaluation().id }) as const;
  const decidedIn = (stream: string, command: RegisterImported) =>
    spec.when(command, kari).filter((change) => change.stream === stream);

  it('of a document without an evaluation is measures without a source', () => {
    const { evaluation: _none, ...without } = report({
      findings: [],
      measures: [line('1'), line('x', { numbers: [] })],
    });
    spec.when(without, kari);
    expect(measures()).toHaveLength(2);
    for (const measure of measures()) expect(measure).not.toHaveProperty('source');
    expect(plan().imports?.[0]).not.toHaveProperty('evaluationId');
    expect(plan().themes).toEqual([]);
    expect(measures()[0]).not.toHaveProperty('themeId');
  });

  it('gives each recommendation the words of the source, and what has no number none', () => {
    const words = { page: 4, responsibleInWords: 'kommunene', deadlineInWords: 'snarest' };
    spec.when(report({ measures: [line('1', words), line('x', { numbers: [] })] }), kari);
    const [one, other] = evaluation().recommendations;
    expect(one).toMatchObject({ number: '1', ...words });
    for (const absent of ['number', 'page', 'responsibleInWords', 'deadlineInWords'])
      expect(other).not.toHaveProperty(absent);
    expect(measures()[1]?.source).toStrictEqual({
      evaluationId: evaluation().id,
      recommendationId: other?.id,
      findingIds: [],
    });
  });

  it('takes findings and recommendations of the same words for the same, whatever case and space', () => {
    spec.when(
      report({ measures: [line('1', { text: 'Lag én plan.' }), line('x', { numbers: [], text: 'Øv.' })] }),
      kari,
    );
    const findings = [{ kind: 'to-improve' as const, text: ' VAKTLISTEN  var gammel. ' }];
    const more = [
      line('1', { text: 'LAG  én plan. ', findingIndexes: [0] }),
      line('x', { numbers: [], text: 'øv.' }),
    ];
    expect(decidedIn('evaluation', again({ evaluation: registered(), findings, measures: more }))).toEqual(
      [],
    );
    expect(evaluation().recommendations).toHaveLength(2);
    expect(measures().at(-2)?.source?.recommendationId).toBe(evaluation().recommendations[0]?.id);
    const other = again({
      importId: 'f0000000-0000-7000-8000-000000000005',
      evaluation: registered(),
      measures: [line('1', { text: 'Lagén plan.' }), line('2', { text: 'Lag én plan.' })],
    });
    spec.when(other, kari);
    expect(evaluation().recommendations).toHaveLength(4);
  });

  it('adds themes, goals and findings only where there are new ones', () => {
    spec.when(report(), kari);
    const events = decidedIn(
      'plan',
      again({ evaluation: registered(), measures: [line('9', { theme: 'Vann' })] }),
    );
    expect(events.flatMap((change) => change.events.map(({ type }) => type))).toEqual(['DocumentImported']);
    expect(measures().at(-1)?.themeId).toBe(plan().themes[1]?.id);
  });

  it('gives a deadline that has passed the document as its reason, and one that has not none', () => {
    spec.on('2026-12-10');
    const { id } = spec.person(['secretariat']);
    spec.on('2026-11-20');
    spec.when({ type: 'RegisterPlan', title: 'Annen', caseOfficerId: id }, kari);
    spec.when(report({ measures: [line('1', { deadline: { on: '2026-11-21' } })] }), kari);
    const setIn = (number: number) =>
      spec.historyOf('measure', measures()[number]?.id ?? '').find(({ type }) => type === 'DeadlineSet')
        ?.data ?? (spec.historyOf('measure', measures()[number]?.id ?? '')[0]?.data as object);
    expect(JSON.stringify(setIn(0))).not.toContain('Står i');
    spec.on('2026-12-10');
    spec.when(again({ measures: [line('2', { deadline: { on: '2026-12-01' } })] }), kari);
    expect(JSON.stringify(setIn(1))).toContain('Står i rapport.pdf');
  });

  it('changes title, deadline and who is responsible, each with the document as its reason and each alone', () => {
    spec.when(report(), kari);
    const [first, second_, third] = measures();
    const changes = [
      { measureId: first?.id ?? '', title: 'Ny tittel' },
      { measureId: second_?.id ?? '', deadline: { on: '2027-01-31' } },
      { measureId: third?.id ?? '', responsible: { mode: 'each' as const, parties: [{ partyId: vestdal }] } },
    ];
    const decided = decidedIn('measure', again({ changes }));
    expect(decided.map((change) => change.events.map(({ type }) => type))).toEqual([
      ['MeasureRevised'],
      ['DeadlineSet'],
      ['ResponsibilityModeChosen', 'ItemAdded'],
    ]);
    expect(decided[0]?.events[0]?.data).toMatchObject({
      changes: { title: { new: 'Ny tittel' } },
      material: true,
      reason: 'Rettet fra rapport.pdf',
    });
    expect((decided[0]?.events[0]?.data as { changes: object }).changes).not.toHaveProperty('text');
  });

  it('is refused in a plan that is closed, and by its number where it was registered before', () => {
    const lise = spec.person(['leadership']);
    spec.when(report(), kari);
    expect(spec.refusal(report(), kari)).toMatchObject({ extra: { plan: 1 } });
    const waives = (measureId: string, itemId: string) => {
      spec.when({ type: 'ProposeWaiver', measureId, itemId, ground: 'Nedlagt.' }, kari);
      spec.when(
        { type: 'DecideWaiver', measureId, itemId, granted: true, ground: 'Enig.', authority: leader },
        lise,
      );
    };
    for (const { id: measureId } of measures()) {
      spec.when({ type: 'AssignMeasure', measureId, mode: 'each', partyIds: [vestdal] }, kari);
      spec.when({ type: 'SetDeadline', measureId, on: '2027-01-01' }, kari);
    }
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    for (const { id: measureId, items } of measures()) {
      for (const { id } of items) waives(measureId, id);
      spec.when(
        { type: 'CloseMeasure', measureId, as: 'not-implemented', ground: 'Nedlagt.', authority: leader },
        lise,
      );
    }
    spec.when({ type: 'ClosePlan', planId, authority: leader }, lise);
    expect(spec.outcome(again({ measures: [line('9')] }), kari)).toBe('plan-closed');
  });
});

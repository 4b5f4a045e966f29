import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import type { CatalogueCommand, NewSituation, PickCandidates } from './catalogue.commands.js';
import type { Situation } from './catalogue.js';

let spec: Specification;
let kari: Actor, ola: Actor, catalogueId: string, planId: string;

beforeEach(() => {
  spec = new Specification();
  kari = spec.person(['secretariat'], [spec.organisation('Sekretariatet')]);
  ola = spec.person(['owner']);
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
  catalogueId = idOf(
    spec.when(
      {
        type: 'RegisterCatalogue',
        name: 'Vannforsyning',
        situations: [
          {
            name: 'Trykkfall',
            indicators: ['Trykk i nettet'],
            considerWhen: ['Fallet varer'],
            candidates: [{ title: 'Kokevarsel', text: 'Varsle alle abonnenter.' }, { title: 'Spyling' }],
          },
          { name: 'Tørke' },
        ],
        earlierChanges: [
          { on: '2025-04-01', note: 'Terskler er tatt bort.' },
          { on: '2024-02-01', note: 'Første utgave.' },
        ],
      },
      kari,
    ),
  );
});

const catalogue = () => spec.state('catalogue', catalogueId);
const situation = (at = 0) => catalogue().situations[at] as Situation;
const does = (command: CatalogueCommand | PickCandidates, actor = kari) => spec.outcome(command, actor);
const versionNow = () => spec.streams.get(catalogueId)?.history.length;
const reworded = (change: string) =>
  does({
    type: 'ReviseSituation',
    catalogueId,
    situationId: situation().id,
    fields: { considerWhen: ['Fallet varer over natten'] },
    change,
  });

describe('a catalogue', () => {
  it('holds its situations, whose cells may be empty, and the change log from before, oldest first', () => {
    expect(catalogue().situations.map(({ number, name }) => [number, name])).toEqual([
      [1, 'Trykkfall'],
      [2, 'Tørke'],
    ]);
    expect(situation(1)).toMatchObject({ indicators: [], considerWhen: [], purposes: [], candidates: [] });
    expect(catalogue().changeLog).toEqual([
      { what: 'earlier', on: '2024-02-01', note: 'Første utgave.' },
      { what: 'earlier', on: '2025-04-01', note: 'Terskler er tatt bort.' },
      { what: 'registered', version: 1, by: kari.id, at: '2026-11-20T11:00:00.000Z' },
    ]);
  });

  it('is a new version with a line in the change log for each change', () => {
    expect(reworded('Varigheten er sagt tydeligere.')).toEqual(['SituationRevised']);
    expect(versionNow()).toBe(2);
    expect(catalogue().changeLog.at(-1)).toEqual({
      what: 'situation-revised',
      version: 2,
      situation: { number: 1, name: 'Trykkfall' },
      note: 'Varigheten er sagt tydeligere.',
      by: kari.id,
      at: '2026-11-20T11:00:00.000Z',
    });
    expect(reworded('Ingenting er nytt.')).toEqual([]);
    expect(spec.rebuilt(catalogueId)).toEqual(catalogue());
  });

  it('says what has changed, or does not change', () => {
    expect(reworded('  ')).toBe('invalid-value');
    expect(versionNow()).toBe(1);
  });

  it('gives no number twice', () => {
    const change = 'Gjelder ikke lenger.';
    does({ type: 'WithdrawSituation', catalogueId, situationId: situation(1).id, change });
    for (const name of ['Flom', 'Ledningsbrudd'])
      does({ type: 'AddSituation', catalogueId, situation: { name }, change: 'Ny situasjon.' });
    expect(catalogue().situations.map(({ number }) => number)).toEqual([1, 3, 4]);
    expect(catalogue().changeLog.slice(-3, -1)).toMatchObject([
      { what: 'situation-withdrawn', situation: { number: 2, name: 'Tørke' } },
      { what: 'situation-added', situation: { number: 3, name: 'Flom' } },
    ]);
  });

  it('keeps a candidate’s id through a change of its words, and takes none that is strange', () => {
    const [first] = situation().candidates;
    const revise = (id: string) =>
      does({
        type: 'ReviseSituation',
        catalogueId,
        situationId: situation().id,
        fields: { candidates: [{ title: 'Ny' }, { id, title: 'Kokevarsel på SMS' }] },
        change: 'Varslet går på SMS.',
      });
    expect(revise('00000000-0000-7000-8000-999999999999')).toBe('not-found');
    revise(first?.id ?? '');
    expect(situation().candidates).toEqual([
      { id: expect.any(String), title: 'Ny', text: '' },
      { id: first?.id, title: 'Kokevarsel på SMS', text: '' },
    ]);
  });

  it('has the risk of a situation in words, stated again even in the same words', () => {
    const risk = { likelihood: 'Lite sannsynlig.', consequence: 'Alvorlig for sykehuset.' };
    const state = (): unknown =>
      does({ type: 'StateSituationRisk', catalogueId, situationId: situation().id, risk });
    expect(state()).toEqual(['SituationRiskStated']);
    spec.on('2026-12-01');
    expect(state()).toEqual(['SituationRiskStated']);
    expect(situation().risk).toEqual({ ...risk, by: kari.id, at: '2026-12-01T11:00:00.000Z' });
    expect(
      does({
        type: 'StateSituationRisk',
        catalogueId,
        situationId: situation().id,
        risk: { ...risk, likelihood: ' ' },
      }),
    ).toBe('invalid-value');
  });

  it('is changed by the secretariat alone, and by nothing from tomorrow', () => {
    expect(does({ type: 'ReviseCatalogue', catalogueId, name: 'Vann', change: 'Kortere.' }, ola)).toBe(
      'not-permitted',
    );
    expect(
      spec.outcome(
        { type: 'RegisterCatalogue', name: 'X', earlierChanges: [{ on: '2026-11-21', note: 'Ny.' }] },
        kari,
      ),
    ).toBe('date-ahead');
  });
});

describe('picking', () => {
  const pick = (more: Partial<PickCandidates> = {}): PickCandidates => ({
    type: 'PickCandidates',
    catalogueId,
    situationId: situation().id,
    candidateIds: situation().candidates.map(({ id }) => id),
    planId,
    ...more,
  });

  it('registers the candidates as measures, which remember the version they were picked from', () => {
    reworded('Varigheten er sagt tydeligere.');
    expect(does(pick())).toEqual(['MeasureRegistered', 'MeasureRegistered']);
    const [warn, flush] = spec.all('measure');
    expect(warn).toMatchObject({
      number: 1,
      title: 'Kokevarsel',
      text: 'Varsle alle abonnenter.',
      state: 'proposed',
      pickedFrom: {
        catalogueId,
        catalogueNumber: 1,
        catalogueName: 'Vannforsyning',
        version: 2,
        situationName: 'Trykkfall',
        candidateId: situation().candidates[0]?.id,
      },
    });
    expect(flush).toMatchObject({ number: 2, title: 'Spyling', text: 'Spyling' });
    expect(versionNow()).toBe(2);
  });

  it('keeps the occasion: a measure, or the evaluation of an incident', () => {
    const evaluationId = idOf(
      spec.when({ type: 'RegisterEvaluation', title: 'Brudd', kind: 'incident' }, kari),
    );
    does(pick({ occasion: { kind: 'evaluation', evaluationId } }));
    const [first] = spec.all('measure');
    expect(first?.source).toEqual({ evaluationId, findingIds: [] });
    const measureId = first?.id ?? '';
    does(pick({ occasion: { kind: 'measure', measureId } }));
    expect(spec.all('measure').at(-1)).toMatchObject({
      number: 4,
      pickedFrom: { occasionMeasureId: measureId },
    });
    expect(does(pick({ occasion: { kind: 'measure', measureId: 'nobody' } }))).toBe('not-found');
  });

  it('follows the rules of any registration', () => {
    expect(does(pick({ reviewOn: '2026-11-19' }))).toBe('date-too-early');
    expect(does(pick({ candidateIds: [] }))).toBe('invalid-value');
    expect(does(pick({ candidateIds: ['strange'] }))).toBe('not-found');
    expect(does(pick(), ola)).toBe('not-permitted');
    expect(spec.all('measure')).toEqual([]);
  });
});

describe('situations of a document', () => {
  const takes = (situations: NewSituation[], change = 'Ny utgave.') =>
    does({ type: 'TakeInSituations', catalogueId, situations, change });

  it('are added, or brought up to date by their names, each a version with a line in the change log', () => {
    const kept = situation().candidates[0]?.id;
    expect(
      takes([
        { name: 'Flom', indicators: ['Vannføring'] },
        {
          name: ' trykkfall',
          considerWhen: ['Fallet varer over natten'],
          candidates: [{ title: 'Nødvann' }, { title: 'KOKEVARSEL', text: 'Varsle på SMS.' }],
        },
        { name: 'Uvær' },
      ]),
    ).toEqual(['SituationAdded', 'SituationRevised', 'SituationAdded']);
    expect(catalogue().situations.map(({ number, name }) => [number, name])).toEqual([
      [1, 'Trykkfall'],
      [2, 'Tørke'],
      [3, 'Flom'],
      [4, 'Uvær'],
    ]);
    expect(situation()).toMatchObject({
      indicators: ['Trykk i nettet'],
      considerWhen: ['Fallet varer over natten'],
      candidates: [{ title: 'Nødvann' }, { id: kept, text: 'Varsle på SMS.' }],
    });
    expect(catalogue().changeLog.slice(-3)).toMatchObject([
      { what: 'situation-added', version: 2, note: 'Ny utgave.' },
      { what: 'situation-revised', version: 3, note: 'Ny utgave.' },
      { what: 'situation-added', version: 4, note: 'Ny utgave.' },
    ]);
  });

  it('change nothing where they say the same, or nothing', () => {
    const { id: _id, number: _number, ...same } = situation();
    const before = versionNow();
    expect(takes([same, { name: 'Tørke' }])).toEqual([]);
    expect(versionNow()).toBe(before);
  });

  it('are for who keeps the catalogue, with what is different', () => {
    const command = { type: 'TakeInSituations', catalogueId, situations: [{ name: 'Flom' }] } as const;
    expect(does({ ...command, change: 'Ny.' }, ola)).toBe('not-permitted');
    expect(does({ ...command, change: ' ' })).toBe('invalid-value');
    expect(does({ ...command, situations: [{ name: ' ' }], change: 'Ny.' })).toBe('invalid-value');
  });
});

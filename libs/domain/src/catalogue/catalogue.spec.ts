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

describe('a catalogue with little in it', () => {
  it('is registered with a name alone', () => {
    const id = idOf(spec.when({ type: 'RegisterCatalogue', name: 'Strøm' }, kari));
    expect(spec.state('catalogue', id)).toMatchObject({ name: 'Strøm', about: '', situations: [] });
    expect(spec.state('catalogue', id).changeLog).toHaveLength(1);
    const more = idOf(spec.when({ type: 'RegisterCatalogue', name: 'Strøm', about: 'Ved bortfall.' }, kari));
    expect(spec.state('catalogue', more).about).toBe('Ved bortfall.');
  });

  it('has situations whose cells are empty', () => {
    expect(situation(1)).toStrictEqual({
      id: situation(1).id,
      number: 2,
      name: 'Tørke',
      heading: '',
      description: '',
      indicators: [],
      considerWhen: [],
      purposes: [],
      candidates: [],
    });
  });
});

describe('a catalogue’s own words', () => {
  const change = 'Nytt navn.';
  const revises = (fields: { name?: string; about?: string }) =>
    spec.when({ type: 'ReviseCatalogue', catalogueId, ...fields, change }, kari);

  it('are changed one by one, with a line in the change log', () => {
    revises({ name: 'Vann' });
    revises({ about: 'Når trykket faller.' });
    expect(catalogue()).toMatchObject({ name: 'Vann', about: 'Når trykket faller.' });
    expect(catalogue().situations).toHaveLength(2);
    expect(catalogue().changeLog.slice(-2)).toMatchObject([
      { what: 'revised', version: 2, note: change },
      { what: 'revised', version: 3, note: change },
    ]);
    expect(spec.historyOf('catalogue', catalogueId).at(-1)).toMatchObject({
      type: 'CatalogueRevised',
      data: { new: { about: 'Når trykket faller.' }, note: change },
    });
    expect(spec.rebuilt(catalogueId)).toEqual(catalogue());
  });

  it('are no change where they are the same', () => {
    expect(revises({ name: 'Vannforsyning' })).toEqual([]);
    expect(revises({})).toEqual([]);
  });
});

describe('what is refused', () => {
  const nowhere = '00000000-0000-7000-8000-999999999999';
  const change = 'Ny.';
  const risk = { likelihood: 'Sannsynlig.', consequence: 'Noen blir syke.' };

  it.each([
    ['a catalogue without a name', () => ({ type: 'RegisterCatalogue', name: ' ' }) as const, 'name'],
    [
      'a situation without a name, among those registered with it',
      () => ({ type: 'RegisterCatalogue', name: 'Ny', situations: [{ name: 'A' }, { name: ' ' }] }) as const,
      'situations.1.name',
    ],
    [
      'a name taken away',
      () => ({ type: 'ReviseCatalogue', catalogueId, name: ' ', change }) as const,
      'name',
    ],
    [
      'a situation’s name taken away',
      () =>
        ({
          type: 'ReviseSituation',
          catalogueId,
          situationId: situation().id,
          fields: { name: '' },
          change,
        }) as const,
      'name',
    ],
    [
      'a risk without its consequence',
      () =>
        ({
          type: 'StateSituationRisk',
          catalogueId,
          situationId: situation().id,
          risk: { ...risk, consequence: ' ' },
        }) as const,
      'risk.consequence',
    ],
    [
      'a risk without its likelihood',
      () =>
        ({
          type: 'StateSituationRisk',
          catalogueId,
          situationId: situation().id,
          risk: { ...risk, likelihood: ' ' },
        }) as const,
      'risk.likelihood',
    ],
    [
      'to pick nothing',
      () =>
        ({
          type: 'PickCandidates',
          catalogueId,
          situationId: situation().id,
          candidateIds: [],
          planId,
        }) as const,
      'candidateIds',
    ],
  ])('%s, at its field', (_what, command, field) => {
    expect(spec.refusal(command(), kari)).toMatchObject({ type: 'invalid-value', extra: { field } });
  });

  it('what is not there', () => {
    const gone = { type: 'WithdrawSituation', catalogueId, situationId: nowhere, change } as const;
    expect(spec.refusal(gone, kari)).toMatchObject({ type: 'not-found', extra: { what: 'situation' } });
  });
});

describe('what a document says', () => {
  const takes = (...situations: NewSituation[]) =>
    spec.when({ type: 'TakeInSituations', catalogueId, situations, change: 'Ny utgave.' }, kari);

  it('empties no cell that it leaves empty', () => {
    takes({ name: 'Trykkfall', description: 'Brått fall.', indicators: [], candidates: [] });
    expect(situation()).toMatchObject({ description: 'Brått fall.', indicators: ['Trykk i nettet'] });
    expect(situation().candidates).toHaveLength(2);
  });

  it('is of the same situation and candidate whatever case and white space', () => {
    const [boil] = situation().candidates;
    takes({
      name: ' TRYKKFALL ',
      candidates: [{ title: 'kokevarsel ', text: 'På SMS.' }, { title: 'Nødvann' }],
    });
    expect(catalogue().situations).toHaveLength(2);
    expect(situation().candidates).toMatchObject([{ id: boil?.id, text: 'På SMS.' }, { title: 'Nødvann' }]);
    takes({ name: 'Ny  situasjon' });
    takes({ name: 'Ny situasjon', description: 'Samme.' });
    expect(catalogue().situations.map(({ name }) => name)).toEqual(['Trykkfall', 'Tørke', 'Ny  situasjon']);
  });

  it('is no change where it says what stands there', () => {
    expect(takes({ name: 'Tørke' })).toEqual([]);
  });

  it('tells words apart that differ by more than white space', () => {
    takes({ name: 'Trykk fall' });
    expect(catalogue().situations).toHaveLength(3);
  });
});

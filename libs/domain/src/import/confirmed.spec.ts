import { describe, expect, it } from '@jest/globals';
import type { Measure } from '../measure/measure.js';
import { comparisons } from './comparison.js';
import { accessOfEvaluation, confirmed, type DraftOf } from './confirmed.js';
import type { DraftMeasure, ImportDraft } from './import-draft.js';

const restricted = { kind: 'restricted', legalBasis: 'offl. § 24' } as const;
const open = { kind: 'open' } as const;
const of: DraftOf = {
  importId: 'i',
  document: { name: 'rapport.docx', bytes: 9, sha256: 'ab' },
  newPlanId: 'n',
};

const bare: DraftMeasure = {
  key: 'm1',
  numbers: [],
  title: 'Varsling',
  text: 'Lag én varslingsplan.',
  subPoints: [],
  proposedSubPoints: [],
  responsible: [],
  mode: 'each',
  confidence: 1,
  included: true,
  edited: false,
};

const draft = (measures: readonly DraftMeasure[], more: Partial<ImportDraft> = {}): ImportDraft => ({
  evaluation: { kind: 'none' },
  plan: { kind: 'registered', planId: 'p' },
  measures,
  findings: [],
  goals: [],
  nextKey: 10,
  ...more,
});
const asNew = {
  evaluation: { kind: 'new', title: 'Bruddet', evaluationKind: 'incident', authors: [] },
} as const;
const command = (measures: readonly DraftMeasure[], more: Partial<ImportDraft> = {}) =>
  confirmed(draft(measures, more), of, []);

describe('a draft that is confirmed', () => {
  it('with nothing but words gives nothing but words', () => {
    expect(command([bare])).toStrictEqual({
      type: 'RegisterImported',
      importId: 'i',
      document: of.document,
      planId: 'p',
      findings: [],
      goals: [],
      newParties: [],
      measures: [{ numbers: [], title: 'Varsling', text: 'Lag én varslingsplan.', subPoints: [] }],
      changes: [],
    });
  });

  it('goes into the plan that was chosen, or into a new one', () => {
    const plan = { kind: 'new', title: 'Plan', caseOfficerId: 'k' } as const;
    expect(command([bare], { plan })).toMatchObject({
      planId: 'n',
      newPlan: { title: 'Plan', caseOfficerId: 'k' },
    });
  });

  it('gives each measure everything that was read of it', () => {
    const read: DraftMeasure = {
      ...bare,
      numbers: ['3', '4'],
      theme: 'Vann',
      subPoints: ['Skriv.'],
      mode: 'joint',
      responsible: [
        { written: 'Vestdal', meant: { kind: 'registered', partyId: 'v' } },
        { written: 'FHI', meant: { kind: 'new' } },
        { written: 'alle', meant: { kind: 'nobody' } },
      ],
      deadline: { on: '2027-01-01', words: 'over nyttår' },
      foundAt: { page: 2, line: 14 },
      access: restricted,
    };
    expect(command([read]).measures).toStrictEqual([
      {
        numbers: ['3', '4'],
        title: 'Varsling',
        text: 'Lag én varslingsplan.',
        subPoints: ['Skriv.'],
        theme: 'Vann',
        responsible: { mode: 'joint', parties: [{ partyId: 'v' }, { newParty: 'FHI' }] },
        deadline: { on: '2027-01-01', words: 'over nyttår' },
        page: 2,
        line: 14,
        responsibleInWords: 'Vestdal, FHI, alle',
        deadlineInWords: 'over nyttår',
        access: restricted,
      },
    ]);
  });

  it('keeps words that came to no day, and a day without words', () => {
    expect(command([{ ...bare, deadline: { words: 'fortløpende' } }]).measures[0]).toMatchObject({
      deadlineInWords: 'fortløpende',
    });
    expect(command([{ ...bare, deadline: { words: 'fortløpende' } }]).measures[0]).not.toHaveProperty(
      'deadline',
    );
    expect(command([{ ...bare, deadline: { on: '2027-01-01' } }]).measures[0]).toStrictEqual({
      numbers: [],
      title: 'Varsling',
      text: 'Lag én varslingsplan.',
      subPoints: [],
      deadline: { on: '2027-01-01' },
    });
  });

  it('keeps the names of those who are nobody as words only', () => {
    const alle = { ...bare, responsible: [{ written: 'alle', meant: { kind: 'nobody' as const } }] };
    expect(command([alle]).measures[0]).not.toHaveProperty('responsible');
    expect(command([alle]).measures[0]).toMatchObject({ responsibleInWords: 'alle' });
  });

  it('leaves out what was left out, with its parties', () => {
    const left: DraftMeasure = {
      ...bare,
      key: 'm2',
      included: false,
      responsible: [{ written: 'FHI', meant: { kind: 'new', notSimilarTo: ['x'] } }],
    };
    const without = command([bare, left]);
    expect(without.measures).toHaveLength(1);
    expect(without.newParties).toEqual([]);
    expect(without).not.toHaveProperty('confirmedNotSimilarTo');
  });

  it('registers each new name once, with all it was said to be another than', () => {
    const named = (key: string, written: string, notSimilarTo?: readonly string[]): DraftMeasure => ({
      ...bare,
      key,
      text: `Sak ${key}.`,
      responsible: [
        { written, meant: { kind: 'new', ...(notSimilarTo === undefined ? {} : { notSimilarTo }) } },
        { written: 'Vestdal', meant: { kind: 'registered', partyId: 'v' } },
      ],
    });
    const given = command([named('m1', 'FHI', ['a', 'b']), named('m2', 'FHI', ['b']), named('m3', 'Hdir')]);
    expect(given.newParties).toEqual(['FHI', 'Hdir']);
    expect(given.confirmedNotSimilarTo).toEqual(['a', 'b']);
    expect(command([named('m1', 'FHI')])).not.toHaveProperty('confirmedNotSimilarTo');
  });

  it('puts sub-goals under their main goals, in the document’s order', () => {
    const goal = (key: string, mainGoal: string, included = true) => ({
      key,
      number: `Delmål ${key}`,
      mainGoal,
      text: `Mål ${key}.`,
      included,
    });
    expect(
      command([bare], {
        goals: [goal('1', 'Vann'), goal('2', 'Varsling'), goal('3', 'Vann'), goal('4', 'Luft', false)],
      }).goals,
    ).toEqual([
      {
        title: 'Vann',
        subGoals: [
          { title: 'Delmål 1', about: 'Mål 1.' },
          { title: 'Delmål 3', about: 'Mål 3.' },
        ],
      },
      { title: 'Varsling', subGoals: [{ title: 'Delmål 2', about: 'Mål 2.' }] },
    ]);
  });

  it('names everybody who is undecided', () => {
    const who = (written: string) => ({ written, meant: { kind: 'undecided' as const } });
    expect(() => command([{ ...bare, responsible: [who('FHI'), who('Hdir')] }])).toThrow('FHI, Hdir');
  });
});

describe('the evaluation of a draft', () => {
  const finding = (key: string, kind: 'strength' | 'unclear', included: boolean) => ({
    key,
    kind,
    text: `Funn ${key}.`,
    included,
    foundAt: { page: 1, line: 1 },
  });
  const findings = [
    finding('f1', 'unclear', true),
    finding('f2', 'strength', true),
    finding('f3', 'strength', false),
  ];

  it('takes the findings that were judged and taken, and those each measure rests on', () => {
    const given = command(
      [
        { ...bare, findingKeys: ['f1', 'f2'] },
        { ...bare, key: 'm2', findingKeys: ['f3'] },
      ],
      {
        ...asNew,
        findings,
      },
    );
    expect(given.findings).toEqual([{ kind: 'strength', text: 'Funn f2.' }]);
    expect(given.measures.map(({ findingIndexes }) => findingIndexes)).toEqual([[0], undefined]);
    expect(given.measures[1]).not.toHaveProperty('findingIndexes');
  });

  it('is none where the document holds none, and then it has no findings', () => {
    expect(command([bare], { findings }).findings).toEqual([]);
    expect(command([bare], { findings })).not.toHaveProperty('evaluation');
  });

  it('names the participants who were kept, each with unit and function where it has one', () => {
    const participants = [
      { key: 'p1', actor: 'Vestdal', unit: 'Helse', function: 'Kommuneoverlege', included: true },
      { key: 'p2', actor: 'Nordvik', included: true },
      { key: 'p3', actor: 'Bergby', included: false },
    ];
    expect(command([bare], { ...asNew, participants }).evaluation).toStrictEqual({
      ...asNew.evaluation,
      participants: [{ actor: 'Vestdal', unit: 'Helse', function: 'Kommuneoverlege' }, { actor: 'Nordvik' }],
    });
    const nobody = participants.map((one) => ({ ...one, included: false }));
    expect(command([bare], { ...asNew, participants: nobody }).evaluation).toStrictEqual(asNew.evaluation);
    expect(command([bare], asNew).evaluation).toStrictEqual(asNew.evaluation);
  });

  it('that is registered already is only named', () => {
    const evaluation = { kind: 'registered', evaluationId: 'e' } as const;
    const participants = [{ key: 'p1', actor: 'Vestdal', included: true }];
    expect(command([bare], { evaluation, participants, access: restricted }).evaluation).toStrictEqual(
      evaluation,
    );
  });

  it.each([
    ['the document', draft([bare], { access: restricted }), restricted],
    ['one of its measures', draft([bare, { ...bare, access: restricted }]), restricted],
    ['no measure that is taken', draft([{ ...bare, access: restricted, included: false }]), undefined],
    [
      'a measure, in a document said to be open',
      draft([{ ...bare, access: restricted }], { access: open }),
      restricted,
    ],
    ['nothing, in a document said to be open', draft([{ ...bare, access: open }], { access: open }), open],
  ] as const)('is restricted as %s is', (_what, of, access) => {
    expect(accessOfEvaluation(of)).toEqual(access);
  });
});

describe('a measure that the plan has', () => {
  const known = (number: number, more: object = {}): Measure =>
    ({
      id: `id-${number}`,
      number,
      state: 'in-follow-up',
      title: `Tiltak ${number}`,
      text: `Kommunen bør gjøre sak ${number} før vinteren.`,
      subPoints: [],
      items: [],
      ...more,
    }) as never;
  const wanted = (number: number, more: Partial<DraftMeasure> = {}): DraftMeasure => ({
    ...bare,
    key: `m${number}`,
    numbers: [String(number)],
    title: `Tiltak ${number}`,
    text: `Kommunen bør gjøre sak ${number} før vinteren.`,
    ...more,
  });
  const met = (
    measures: readonly DraftMeasure[],
    registered: readonly Measure[],
    more: Partial<ImportDraft> = {},
  ) => [...comparisons(draft(measures, more), registered)].map(([key, { number }]) => [key, number]);

  it('is met by its words, whatever their case and space', () => {
    expect(met([wanted(7, { text: ' KOMMUNEN bør  gjøre sak 1 før vinteren. ' })], [known(1)])).toEqual([
      ['m7', 1],
    ]);
    expect(met([wanted(7, { text: 'Kommunenbør gjøre noe annet.' })], [known(1)])).toEqual([]);
  });

  it('is met by its number where title or words are alike', () => {
    const others = { text: 'Helt andre ord her.' };
    expect(met([wanted(1, others)], [known(1)])).toEqual([['m1', 1]]);
    expect(met([wanted(1, { ...others, title: 'Noe annet' })], [known(1)])).toEqual([]);
    expect(
      met([wanted(1, { title: 'x', text: 'Kommunen bør gjøre noe annet innen sommeren.' })], [known(1)]),
    ).toEqual([['m1', 1]]);
    expect(
      met([wanted(2, { title: 'x', text: 'Kommunen bør gjøre noe annet innen sommeren.' })], [known(1)]),
    ).toEqual([]);
  });

  it.each([
    // Of 2·shared / (5 + 5) words.
    ['two of five', 'a b x y z', true],
    ['one of five', 'a v x y z', false],
  ])('is met by its number with %s words the same: %s', (_what, text, isMet) => {
    expect(met([wanted(1, { title: 'x', text })], [known(1, { text: 'a b c d e' })])).toHaveLength(
      isMet ? 1 : 0,
    );
  });

  it.each([
    ['four of five', 'a b c d z', true],
    ['three of five', 'a b c y z', false],
  ])('is met without a number with %s words the same: %s', (_what, text, isMet) => {
    expect(
      met([wanted(9, { numbers: [], title: 'x', text })], [known(1, { text: 'a b c d e' })]),
    ).toHaveLength(isMet ? 1 : 0);
  });

  it('is met without a number in a document of a report’s size, and not in tables of thousands', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_none, index) => known(index + 10, { text: `${index}` }));
    const like = wanted(9, { numbers: [], title: 'x', text: 'a b c d z' });
    const one = known(1, { text: 'a b c d e' });
    const rows = Array.from({ length: 199 }, (_none, index) =>
      wanted(index + 1000, { title: 'y', text: `rad nummer ${index}` }),
    );
    expect(met([like, ...rows], [one, ...many(199)])).toEqual([['m9', 1]]);
    expect(met([like, ...rows], [one, ...many(200)])).toEqual([]);
  });

  it('is met once', () => {
    expect(met([wanted(1), wanted(2, { text: wanted(1).text })], [known(1)])).toEqual([['m1', 1]]);
  });

  it.each(['closed', 'withdrawn'])('is not met when it is %s', (state) => {
    expect(met([wanted(1)], [known(1, { state })])).toEqual([]);
  });

  it('is not met by what was left out or is said to be new, nor by a document with a new evaluation', () => {
    expect(met([wanted(1, { included: false })], [known(1)])).toEqual([]);
    expect(met([wanted(1, { asNew: true })], [known(1)])).toEqual([]);
    expect(met([wanted(1)], [known(1)], asNew)).toEqual([]);
  });

  it('is met among those of the document’s evaluation, by the number it has there', () => {
    const evaluation = { kind: 'registered', evaluationId: 'e' } as const;
    const source = (evaluationId: string, number?: string) => ({
      source: { evaluationId, ...(number === undefined ? {} : { number }) },
      text: 'Andre ord.',
    });
    expect(met([wanted(4, { title: 'Tiltak 1' })], [known(1, source('e', '4'))], { evaluation })).toEqual([
      ['m4', 1],
    ]);
    expect(met([wanted(1)], [known(1, source('e', '4'))], { evaluation })).toEqual([]);
    expect(
      met([wanted(1)], [known(1, { source: { evaluationId: 'annen', number: '1' } })], { evaluation }),
    ).toEqual([]);
    expect(met([wanted(1)], [known(1)], { evaluation })).toEqual([]);
    expect(
      met([wanted(1, { numbers: [], title: 'Tiltak 1' })], [known(1, source('e'))], { evaluation }),
    ).toEqual([]);
  });

  const vestdal = { written: 'Vestdal', meant: { kind: 'registered', partyId: 'v' } } as const;
  it.each<[string, Partial<DraftMeasure>, object, object[]]>([
    ['nothing', {}, {}, []],
    ['nothing but space', { title: ' Tiltak 1 ', text: `${known(1).text} ` }, {}, []],
    ['nothing but a space in what is registered', {}, { title: 'Tiltak 1 ' }, []],
    ['the title', { title: 'Nytt' }, {}, [{ field: 'title', from: 'Tiltak 1', to: 'Nytt' }]],
    [
      'a deadline where there was none',
      { deadline: { on: '2027-01-01' } },
      {},
      [{ field: 'deadline', from: null, to: '2027-01-01' }],
    ],
    [
      'another deadline',
      { deadline: { on: '2027-01-01' } },
      { deadline: { inForce: '2026-12-01' } },
      [{ field: 'deadline', from: '2026-12-01', to: '2027-01-01' }],
    ],
    ['no other deadline', { deadline: { on: '2027-01-01' } }, { deadline: { inForce: '2027-01-01' } }, []],
    ['no deadline, where words come to none', { deadline: { words: 'snart' } }, {}, []],
    [
      'who is responsible, where nobody is',
      {
        responsible: [
          vestdal,
          { written: 'FHI', meant: { kind: 'new' } },
          { written: 'alle', meant: { kind: 'nobody' } },
        ],
      },
      {},
      [{ field: 'responsible', to: ['Vestdal', 'FHI'] }],
    ],
    [
      'nobody, where those named are nobody',
      { responsible: [{ written: 'alle', meant: { kind: 'nobody' } }] },
      {},
      [],
    ],
    ['nobody else, where somebody is responsible', { responsible: [vestdal] }, { mode: 'each' }, []],
    [
      'a new sub-point',
      { subPoints: ['Skriv.', 'Øv.'] },
      { subPoints: [{ text: 'skriv.' }] },
      [{ field: 'sub-points', to: ['Øv.'] }],
    ],
    [
      'nothing, where the sheet gives a sub-point in the text',
      { text: `• ${known(1).text} – Skriv.` },
      { subPoints: [{ text: 'Skriv.' }] },
      [],
    ],
  ])('differs from the document in %s', (_what, more, registered, differences) => {
    const [comparison] = comparisons(draft([wanted(1, more)]), [known(1, registered)]).values();
    expect(comparison).toEqual({ measureId: 'id-1', number: 1, differences });
  });

  it('is changed in what differs, and in nothing else', () => {
    const changes = (more: Partial<DraftMeasure>, registered: object = {}) =>
      confirmed(draft([wanted(1, more)]), of, [known(1, registered)]).changes;
    expect(changes({ title: 'Nytt', deadline: { words: 'snart' } })).toStrictEqual([
      { measureId: 'id-1', title: 'Nytt' },
    ]);
    expect(
      changes({
        deadline: { on: '2027-01-01', words: 'over nyttår' },
        responsible: [vestdal],
        subPoints: ['Øv.'],
      }),
    ).toStrictEqual([
      {
        measureId: 'id-1',
        subPoints: ['Øv.'],
        deadline: { on: '2027-01-01', words: 'over nyttår' },
        responsible: { mode: 'each', parties: [{ partyId: 'v' }] },
      },
    ]);
    const settled = { mode: 'each', deadline: { inForce: '2027-01-01' } };
    expect(
      changes({ title: 'Nytt', deadline: { on: '2027-01-01' }, responsible: [vestdal] }, settled),
    ).toStrictEqual([{ measureId: 'id-1', title: 'Nytt' }]);
    expect(changes({ deadline: { on: '2027-01-01' }, responsible: [vestdal] }, settled)).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type DraftEdit, edited } from './edit-draft.js';
import {
  type DraftMeasure,
  type ImportDraft,
  titleOf,
  undecidedNames,
  warningContext,
  warningsOf,
} from './import-draft.js';

const restricted = { kind: 'restricted', legalBasis: 'offl. § 24' } as const;
const foundAt = { page: 1, line: 1 };
const undecided = (written: string) => ({ written, meant: { kind: 'undecided' as const } });

const measure = (number: number, more: Partial<DraftMeasure> = {}): DraftMeasure => ({
  key: `m${number}`,
  numbers: [String(number)],
  title: `Tiltak ${number}`,
  text: `Sak nummer ${number}.`,
  subPoints: [],
  proposedSubPoints: [],
  responsible: [],
  mode: 'each',
  confidence: 0.9,
  included: true,
  edited: false,
  ...more,
});

const draft = (...measures: DraftMeasure[]): ImportDraft => ({
  evaluation: { kind: 'new', title: 'Vannutbruddet', evaluationKind: 'incident', authors: [] },
  plan: { kind: 'undecided' },
  measures,
  findings: [
    { key: 'f1', kind: 'unclear', text: 'Laboratoriet svarte.', included: false, foundAt },
    { key: 'f2', kind: 'to-improve', text: 'Ingen varslet.', included: true, foundAt },
  ],
  goals: [
    { key: 'g1', number: 'Delmål 1', mainGoal: 'Vann', text: 'Ingen blir syke.', included: true },
    { key: 'g2', number: 'Delmål 2', mainGoal: 'Vann', text: 'Alle varsles.', included: true },
  ],
  participants: [
    { key: 'p1', actor: 'Vestdal', included: true },
    { key: 'p2', actor: 'Nordvik', included: true },
  ],
  nextKey: 10,
});
const start = draft(measure(1), measure(2));
const edit = (key: string, fields: Extract<DraftEdit, { kind: 'edit' }>['fields']): DraftEdit => ({
  kind: 'edit',
  key,
  fields,
});

describe('what a person says of the document', () => {
  it('of its evaluation, its plan and its access stands in the draft, and nothing else is touched', () => {
    const evaluation = { kind: 'none' } as const;
    const plan = { kind: 'registered', planId: 'p' } as const;
    expect(edited(start, { kind: 'describe-evaluation', evaluation })).toEqual({ ...start, evaluation });
    expect(edited(start, { kind: 'choose-plan', plan })).toEqual({ ...start, plan });
    expect(edited(start, { kind: 'set-access', access: restricted })).toEqual({
      ...start,
      access: restricted,
    });
  });

  it('of one finding, one goal and one participant changes that one', () => {
    expect(
      edited(start, { kind: 'judge-finding', key: 'f1', finding: 'strength', included: true }).findings,
    ).toEqual([
      { key: 'f1', kind: 'strength', text: 'Laboratoriet svarte.', included: true, foundAt },
      start.findings[1],
    ]);
    expect(edited(start, { kind: 'judge-goal', key: 'g2', included: false }).goals).toEqual([
      start.goals[0],
      { key: 'g2', number: 'Delmål 2', mainGoal: 'Vann', text: 'Alle varsles.', included: false },
    ]);
    expect(edited(start, { kind: 'judge-participant', key: 'p1', included: false }).participants).toEqual([
      { key: 'p1', actor: 'Vestdal', included: false },
      { key: 'p2', actor: 'Nordvik', included: true },
    ]);
  });

  it.each<[string, DraftEdit]>([
    ['measure', { kind: 'drop', key: 'm9' }],
    ['measure', { kind: 'merge', keys: ['m1', 'm2', 'm9'] }],
    ['finding', edit('m1', { findingKeys: ['f2', 'f9'] })],
    ['finding', { kind: 'judge-finding', key: 'f9', finding: 'strength', included: true }],
    ['goal', { kind: 'judge-goal', key: 'g9', included: true }],
    ['participant', { kind: 'judge-participant', key: 'p9', included: true }],
  ])('is refused of a %s that is not there', (what, change) => {
    expect(() => edited(start, change)).toThrow(
      expect.objectContaining({ type: 'not-found', extra: expect.objectContaining({ what }) }),
    );
  });

  it('is refused of a participant where the document names none', () => {
    const { participants: _none, ...without } = start;
    expect(() => edited(without, { kind: 'judge-participant', key: 'p1', included: true })).toThrow('p1');
  });

  it.each<[string, DraftEdit, string]>([
    ['one measure merged with itself', { kind: 'merge', keys: ['m1', 'm1'] }, 'keys'],
    ['nothing merged', { kind: 'merge', keys: [] }, 'keys'],
    ['one text out of one', { kind: 'split', key: 'm1', texts: ['Hele.', ' '] }, 'texts'],
  ])('is refused where it is %s, at its field', (_what, change, field) => {
    expect(() => edited(start, change)).toThrow(
      expect.objectContaining({ type: 'invalid-value', extra: { field } }),
    );
  });
});

describe('a measure that is corrected', () => {
  const given = {
    theme: 'Vann',
    deadline: { words: 'før jul' },
    access: restricted,
    asNew: true as const,
    findingKeys: ['f2'],
  };
  const full = draft(measure(1, given), measure(2));

  it('is marked as corrected, and keeps what is not corrected', () => {
    expect(edited(full, edit('m1', { title: 'Varsling' })).measures).toEqual([
      measure(1, { ...given, title: 'Varsling', edited: true }),
      measure(2),
    ]);
    expect(edited(start, edit('m1', { title: 'Varsling' })).measures[0]).toStrictEqual(
      measure(1, { title: 'Varsling', edited: true }),
    );
  });

  it('gets theme, deadline and access, and loses them again', () => {
    const { theme, deadline, access } = given;
    const next = edited(start, edit('m2', { theme, deadline, access, asNew: true }));
    expect(next.measures[1]).toStrictEqual(
      measure(2, { theme, deadline, access, asNew: true, edited: true }),
    );
    const none = { theme: null, deadline: null, access: null, asNew: false };
    expect(edited(next, edit('m2', none)).measures[1]).toStrictEqual(measure(2, { edited: true }));
  });

  it('takes the sub-points that its text was read as', () => {
    const one = measure(1, { proposedSubPoints: ['Skriv.', 'Øv.'] });
    expect(edited(draft(one, measure(2)), { kind: 'take-proposed-sub-points', key: 'm1' }).measures).toEqual([
      { ...one, subPoints: ['Skriv.', 'Øv.'], edited: true },
      measure(2),
    ]);
  });
});

describe('two measures that are one', () => {
  const merge: DraftEdit = { kind: 'merge', keys: ['m1', 'm2'] };
  const both = (one: Partial<DraftMeasure>, other: Partial<DraftMeasure>) =>
    edited(draft(measure(1, one), measure(2, other), measure(3)), merge).measures;

  it('keep every text, sub-point, finding and name, each once', () => {
    expect(
      both(
        { subPoints: ['Skriv.'], findingKeys: ['f1'], responsible: [undecided('FHI'), undecided('Vestdal')] },
        {
          subPoints: ['Øv.'],
          findingKeys: ['f1', 'f2'],
          responsible: [undecided('Vestdal'), undecided('Hdir')],
        },
      ),
    ).toEqual([
      measure(1, {
        numbers: ['1, 2'],
        text: 'Sak nummer 1.\n\nSak nummer 2.',
        subPoints: ['Skriv.', 'Øv.'],
        proposedSubPoints: ['Sak nummer 1.', 'Sak nummer 2.'],
        findingKeys: ['f1', 'f2'],
        responsible: ['FHI', 'Vestdal', 'Hdir'].map(undecided),
        edited: true,
      }),
      measure(3),
    ]);
  });

  it('have no number where neither has one, and no findings where neither rests on any', () => {
    const [one] = both({ numbers: [] }, { numbers: [] });
    expect(one?.numbers).toEqual([]);
    expect(one).not.toHaveProperty('findingKeys');
    expect(one).not.toHaveProperty('access');
  });

  it('are restricted when one of them is, and taken when one was left out', () => {
    expect(both({ access: { kind: 'open' } }, { access: restricted })[0]?.access).toEqual(restricted);
    expect(both({ included: false }, {})[0]?.included).toBe(true);
  });
});

describe('a measure that is several', () => {
  it('is divided where it stands, each part without the whole’s sub-points', () => {
    const whole = measure(1, { subPoints: ['a'], proposedSubPoints: ['b', 'c'], theme: 'Vann' });
    expect(
      edited(draft(whole, measure(2)), { kind: 'split', key: 'm1', texts: ['Skriv.', 'Øv hver høst.'] }),
    ).toMatchObject({
      nextKey: 11,
      measures: [
        {
          key: 'm1',
          title: 'Tiltak 1',
          text: 'Skriv.',
          theme: 'Vann',
          subPoints: [],
          proposedSubPoints: [],
          edited: true,
        },
        {
          key: 'm10',
          title: 'Øv hver høst',
          text: 'Øv hver høst.',
          subPoints: [],
          proposedSubPoints: [],
          edited: true,
        },
        { key: 'm2' },
      ],
    });
  });
});

describe('a measure that is put in', () => {
  const add = { kind: 'add', title: 'Nytt', text: 'Noe nytt.' } as const;
  const put = measure(10, { numbers: [], title: 'Nytt', text: 'Noe nytt.', confidence: 1, edited: true });

  it('stands last, or after the one it was put after, with a key of its own', () => {
    const last = edited(start, add);
    expect(last.measures).toEqual([measure(1), measure(2), put]);
    expect(last.nextKey).toBe(11);
    expect(edited(start, { ...add, after: 'm1' })).toEqual({
      ...start,
      measures: [measure(1), put, measure(2)],
      nextKey: 11,
    });
  });
});

describe('a name', () => {
  const written = [undecided('FHI'), undecided('Vestdal')];
  const named = draft(
    measure(1, { responsible: written }),
    measure(2, { responsible: [undecided('Vestdal')] }),
    measure(3, { responsible: [undecided('Hdir')], included: false }),
  );

  it('is decided for itself alone, wherever it stands', () => {
    const meant = { kind: 'registered', partyId: 'v' } as const;
    expect(
      edited(named, { kind: 'choose-party', written: 'Vestdal', meant }).measures.map(
        ({ responsible }) => responsible,
      ),
    ).toEqual([
      [undecided('FHI'), { written: 'Vestdal', meant }],
      [{ written: 'Vestdal', meant }],
      [undecided('Hdir')],
    ]);
  });

  it('waits for a decision once, and not where its measure is left out', () => {
    expect(undecidedNames(named)).toEqual(['FHI', 'Vestdal']);
  });
});

describe('what a person should look at', () => {
  const today = '2026-11-22';
  const context = (of: ImportDraft) =>
    warningContext(of, {
      today,
      now: '2026-11-22T09:00:00.000Z',
      registered: { plan: { registeredAt: '2020-01-10T09:00:00.000Z' } },
    });
  const looked = (more: Partial<DraftMeasure>) => {
    const one = measure(1, more);
    return warningsOf(one, context(draft(one)));
  };
  const nobody = { written: 'alle', meant: { kind: 'nobody' } } as const;
  const vestdal = { written: 'Vestdal', meant: { kind: 'registered', partyId: 'v' } } as const;

  it.each<[string, Partial<DraftMeasure>, object[]]>([
    ['nothing, where it has an owner', { responsible: [vestdal] }, []],
    ['nobody is named', { responsible: [] }, [{ kind: 'no-owner' }]],
    ['those named are nobody', { responsible: [nobody] }, [{ kind: 'no-owner' }]],
    [
      'who is meant is not decided',
      { responsible: [vestdal, undecided('FHI'), nobody] },
      [{ kind: 'undecided-party', names: ['FHI'] }],
    ],
    [
      'the deadline has passed',
      { responsible: [vestdal], deadline: { on: '2026-11-21' } },
      [{ kind: 'deadline-past', on: '2026-11-21' }],
    ],
    ['nothing, where the deadline is today', { responsible: [vestdal], deadline: { on: today } }, []],
    [
      'the words of the deadline come to no day',
      { responsible: [vestdal], deadline: { words: 'fortløpende' } },
      [{ kind: 'deadline-unclear', words: 'fortløpende' }],
    ],
    [
      'nothing, where they do',
      { responsible: [vestdal], deadline: { words: 'i jula', on: '2026-12-24' } },
      [],
    ],
    [
      'it asks for several things',
      { responsible: [vestdal], proposedSubPoints: ['Skriv.', 'Øv.'] },
      [{ kind: 'compound', parts: 2 }],
    ],
    ['nothing, where it asks for one', { responsible: [vestdal], proposedSubPoints: ['Skriv.'] }, []],
    [
      'nothing, where it has been divided',
      { responsible: [vestdal], proposedSubPoints: ['Skriv.', 'Øv.'], subPoints: ['Skriv.'] },
      [],
    ],
    ['it was hardly read as a measure', { responsible: [vestdal], confidence: 0.59 }, [{ kind: 'unsure' }]],
    ['nothing, where it was', { responsible: [vestdal], confidence: 0.6 }, []],
    ['nothing, where a person has seen it', { responsible: [vestdal], confidence: 0.1, edited: true }, []],
  ])('%s', (_what, more, expected) => {
    expect(looked(more)).toEqual(expected);
  });

  it('a deadline that would be refused, and not that it has passed besides', () => {
    expect(looked({ responsible: [vestdal], deadline: { on: '1900-01-01' } })).toMatchObject([
      { kind: 'would-be-refused', refusal: { extra: { field: 'deadline' } } },
    ]);
  });

  it('the numbers that two measures have, of several', () => {
    const one = measure(1, { numbers: ['1', '2', '1'], responsible: [vestdal] });
    const other = measure(2, { numbers: ['2', '3'] });
    expect(warningsOf(one, context(draft(one, other)))).toEqual([{ kind: 'number-twice', numbers: ['2'] }]);
  });
});

describe('a title', () => {
  const words = (length: number) => `${'Sak '.repeat(length / 4 - 1)}Sak.`;

  it.each([
    ['  Øv på planen.  Og mer.', 'Øv på planen'],
    ['Øv på\n planen', 'Øv på planen'],
    ['Øv på planen!', 'Øv på planen!'],
    ['Øv: ', 'Øv'],
    ['Hvem varsler? Ingen.', 'Hvem varsler?'],
    ['Øv før 1. juni. Og mer.', 'Øv før 1. juni'],
    ['Se vestdal.no for mer', 'Se vestdal.no for mer'],
    [words(100), words(100).slice(0, -1)],
  ])('of “%s” is “%s”', (text, title) => {
    expect(titleOf(text)).toBe(title);
  });

  it('of a hundred characters stands whole, and a longer one is cut at a word', () => {
    expect(titleOf('a'.repeat(100))).toBe('a'.repeat(100));
    expect(titleOf(`${'a'.repeat(60)} ${'b'.repeat(60)}`)).toBe(`${'a'.repeat(60)} …`);
    expect(titleOf(`${'a'.repeat(60)}  b ${'c'.repeat(60)}`)).toBe(`${'a'.repeat(60)} b …`);
  });
});

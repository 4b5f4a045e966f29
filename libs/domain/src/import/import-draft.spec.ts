import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { Specification } from '../specification.js';
import { comparisons } from './comparison.js';
import { confirmed, type DraftOf } from './confirmed.js';
import { type DraftEdit, edited } from './edit-draft.js';
import {
  type DraftMeasure,
  type ImportDraft,
  titleOf,
  undecidedNames,
  warningContext,
  warningsOf,
} from './import-draft.js';

const of: DraftOf = {
  importId: 'f0000000-0000-7000-8000-000000000001',
  document: { name: 'rapport.docx', bytes: 9, sha256: 'ab' },
  newPlanId: 'f0000000-0000-7000-8000-000000000002',
};

const measure = (number: number, more: Partial<DraftMeasure> = {}): DraftMeasure => ({
  key: `m${number}`,
  numbers: [String(number)],
  title: `Tiltak ${number}`,
  text: `Kommunen bør gjøre sak nummer ${number} før neste vinter kommer.`,
  subPoints: [],
  proposedSubPoints: [],
  responsible: [],
  mode: 'each',
  confidence: 0.9,
  included: true,
  edited: false,
  foundAt: { page: 2, line: number },
  ...more,
});

const draft = (...measures: DraftMeasure[]): ImportDraft => ({
  evaluation: { kind: 'new', title: 'Vannutbruddet', evaluationKind: 'after-action-review', authors: [] },
  plan: { kind: 'new', title: 'Plan', caseOfficerId: 'p' },
  measures,
  findings: [],
  goals: [],
  nextKey: measures.length + 1,
});

const now = '2026-11-22T09:00:00.000Z';
const today = '2026-11-22';
const beside = warningContext(draft(), {
  today,
  now,
  registered: { plan: { registeredAt: '2020-01-10T09:00:00.000Z' } },
});

const after = (start: ImportDraft, ...edits: DraftEdit[]) => edits.reduce(edited, start);

describe('what confirming would refuse', () => {
  const kinds = (one: DraftMeasure, of: ImportDraft, registered = {}) =>
    warningsOf(one, warningContext(of, { today, now, registered })).map((warning) =>
      warning.kind === 'would-be-refused' ? warning.refusal.type : warning.kind,
    );

  it('stands at the row: a deadline from before the plan, and from before the evaluation', () => {
    const early = measure(1, { deadline: { on: '2026-03-01' } });
    expect(kinds(early, draft(early))).toContain('deadline-before-source');
    const published = {
      ...draft(early),
      evaluation: { ...draft().evaluation, publishedOn: '2026-02-01' },
    } as ImportDraft;
    expect(kinds(early, published)).toEqual(['no-owner', 'deadline-past']);
    expect(kinds(early, draft(early), { plan: { registeredAt: '2026-01-10T09:00:00.000Z' } })).toEqual([
      'no-owner',
      'deadline-past',
    ]);
  });

  it('is a deadline too far off as well, and the same number twice is pointed out', () => {
    const far = measure(1, { deadline: { on: '2190-01-01' } });
    const twin = measure(2, { numbers: ['1'] });
    expect(kinds(far, draft(far, twin))).toEqual(['no-owner', 'date-too-late', 'number-twice']);
    expect(kinds(twin, draft(far, { ...twin }))).toEqual(['no-owner', 'number-twice']);
    expect(kinds(far, draft(far, { ...twin, included: false }))).not.toContain('number-twice');
  });
});

describe('editing a draft', () => {
  it('merges into the first, which keeps both numbers as one', () => {
    const [one, ...others] = after(draft(measure(1), measure(2), measure(3)), {
      kind: 'merge',
      keys: ['m3', 'm2'],
    }).measures.slice(1);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ key: 'm2', numbers: ['2, 3'], edited: true });
    expect(one?.text.split('\n\n')).toHaveLength(2);
  });

  it('splits into several with the source’s number on each', () => {
    const next = after(draft(measure(1), measure(2)), {
      kind: 'split',
      key: 'm1',
      texts: ['Skriv en plan.', ' Øv på den. ', ''],
    });
    expect(next.measures.map(({ key, numbers, title, text }) => [key, numbers, title, text])).toEqual([
      ['m1', ['1'], 'Tiltak 1', 'Skriv en plan.'],
      ['m3', ['1'], 'Øv på den', 'Øv på den.'],
      ['m2', ['2'], 'Tiltak 2', expect.any(String)],
    ]);
    expect(next.nextKey).toBe(4);
  });

  it('leaves out, takes back, adds after another, and corrects', () => {
    const next = after(
      draft(measure(1, { deadline: { words: 'snart' }, theme: 'Vann' }), measure(2)),
      { kind: 'drop', key: 'm1' },
      { kind: 'drop', key: 'm2' },
      { kind: 'restore', key: 'm1' },
      { kind: 'add', after: 'm1', title: 'Nytt', text: 'Noe nytt.' },
      { kind: 'edit', key: 'm1', fields: { title: 'Bedre', deadline: { on: '2027-01-01' }, theme: null } },
    );
    expect(next.measures.map(({ key, title, included }) => [key, title, included])).toEqual([
      ['m1', 'Bedre', true],
      ['m3', 'Nytt', true],
      ['m2', 'Tiltak 2', false],
    ]);
    expect(next.measures[0]?.deadline).toEqual({ on: '2027-01-01' });
    expect(next.measures[0]).not.toHaveProperty('theme');
  });

  it('decides whom a name means wherever it stands', () => {
    const responsible = [{ written: 'FHI', meant: { kind: 'undecided' as const } }];
    const start = draft(measure(1, { responsible }), measure(2, { responsible }));
    expect(undecidedNames(start)).toEqual(['FHI']);
    const next = after(start, { kind: 'choose-party', written: 'FHI', meant: { kind: 'new' } });
    expect(undecidedNames(next)).toEqual([]);
    expect(confirmed(next, of, [])).toMatchObject({ newParties: ['FHI'] });
  });

  it.each<[string, DraftEdit, string]>([
    ['a measure that is not there', { kind: 'drop', key: 'm9' }, 'not-found'],
    ['merging one', { kind: 'merge', keys: ['m1'] }, 'invalid-value'],
    ['splitting into one', { kind: 'split', key: 'm1', texts: ['Hele.'] }, 'invalid-value'],
    [
      'a finding that is not there',
      { kind: 'judge-finding', key: 'f1', finding: 'strength', included: true },
      'not-found',
    ],
  ])('refuses %s', (_what, edit, type) => {
    expect(() => after(draft(measure(1)), edit)).toThrow(expect.objectContaining({ type }));
  });
});

describe('what a person should look at', () => {
  it('is said of each measure', () => {
    const one = measure(1, {
      deadline: { words: 'innen jul', on: '2025-12-24' },
      proposedSubPoints: ['Skriv.', 'Øv.'],
      confidence: 0.4,
    });
    expect(warningsOf(one, beside).map(({ kind }) => kind)).toEqual([
      'no-owner',
      'deadline-past',
      'compound',
      'unsure',
    ]);
    const next = after(draft(one), { kind: 'take-proposed-sub-points', key: 'm1' }).measures[0];
    expect(next && warningsOf(next, beside).map(({ kind }) => kind)).toEqual(['no-owner', 'deadline-past']);
  });

  it('a title is the first sentence, cut at a word', () => {
    expect(titleOf('Øv på planen. Og så mer.')).toBe('Øv på planen');
    expect(titleOf('Øv før 1. juni på planen. Og mer.')).toBe('Øv før 1. juni på planen');
    const long = titleOf(`Kommunen bør ${'sørge for '.repeat(20)}vann.`);
    expect(long.length).toBeLessThanOrEqual(102);
    expect(long).toMatch(/(sørge|for) …$/u);
  });
});

describe('a confirmed draft', () => {
  let spec: Specification;
  let kari: Actor;
  const inPlan = (start: ImportDraft): ImportDraft => ({
    ...start,
    plan: { kind: 'new', title: 'Plan', caseOfficerId: kari.id },
  });
  const registered = () => spec.all('measure');

  beforeEach(() => {
    spec = new Specification('2026-11-22');
    kari = spec.person(['secretariat']);
    spec.when(confirmed(inPlan(draft(measure(1), measure(2), measure(3))), of, []), kari);
  });

  const newer = (...measures: DraftMeasure[]): ImportDraft => ({
    ...draft(...measures),
    evaluation: { kind: 'registered', evaluationId: spec.all('evaluation')[0]?.id ?? '' },
    plan: { kind: 'registered', planId: of.newPlanId },
  });
  const again: DraftOf = { ...of, importId: 'f0000000-0000-7000-8000-000000000009' };

  it('of a newer version changes what differs, adds what is new, and doubles nothing', () => {
    const next = newer(
      measure(1),
      measure(2, {
        text: 'Kommunen bør gjøre sak nummer 2 før neste sommer kommer.',
        deadline: { on: '2027-06-01' },
      }),
      measure(4),
      measure(5, { numbers: ['9'], title: 'Tiltak 3', text: measure(3).text }),
    );
    const command = confirmed(next, again, registered());
    expect(command.measures.map(({ numbers }) => numbers)).toEqual([['4']]);
    expect(command.changes).toEqual([
      {
        measureId: registered()[1]?.id,
        text: 'Kommunen bør gjøre sak nummer 2 før neste sommer kommer.',
        deadline: { on: '2027-06-01' },
      },
    ]);
    spec.when(command, kari);
    expect(registered().map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(
      spec.outcome(confirmed(newer(measure(1), measure(3)), { ...again, importId: 'x' }, registered()), kari),
    ).toBe('nothing-to-import');
  });

  it('is restricted as a whole where a person says so', () => {
    const access = { kind: 'restricted', legalBasis: 'offl. § 24' } as const;
    const start = inPlan(after(draft(measure(7)), { kind: 'set-access', access }));
    spec.when(confirmed(start, { ...again, newPlanId: again.importId }, []), kari);
    expect(spec.all('evaluation')[1]).toMatchObject({ access });
    expect(registered()[3]).toMatchObject({ access });
    expect(registered()[0]).toMatchObject({ access: { kind: 'open' } });
  });

  it('is restricted where one of its measures is, and that measure alone', () => {
    const access = { kind: 'restricted', legalBasis: 'offl. § 24' } as const;
    const fields = (key: string, given: typeof access | null): DraftEdit => ({
      kind: 'edit',
      key,
      fields: { access: given },
    });
    const start = after(draft(measure(7), measure(8)), fields('m7', access));
    const command = confirmed(start, again, []);
    expect(command.evaluation).toMatchObject({ access });
    expect(command.measures.map((one) => one.access)).toEqual([access, undefined]);
    const openAgain = confirmed(after(start, fields('m7', null)), again, []);
    expect(openAgain.evaluation).not.toHaveProperty('access');
    const leftOut = confirmed(after(start, { kind: 'drop', key: 'm7' }), again, []);
    expect(leftOut.evaluation).not.toHaveProperty('access');
    const merged = after(start, { kind: 'merge', keys: ['m7', 'm8'] });
    expect(merged.measures[0]?.access).toEqual(access);
  });

  it('keeps which findings a recommendation rests on, of those that are taken', () => {
    const found = (key: string, included: boolean) =>
      ({ key, kind: 'to-improve', text: `Funn ${key}.`, included, foundAt: { page: 1, line: 1 } }) as const;
    const start: ImportDraft = {
      ...draft(measure(7), measure(8, { findingKeys: ['f2', 'f3'] })),
      findings: [found('f1', false), found('f2', true), found('f3', true)],
    };
    const edits: DraftEdit = { kind: 'edit', key: 'm7', fields: { findingKeys: ['f1', 'f3'] } };
    const command = confirmed(inPlan(after(start, edits)), { ...again, newPlanId: again.importId }, []);
    expect(command.measures.map(({ findingIndexes }) => findingIndexes)).toEqual([[1], [0, 1]]);
    spec.when(command, kari);
    const { findings, recommendations } = spec.all('evaluation')[1] ?? {};
    const texts = recommendations
      ?.slice(-2)
      .map(({ findingIds }) => findings?.filter(({ id }) => findingIds.includes(id)).map(({ text }) => text));
    expect(texts).toEqual([['Funn f3.'], ['Funn f2.', 'Funn f3.']]);
    const unknown: DraftEdit = { kind: 'edit', key: 'm7', fields: { findingKeys: ['f9'] } };
    expect(() => after(start, unknown)).toThrow('f9');
  });

  it('registers as new what a person says is new, though it looks the same', () => {
    const command = confirmed(newer(measure(1, { asNew: true })), again, registered());
    expect(command.measures).toHaveLength(1);
  });

  it('of a corrected spreadsheet is met by the plan’s own numbers', () => {
    const sheet: ImportDraft = { ...newer(measure(2, { title: 'Ny tittel' })), evaluation: { kind: 'none' } };
    expect([...comparisons(sheet, registered()).values()]).toEqual([
      {
        measureId: registered()[1]?.id,
        number: 2,
        differences: [{ field: 'title', from: 'Tiltak 2', to: 'Ny tittel' }],
      },
    ]);
  });

  it('adds sub-points that are new, and takes the same ones for no change however the sheet gives them', () => {
    const change = (one: DraftMeasure) => confirmed(newer(one), again, registered()).changes;
    const [first] = change(measure(1, { subPoints: ['Skriv den.', 'Øv den.'] }));
    expect(first).toMatchObject({ subPoints: ['Skriv den.', 'Øv den.'] });
    spec.when(confirmed(newer(measure(1, { subPoints: ['Skriv den.'] })), again, registered()), kari);
    expect(registered()[0]?.subPoints).toMatchObject([{ number: 1, text: 'Skriv den.' }]);
    expect(change(measure(1, { text: `${measure(1).text} • Skriv den.` }))).toEqual([]);
    expect(change(measure(1, { subPoints: ['Skriv den.', 'Øv den.'] }))).toMatchObject([
      { subPoints: ['Øv den.'] },
    ]);
  });

  it.each<[string, Partial<ImportDraft>, string]>([
    ['plan', { plan: { kind: 'undecided' } }, 'plan'],
    [
      'party',
      { measures: [measure(1, { responsible: [{ written: 'FHI', meant: { kind: 'undecided' } }] })] },
      'parties',
    ],
  ])('is refused while a %s is undecided', (_what, more, field) => {
    expect(() => confirmed({ ...inPlan(draft(measure(1))), ...more }, of, [])).toThrow(
      expect.objectContaining({ type: 'invalid-value', extra: { field } }),
    );
  });
});

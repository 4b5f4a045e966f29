import { describe, expect, it } from '@jest/globals';
import { casePaper, decisionsWaiting } from './case-paper.js';
import { compareReports } from './compare-reports.js';
import { correctableParts, corrected } from './correction.js';
import { publicationLog } from './publication-log.js';
import { changeKinds, reportChanges } from './report-changes.js';
import { takenDown } from './report.js';
import { sinceLastReport } from './since-last-report.js';
import type { ReportItem, ReportMeasure, SinceLastReport, StatusReport } from './status-report.js';

const at = '2026-10-01T10:00:00.000Z';

function item(number: string, more: Partial<ReportItem> = {}): ReportItem {
  return { number, state: 'open', standing: 'onTrack', told: { partyName: 'Lia' }, ...more } as never;
}

function measure(number: number, more: object = {}): ReportMeasure {
  return {
    id: `m${number}`,
    number,
    state: 'in-follow-up',
    standing: 'onTrack',
    reopenings: [],
    revisions: [],
    told: { title: `Sak ${number}`, about: 'sak', text: 'Tekst', responsible: ['Lia'] },
    items: [],
    ...more,
  } as never;
}

const subGoal = (number: number, verdict?: string) => ({
  number,
  title: `Delmål ${number}`,
  about: '',
  indicators: [],
  measureNumbers: [],
  ...(verdict === undefined ? {} : { verdict }),
});
const line = (text: string | undefined, ...numbers: number[]) => ({
  measures: numbers.map((number) => ({ id: `m${number}`, number })),
  ...(text === undefined ? {} : { narrative: { text, on: '2026-10-01' } }),
});

const zero = { proposed: 0, onTrack: 0, late: 0, noDeadline: 0, awaitingSignOff: 0, done: 0, total: 0 };
function report(
  number: number,
  measures: readonly ReportMeasure[],
  more: object = {},
  status: object = {},
): StatusReport {
  return {
    format: 1,
    language: 'nb',
    audience: 'internal',
    edition: {
      kind: 'locked',
      number,
      version: 1,
      lockedAt: `2026-0${number}-30T06:00:00.000Z`,
      lockedBy: 'schedule',
    },
    period: { from: '2026-01-01', to: '2026-12-31' },
    headlines: [{ kind: 'answers', answered: 1, of: 2, toDecide: 0 }],
    status: {
      plan: { id: 'p', number: 1, title: 'Plan', state: 'adopted' },
      asOf: '2026-11-20',
      answered: { count: 1, of: 2 },
      figures: { measures: zero, items: zero },
      notes: {},
      outcomes: [],
      goals: [],
      themes: [],
      abbreviationsUsed: [],
      lastSubstantiveChange: '2026-10-01',
      ...status,
    },
    figures: { byTheme: [], closedAs: {} },
    trend: [{ asOf: '2026-10-01', report: number, open: 1, late: 0, closed: 0 }],
    indicators: [],
    measures,
    answers: [],
    recommendations: [],
    repeated: [],
    decisions: [],
    ...more,
  } as never;
}
const deadline = (inForce: string, moves: object[] = []) => ({ original: '2026-09-01', inForce, moves });

describe('two reports side by side', () => {
  const then = report(
    1,
    [
      measure(1),
      measure(2, { deadline: deadline('2026-11-01'), items: [item('2.1')] }),
      measure(3),
      measure(9),
    ],
    {},
    {
      goals: [{ subGoals: [subGoal(1, 'not-met'), subGoal(2)] }],
      themes: [{ lines: [line('Før.', 1), line('Likt.', 2), line(undefined, 3, 4)] }],
    },
  );
  const now = report(
    3,
    [
      measure(4, { told: undefined }),
      measure(1, { standing: 'late' }),
      measure(2, {
        deadline: deadline('2026-12-01'),
        items: [item('2.1', { state: 'signed-off' }), item('2.2')],
      }),
      measure(3),
    ],
    {},
    {
      goals: [{ subGoals: [subGoal(1, 'met'), subGoal(3)] }],
      themes: [{ lines: [line('Etter.', 1), line('Likt.', 2), line('Nå.', 3)] }],
    },
  );

  it('tell of the measures that differ, by number, and count the others', () => {
    const comparison = compareReports(now, then);
    expect(comparison.measures).toStrictEqual([
      {
        number: 1,
        title: 'Sak 1',
        then: { standing: 'onTrack', signedOffItems: 0, items: 0 },
        now: { standing: 'late', signedOffItems: 0, items: 0 },
      },
      {
        number: 2,
        title: 'Sak 2',
        then: { standing: 'onTrack', deadline: '2026-11-01', signedOffItems: 0, items: 1 },
        now: { standing: 'onTrack', deadline: '2026-12-01', signedOffItems: 1, items: 2 },
      },
      { number: 4, now: { standing: 'onTrack', signedOffItems: 0, items: 0 } },
      { number: 9, title: 'Sak 9', then: { standing: 'onTrack', signedOffItems: 0, items: 0 } },
    ]);
    expect(comparison.unchangedMeasures).toBe(1);
  });

  it('tell of every sub-goal of either, and of the words that differ', () => {
    const { subGoals, narratives } = compareReports(then, now);
    expect(subGoals).toStrictEqual([
      { number: 1, title: 'Delmål 1', then: 'not-met', now: 'met' },
      { number: 3, title: 'Delmål 3' },
      { number: 2, title: 'Delmål 2' },
    ]);
    expect(narratives).toStrictEqual([
      { measures: [1], then: 'Før.', now: 'Etter.' },
      { measures: [3], now: 'Nå.' },
    ]);
  });

  it('stand in the order they were locked, whichever is named first', () => {
    for (const comparison of [compareReports(then, now), compareReports(now, then)]) {
      expect([comparison.then, comparison.now]).toEqual([then, now]);
      expect(comparison.between).toEqual(sinceLastReport(then, now));
    }
  });

  it('are locked both', () => {
    const live = { ...now, edition: { kind: 'live', at } } as StatusReport;
    expect(() => compareReports(then, live)).toThrow('Only locked reports stand still to be compared');
  });
});

describe('since the last report', () => {
  const since = (
    then: readonly ReportMeasure[],
    now: readonly ReportMeasure[],
    more: [object?, object?] = [],
  ) => sinceLastReport(report(1, then, more[0]), report(2, now, more[1]));
  const closed = { as: 'implemented', on: '2026-10-01' };
  const mention = { number: 1, title: 'Sak 1' };

  it.each<[string, object, object, object[]]>([
    ['closed since', {}, { closed }, [{ ...mention, ...closed }]],
    ['closed then already', { closed }, { closed }, []],
    [
      'opened and closed anew',
      { closed },
      { closed, reopenings: [{ on: '2026-10-01' }] },
      [{ ...mention, ...closed }],
    ],
    ['open', {}, {}, []],
  ])('is a measure %s', (_what, then, now, expected) => {
    expect(since([measure(1, then)], [measure(1, now)]).closed).toEqual(expected);
  });

  it('late is what turned late, by the earliest of its late items, or the measure’s own deadline', () => {
    const late = (number: string, on?: string) =>
      item(number, { standing: 'late', ...(on === undefined ? {} : { deadline: on }) });
    const found = (then: object, now: object) => since([measure(1, then)], [measure(1, now)]).newlyLate;
    const turned = {
      standing: 'late',
      items: [late('1.1', '2026-10-02'), late('1.2', '2026-10-01'), item('1.3')],
    };
    expect(found({}, turned)).toEqual([
      { ...mention, deadline: '2026-10-01', items: ['1.1', '1.2'], wasLate: false },
    ]);
    expect(found({ standing: 'late', items: [late('1.1')] }, turned)).toEqual([
      { ...mention, deadline: '2026-10-01', items: ['1.2'], wasLate: true },
    ]);
    expect(found({}, { standing: 'late', deadline: deadline('2026-09-01') })).toEqual([
      { ...mention, deadline: '2026-09-01', items: [], wasLate: false },
    ]);
    expect(found({}, { standing: 'late' })).toStrictEqual([{ ...mention, items: [], wasLate: false }]);
    expect(found(turned, turned)).toEqual([]);
  });

  it('reopened is what was signed off and is not, with why and until when', () => {
    const signed = [item('1.1', { state: 'signed-off' }), item('1.2', { state: 'signed-off' })];
    const found = (now: object) => since([measure(1, { items: signed })], [measure(1, now)]).reopened;
    const back = { partyName: 'Lia', returned: { reason: 'Mangler bilde.', on: '2026-10-03' } };
    expect(
      found({
        items: [
          item('1.1', { told: back, deadline: '2026-12-02' }),
          item('1.2', { state: 'reported-done', deadline: '2026-12-01' }),
        ],
      }),
    ).toEqual([
      {
        ...mention,
        items: ['1.1', '1.2'],
        on: '2026-10-03',
        reason: 'Mangler bilde.',
        deadline: '2026-12-01',
      },
    ]);
    expect(
      found({
        items: signed,
        reopenings: [{ on: '2026-10-04', reason: 'Målingen.' }],
        reviewOn: '2027-01-01',
      }),
    ).toEqual([{ ...mention, items: [], on: '2026-10-04', reason: 'Målingen.', reviewOn: '2027-01-01' }]);
    expect(
      found({ items: [item('1.1'), signed[1]], deadline: deadline('2026-12-24'), reviewOn: '2027-01-01' }),
    ).toStrictEqual([{ ...mention, items: ['1.1'], deadline: '2026-12-24' }]);
    expect(found({ items: [item('1.1', { state: 'waived' }), signed[1]] })).toEqual([]);
    expect(found({ items: signed })).toEqual([]);
  });

  it('progress is told with what it waits for and why, of the whole and of each of several', () => {
    const told = (progress?: string, more: object = {}) => ({
      told: {
        title: 'Sak 1',
        about: '',
        text: '',
        responsible: [],
        partyName: 'Lia',
        ...(progress === undefined ? {} : { progress }),
        ...more,
      },
    });
    const found = (then: object, now: object) => since([measure(1, then)], [measure(1, now)]).progressChanged;
    const waiting = told('waiting', { waitingFor: 'Loven', reason: 'Ikke vedtatt' });
    expect(found(told('under-way'), waiting)).toStrictEqual([
      { ...mention, from: 'under-way', to: 'waiting', waitingFor: 'Loven', reason: 'Ikke vedtatt' },
    ]);
    expect(found(told(), told('done'))).toStrictEqual([{ ...mention, to: 'done' }]);
    expect(found(told('done'), told('done'))).toEqual([]);
    expect(found(told('done'), told())).toEqual([]);
    expect(found(told(), { ...waiting, closed })).toEqual([]);
    expect(found({ told: undefined }, waiting)).toEqual([]);
    const items = [
      item('1.1', told('done') as never),
      item('1.2', { ...told('done'), state: 'signed-off' } as never),
      item('1.3', { ...told('stopped'), state: 'reported-done' } as never),
    ];
    expect(found({ items: [item('1.1', told('under-way') as never)] }, { items })).toStrictEqual([
      { ...mention, item: '1.1', from: 'under-way', to: 'done' },
      { ...mention, item: '1.3', to: 'stopped' },
    ]);
    expect(found({}, { items: items.slice(0, 1) })).toEqual([]);
  });

  it('late no more is told with how it stands, and the deadline where it runs again', () => {
    const found = (now: object) => since([measure(1, { standing: 'late' })], [measure(1, now)]).noLongerLate;
    expect(found({ standing: 'onTrack', deadline: deadline('2026-12-01') })).toEqual([
      { ...mention, standing: 'onTrack', deadline: '2026-12-01' },
    ]);
    expect(found({ standing: 'onTrack' })).toStrictEqual([{ ...mention, standing: 'onTrack' }]);
    expect(found({ standing: 'done', deadline: deadline('2026-12-01') })).toStrictEqual([
      { ...mention, standing: 'done' },
    ]);
    expect(found({ standing: 'late' })).toEqual([]);
    expect(since([measure(1)], [measure(1)]).noLongerLate).toEqual([]);
  });

  it('who took over is told once for each two parties', () => {
    const of = (partyName: string) => ({ told: { partyName } });
    const then = [
      item('1.1', of('Lia')),
      item('1.2', of('Lia')),
      item('1.3', of('Vestdal')),
      item('1.4', of('Lia')),
    ];
    const now = [
      item('1.1', of('Bergby')),
      item('1.2', of('Bergby')),
      item('1.3', of('Bergby')),
      item('1.4', of('Lia')),
      item('1.5', of('Lia')),
    ];
    expect(since([measure(1, { items: then })], [measure(1, { items: now })]).responsibleChanged).toEqual([
      { ...mention, items: ['1.1', '1.2'], from: 'Lia', to: 'Bergby' },
      { ...mention, items: ['1.3'], from: 'Vestdal', to: 'Bergby' },
    ]);
  });

  it('a review date is told where it came, went or moved, and not of what is closed', () => {
    const found = (then: object, now: object) =>
      since([measure(1, then)], [measure(1, now)]).reviewDatesMoved;
    const [one, other] = [{ reviewOn: '2026-11-01' }, { reviewOn: '2026-12-01' }];
    expect(found(one, other)).toStrictEqual([{ ...mention, from: '2026-11-01', to: '2026-12-01' }]);
    expect(found({}, one)).toStrictEqual([{ ...mention, to: '2026-11-01' }]);
    expect(found(one, {})).toStrictEqual([{ ...mention, from: '2026-11-01' }]);
    expect(found(one, one)).toEqual([]);
    expect(found(one, { closed })).toEqual([]);
  });

  it('verdicts are told where they differ', () => {
    const goals = (...subGoals: object[]) => ({ status: { goals: [{ subGoals }] } });
    const { verdictsChanged } = since(
      [],
      [],
      [
        goals(subGoal(1, 'met'), subGoal(2, 'met'), subGoal(3), subGoal(5, 'met')),
        goals(subGoal(1, 'met'), subGoal(2, 'not-met'), subGoal(3, 'met'), subGoal(4), subGoal(5)),
      ],
    );
    expect(verdictsChanged).toStrictEqual([
      { number: 2, title: 'Delmål 2', from: 'met', to: 'not-met' },
      { number: 3, title: 'Delmål 3', to: 'met' },
      { number: 5, title: 'Delmål 5', from: 'met' },
    ]);
  });

  it('what was signed off and what ended is counted and named, once', () => {
    const then = [
      item('1.1', { state: 'signed-off' }),
      item('1.2', { state: 'waived' }),
      item('1.3'),
      item('1.4'),
      item('1.5'),
    ];
    const now = [
      item('1.1', { state: 'signed-off' }),
      item('1.2', { state: 'waived' }),
      item('1.3', { state: 'signed-off' }),
      item('1.4', { state: 'waived' }),
      item('1.5', { state: 'unanswered' }),
    ];
    expect(since([measure(1, { items: then })], [measure(1, { items: now })])).toMatchObject({
      itemsSignedOff: 1,
      itemsEnded: 2,
      signedOff: [{ ...mention, items: ['1.3'] }],
      ended: [{ ...mention, waived: ['1.4'], unanswered: ['1.5'] }],
    });
    expect(since([], [measure(1, { items: now })])).toMatchObject({
      itemsSignedOff: 2,
      itemsEnded: 3,
      registered: [mention],
    });
  });

  it('words are told of each field, with the last reason there was', () => {
    const told = { title: 'Ny', about: 'ny', text: 'Tekst', responsible: [] };
    const revisions = [{ on: '2026-01-01', reason: 'gammel' }];
    const found = (now: object) =>
      since([measure(1, { revisions })], [measure(1, { told, ...now })]).textChanged;
    expect(
      found({
        revisions: [...revisions, { on: '2026-10-01', reason: 'en' }, { on: '2026-10-02', reason: 'to' }],
      }),
    ).toEqual([
      { number: 1, field: 'title', old: 'Sak 1', new: 'Ny', reason: 'to' },
      { number: 1, field: 'about', old: 'sak', new: 'ny', reason: 'to' },
    ]);
    expect(found({ revisions })[0]).not.toHaveProperty('reason');
    expect(found({ told: undefined })).toEqual([]);
  });

  it('a recommendation that returns is new by evaluation, number and title', () => {
    const repeated = (evaluationTitle: string, number: string | undefined, title: string) => ({
      evaluationTitle,
      ...(number === undefined ? {} : { number }),
      title,
      earlier: [],
    });
    const known = [repeated('A', '1', 't'), repeated('A', undefined, 't')];
    const now = [...known, repeated('B', '1', 't'), repeated('A', '2', 't'), repeated('A', '1', 'u')];
    expect(since([], [], [{ repeated: known }, { repeated: now }]).repeated).toEqual(now.slice(2));
  });

  it('moves are told from where the last report ended, of the measure and of each item', () => {
    const move = (to: string) => ({ from: '2026-09-01', to, on: '2026-10-01', reason: 'Mer tid.' });
    const then = measure(1, {
      deadline: deadline('a', [move('a')]),
      items: [item('1.1', { ownDeadline: deadline('x') as never })],
    });
    const now = measure(1, {
      deadline: deadline('c', [move('a'), move('b'), move('c')]),
      items: [item('1.1', { ownDeadline: deadline('y', [move('y')]) as never })],
    });
    expect(since([then], [now]).deadlinesMoved).toEqual([
      { number: '1', measureNumber: 1, title: 'Sak 1', ...move('b'), count: 2 },
      { number: '1', measureNumber: 1, title: 'Sak 1', ...move('c'), count: 3 },
      { number: '1.1', measureNumber: 1, title: 'Sak 1', ...move('y'), count: 1 },
    ]);
  });
});

describe('the list of changes', () => {
  const empty: SinceLastReport = {
    comparedWith: { number: 1, version: 1, lockedAt: at },
    registered: [],
    closed: [],
    newlyLate: [],
    deadlinesMoved: [],
    textChanged: [],
    reopened: [],
    progressChanged: [],
    repeated: [],
    itemsSignedOff: 0,
    itemsEnded: 0,
  };
  const one = { number: 7, title: 'Sak 7' };
  const on = '2026-10-01';

  it.each<[string, Partial<SinceLastReport>, object[]]>([
    ['nothing', {}, []],
    [
      'what is new',
      { registered: [one, { number: 8 }] },
      [
        { kind: 'registered', number: '7', title: 'Sak 7' },
        { kind: 'registered', number: '8' },
      ],
    ],
    [
      'what was closed, as what',
      { closed: [{ ...one, as: 'implemented', on }] },
      [{ kind: 'closed', number: '7', title: 'Sak 7', on, new: 'implemented' }],
    ],
    [
      'each item that turned late',
      { newlyLate: [{ ...one, deadline: on, items: ['7.1', '7.2'], wasLate: false }] },
      ['7.1', '7.2'].map((number) => ({
        kind: 'turned-late',
        number,
        title: 'Sak 7',
        wasLate: false,
        old: on,
      })),
    ],
    [
      'a measure that turned late without an item',
      { newlyLate: [{ ...one, items: [], wasLate: false }] },
      [{ kind: 'turned-late', number: '7', title: 'Sak 7' }],
    ],
    [
      'a deadline that was moved',
      {
        deadlinesMoved: [
          { number: '7.4', measureNumber: 7, title: 'Sak 7', from: 'a', to: 'b', on, reason: 'r', count: 1 },
          { number: '8', measureNumber: 8, from: 'a', to: 'b', on, count: 1 },
        ],
      },
      [
        { kind: 'deadline-moved', number: '7.4', title: 'Sak 7', on, old: 'a', new: 'b', reason: 'r' },
        { kind: 'deadline-moved', number: '8', on, old: 'a', new: 'b' },
      ],
    ],
    [
      'words that were changed',
      {
        textChanged: [
          { number: 7, field: 'text', old: 'a', new: 'b', reason: 'r' },
          { number: 8, field: 'title', old: 'a', new: 'b' },
        ],
      },
      [
        { kind: 'text-changed', number: '7', old: 'a', new: 'b', reason: 'r' },
        { kind: 'text-changed', number: '8', old: 'a', new: 'b' },
      ],
    ],
    [
      'what was reopened',
      {
        reopened: [
          { ...one, items: [], on, reason: 'r', deadline: 'd', reviewOn: 'e' },
          { ...one, items: [], reviewOn: 'e' },
          { ...one, items: [] },
        ],
      },
      [
        { kind: 'reopened', number: '7', title: 'Sak 7', on, new: 'd', reason: 'r' },
        { kind: 'reopened', number: '7', title: 'Sak 7', new: 'e' },
        { kind: 'reopened', number: '7', title: 'Sak 7' },
      ],
    ],
    [
      'progress, of the whole and of an item',
      {
        progressChanged: [
          { ...one, from: 'under-way', to: 'stopped', reason: 'r' },
          { ...one, item: '7.1', to: 'done' },
        ],
      },
      [
        {
          kind: 'progress-changed',
          number: '7',
          title: 'Sak 7',
          old: 'under-way',
          new: 'stopped',
          reason: 'r',
        },
        { kind: 'progress-changed', number: '7.1', title: 'Sak 7', new: 'done' },
      ],
    ],
    [
      'what is late no more',
      {
        noLongerLate: [
          { ...one, standing: 'onTrack', deadline: 'd' },
          { ...one, standing: 'done' },
        ],
      },
      [
        { kind: 'no-longer-late', number: '7', title: 'Sak 7', new: 'd' },
        { kind: 'no-longer-late', number: '7', title: 'Sak 7' },
      ],
    ],
    [
      'who took over, item by item',
      { responsibleChanged: [{ ...one, items: ['7.1', '7.2'], from: 'Lia', to: 'Bergby' }] },
      ['7.1', '7.2'].map((number) => ({
        kind: 'responsible-changed',
        number,
        title: 'Sak 7',
        old: 'Lia',
        new: 'Bergby',
      })),
    ],
    [
      'when it is looked at again',
      {
        reviewDatesMoved: [
          { ...one, from: 'a', to: 'b' },
          { ...one, to: 'b' },
          { ...one, from: 'a' },
        ],
      },
      [
        { kind: 'review-date-moved', number: '7', title: 'Sak 7', old: 'a', new: 'b' },
        { kind: 'review-date-moved', number: '7', title: 'Sak 7', new: 'b' },
        { kind: 'review-date-moved', number: '7', title: 'Sak 7', old: 'a' },
      ],
    ],
    [
      'a verdict',
      {
        verdictsChanged: [
          { ...one, from: 'met', to: 'not-met' },
          { ...one, to: 'met' },
        ],
      },
      [
        { kind: 'verdict-changed', number: '7', title: 'Sak 7', old: 'met', new: 'not-met' },
        { kind: 'verdict-changed', number: '7', title: 'Sak 7', new: 'met' },
      ],
    ],
    [
      'what was signed off, waived and never answered',
      { signedOff: [{ ...one, items: ['7.1'] }], ended: [{ ...one, waived: ['7.2'], unanswered: ['7.3'] }] },
      [
        { kind: 'signed-off', number: '7.1', title: 'Sak 7' },
        { kind: 'waived', number: '7.2', title: 'Sak 7' },
        { kind: 'unanswered', number: '7.3', title: 'Sak 7' },
      ],
    ],
  ])('has a row for %s', (_what, since, expected) => {
    const rows = reportChanges({ ...empty, ...since });
    expect(rows).toEqual(expected.map(({ wasLate: _told, ...row }: { wasLate?: boolean }) => row));
    for (const { kind } of rows) expect(changeKinds).toContain(kind);
  });
});

describe('what anybody may know of a publication', () => {
  const correction = { what: 'Feil tall', why: 'Avskrift' };
  const versions = [{ version: 1 }, { version: 2, correction }, { version: 3, correction }] as never;
  const publication = (version: number, day: number, withdrawnDay?: number, reason = 'Navn.') => ({
    version,
    at: `2026-10-0${day}T10:00:00.000Z`,
    ...(withdrawnDay === undefined
      ? {}
      : { withdrawn: { at: `2026-10-0${withdrawnDay}T10:00:00.000Z`, reason } }),
  });
  const log = (...publications: object[]) =>
    publicationLog({ publications, versions } as never).map(({ at: on, ...rest }) => ({
      on: on.slice(9, 10),
      ...rest,
    }));

  it('is that it was published, and taken down, the newest first and without why', () => {
    expect(log(publication(1, 1, 3))).toEqual([
      { on: '3', version: 1, kind: 'withdrawn' },
      { on: '1', version: 1, kind: 'published' },
    ]);
  });

  it('is what was corrected, where an earlier version was public', () => {
    expect(log(publication(1, 1, 2), publication(2, 3))).toEqual([
      { on: '3', version: 2, kind: 'corrected', ...correction },
      { on: '2', version: 1, kind: 'withdrawn' },
      { on: '1', version: 1, kind: 'published' },
    ]);
    expect(log(publication(2, 3))).toEqual([{ on: '3', version: 2, kind: 'published' }]);
    expect(log(publication(3, 1), publication(2, 3))[0]).toEqual({ on: '3', version: 2, kind: 'published' });
    expect(log(publication(2, 1), publication(2, 3))[0]).toEqual({ on: '3', version: 2, kind: 'published' });
  });

  it('is not what was corrected once that is taken down too', () => {
    expect(log(publication(1, 1), publication(2, 3, 4)).find(({ on }) => on === '3')).toEqual({
      on: '3',
      version: 2,
      kind: 'published',
    });
  });

  it('keeps the order of what came at once', () => {
    expect(log(publication(1, 1), publication(2, 1)).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('is down because of what was restricted only while no version stands', () => {
    const down = (...publications: object[]) => takenDown({ publications } as never);
    expect(down(publication(1, 1, 2, 'restricted'), publication(2, 1, 3, 'restricted'))).toBe(
      '2026-10-03T10:00:00.000Z',
    );
    expect(down(publication(1, 1, 2, 'restricted'), publication(2, 1, 3))).toBe('2026-10-02T10:00:00.000Z');
    expect(down(publication(1, 1, 2, 'restricted'), publication(2, 3))).toBeUndefined();
    expect(down(publication(1, 1, 2))).toBeUndefined();
    expect(down()).toBeUndefined();
  });
});

describe('what waits for leadership', () => {
  const waiting = (state: string, measures: readonly ReportMeasure[], recommendations: object[] = []) =>
    decisionsWaiting({ status: { plan: { state } }, measures, recommendations } as never);

  it('is the plan, while it is a draft: what lacks a date and what lacks somebody', () => {
    const [own, none] = [item('1.1', { deadline: '2026-12-01' }), item('1.2')];
    expect(
      waiting('draft', [
        measure(1, { deadline: deadline('2026-12-01'), items: [none] }),
        measure(2, { reviewOn: '2026-12-01' }),
        measure(3),
        measure(4, { items: [own] }),
        measure(5, { items: [own, none], state: 'proposed' }),
      ]),
    ).toEqual([{ kind: 'adopt-plan', measures: 5, withoutDeadline: [3, 5], unassigned: [2, 3] }]);
  });

  it('is nothing in a plan that is closed', () => {
    expect(waiting('closed', [measure(1, { state: 'closed' })], [{ outcome: 'not-assessed' }])).toEqual([]);
  });

  it('is a new measure in a plan that is adopted, as far as it may be read', () => {
    const proposed = { state: 'proposed', deadline: deadline('2026-12-01') };
    expect(
      waiting('adopted', [measure(1, proposed), measure(2, { state: 'proposed', told: undefined })]),
    ).toStrictEqual([
      { kind: 'accept-measure', number: 1, title: 'Sak 1', about: 'sak', deadline: '2026-12-01' },
      { kind: 'accept-measure', number: 2 },
    ]);
  });

  it('is a waiver that is proposed', () => {
    const told = { partyName: 'Lia', waiverProposal: { ground: 'Nedlagt.', on: '2026-10-01' } };
    const waiver = {
      kind: 'waive-item',
      number: '1.1',
      measureNumber: 1,
      partyName: 'Lia',
      ground: 'Nedlagt.',
      proposedOn: '2026-10-01',
    };
    expect(waiting('adopted', [measure(1, { items: [item('1.1', { told }), item('1.2')] })])).toEqual([
      { ...waiver, title: 'Sak 1' },
    ]);
    expect(
      waiting('adopted', [measure(1, { told: undefined, items: [item('1.1', { told })] })]),
    ).toStrictEqual([waiver]);
    const { told: _none, ...withheld } = item('1.1');
    expect(waiting('adopted', [measure(1, { items: [withheld] })])).toEqual([]);
  });

  it('is what a measure amounts to that was not all signed off', () => {
    const ended = (number: string, ground?: string) =>
      item(number, {
        state: 'waived',
        ended: {
          on: at,
          authority: { kind: 'leader' },
          ...(ground === undefined ? {} : { ground }),
        } as never,
      });
    const signed = item('1.1', { state: 'signed-off' });
    const ready = (items: ReportItem[], more: object = {}) =>
      waiting('adopted', [measure(1, { state: 'ready-to-close', items, ...more })]);
    const question = { kind: 'close-otherwise', number: 1 };
    expect(ready([signed, ended('1.2', 'a'), ended('1.3', 'a'), ended('1.4', 'b')])).toEqual([
      {
        ...question,
        title: 'Sak 1',
        proposal: 'partly-implemented',
        signedOff: 1,
        ended: ['1.2', '1.3', '1.4'],
        of: 4,
        grounds: ['a', 'b'],
      },
    ]);
    expect(ready([ended('1.1')], { told: undefined })).toStrictEqual([
      { ...question, proposal: 'not-implemented', signedOff: 0, ended: ['1.1'], of: 1, grounds: [] },
    ]);
    expect(ready([signed])).toEqual([]);
    expect(waiting('adopted', [measure(1, { items: [ended('1.1')] })])).toEqual([]);
  });

  it('is a recommendation that nobody has assessed', () => {
    const told = { title: 'Varsling', evaluationTitle: 'Bruddet' };
    expect(
      waiting(
        'adopted',
        [measure(1)],
        [
          { outcome: 'not-assessed', number: '4', told },
          { outcome: 'not-assessed' },
          { outcome: 'not-followed' },
        ],
      ),
    ).toStrictEqual([{ kind: 'decide-outcome', number: '4', ...told }, { kind: 'decide-outcome' }]);
  });

  it('is the closing of a plan of which everything is closed', () => {
    const closed = { state: 'closed' };
    expect(waiting('adopted', [measure(1, closed), measure(2, closed)])).toEqual([
      { kind: 'close-plan', measures: 2 },
    ]);
    expect(waiting('adopted', [measure(1, closed), measure(2)])).toEqual([]);
    expect(waiting('adopted', [])).toEqual([]);
    expect(waiting('draft', [measure(1, closed)]).map(({ kind }) => kind)).toEqual(['adopt-plan']);
  });
});

describe('a case paper', () => {
  const preparedOn = '2026-11-20';
  const locked = report(
    2,
    [],
    { cover: { caseNumber: '26/118' }, decisions: [{ body: 'Utvalget' }] },
    {
      plan: { id: 'p', number: 1, title: 'Plan', state: 'adopted', periodEnd: '2027-12-31' },
    },
  );

  it('names the report it rests on, who meets, and what was decided before', () => {
    const body = { name: 'Utvalget', meetingDate: '2026-12-01' };
    expect(
      casePaper({ report: locked, sha256: 'ab', lockedOn: '2026-10-01', preparedOn, body }),
    ).toMatchObject({
      language: 'nb',
      plan: { number: 1, title: 'Plan', state: 'adopted' },
      report: { number: 2, version: 1, lockedOn: '2026-10-01', sha256: 'ab' },
      body,
      background: { periodEnd: '2027-12-31' },
      earlier: [{ body: 'Utvalget' }],
      cover: { caseNumber: '26/118' },
      edition: 'locked',
      audience: 'internal',
    });
  });

  it.each<[string, Parameters<typeof casePaper>[0]]>([
    [
      'the live status',
      {
        report: { ...locked, edition: { kind: 'live', at } },
        sha256: 'ab',
        lockedOn: '2026-10-01',
        preparedOn,
      },
    ],
    ['a report whose digest is not known', { report: locked, lockedOn: '2026-10-01', preparedOn }],
    ['a report whose day is not known', { report: locked, sha256: 'ab', preparedOn }],
  ])('names none where it rests on %s', (_what, input) => {
    expect(casePaper(input)).not.toHaveProperty('report');
  });

  it('has nothing that is not known', () => {
    const paper = casePaper({ report: report(1, []), preparedOn });
    for (const absent of ['body', 'cover', 'report']) expect(paper).not.toHaveProperty(absent);
    expect(paper.background).not.toHaveProperty('periodEnd');
  });
});

describe('what can be corrected', () => {
  const status = (more: object = {}) => ({
    goals: [{ number: 1, title: 'Mål', subGoals: [subGoal(1, 'met'), subGoal(2)] }],
    themes: [{ title: 'Vann', lines: [line('En.', 1), line('To.', 2, 3)] }],
    ...more,
  });
  const indicator = (subGoalNumber: number, name: string, value: number) => ({
    subGoalNumber,
    name,
    unit: '%',
    figures: [{ value, asOf: '2026-05-31', source: 's' }],
  });
  const indicators = [indicator(1, 'A', 1), indicator(2, 'B', 1)];
  const measures = [measure(1), measure(2), measure(3)];
  const whole = {
    writtenSummary: ['Alt er i rute.'],
    indicators,
    recommendations: [{ outcome: 'not-followed', told: { title: 't' } }],
    decisions: [],
  };
  const locked = report(2, measures, whole, status());
  const fresh = (more: object = {}, ofStatus: object = {}, now: readonly ReportMeasure[] = measures) => ({
    ...report(2, now, { ...whole, ...more }, status(ofStatus)),
    edition: { ...locked.edition, version: 2 } as never,
  });
  const plan = { id: 'p', number: 1, title: 'Ny tittel', state: 'adopted' };
  const goals = [{ number: 1, title: 'Mål', subGoals: [subGoal(1, 'not-met'), subGoal(2)] }];
  const recommendations = [{ outcome: 'not-followed', told: { title: 'u' } }];
  const decisions = [{ body: 'Utvalget' }];
  const themes = [{ title: 'Vann', lines: [line('En.', 1), line('Nye ord.', 2, 3)] }];

  const parts: [string, StatusReport][] = [
    ['summary', fresh({ writtenSummary: ['Ikke alt.'] })],
    ['summary', fresh({ writtenSummary: undefined })],
    ['basis', fresh({}, { plan })],
    ['sub-goal-1', fresh({}, { goals })],
    ['sub-goal-2', fresh({ indicators: [indicators[0], indicator(2, 'B', 2)] })],
    ['measures-1', fresh({}, {}, [measure(1, { standing: 'late' }), measure(2), measure(3)])],
    ['measures-2-3', fresh({}, { themes })],
    ['measures-2-3', fresh({}, {}, [measure(1), measure(2), measure(3, { standing: 'late' })])],
    ['recommendations', fresh({ recommendations })],
    ['decisions', fresh({ decisions })],
  ];

  it.each(parts)('is %s where the record tells otherwise (%#)', (key, now) => {
    expect(correctableParts(locked, now)).toEqual([{ key, always: false }]);
  });

  it('is nothing where it tells the same', () => {
    expect(correctableParts(locked, fresh())).toEqual([]);
  });

  it('is what was withheld since, chosen or not', () => {
    const { told: _gone, ...withheld } = measure(2);
    expect(correctableParts(locked, fresh({}, {}, [measure(1), withheld as never, measure(3)]))).toEqual([
      { key: 'measures-2-3', always: true },
    ]);
    expect(correctableParts(locked, fresh({ recommendations: [{ outcome: 'not-followed' }] }))).toEqual([
      { key: 'recommendations', always: true },
    ]);
  });

  const chosen = (now: StatusReport, ...keys: string[]) => corrected(locked, now, keys, undefined);

  it('is taken where it was chosen, and the rest stays as it was locked', () => {
    const all = {
      ...fresh(
        {
          writtenSummary: ['Ikke alt.'],
          recommendations,
          accepted: { recommendations: 1, carriedOut: 0 },
          decisions,
          indicators: [indicator(1, 'A', 1), indicator(2, 'B', 2)],
        },
        { plan, goals, themes },
      ),
    };
    expect(chosen(all, 'summary').writtenSummary).toEqual(['Ikke alt.']);
    expect(chosen(all, 'summary')).toEqual({
      ...locked,
      edition: all.edition,
      writtenSummary: ['Ikke alt.'],
    });
    expect(chosen(fresh({ writtenSummary: undefined }), 'summary')).not.toHaveProperty('writtenSummary');
    expect(chosen(all, 'basis').status.plan.title).toBe('Ny tittel');
    expect(chosen(all, 'decisions')).toEqual({ ...locked, edition: all.edition, decisions });
    expect(chosen(all, 'recommendations')).toMatchObject({
      recommendations,
      accepted: { recommendations: 1 },
    });
    expect(chosen(all, 'sub-goal-1').status.goals[0]?.subGoals.map(({ verdict }) => verdict)).toEqual([
      'not-met',
      undefined,
    ]);
    expect(chosen(all, 'sub-goal-1').indicators).toEqual(indicators);
    expect(chosen(all, 'sub-goal-2').indicators).toEqual([indicators[0], indicator(2, 'B', 2)]);
    expect(
      chosen(all, 'measures-2-3').status.themes[0]?.lines.map(({ narrative }) => narrative?.text),
    ).toEqual(['En.', 'Nye ord.']);
    expect(chosen(all)).toEqual({ ...locked, edition: all.edition });
  });

  it('is counted again where it is more than words: in the figures, and in the last point of the trend', () => {
    const now = fresh({}, {}, [measure(1, { standing: 'late' }), measure(2), measure(3)]);
    const made = chosen(now, 'measures-1');
    expect(made.measures.map(({ standing }) => standing)).toEqual(['late', 'onTrack', 'onTrack']);
    expect(made.status.figures.measures).toMatchObject({ late: 1, onTrack: 2, total: 3 });
    expect(made.trend).toEqual([{ asOf: '2026-11-20', report: 2, open: 3, late: 1, closed: 0 }]);
    expect(made.status.answered).toEqual({ count: 1, of: 2 });
    expect(made.headlines.find(({ kind }) => kind === 'answers')).toMatchObject({ answered: 1, of: 2 });
  });
});

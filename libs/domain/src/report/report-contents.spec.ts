import { describe, expect, it } from '@jest/globals';
import { open } from '../access/access.js';
import { moveDeadline, setDeadline } from '../deadline/deadline.js';
import type { Decision } from '../decision/decision.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { defaultLadder } from '../follow-up/ladder.js';
import type { Item, StandingMeasure } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { Actor } from '../roles/actor.js';
import { recounted, statusReport, type StatusReportInput } from './build-status-report.js';
import { measureHappenings, reportMeasure } from './report-facts.js';
import type { Edition, Headline, StatusReport } from './status-report.js';

const today = '2026-11-20';
const at = '2026-10-01T10:00:00.000Z';
const later = '2026-10-15T10:00:00.000Z';
const secretariat: Actor = { id: 'kari', roles: ['secretariat'], partyIds: [] };
const anybody: Actor = { id: 'anybody', roles: [], partyIds: [] };
const restricted = { kind: 'restricted', legalBasis: 'offl. § 24' } as const;
const council = {
  kind: 'body',
  body: 'Beredskapsutvalget',
  meetingDate: '2026-09-10',
  caseNumber: '14/26',
  archiveReference: '26/118-7',
} as const;

const plan = {
  id: 'plan',
  number: 1,
  title: 'Tiltaksplan',
  state: 'adopted',
  adoption: { authority: council, enteredBy: 'leder', at },
  caseOfficerId: 'kari',
  signOffSubstituteIds: [],
  goals: [],
  themes: [
    { id: 'warning', title: 'Varsling' },
    { id: 'air', title: 'Luft' },
    { id: 'water', title: 'Vann' },
  ],
  abbreviations: [],
  jointLines: [],
  ladder: defaultLadder,
  evidenceRequired: true,
  registeredAt: at,
  lastSubstantiveChangeAt: at,
} as unknown as Plan;

function item(suffix: string, partyId: string, more: object = {}): Item {
  return {
    id: `i-${suffix}`,
    suffix,
    partyId,
    contributorIds: [],
    assignedAt: at,
    state: 'open',
    ...more,
  } as never;
}

function measure(number: number, more: object = {}): StandingMeasure {
  return {
    id: `m${number}`,
    planId: 'plan',
    number,
    title: `Tittel ${number}`,
    about: `sak ${number}`,
    text: 'Tekst',
    subGoalIds: [],
    access: open,
    items: [],
    subPoints: [],
    nextNumber: 1,
    shares: [],
    crossReferences: [],
    registeredAt: at,
    lastSubstantiveChangeAt: at,
    state: 'in-follow-up',
    acceptedAt: at,
    ...more,
  } as never;
}

const live: Edition = { kind: 'live', at };
const locked = (number: number): Edition => ({
  kind: 'locked',
  number,
  version: 1,
  lockedAt: `2026-0${number}-30T06:00:00.000Z`,
  lockedBy: 'schedule',
});

function reportOf(
  measures: readonly StandingMeasure[],
  { summary, ...more }: Partial<Omit<StatusReportInput, 'summary'>> & { summary?: object } = {},
): StatusReport {
  return statusReport({
    edition: live,
    language: 'nb',
    period: { from: '2026-09-01', to: today },
    summary: {
      plan,
      measures,
      partyNames: new Map([
        ['vestdal', 'Vestdal'],
        ['lia', 'Lia'],
        ['bergby', 'Bergby'],
        ['all', 'Kommunene'],
      ]),
      personRoles: new Map([
        ['kari', ['secretariat']],
        ['leder', ['leadership']],
      ]),
      outcomes: [],
      elsewhere: new Map(),
      today,
      reader: secretariat,
      ...summary,
    },
    evaluations: [],
    decisions: [],
    happenings: new Map(),
    ...more,
  });
}

const done = (on = later) => ({ report: { what: 'Gjort.', evidence: [], by: 'ola', at: on } });
const reported = (on = later) => ({ state: 'reported-done', ...done(on) });
const signedOff = (on = later) => ({ state: 'signed-off', ...done(on), signOff: { by: 'kari', at: later } });
const ending = { ground: 'Nedlagt.', authority: { kind: 'leader' }, enteredBy: 'leder', at: later };
const waived = { state: 'waived', waiver: ending };
const unanswered = { state: 'unanswered', ending: { ...ending, letterReference: '26/4' } };
const due = (on: string) => setDeadline(on, 'kari', at);
const headline = <K extends Headline['kind']>({ headlines }: StatusReport, kind: K) =>
  headlines.find((one): one is Extract<Headline, { kind: K }> => one.kind === kind);

describe('the first page', () => {
  it('says whose plan it is, its case, and which body adopted it, without who entered it', () => {
    const whole = { ...plan, secretariatPartyId: 'vestdal', caseNumber: '26/118' };
    expect(reportOf([], { summary: { plan: whole } }).cover).toStrictEqual({
      unit: 'Vestdal',
      caseNumber: '26/118',
      adoptedBy: {
        kind: 'body',
        body: 'Beredskapsutvalget',
        meetingDate: '2026-09-10',
        caseNumber: '14/26',
      },
    });
  });

  it('says less of a plan that has less', () => {
    const { adoption: _none, ...draft } = { ...plan, state: 'draft' } as never as { adoption: unknown };
    expect(reportOf([], { summary: { plan: draft } }).cover).toStrictEqual({});
    const byLeader = { ...plan, adoption: { authority: { kind: 'leader' }, enteredBy: 'leder', at } };
    const unknown = { ...byLeader, secretariatPartyId: 'gone' };
    expect(reportOf([], { summary: { plan: unknown } }).cover).toStrictEqual({
      adoptedBy: { kind: 'leader' },
    });
  });

  it('is for those inside, or for everybody', () => {
    expect(reportOf([]).audience).toBe('internal');
    expect(reportOf([], { summary: { reader: anybody } }).audience).toBe('public');
  });

  it('is a first report where there is none before', () => {
    expect(reportOf([])).not.toHaveProperty('sinceLast');
    expect(headline(reportOf([]), 'first-report')).toEqual({ kind: 'first-report' });
    expect(reportOf([]).repeated).toEqual([]);
  });
});

describe('the figures', () => {
  it('stand by theme in the plan’s order, what has none last, and no theme without measures', () => {
    const { byTheme } = reportOf([
      measure(1, { themeId: 'water', items: [item('1', 'lia')], deadline: due('2026-12-01') }),
      measure(2),
      measure(3, { themeId: 'warning', state: 'proposed' }),
      measure(4, { themeId: 'water', items: [item('1', 'lia')], deadline: due('2026-11-01') }),
    ]).figures;
    expect(byTheme.map(({ title, figures }) => [title, figures.total])).toEqual([
      ['Varsling', 1],
      ['Vann', 2],
      [undefined, 1],
    ]);
    expect(byTheme[0]?.figures).toMatchObject({ proposed: 1, late: 0 });
    expect(byTheme[1]?.figures).toMatchObject({ onTrack: 1, late: 1 });
    expect(byTheme[2]?.figures).toMatchObject({ noDeadline: 1 });
  });

  it('count every state of measures and items', () => {
    const { measureStates, itemStates, closedAs } = reportOf([
      measure(1, { state: 'proposed' }),
      measure(2, { state: 'accepted' }),
      measure(3, { items: [item('1', 'lia'), item('2', 'lia', reported()), item('3', 'lia', waived)] }),
      measure(4, {
        state: 'ready-to-close',
        items: [item('1', 'lia', signedOff()), item('2', 'lia', unanswered)],
      }),
      measure(5, { state: 'closed', closure: { as: 'implemented', by: 'kari', at } }),
      measure(6, { state: 'closed', closure: { as: 'carried-over', by: 'kari', at } }),
    ]).figures;
    expect(measureStates).toEqual({
      proposed: 1,
      accepted: 1,
      'in-follow-up': 1,
      'ready-to-close': 1,
      closed: 2,
    });
    expect(itemStates).toEqual({ open: 1, 'reported-done': 1, 'signed-off': 1, waived: 1, unanswered: 1 });
    expect(closedAs).toMatchObject({ implemented: 1, 'carried-over': 1 });
  });

  const none = { doneOnTime: 0, doneLate: 0, doneByOriginal: 0, openOnTrack: 0, openLate: 0 };
  const extended = moveDeadline(due('2026-10-01'), {
    from: '2026-10-01',
    to: '2026-10-20',
    reason: 'x',
    by: 'kari',
    at,
  });
  it.each<[string, object, object, object]>([
    [
      'reported on the day',
      reported('2026-10-20T10:00:00.000Z'),
      { deadline: due('2026-10-20') },
      { doneOnTime: 1, doneByOriginal: 1 },
    ],
    [
      'reported the day after',
      reported('2026-10-21T10:00:00.000Z'),
      { deadline: due('2026-10-20') },
      { doneLate: 1 },
    ],
    [
      'reported before the new deadline and after the first',
      reported(),
      { deadline: extended },
      { doneOnTime: 1 },
    ],
    [
      'signed off, by its own deadline',
      { ...signedOff(), deadline: due('2026-10-14') },
      { deadline: due('2026-12-01') },
      { doneLate: 1 },
    ],
    ['open and late', {}, { deadline: due('2026-11-19') }, { openLate: 1 }],
    ['open and not', {}, { deadline: due('2026-11-20') }, { openOnTrack: 1 }],
    ['without a deadline', reported(), {}, {}],
    ['waived', waived, { deadline: due('2026-10-20') }, {}],
    ['proposed', {}, { deadline: due('2026-11-19'), state: 'proposed' }, {}],
  ])('count as punctual or not what is %s', (_what, ofItem, ofMeasure, expected) => {
    const { punctuality } = reportOf([
      measure(1, { items: [item('1', 'lia', ofItem)], ...ofMeasure }),
    ]).figures;
    expect(punctuality).toEqual({ ...none, ...expected });
  });
});

describe('the five lines', () => {
  it('count the verdicts of the sub-goals', () => {
    const subGoal = (number: number, verdict?: string) => ({
      id: `g${number}`,
      number,
      title: 't',
      about: 'a',
      indicators: [],
      ...(verdict === undefined ? {} : { assessment: { verdict, text: 'x', by: 'kari', at } }),
    });
    const goals = [
      { id: 'a', number: 1, title: 'Mål', subGoals: [subGoal(1, 'met'), subGoal(2, 'met')] },
      { id: 'b', number: 2, title: 'Mål', subGoals: [subGoal(3, 'not-met'), subGoal(4)] },
    ];
    expect(headline(reportOf([], { summary: { plan: { ...plan, goals } } }), 'goals')).toEqual({
      kind: 'goals',
      of: 4,
      verdicts: {
        met: 2,
        'partly-met': 0,
        'not-met': 1,
        uncertain: 0,
        'cannot-be-assessed': 0,
        'not-assessed': 1,
      },
    });
  });

  const late = (...measures: StandingMeasure[]) => headline(reportOf(measures), 'late');
  it('name what has been late the longest, of items that are late, and of two alike the first', () => {
    const [one, other, first] = [
      measure(1, { items: [item('1', 'lia', { deadline: due('2026-11-18') })] }),
      measure(2, {
        items: [
          item('1', 'lia', { deadline: due('2026-11-10') }),
          item('2', 'lia', { deadline: due('2026-10-01'), ...reported() }),
        ],
      }),
      measure(3, { items: [item('1', 'lia')], deadline: due('2026-11-10') }),
    ];
    expect(late(one, other, first)).toEqual({
      kind: 'late',
      measures: 3,
      items: 3,
      longest: { number: 2, days: 10 },
    });
    expect(late(one, first, other)?.longest?.number).toBe(2);
    expect(late(measure(4, { items: [item('1', 'lia')], deadline: due('2026-11-20') }))).toEqual({
      kind: 'late',
      measures: 0,
      items: 0,
    });
  });

  it('count what nobody has from its own deadline, and not what somebody has done', () => {
    expect(late(measure(1, { deadline: due('2026-11-10') }))?.longest).toEqual({ number: 1, days: 10 });
    const half = {
      subPoints: [
        { id: 'a', number: 1, text: 'a', nextItemNumber: 2 },
        { id: 'b', number: 2, text: 'b', nextItemNumber: 1 },
      ],
      items: [item('1.1', 'lia', { subPointId: 'a', deadline: due('2026-11-15') })],
    };
    expect(late(measure(1, { ...half, deadline: due('2026-11-10') }))?.longest).toEqual({
      number: 1,
      days: 10,
    });
    expect(late(measure(1, { ...half, deadline: due('2026-11-20') }))?.longest).toEqual({
      number: 1,
      days: 5,
    });
    const someone = {
      items: [item('1', 'lia', { deadline: due('2026-11-15') })],
      deadline: due('2026-11-10'),
    };
    expect(late(measure(1, someone))?.longest).toEqual({ number: 1, days: 5 });
  });

  it('compare with the report before', () => {
    const before = reportOf(
      [measure(1, { items: [item('1', 'lia'), item('2', 'lia')], deadline: due('2026-11-01') })],
      {
        edition: locked(1),
      },
    );
    const now = [
      measure(1, {
        items: [item('1', 'lia'), item('2', 'lia'), item('3', 'lia')],
        deadline: due('2026-11-01'),
      }),
      measure(2, { items: [item('1', 'lia')], deadline: due('2026-11-01') }),
    ];
    expect(headline(reportOf(now, { edition: locked(2), previous: before }), 'since-last')).toEqual({
      kind: 'since-last',
      registered: 1,
      closed: 0,
      newlyLate: 1,
      deadlinesMoved: 0,
      reopened: 0,
    });
  });
});

describe('the trend', () => {
  it('has a point for each report, and one for the live status without a number', () => {
    const first = reportOf([measure(1)], { edition: locked(1) });
    const second = reportOf(
      [measure(1, { state: 'closed', closure: { as: 'implemented', by: 'kari', at } }), measure(2)],
      {
        previous: first,
      },
    );
    expect(second.trend).toEqual([
      { asOf: today, report: 1, open: 1, late: 0, closed: 0 },
      { asOf: today, open: 1, late: 0, closed: 1 },
    ]);
    expect(second.trend[1]).not.toHaveProperty('report');
  });

  it('of indicators stands in order of time, with the target where there is one', () => {
    const figure = (asOf: string) => ({ value: 1, asOf, source: 'SYSVAK' });
    const indicators = [
      {
        name: 'A',
        unit: '%',
        target: 75,
        figures: [figure('2026-05-31'), figure('2024-05-31'), figure('2025-05-31')],
      },
      { name: 'B', unit: '%', figures: [] },
    ];
    const goals = [
      {
        id: 'g',
        number: 1,
        title: 'Mål',
        subGoals: [{ id: 's', number: 7, title: 't', about: 'a', indicators }],
      },
    ];
    expect(reportOf([], { summary: { plan: { ...plan, goals } } }).indicators).toStrictEqual([
      {
        subGoalNumber: 7,
        name: 'A',
        unit: '%',
        target: 75,
        figures: [figure('2024-05-31'), figure('2025-05-31'), figure('2026-05-31')],
      },
      { subGoalNumber: 7, name: 'B', unit: '%', figures: [] },
    ]);
  });
});

describe('who answered', () => {
  const heard = (on: string) => ({ lastHeard: { at: on, by: 'ola' } });
  const answersOf = (more: Partial<StatusReportInput>, ...items: Item[]) =>
    reportOf([measure(1, { items, deadline: due('2026-11-01') })], {
      ...more,
      summary: { lastReportAt: '2026-10-10T10:00:00.000Z' },
    }).answers;

  it('stands in the order of names, each with what is open, late and covered', () => {
    expect(
      answersOf(
        {},
        item('1', 'vestdal', heard(later)),
        item('2', 'bergby', { ...signedOff(), ...heard(at) }),
        item('3', 'lia'),
        item('4', 'lia', heard(at)),
        item('5', 'vestdal', { deadline: due('2026-12-01') }),
      ),
    ).toEqual([
      {
        partyName: 'Bergby',
        openItems: 0,
        lateItems: 0,
        coverage: { covered: 0, of: 0 },
        answer: { kind: 'nothing-open' },
      },
      {
        partyName: 'Lia',
        openItems: 2,
        lateItems: 2,
        coverage: { covered: 0, of: 2 },
        answer: { kind: 'not-answered', lastOn: '2026-10-01' },
      },
      {
        partyName: 'Vestdal',
        openItems: 2,
        lateItems: 1,
        coverage: { covered: 1, of: 2 },
        answer: { kind: 'answered', on: '2026-10-15' },
      },
    ]);
  });

  it('was late only where it was asked for before, and said after the report it was asked for', () => {
    const previous = reportOf([], { edition: locked(1) });
    const answer = (more: Partial<StatusReportInput>) =>
      answersOf(more, item('1', 'lia', heard(later)))[0]?.answer;
    const on = '2026-10-15';
    expect(answer({ previous, askedAt: '2026-11-01T10:00:00.000Z' })).toEqual({
      kind: 'answered-late',
      on,
      askedForReport: 1,
    });
    expect(answer({ previous, askedAt: later })).toEqual({ kind: 'answered', on });
    expect(answer({ previous })).toEqual({ kind: 'answered', on });
    expect(answer({ askedAt: '2026-11-01T10:00:00.000Z' })).toEqual({ kind: 'answered', on });
    expect(answersOf({}, item('1', 'lia'))[0]?.answer).toStrictEqual({ kind: 'not-answered' });
  });

  it('has no name where the party is not in the register', () => {
    expect(answersOf({}, item('1', 'gone'))[0]?.partyName).toBe('');
  });
});

describe('recommendations', () => {
  const decided = (outcome: object) => ({
    ...outcome,
    decidedOn: later,
    enteredBy: 'leder',
    authority: { kind: 'leader' },
  });
  const recommendation = (number: string | undefined, outcome?: object) => ({
    id: `r${number}`,
    ...(number === undefined ? {} : { number }),
    title: `Anbefaling ${number}`,
    text: 'Tekst.',
    findingIds: [],
    ...(outcome === undefined ? {} : { outcome: decided(outcome) }),
  });
  const evaluation = (recommendations: object[], access: object = open): Evaluation =>
    ({ id: 'e', title: 'Vannutbruddet', access, recommendations }) as never;
  const assessed = evaluation([
    recommendation('1', { kind: 'followed', measureIds: ['m1'] }),
    recommendation('2', { kind: 'followed', measureIds: ['m1', 'm2'] }),
    recommendation('3', { kind: 'followed', measureIds: ['elsewhere'] }),
    recommendation('4', { kind: 'not-followed', ground: 'Ingen penger.', remainingRisk: 'Skjer igjen.' }),
    recommendation('5', { kind: 'covered-elsewhere', measureId: 'm2' }),
    recommendation('6', { kind: 'forwarded', authorityPartyId: 'lia', archiveReference: '26/9' }),
    recommendation('7', {
      kind: 'partly-followed',
      measureIds: ['m2', 'elsewhere'],
      ground: 'g',
      remainingRisk: 'r',
    }),
    recommendation(undefined),
  ]);
  const measures = [
    measure(1, { state: 'closed', closure: { as: 'implemented', by: 'kari', at } }),
    measure(2),
  ];

  it('that were not simply accepted are told with what became of them', () => {
    const told = (title: string, more: object = {}) => ({ evaluationTitle: 'Vannutbruddet', title, ...more });
    const by = { decidedOn: '2026-10-15', authority: { kind: 'leader' } };
    expect(reportOf(measures, { evaluations: [assessed] }).recommendations).toStrictEqual([
      {
        outcome: 'not-followed',
        number: '4',
        ...by,
        measureNumbers: [],
        told: told('Anbefaling 4', { ground: 'Ingen penger.', remainingRisk: 'Skjer igjen.' }),
      },
      { outcome: 'covered-elsewhere', number: '5', ...by, measureNumbers: [2], told: told('Anbefaling 5') },
      {
        outcome: 'forwarded',
        number: '6',
        ...by,
        measureNumbers: [],
        told: told('Anbefaling 6', { forwardedTo: 'Lia', archiveReference: '26/9' }),
      },
      {
        outcome: 'partly-followed',
        number: '7',
        ...by,
        measureNumbers: [2],
        told: told('Anbefaling 7', { ground: 'g', remainingRisk: 'r' }),
      },
      { outcome: 'not-assessed', measureNumbers: [], told: told('Anbefaling undefined') },
    ]);
  });

  it('that were accepted are followed when all their measures here are implemented', () => {
    expect(reportOf(measures, { evaluations: [assessed] }).accepted).toEqual({
      recommendations: 3,
      carriedOut: 1,
    });
    const closedOtherwise = measure(1, {
      state: 'closed',
      closure: { as: 'not-implemented', by: 'kari', at },
    });
    expect(reportOf([closedOtherwise], { evaluations: [assessed] }).accepted?.carriedOut).toBe(0);
    const none = evaluation([recommendation('1', { kind: 'followed', measureIds: [] })]);
    expect(reportOf([], { evaluations: [none] }).accepted).toEqual({ recommendations: 1, carriedOut: 0 });
  });

  it('of a restricted evaluation are told to those who may read them, and else are an outcome alone', () => {
    const secret = evaluation(
      [recommendation('4', { kind: 'not-followed', ground: 'g', remainingRisk: 'r' })],
      restricted,
    );
    expect(reportOf([], { evaluations: [secret] }).recommendations[0]).toMatchObject({
      number: '4',
      told: { ground: 'g' },
    });
    expect(
      reportOf([], { evaluations: [secret], summary: { reader: anybody } }).recommendations,
    ).toStrictEqual([
      { outcome: 'not-followed', decidedOn: '2026-10-15', authority: { kind: 'leader' }, measureNumbers: [] },
    ]);
  });
});

describe('decisions', () => {
  const decision = (more: object = {}): Decision =>
    ({
      id: 'd',
      ...council,
      text: 'En plan legges frem.',
      enteredBy: 'kari',
      enteredAt: at,
      ...more,
    }) as never;
  const told = {
    body: 'Beredskapsutvalget',
    meetingDate: '2026-09-10',
    caseNumber: '14/26',
    text: 'En plan legges frem.',
  };

  it('say by which role they were entered and countersigned, their deadline, and that they are carried out', () => {
    const whole = decision({
      deadline: { on: '2026-12-01', words: 'i år' },
      countersigning: { kind: 'given', by: 'leder', at: later },
      fulfilment: { note: 'Lagt frem.', by: 'kari', at: later },
    });
    expect(reportOf([], { decisions: [whole] }).decisions).toStrictEqual([
      {
        ...told,
        entered: {
          on: '2026-10-01',
          by: 'secretariat',
          countersigned: { on: '2026-10-15', by: 'leadership' },
        },
        deadline: { on: '2026-12-01', words: 'i år' },
        fulfilled: { on: '2026-10-15', note: 'Lagt frem.' },
      },
    ]);
  });

  it('that wait say no more than that they were entered', () => {
    expect(
      reportOf([], { decisions: [decision({ countersigning: { kind: 'awaited' } })] }).decisions,
    ).toStrictEqual([{ ...told, entered: { on: '2026-10-01', by: 'secretariat' } }]);
  });
});

describe('a corrected report', () => {
  const measures = [
    measure(2, {
      themeId: 'water',
      items: [item('1', 'lia', signedOff()), item('2', 'lia', waived), item('3', 'lia', unanswered)],
      state: 'ready-to-close',
    }),
    measure(1, {
      themeId: 'warning',
      items: [item('1', 'lia'), item('2', 'vestdal', reported())],
      deadline: due('2026-11-01'),
    }),
    measure(3, { state: 'closed', closure: { as: 'carried-over', by: 'kari', at } }),
  ];

  it('counts from its own parts what the record counted', () => {
    const report = reportOf(measures, { edition: locked(1) });
    expect(report.measures.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(recounted(report, undefined)).toEqual(report);
  });

  it('compares anew with the report before', () => {
    const before = reportOf([measure(1)], { edition: locked(1) });
    const report = reportOf(measures, { edition: locked(2), previous: before });
    const changed = { ...report, sinceLast: { ...report.sinceLast, registered: [] } } as never;
    expect(recounted(changed, before)).toEqual(report);
    expect(recounted(report, undefined).sinceLast).toEqual(report.sinceLast);
  });
});

describe('a measure in the report', () => {
  const context = (reader: Actor) => ({
    reader,
    today,
    partyNames: new Map([
      ['lia', 'Lia'],
      ['vestdal', 'Vestdal'],
      ['all', 'Kommunene'],
    ]),
    personRoles: new Map(),
    themeTitles: new Map([['water', 'Vann']]),
    evaluations: new Map([
      ['e', { title: 'Vannutbruddet', access: open }],
      ['secret', { title: 'Hemmelig', access: restricted }],
    ]),
    happenings: new Map([
      [
        'm1',
        {
          reopenings: [{ at, reason: 'Målingen.' }],
          revisions: [{ at: later, reason: 'Styret.' }],
        },
      ],
    ]),
  });
  const frozen = (more: object, reader = secretariat) => reportMeasure(context(reader), measure(1, more));
  const bare = {
    id: 'm1',
    number: 1,
    state: 'in-follow-up',
    standing: 'noDeadline',
    reopenings: [{ on: '2026-10-01', reason: 'Målingen.' }],
    revisions: [{ on: '2026-10-15', reason: 'Styret.' }],
  };
  const said = {
    progress: 'stopped',
    text: 'Ligger.',
    reason: 'Ingen folk',
    waitingFor: 'Loven',
    by: 'ola',
    at,
  };

  it('that has little says little', () => {
    expect(frozen({})).toStrictEqual({
      ...bare,
      unassigned: true,
      told: { title: 'Tittel 1', about: 'sak 1', text: 'Tekst', responsible: [] },
      items: [],
    });
    expect(reportMeasure(context(secretariat), measure(2))).toMatchObject({ reopenings: [], revisions: [] });
  });

  it('tells all that the reader may read of it', () => {
    const moved = moveDeadline(setDeadline('2026-11-01', 'kari', at, 'før vinteren'), {
      from: '2026-11-01',
      to: '2026-12-01',
      reason: 'Mer tid.',
      by: 'kari',
      at: later,
    });
    expect(
      frozen({
        themeId: 'water',
        access: restricted,
        deadline: moved,
        reviewOn: '2027-01-01',
        source: { evaluationId: 'e', number: '4', page: 12, findingIds: [] },
        risk: { likelihood: 'Trolig', consequence: 'Alvorlig', conclusion: 'Følg med', by: 'kari', at },
        updateOfWhole: said,
        items: [item('1', 'lia', { viaGroupId: 'all' }), item('2', 'vestdal')],
      }),
    ).toMatchObject({
      themeTitle: 'Vann',
      standing: 'onTrack',
      deadline: {
        original: '2026-11-01',
        inForce: '2026-12-01',
        words: 'før vinteren',
        moves: [{ from: '2026-11-01', to: '2026-12-01', on: '2026-10-15', reason: 'Mer tid.' }],
      },
      reviewOn: '2027-01-01',
      told: {
        legalBasis: 'offl. § 24',
        source: { evaluationTitle: 'Vannutbruddet', number: '4', page: 12 },
        responsible: ['Kommunene', 'Vestdal'],
        progress: 'stopped',
        waitingFor: 'Loven',
        reason: 'Ingen folk',
        statusText: 'Ligger.',
        statusOn: '2026-10-01',
        risk: { likelihood: 'Trolig', consequence: 'Alvorlig', conclusion: 'Følg med' },
      },
    });
    expect(frozen({ items: [item('1', 'lia')] })).not.toHaveProperty('unassigned');
  });

  it('has the secretariat’s words where they wrote some, and the progress of the word they rest on', () => {
    const summaryText = { text: 'Våre ord', at: later, consideredThrough: later, by: 'kari' };
    expect(frozen({ summaryText, updateOfWhole: said }).told).toMatchObject({
      statusText: 'Våre ord',
      statusOn: '2026-10-15',
      progress: 'stopped',
    });
  });

  it.each<[string, object | undefined, object | undefined]>([
    ['no number or page', { evaluationId: 'e' }, { evaluationTitle: 'Vannutbruddet' }],
    ['an evaluation that is not there', { evaluationId: 'gone' }, undefined],
    ['none', undefined, undefined],
  ])('names its source: %s', (_what, source, expected) => {
    expect(frozen(source === undefined ? {} : { source }).told?.source).toStrictEqual(expected);
  });

  it('names a restricted evaluation only to those who may read it', () => {
    const source = { evaluationId: 'secret' };
    expect(frozen({ source }).told?.source).toEqual({ evaluationTitle: 'Hemmelig' });
    expect(frozen({ source }, anybody).told).not.toHaveProperty('source');
  });

  it('that is restricted is numbers and dates to others, without a word of why', () => {
    const items = [
      item('1', 'lia', waived),
      item('2', 'lia', unanswered),
      item('3', 'lia', { deadline: setDeadline('2026-12-01', 'k', at, 'ord') }),
    ];
    const risk = { likelihood: 'l', consequence: 'c', by: 'kari', at };
    const shown = frozen({ access: restricted, items, risk, updateOfWhole: said }, anybody);
    expect(shown).toStrictEqual({
      ...bare,
      reopenings: [{ on: '2026-10-01' }],
      revisions: [{ on: '2026-10-15' }],
      standing: 'onTrack',
      items: [
        { number: '1.1', state: 'waived', ended: { on: '2026-10-15', authority: { kind: 'leader' } } },
        { number: '1.2', state: 'unanswered', ended: { on: '2026-10-15', authority: { kind: 'leader' } } },
        {
          number: '1.3',
          state: 'open',
          standing: 'onTrack',
          deadline: '2026-12-01',
          ownDeadline: { original: '2026-12-01', inForce: '2026-12-01', moves: [] },
        },
      ],
    });
  });

  it('that is closed says as what and when', () => {
    const shown = frozen({ state: 'closed', closure: { as: 'implemented', by: 'kari', at: later } });
    expect(shown).toMatchObject({ closed: { as: 'implemented', on: '2026-10-15' } });
    expect(shown).not.toHaveProperty('unassigned');
  });

  describe('with an item', () => {
    const told = (more: object, reader = secretariat, ofMeasure: object = {}) =>
      frozen({ items: [item('1', 'lia', more)], ...ofMeasure }, reader).items[0];

    it('that is open says whose it is, and nothing else', () => {
      expect(told({})).toStrictEqual({
        number: '1.1',
        state: 'open',
        standing: 'noDeadline',
        told: { partyName: 'Lia' },
      });
      expect(frozen({ items: [item('1', 'gone')] }).items[0]?.told?.partyName).toBe('');
    });

    it('names the group it came through and the sub-point it is of, and what was said of it', () => {
      const subPoints = [
        { id: 'r', number: 1, text: 'Annet', nextItemNumber: 1 },
        { id: 's', number: 2, text: 'Skriv den.', nextItemNumber: 2 },
      ];
      expect(
        told({ viaGroupId: 'all', subPointId: 's', suffix: '2.1', latestUpdate: said }, secretariat, {
          subPoints,
        })?.told,
      ).toStrictEqual({
        partyName: 'Lia',
        groupName: 'Kommunene',
        subPointText: 'Skriv den.',
        progress: 'stopped',
        waitingFor: 'Loven',
        reason: 'Ingen folk',
        statusText: 'Ligger.',
        statusOn: '2026-10-01',
      });
    });

    it('that is reported and signed off says when', () => {
      expect(told(signedOff(at))).toMatchObject({
        reportedOn: '2026-10-01',
        signedOffOn: '2026-10-15',
        standing: 'done',
      });
      expect(told(reported())).not.toHaveProperty('signedOffOn');
    });

    it('that was waived, or never answered, says by whom and why', () => {
      expect(told(waived)?.ended).toStrictEqual({
        on: '2026-10-15',
        authority: { kind: 'leader' },
        ground: 'Nedlagt.',
      });
      expect(told(unanswered)?.ended).toMatchObject({ ground: 'Nedlagt.', letterReference: '26/4' });
    });

    it('tells what is proposed and what was sent back to those inside alone', () => {
      const more = {
        waiverProposal: { ground: 'Nedlagt.', by: 'kari', at },
        returned: { reason: 'Mangler bilde.', by: 'kari', at: later },
      };
      expect(told(more)?.told).toMatchObject({
        waiverProposal: { ground: 'Nedlagt.', on: '2026-10-01' },
        returned: { reason: 'Mangler bilde.', on: '2026-10-15' },
      });
      expect(told(more, anybody)?.told).toStrictEqual({ partyName: 'Lia' });
      expect(told({ ...more, ...reported() })?.told).not.toHaveProperty('waiverProposal');
    });
  });
});

describe('what happened to a measure', () => {
  it('are its reopenings, and the changes of its words alone', () => {
    const revised = (changes: object, reason: string) => ({
      type: 'MeasureRevised',
      at,
      data: { changes, reason },
    });
    const history = [
      revised({ title: { old: 'a', new: 'b' } }, 'tittel'),
      revised({ about: { old: 'a', new: 'b' } }, 'sak'),
      revised({ text: { old: 'a', new: 'b' } }, 'tekst'),
      revised({ access: { old: open, new: restricted } }, 'tilgang'),
      { type: 'ItemSignedOff', at, data: { itemId: 'i' } },
      { type: 'MeasureReopened', at: later, data: { reason: 'Målingen.' } },
    ];
    expect(measureHappenings(history as never)).toEqual({
      reopenings: [{ at: later, reason: 'Målingen.' }],
      revisions: ['tittel', 'sak', 'tekst'].map((reason) => ({ at, reason })),
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { open } from '#domain/access/access.js';
import type { Deadline } from '#domain/deadline/deadline.js';
import { defaultLadder } from '#domain/follow-up/ladder.js';
import {
  progresses,
  progressesWithoutReason,
  type Item,
  type StandingMeasure,
  type StatusUpdate,
} from '#domain/measure/measure.js';
import { verdicts, type Plan } from '#domain/plan/plan.js';
import { statusReport, type StatusReportInput } from '#domain/report/build-status-report.js';
import { casePaper } from '#domain/report/case-paper.js';
import { reportLanguages, type ReportLanguage } from '#domain/report/report-language.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { casePaperDocument } from './case-paper-content.js';
import { reportDocument } from './report-content.js';
import { plainText, type Block, type ListItem, type ReportDocument } from './report-document.js';

const today = '2026-11-20';
const at = '2026-10-01T10:00:00.000Z';
const some = fc.constantFrom;

/** As people write: with and without capitals and full stops. */
const words = some(
  'arbeidet går',
  'Planen er vedtatt.',
  'pH måles hver uke',
  'venter på svar fra departementet.',
  'Utkastet er sendt på høring',
);
const reasons = some('mangler folk', 'Budsjettet er brukt.', 'arbeidet går');
const about = some('én felles plan.', 'at alle melder fravær', 'å øve sammen');
const partyIds = ['vestdal', 'lia', 'fagråd', 'alle', 'berg', 'dal'] as const;
const partyNames = new Map<string, string>([
  ['vestdal', 'Vestdal kommune'],
  ['lia', 'Lia kommune'],
  ['fagråd', 'fagrådet for beredskap'],
  ['alle', 'kommunene'],
  ['berg', 'Berg'],
  ['dal', 'Dal'],
]);
const days = some('2026-03-01', '2026-06-15', '2026-11-20', '2026-12-24', '2027-02-01');

const deadline: fc.Arbitrary<Deadline> = fc
  .tuple(days, fc.array(days, { maxLength: 3 }), reasons)
  .map(([original, moved, reason]) => {
    const all = [original, ...moved];
    return {
      original,
      inForce: all.at(-1) ?? original,
      setBy: 'kari',
      setAt: at,
      moves: moved.map((to, index) => ({ from: all[index] ?? original, to, reason, by: 'kari', at })),
    };
  });

const update: fc.Arbitrary<StatusUpdate> = fc
  .record({
    progress: some(...progresses),
    text: words,
    reason: reasons,
    waitingFor: some('9', 'Tiltak 9', 'ny lov.'),
    by: some('kari', 'ola'),
    forPartyIds: fc.subarray([...partyIds], { maxLength: 5 }),
  })
  .map(({ reason, waitingFor, ...said }) => ({
    ...said,
    at,
    ...(progressesWithoutReason.includes(said.progress) ? {} : { reason }),
    ...(said.progress === 'waiting' ? { waitingFor } : {}),
  }));

const report = { what: 'vaktlisten er delt ut', evidence: [], by: 'ola', at };
const authority = { kind: 'leader' } as const;
const ending = { ground: 'anlegget er nedlagt', authority, enteredBy: 'leder', at };
const itemStates = some(
  { state: 'open' },
  { state: 'open', waiverProposal: { ground: 'avtalen er sagt opp', by: 'kari', at } },
  { state: 'reported-done', report },
  { state: 'signed-off', report, signOff: { by: 'kari', at } },
  { state: 'waived', waiver: ending },
  { state: 'unanswered', ending: { ...ending, letterReference: '26/123-4' } },
);

const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

function itemsOf(count: number, subPoints: number): fc.Arbitrary<Item[]> {
  return fc
    .array(
      fc.record({
        partyId: some(...partyIds),
        contributorIds: fc.subarray([...partyIds], { maxLength: 3 }),
        viaGroupId: some(undefined, undefined, 'alle'),
        deadline: some(undefined, undefined).chain(() => optional(deadline)),
        latestUpdate: optional(update),
        state: itemStates,
        assignedAt: some('2026-01-01T10:00:00.000Z', '2026-11-01T10:00:00.000Z'),
      }),
      { minLength: count, maxLength: count },
    )
    .map((items) =>
      items.map(({ state, ...item }, index) => {
        const under = index % (subPoints + 1);
        return {
          ...item,
          ...state,
          id: `i${index}`,
          suffix: under === 0 ? String(index + 10) : `${under}.${index + 1}`,
          ...(under === 0 ? {} : { subPointId: `s${under}` }),
        } as Item;
      }),
    );
}

function measure(number: number): fc.Arbitrary<StandingMeasure> {
  return fc
    .tuple(some(0, 1, 1, 2, 3, 40), some(0, 0, 0, 2))
    .chain(([count, subPoints]) =>
      fc.record({
        items: itemsOf(count, subPoints),
        subPoints: fc.array(fc.record({ text: words, latestUpdate: optional(update) }), {
          minLength: subPoints,
          maxLength: subPoints,
        }),
        title: some('vaktlisten', 'Felles plan'),
        about,
        deadline: optional(deadline),
        reviewOn: optional(days),
        updateOfWhole: optional(update),
        summaryText: optional(words.map((text) => ({ text, consideredThrough: at, by: 'kari', at }))),
        crossReferences: some([], ['m9'], ['m9', 'm9', 'm1'], ['m2', 'elsewhere', 'far']),
        recurrence: some(undefined, undefined, {
          everyMonths: 6,
          occurrences: [{ on: '2026-05-01', note: 'øvelsen gikk bra', evidence: [], by: 'ola' }],
        }),
        shares: some(
          [],
          [
            {
              label: 'Bedrifter er med.',
              numerator: 15,
              denominator: 55,
              denominatorIsApproximate: true,
              source: 'tilsynet',
              asOf: '2026-02-01',
            },
          ],
        ),
        risk: some(undefined, { likelihood: 'trolig', consequence: 'mange blir syke', by: 'kari', at }),
        state: some(
          { state: 'proposed' },
          { state: 'in-follow-up' },
          { state: 'in-follow-up' },
          { state: 'closed', closure: { as: 'implemented', by: 'kari', at } },
          {
            state: 'closed',
            closure: { as: 'not-implemented', ground: 'for dyrt', authority, by: 'kari', at },
          },
        ),
      }),
    )
    .map(({ state, subPoints, ...more }) => ({
      ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
      ...state,
      id: `m${number}`,
      planId: 'plan',
      number,
      text: 'Gjør dette.',
      subPoints: subPoints.map(({ latestUpdate, text }, index) => ({
        id: `s${index + 1}`,
        number: index + 1,
        text,
        nextItemNumber: 9,
        ...(latestUpdate === undefined ? {} : { latestUpdate }),
      })),
      subGoalIds: number % 2 === 0 ? ['g1', 'g1'] : ['g1'],
      access: open,
      nextNumber: 99,
      registeredAt: at,
      lastSubstantiveChangeAt: at,
      acceptedAt: at,
    })) as unknown as fc.Arbitrary<StandingMeasure>;
}

const measures = some(0, 1, 2, 3, 5).chain((count) =>
  fc.tuple(...Array.from({ length: count }, (_, index) => measure(index === 2 ? 9 : index + 1))),
);

const plan: fc.Arbitrary<Plan> = fc
  .record({ verdict: optional(some(...verdicts)), text: some('Målet er nådd.', 'det går bra', '') })
  .chain(({ verdict, text }) =>
    fc.constantFrom<Plan['jointLines']>([], [['m1', 'm2']], [['m1', 'm2', 'm9']]).map((jointLines) => ({
      id: 'plan',
      number: 1,
      title: 'Tiltaksplanen',
      state: 'adopted' as const,
      adoption: { authority, enteredBy: 'leder', at },
      caseOfficerId: 'kari',
      signOffSubstituteIds: [],
      goals: [
        {
          id: 'h1',
          number: 1,
          title: 'Trygt vann',
          subGoals: [
            {
              id: 'g1',
              number: 1,
              title: 'Sikring',
              about: 'at alle har sikring',
              indicators: [],
              ...(verdict === undefined ? {} : { assessment: { verdict, text, by: 'kari', at } }),
            },
          ],
        },
      ],
      themes: [],
      abbreviations: [],
      jointLines,
      ladder: defaultLadder,
      evidenceRequired: true,
      registeredAt: at,
      lastSubstantiveChangeAt: at,
    })),
  );

const outcomes = some(
  [],
  [{ kind: 'followed' as const, measureIds: ['m1'], authority, decidedOn: at }],
  [
    { kind: 'followed' as const, measureIds: ['m1'], authority, decidedOn: at },
    { kind: 'not-followed' as const, ground: 'for dyrt', remainingRisk: 'noe', authority, decidedOn: at },
    undefined,
  ],
);

function reportOf(
  of: { measures: readonly StandingMeasure[]; plan: Plan; outcomes: readonly unknown[] },
  language: ReportLanguage,
  previous?: StatusReport,
): StatusReport {
  const number = (previous?.edition.kind === 'locked' ? previous.edition.number : 0) + 1;
  const lockedAt = number === 1 ? '2026-09-01T06:00:00.000Z' : '2026-11-20T06:00:00.000Z';
  return statusReport({
    edition: { kind: 'locked', number, version: 1, lockedAt, lockedBy: 'schedule' },
    language,
    period: { from: '2026-09-02', to: today },
    summary: {
      plan: of.plan,
      measures: of.measures,
      partyNames,
      personRoles: new Map([['kari', ['secretariat']]]),
      outcomes: [],
      elsewhere: new Map([
        ['elsewhere', { planNumber: 2, number: 4 }],
        ['far', { planNumber: 3, number: 1 }],
      ]),
      today,
      reader: { id: 'report', roles: ['auditor'], partyIds: [] },
      ...(previous === undefined ? {} : { lastReportAt: '2026-09-01T06:00:00.000Z' }),
    },
    evaluations: [
      {
        id: 'e',
        title: 'Evalueringen',
        access: open,
        recommendations: of.outcomes.map((outcome, index) => ({
          id: `r${index}`,
          title: 'øv mer',
          text: 'Øv.',
          findingIds: [],
          ...(outcome === undefined ? {} : { outcome }),
        })),
      },
    ] as unknown as StatusReportInput['evaluations'],
    decisions: [],
    happenings: new Map(),
    ...(previous === undefined ? {} : { previous }),
  });
}

/** A list of parties is no sentence. */
const names = new Set(partyNames.values());

/** What is read as sentences: paragraphs and bullets. Tables have cells. */
function sentencesOf(document: ReportDocument): string[] {
  const item = ({ runs, children = [] }: ListItem): string[] => [plainText(runs), ...children.flatMap(item)];
  const block = (one: Block): string[] => {
    if (one.kind === 'paragraph') return [plainText(one.runs)];
    return one.kind === 'list' ? one.items.flatMap(item) : [];
  };
  return document.blocks.flatMap(block);
}

/** What no person would write. */
const marks: readonly (readonly [string, RegExp])[] = [
  ['an empty or unfilled place', /undefined|NaN|\[object|[{}]|\(\)|\(,|«»/u],
  ['a space or stop too many', / {2}| [.,;:]|\.\.|,,|,\.|\.;/u],
  ['a number beside itself', /(?<![\d.])(\d+)(?:,| og| and) \1(?!\d|\.\d)/u],
  ['a sentence that begins in lower case', /(?<!\b(?:kl|nr|no|jf|\d{1,2}))[.!?] \p{Ll}(?!\p{Lu})/u],
  ['a line that begins in lower case', /^\p{Ll}(?!\p{Lu})/u],
  ['a line that does not end', /(?<! \d{4})(?<=[^.:!?»”])$/u],
  ['zero as a figure', /(?:^|[ (])0 (?:av|of|punkt|tiltak|items?|measures?|lukk|closed|dag|day|gang|gong)/u],
  [
    'one of many',
    /(?<![\d.])1 (?:punkter|ansvarlige|dager|dagar|items|measures|days|parties|anbefalinger)(?! av)/u,
  ],
  ['a singular of many', /\b(?:[Mm]easure|[Ii]tem) [\d.]+(?:–|, [\d.]+| and [\d.]+)/u],
  ['a plural of one', /\b(?:[Mm]easures|[Ii]tems) \d[\d.]*(?![\d.]|,| and|–| \p{L})/u],
  [
    'moved from a day to the same day',
    /(\d+\.? \p{L}+ \d{4}),[^.]*\((?:opprinnelig|opphavleg|originally) \1\)/u,
  ],
  [
    'not reported, and yet reported',
    /(?:Ingen har meldt status|Nobody has reported).*(?:Meldt|Melde|Reported)/u,
  ],
];

function machineMarks(text: string): string[] {
  const found = marks.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
  const said = text.split(/(?<=[.!?]) (?=\p{Lu})/u);
  // Two measures told together may each have been decided on, and on the same ground.
  const twice = said.filter(
    (one, index) => said.indexOf(one) !== index && !/^(?:Avgjort|Decided)/u.test(one),
  );
  return twice.length === 0 ? found : [...found, 'a sentence that stands twice'];
}

describe('the report', () => {
  it.each(reportLanguages)('shows no machine, whatever the plan (%s)', (language) => {
    fc.assert(
      fc.property(plan, measures, measures, outcomes, (of, before, now, assessed) => {
        const first = reportOf({ plan: of, measures: before, outcomes: [] }, language);
        const second = reportOf({ plan: of, measures: now, outcomes: assessed }, language, first);
        const paper = casePaper({ report: second, preparedOn: today });
        const read = [reportDocument(first), reportDocument(second), casePaperDocument(paper)];
        const wrong = read
          .flatMap(sentencesOf)
          .filter((text) => !names.has(text))
          .flatMap((text) => machineMarks(text).map((mark) => `${mark}: ${text}`));
        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['Se tiltak 9 og 9.', 'a number beside itself'],
    ['Frist 1. juni 2026, utsatt to ganger (opprinnelig 1. juni 2026).', 'moved from a day to the same day'],
    ['Planen er vedtatt. arbeidet går.', 'a sentence that begins in lower case'],
    ['See measure 4, 5 and 6.', 'a singular of many'],
    ['0 av 20 punkter er kvittert ut.', 'zero as a figure'],
    ['1 punkter er over fristen.', 'one of many'],
    ['Målet er delvis nådd. Målet er delvis nådd.', 'a sentence that stands twice'],
  ])('would show it in "%s"', (text, mark) => {
    expect(machineMarks(text)).toContain(mark);
  });
});

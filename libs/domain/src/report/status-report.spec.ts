import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PlainDate } from '../ids.js';
import { isStanding, type Measure } from '../measure/measure.js';
import type { MeasureCommand } from '../measure/measure.commands.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import { statusReport, type StatusReportInput } from './build-status-report.js';
import { casePaper } from './case-paper.js';
import { corrected, correctableParts } from './correction.js';
import { measureHappenings } from './report-facts.js';
import type { Edition, StatusReport } from './status-report.js';

const leader = { kind: 'leader' } as const;
const reader: Actor = { id: 'kari', roles: ['secretariat'], partyIds: [] };
const anybody: Actor = { id: 'anybody', roles: [], partyIds: [] };

let spec: Specification;
let vestdal: string, bergby: string, planId: string;
let kari: Actor, per: Actor, lise: Actor, ola: Actor, berit: Actor;

beforeEach(() => {
  spec = new Specification('2026-06-01');
  vestdal = spec.organisation('Vestdal kommune');
  bergby = spec.organisation('Bergby kommune');
  kari = spec.person(['secretariat']);
  per = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner'], [vestdal]);
  berit = spec.person(['owner'], [bergby]);
  planId = idOf(
    spec.when(
      {
        type: 'RegisterPlan',
        title: 'Plan etter vannutbruddet',
        caseOfficerId: kari.id,
        fields: { leaderId: lise.id },
      },
      kari,
    ),
  );
});

/** Registers measures 1, 2, 3 … of both municipalities, due on the given days. */
function register(...due: PlainDate[]): void {
  const from = spec.all('measure').length;
  const measures = due.map((on, index) => ({
    title: `Sak ${from + index + 1}`,
    text: 'Gjør dette.',
    about: `å gjøre sak ${from + index + 1}`,
    deadline: { on },
    responsible: { mode: 'each' as const, partyIds: [vestdal, bergby] },
  }));
  spec.when({ type: 'RegisterMeasures', planId, measures }, kari);
}

const numbered = (number: number): Measure => {
  const found = spec.all('measure').find((measure) => measure.number === number);
  if (found === undefined) throw new Error(`No measure ${number}`);
  return found;
};
const does = (actor: Actor, command: MeasureCommand) => spec.when(command, actor);
const itemId = (number: number, index: number) => numbered(number).items[index]?.id ?? '';

function finish(number: number): void {
  const measureId = numbered(number).id;
  for (const [index, actor] of [ola, berit].entries()) {
    const report = { type: 'ReportDone', measureId, itemId: itemId(number, index) } as const;
    does(actor, {
      ...report,
      what: 'Arbeidet er ferdig og kontrollert.',
      evidence: [{ kind: 'link', reference: 'https://a.example' }],
    });
  }
  does(per, { type: 'SignOff', measureId, itemIds: numbered(number).items.map(({ id }) => id) });
  does(kari, { type: 'CloseMeasure', measureId, as: 'implemented' });
}

function report(
  today: PlainDate,
  edition: Edition,
  { by = reader, ...more }: Partial<StatusReportInput> & { by?: Actor } = {},
): StatusReport {
  const history = new Map(
    spec
      .all('measure')
      .map(({ id }) => [id, measureHappenings((spec.streams.get(id)?.history ?? []) as never)]),
  );
  const { previous } = more;
  const last = previous?.edition.kind === 'locked' ? { lastReportAt: previous.edition.lockedAt } : {};
  return statusReport({
    edition,
    language: 'nb',
    period: { from: '2026-07-01', to: '2026-09-30' },
    summary: {
      plan: spec.state('plan', planId),
      measures: spec.all('measure').filter(isStanding),
      partyNames: new Map(spec.all('party').map(({ id, name }) => [id, name])),
      personRoles: new Map(spec.all('person').map((person) => [person.id, person.roles])),
      outcomes: [],
      elsewhere: new Map(),
      today,
      reader: by,
      ...last,
    },
    evaluations: [],
    decisions: [],
    happenings: history,
    ...more,
  });
}

const locked = (number: number, on: PlainDate): Edition => ({
  kind: 'locked',
  number,
  version: 1,
  lockedAt: `${on}T06:00:00.000Z`,
  lockedBy: 'schedule',
});

describe('the summary that the secretariat writes', () => {
  const write = (lines: readonly string[] | null) =>
    spec.when({ type: 'WriteReportSummary', planId, lines }, kari);

  it('stands beside what the figures say, in the one report it was written for', () => {
    register('2026-08-01');
    write(['  Alt er i rute. ']);
    const first = report('2026-06-30', locked(1, '2026-06-30'));
    expect(first.writtenSummary).toEqual(['Alt er i rute.']);
    expect(first.headlines).toHaveLength(5);
    expect(report('2026-09-30', locked(2, '2026-09-30'), { previous: first })).not.toHaveProperty(
      'writtenSummary',
    );
    spec.on('2026-07-10');
    write(['Alt er i rute.']);
    expect(report('2026-09-30', locked(2, '2026-09-30'), { previous: first }).writtenSummary).toEqual([
      'Alt er i rute.',
    ]);
  });

  it('is taken away again, and the figures speak', () => {
    write(['Alt er i rute.']);
    write(null);
    expect(report('2026-06-30', locked(1, '2026-06-30'))).not.toHaveProperty('writtenSummary');
  });
});

describe('two quarters', () => {
  it('differ exactly as what was done between them', () => {
    register('2026-09-01', '2026-09-10', '2026-12-01', '2026-12-01', '2026-08-01');
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    spec.on('2026-06-10');
    finish(4);
    spec.on('2026-06-15');
    does(ola, update(1, 0, 'Arbeidet går.'));

    const first = report('2026-06-30', locked(1, '2026-06-30'));
    expect(first.sinceLast).toBeUndefined();

    spec.on('2026-07-05');
    does(berit, update(2, 1, 'Et sent svar.'));
    spec.on('2026-07-20');
    does(kari, {
      type: 'SetDeadline',
      measureId: numbered(1).id,
      on: '2026-11-01',
      reason: 'Leverandøren er forsinket.',
    });
    spec.on('2026-08-10');
    does(kari, {
      type: 'SetDeadline',
      measureId: numbered(1).id,
      on: '2026-11-15',
      reason: 'Ny runde med tilbud.',
    });
    does(kari, {
      type: 'ReviseMeasure',
      measureId: numbered(3).id,
      text: 'Gjør dette grundig.',
      material: true,
      reason: 'Styret ba om det.',
    });
    does(kari, {
      type: 'ReopenMeasure',
      measureId: numbered(4).id,
      reason: 'Målingen viste noe annet.',
      itemIds: [itemId(4, 0)],
      deadline: { on: '2026-12-01' },
    });
    spec.on('2026-09-20');
    register('2026-12-24');
    finish(5);
    does(ola, update(1, 0, 'Tilbudene er inne.', 'partly-done'));

    const second = report('2026-09-30', locked(2, '2026-09-30'), {
      previous: first,
      askedAt: '2026-09-16T06:00:00.000Z',
    });
    expect(second.sinceLast).toEqual({
      comparedWith: { number: 1, version: 1, lockedAt: '2026-06-30T06:00:00.000Z' },
      registered: [{ number: 6, title: 'Sak 6' }],
      closed: [{ number: 5, title: 'Sak 5', as: 'implemented', on: '2026-09-20' }],
      newlyLate: [
        { number: 2, title: 'Sak 2', deadline: '2026-09-10', items: ['2.1', '2.2'], wasLate: false },
      ],
      deadlinesMoved: [
        {
          number: '1',
          measureNumber: 1,
          title: 'Sak 1',
          from: '2026-09-01',
          to: '2026-11-01',
          on: '2026-07-20',
          reason: 'Leverandøren er forsinket.',
          count: 1,
        },
        {
          number: '1',
          measureNumber: 1,
          title: 'Sak 1',
          from: '2026-11-01',
          to: '2026-11-15',
          on: '2026-08-10',
          reason: 'Ny runde med tilbud.',
          count: 2,
        },
      ],
      textChanged: [
        {
          number: 3,
          field: 'text',
          old: 'Gjør dette.',
          new: 'Gjør dette grundig.',
          reason: 'Styret ba om det.',
        },
      ],
      reopened: [
        {
          number: 4,
          title: 'Sak 4',
          items: ['4.1'],
          on: '2026-08-10',
          reason: 'Målingen viste noe annet.',
          deadline: '2026-12-01',
        },
      ],
      progressChanged: [
        { number: 1, title: 'Sak 1', item: '1.1', from: 'under-way', to: 'partly-done' },
        { number: 2, title: 'Sak 2', item: '2.2', to: 'under-way' },
      ],
      repeated: [],
      itemsSignedOff: 2,
      itemsEnded: 0,
      noLongerLate: [],
      responsibleChanged: [],
      reviewDatesMoved: [],
      verdictsChanged: [],
      signedOff: [{ number: 5, title: 'Sak 5', items: ['5.1', '5.2'] }],
      ended: [],
    });
    expect(second.headlines).toEqual([
      { kind: 'standing', closedMeasures: 1, measures: 6, signedOffItems: 3, items: 12 },
      { kind: 'late', measures: 1, items: 2, longest: { number: 2, days: 20 } },
      { kind: 'since-last', registered: 1, closed: 1, newlyLate: 1, deadlinesMoved: 2, reopened: 1 },
      {
        kind: 'goals',
        of: 0,
        verdicts: {
          met: 0,
          'partly-met': 0,
          'not-met': 0,
          uncertain: 0,
          'cannot-be-assessed': 0,
          'not-assessed': 0,
        },
      },
      { kind: 'answers', answered: 2, of: 2, toDecide: 1 },
    ]);
    expect(second.trend).toEqual([
      { asOf: '2026-06-30', report: 1, open: 4, late: 0, closed: 1 },
      { asOf: '2026-09-30', report: 2, open: 5, late: 1, closed: 1 },
    ]);
  });

  it('tell who took over, what was looked at again, what was waived, and what is late no more', () => {
    register('2026-06-20', '2026-06-20', '2026-12-01');
    spec.when(
      {
        type: 'DefineGoals',
        planId,
        goals: [{ title: 'Trygt vann', subGoals: [{ title: 'Sikring', about: 'sikring', indicators: [] }] }],
      },
      kari,
    );
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    const first = report('2026-06-30', locked(1, '2026-06-30'));
    spec.on('2026-07-05');
    does(kari, { type: 'SetDeadline', measureId: numbered(1).id, on: '2026-12-01', reason: 'Mer tid.' });
    does(kari, {
      type: 'ReassignItem',
      measureId: numbered(2).id,
      itemId: itemId(2, 0),
      partyId: spec.organisation('Lia kommune'),
      reason: 'Slått sammen.',
    });
    does(kari, { type: 'SetReviewDate', measureId: numbered(3).id, on: '2026-11-01' });
    const waiver = { measureId: numbered(3).id, itemId: itemId(3, 0), ground: 'Nedlagt.' };
    does(kari, { type: 'ProposeWaiver', ...waiver });
    does(lise, { type: 'DecideWaiver', ...waiver, granted: true, authority: leader });
    const subGoalId = spec.state('plan', planId).goals[0]?.subGoals[0]?.id ?? '';
    spec.when({ type: 'AssessSubGoal', planId, subGoalId, verdict: 'partly-met', text: 'Halvveis.' }, kari);
    const { sinceLast } = report('2026-07-31', locked(2, '2026-07-31'), { previous: first });
    expect(sinceLast).toMatchObject({
      noLongerLate: [{ number: 1, standing: 'onTrack', deadline: '2026-12-01' }],
      responsibleChanged: [{ number: 2, items: ['2.1'], from: 'Vestdal kommune', to: 'Lia kommune' }],
      reviewDatesMoved: [{ number: 3, to: '2026-11-01' }],
      verdictsChanged: [{ number: 1, title: 'Sikring', to: 'partly-met' }],
      signedOff: [],
      ended: [{ number: 3, waived: ['3.1'], unanswered: [] }],
    });
  });

  it('count the longest delay from the original deadline, and say so', () => {
    register('2026-06-10', '2026-06-05');
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    const measureId = numbered(1).id;
    does(kari, { type: 'SetDeadline', measureId, on: '2026-06-20', reason: 'Mer tid.' });
    const late = () =>
      report('2026-06-30', locked(1, '2026-06-30')).headlines.find(({ kind }) => kind === 'late');
    expect(late()).toMatchObject({ longest: { number: 2, days: 25 } });
    does(kari, { type: 'SetDeadline', measureId: numbered(2).id, on: '2026-06-25', reason: 'Mer tid.' });
    expect(late()).toMatchObject({ longest: { number: 2, days: 25, moved: true } });
  });

  it('name what nobody is responsible for, and count it in the first line', () => {
    register('2026-12-01');
    spec.when({ type: 'RegisterMeasures', planId, measures: [{ title: 'Uten', text: 'Gjør dette.' }] }, kari);
    const first = report('2026-06-30', locked(1, '2026-06-30'));
    expect(first.headlines[0]).toMatchObject({ kind: 'standing', unassigned: [2] });
    expect(first.measures.map(({ unassigned }) => unassigned)).toEqual([undefined, true]);
  });

  it('nothing done is nothing different, and the report is the same bytes', () => {
    register('2026-12-01');
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    const first = report('2026-06-30', locked(1, '2026-06-30'));
    const second = report('2026-07-31', locked(2, '2026-07-31'), { previous: first });
    const { comparedWith, ...rest } = second.sinceLast ?? {};
    expect(comparedWith?.number).toBe(1);
    expect(Object.values(rest).flat().filter(Boolean)).toEqual([]);
    const again = JSON.stringify(report('2026-06-30', locked(1, '2026-06-30')));
    expect(again).toBe(JSON.stringify(first));
    expect(JSON.parse(again)).toEqual(first);
  });

  it('a live status is nothing to compare with', () => {
    register('2026-12-01');
    const live = report('2026-06-30', { kind: 'live', at: '2026-06-30T10:00:00.000Z' });
    expect(() => report('2026-09-30', locked(1, '2026-09-30'), { previous: live })).toThrow('locked');
  });
});

describe('a correction', () => {
  const change = () => {
    spec.on('2026-07-10');
    for (const number of [1, 2]) {
      const reason = 'Den var ført feil.';
      does(kari, { type: 'SetDeadline', measureId: numbered(number).id, on: '2026-12-01', reason });
    }
    does(ola, update(2, 0, 'Kom etterpå.'));
  };
  const lockedAndFresh = (by: Actor = reader) => {
    const first = report('2026-06-30', locked(1, '2026-06-30'), { by });
    return {
      first,
      fresh: () => report('2026-06-30', { ...locked(1, '2026-07-11'), version: 2 } as Edition, { by }),
    };
  };

  it('shows where the record tells otherwise, changes what is chosen, and counts again', () => {
    register('2026-06-10', '2026-06-10', '2026-12-01');
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    const { first, fresh } = lockedAndFresh();
    change();
    const now = fresh();
    expect(correctableParts(first, now)).toEqual([
      { key: 'measures-1', always: false },
      { key: 'measures-2', always: false },
    ]);
    const made = corrected(first, now, ['measures-1'], undefined);
    expect(made.measures.map(({ standing }) => standing)).toEqual(['onTrack', 'late', 'onTrack']);
    expect(made.measures[1]).toEqual(first.measures[1]);
    expect(made.status.figures.measures).toMatchObject({ late: 1, onTrack: 2 });
    expect(made.trend).toEqual([{ ...first.trend[0], late: 1 }]);
    expect(made.answers).toEqual(first.answers);
    expect(JSON.stringify(made)).not.toContain('Kom etterpå.');
    const { edition: _made, ...same } = corrected(first, now, [], undefined);
    const { edition: _first, ...asLocked } = first;
    expect(same).toEqual(asLocked);
  });

  it('takes out what was restricted since, chosen or not', () => {
    register('2026-12-01');
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    const { first, fresh } = lockedAndFresh(anybody);
    does(kari, {
      type: 'ReviseMeasure',
      measureId: numbered(1).id,
      access: { kind: 'restricted', legalBasis: 'offl. § 24' },
      material: false,
      reason: 'Sårbart.',
    });
    const now = fresh();
    expect(correctableParts(first, now)).toEqual([{ key: 'measures-1', always: true }]);
    expect(JSON.stringify(corrected(first, now, [], undefined))).not.toContain('Sak 1');
  });
});

describe('who answered', () => {
  it('is told by name; what came after the lock and before the next question was late', () => {
    register('2026-12-01');
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    spec.on('2026-06-20');
    does(ola, update(1, 0, 'I gang.'));
    const first = report('2026-06-30', locked(1, '2026-06-30'));
    expect(first.answers).toEqual([
      {
        partyName: 'Bergby kommune',
        openItems: 1,
        lateItems: 0,
        coverage: { covered: 0, of: 1 },
        answer: { kind: 'not-answered' },
      },
      {
        partyName: 'Vestdal kommune',
        openItems: 1,
        lateItems: 0,
        coverage: { covered: 1, of: 1 },
        answer: { kind: 'answered', on: '2026-06-20' },
      },
    ]);
    spec.on('2026-07-02');
    does(berit, update(1, 1, 'Beklager sent svar.'));
    const second = report('2026-12-31', locked(2, '2026-12-31'), {
      previous: first,
      askedAt: '2026-12-17T07:00:00.000Z',
    });
    expect(second.answers).toEqual([
      {
        partyName: 'Bergby kommune',
        openItems: 1,
        lateItems: 1,
        coverage: { covered: 1, of: 1 },
        answer: { kind: 'answered-late', on: '2026-07-02', askedForReport: 1 },
      },
      {
        partyName: 'Vestdal kommune',
        openItems: 1,
        lateItems: 1,
        coverage: { covered: 0, of: 1 },
        answer: { kind: 'not-answered', lastOn: '2026-06-20' },
      },
    ]);
  });
});

it('names nobody: neither in the internal report nor in the public one', () => {
  register('2026-07-01', '2026-12-01');
  spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
  finish(1);
  does(ola, update(2, 0, 'I gang.'));
  const people = spec.all('person').map(({ id }) => id);
  expect(people).toHaveLength(5);
  for (const by of [reader, anybody]) {
    const json = JSON.stringify(report('2026-08-31', locked(1, '2026-08-31'), { by }));
    expect(people.filter((id) => json.includes(id))).toEqual([]);
  }
});

describe('what is restricted', () => {
  it('is a number in a public report, and in nothing else of it', () => {
    register('2026-07-01', '2026-12-01');
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    does(kari, {
      type: 'ReviseMeasure',
      measureId: numbered(1).id,
      title: 'HEMMELIG tittel',
      about: 'HEMMELIG sak',
      text: 'HEMMELIG tekst',
      access: { kind: 'restricted', legalBasis: 'offl. § 24' },
      material: false,
      reason: 'HEMMELIG grunn',
    });
    const first = report('2026-06-30', locked(1, '2026-06-30'), { by: anybody });
    spec.on('2026-07-10');
    does(ola, update(1, 0, 'HEMMELIG status'));
    does(kari, { type: 'SetDeadline', measureId: numbered(1).id, on: '2026-08-01', reason: 'HEMMELIG' });
    does(kari, {
      type: 'ProposeWaiver',
      measureId: numbered(1).id,
      itemId: itemId(1, 1),
      ground: 'HEMMELIG',
    });
    const second = report('2026-08-31', locked(2, '2026-08-31'), { by: anybody, previous: first });
    expect(second.audience).toBe('public');
    expect(JSON.stringify(second)).not.toContain('HEMMELIG');
    expect(second.measures.map(({ number }) => number)).toEqual([1, 2]);
    expect(second.sinceLast?.deadlinesMoved).toEqual([
      { number: '1', measureNumber: 1, from: '2026-07-01', to: '2026-08-01', on: '2026-07-10', count: 1 },
    ]);
    const internal = report('2026-08-31', locked(2, '2026-08-31'));
    expect(internal.audience).toBe('internal');
    expect(JSON.stringify(internal)).toContain('HEMMELIG status');
  });
});

describe('the case paper', () => {
  it('asks for the plan to be adopted, and says what stands in the way', () => {
    register('2026-12-01');
    spec.when(
      { type: 'RegisterMeasures', planId, measures: [{ title: 'Uten dato', text: 'Gjør dette.' }] },
      kari,
    );
    const draft = report('2026-06-30', { kind: 'live', at: '2026-06-30T10:00:00.000Z' });
    expect(paper(draft).decisions).toEqual([
      { kind: 'adopt-plan', measures: 2, withoutDeadline: [2], unassigned: [2] },
    ]);
  });

  it('asks for waivers, for new measures, and for closing what was not all signed off', () => {
    register('2026-12-01', '2026-12-01');
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    does(kari, {
      type: 'ProposeWaiver',
      measureId: numbered(1).id,
      itemId: itemId(1, 0),
      ground: 'Anlegget er nedlagt.',
    });
    for (const index of [0, 1]) {
      const waiver = { measureId: numbered(2).id, itemId: itemId(2, index) };
      does(kari, { type: 'ProposeWaiver', ...waiver, ground: 'Avtalen er sagt opp.' });
      does(lise, {
        type: 'DecideWaiver',
        ...waiver,
        granted: true,
        ground: 'Avtalen er sagt opp.',
        authority: leader,
      });
    }
    register('2026-12-24');
    const live = report('2026-06-30', { kind: 'live', at: '2026-06-30T10:00:00.000Z' });
    expect(paper(live).decisions).toEqual([
      {
        kind: 'waive-item',
        number: '1.1',
        measureNumber: 1,
        title: 'Sak 1',
        partyName: 'Vestdal kommune',
        ground: 'Anlegget er nedlagt.',
        proposedOn: '2026-06-01',
      },
      {
        kind: 'close-otherwise',
        number: 2,
        title: 'Sak 2',
        proposal: 'not-implemented',
        signedOff: 0,
        ended: ['2.1', '2.2'],
        of: 2,
        grounds: ['Avtalen er sagt opp.'],
      },
      {
        kind: 'accept-measure',
        number: 3,
        title: 'Sak 3',
        about: 'å gjøre sak 3',
        deadline: '2026-12-24',
      },
    ]);
  });

  it('asks to close the plan when every measure is closed', () => {
    register('2026-12-01');
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
    finish(1);
    const live = report('2026-06-30', { kind: 'live', at: '2026-06-30T10:00:00.000Z' });
    expect(paper(live).decisions).toEqual([{ kind: 'close-plan', measures: 1 }]);
  });

  const paper = (of: StatusReport) => casePaper({ report: of, preparedOn: '2026-06-30' });
});

function update(
  number: number,
  index: number,
  text: string,
  progress: 'under-way' | 'partly-done' = 'under-way',
): MeasureCommand {
  return {
    type: 'UpdateStatus',
    measureId: numbered(number).id,
    itemId: itemId(number, index),
    progress,
    text,
  };
}

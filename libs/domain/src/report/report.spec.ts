import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import type { ReportCommand } from './report.commands.js';
import { reportNotifications } from './report-notifications.js';
import { nextReportStep, reportDemands } from './report-schedule.js';
import { type Report, standingPublications } from './report.js';

const leader = { kind: 'leader' } as const;
const committee = {
  kind: 'body',
  body: 'Utvalget',
  meetingDate: '2026-11-10',
  caseNumber: '26/88',
  archiveReference: '26/12-3',
} as const;
const quarterly = { cadenceMonths: 3, firstOn: '2026-12-04', language: 'nb' } as const;

let spec: Specification;
let kari: Actor, lise: Actor, ola: Actor;
let planId: string;

beforeEach(() => {
  spec = new Specification('2026-10-01');
  const vestdal = spec.organisation('Vestdal kommune');
  kari = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner'], [vestdal]);
  const fields = { leaderId: lise.id };
  const plan = { type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id, fields } as const;
  planId = idOf(spec.when(plan, kari));
  const measure = {
    title: 'Varsling',
    text: 'Lag en vaktliste.',
    deadline: { on: '2027-03-01' },
    responsible: { mode: 'each' as const, partyIds: [vestdal] },
  };
  spec.when({ type: 'RegisterMeasures', planId, measures: [measure] }, kari);
});

const adopt = () => spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
const setReporting = (
  reporting: typeof quarterly | { cadenceMonths: number; firstOn: string; language: 'nb' },
  reason?: string,
) =>
  spec.outcome(
    { type: 'SetReporting', planId, reporting, ...(reason === undefined ? {} : { reason }) },
    kari,
  );
const opens = (actor: Actor = system) => spec.outcome({ type: 'OpenReport', planId }, actor);
const report = (number = 1): Report => {
  const found = spec.all('report').find((known) => known.number === number);
  if (found === undefined) throw new Error(`No report ${number}`);
  return found;
};
const locks = (actor: Actor = system, number = 1) =>
  spec.outcome({ type: 'LockReport', planId, reportId: report(number).id }, actor);
const releases = (actor: Actor = kari) =>
  spec.outcome({ type: 'ReleaseReport', reportId: report().id }, actor);
const step = (now: string) => nextReportStep(spec.state('plan', planId), spec.all('report'), now);
const demands = (day: string) =>
  reportDemands(spec.state('plan', planId), spec.all('report'), day, spec.register).map(
    ({ kind, dueOn, recipientId }) => `${dueOn} ${kind} → ${recipientId}`,
  );

function locked(): void {
  adopt();
  setReporting(quarterly);
  spec.on('2026-11-20');
  opens();
  spec.on('2026-12-04');
  locks();
}

describe('the reporting calendar', () => {
  it('is set by the secretariat, and changed only with a reason', () => {
    expect(spec.outcome({ type: 'SetReporting', planId, reporting: quarterly }, ola)).toBe('not-permitted');
    expect(setReporting({ ...quarterly, cadenceMonths: 13 })).toBe('invalid-value');
    expect(setReporting(quarterly)).toEqual(['ReportingSet']);
    expect(setReporting({ ...quarterly })).toEqual([]);
    expect(setReporting({ ...quarterly, firstOn: '2026-12-11' })).toBe('invalid-value');
    expect(setReporting({ ...quarterly, firstOn: '2026-12-11' }, 'Møtet er flyttet.')).toEqual([
      'ReportingSet',
    ]);
  });

  it('takes an open report with it', () => {
    adopt();
    setReporting(quarterly);
    spec.on('2026-11-20');
    opens();
    const later = { ...quarterly, firstOn: '2026-12-11' };
    expect(setReporting(later, 'Møtet er flyttet.')).toEqual(['ReportingSet', 'ReportingDateMoved']);
    expect(report()).toMatchObject({ reportingDate: '2026-12-11', period: { to: '2026-12-11' } });
    expect(step('2026-11-21T09:00:00.000Z')).toEqual({ kind: 'lock', at: '2026-12-11T22:45:00.000Z' });
  });
});

describe('moving the date of a report that people were asked for', () => {
  const to = (firstOn: string, tellAgain?: boolean) => {
    const reporting = { ...quarterly, firstOn };
    const again = tellAgain === undefined ? {} : { tellAgain };
    return { type: 'SetReporting', planId, reporting, reason: 'Møtet er flyttet.', ...again } as const;
  };
  const refusal = (command: ReturnType<typeof to>) => {
    try {
      spec.when(command, kari);
    } catch (error) {
      return error;
    }
    throw new Error('It was taken');
  };

  /** Asked on 20 November, a Friday, for 4 December. */
  beforeEach(() => {
    adopt();
    setReporting(quarterly);
    spec.on('2026-11-20');
    opens();
  });

  it('to today, and locking it the same minute, is refused', () => {
    expect(refusal(to('2026-11-20', true))).toMatchObject({
      type: 'reporting-date-told',
      refusal: 'conflict',
      extra: { field: 'reporting.firstOn', told: '2026-12-04', on: '2026-11-20', earliest: '2026-11-27' },
    });
    expect(locks(kari)).toBe('report-not-due');
  });

  it('takes a working week, counted from when they hear of it', () => {
    // Told at noon on Friday: Monday to Friday are five.
    expect(spec.outcome(to('2026-11-26', true), kari)).toBe('reporting-date-told');
    expect(spec.outcome(to('2026-11-27', true), kari)).toEqual(['ReportingSet', 'ReportingDateMoved']);
    expect(report()).toMatchObject({ reportingDate: '2026-11-27', period: { to: '2026-11-27' } });
  });

  it('is done only with telling them', () => {
    expect(refusal(to('2026-11-27'))).toMatchObject({
      type: 'reporting-date-told',
      extra: { told: '2026-12-04', earliest: '2026-11-27', tellAgain: false },
    });
    expect(spec.outcome(to('2026-11-27', false), kari)).toBe('reporting-date-told');
  });

  it('is free where it is put off, and still told', () => {
    expect(spec.outcome(to('2026-12-11'), kari)).toEqual(['ReportingSet', 'ReportingDateMoved']);
    expect(spec.outcome(to('2026-12-10'), kari)).toBe('reporting-date-told');
  });

  it('the way round by stopping first is closed', () => {
    const stop = { type: 'SetReporting', planId, reporting: null, reason: 'Stopp.' } as const;
    expect(spec.outcome(stop, kari)).toEqual(['ReportingSet']);
    expect(spec.outcome(to('2026-11-20', true), kari)).toBe('reporting-date-told');
  });

  it('tells each who is asked, until the date is another or the report is locked', () => {
    const moved = {
      type: 'ReportingDateMoved',
      data: { old: '2026-12-04', new: '2026-11-27', reason: '' },
    } as const;
    const plan = spec.state('plan', planId);
    expect(reportNotifications(moved, report(), plan, [ola.id])).toEqual([]);
    spec.when(to('2026-11-27', true), kari);
    expect(reportNotifications(moved, report(), plan, [ola.id, lise.id])).toEqual([
      { personId: ola.id, kind: 'report-date-moved', questionIds: [] },
      { personId: lise.id, kind: 'report-date-moved', questionIds: [] },
    ]);
    expect(reportNotifications(moved, report(), plan)).toEqual([]);
    spec.on('2026-11-27');
    locks();
    expect(reportNotifications(moved, report(), plan, [ola.id])).toEqual([]);
  });
});

describe('moving a date for which nobody has been asked', () => {
  const moves = (firstOn: string) => setReporting({ ...quarterly, firstOn }, 'Møtet er flyttet.');

  it('leaves time to ask, once leadership has adopted the plan', () => {
    setReporting(quarterly);
    expect(moves('2026-10-01')).toEqual(['ReportingSet']);
    expect(moves('2026-12-04')).toEqual(['ReportingSet']);
    adopt();
    expect(moves('2026-10-01')).toBe('reporting-date-unasked');
    // Asked for from Friday 2 October.
    expect(moves('2026-10-15')).toBe('reporting-date-unasked');
    expect(moves('2026-10-16')).toEqual(['ReportingSet']);
    expect(moves('2026-12-24')).toEqual(['ReportingSet']);
    expect(spec.outcome({ type: 'SetReporting', planId, reporting: null, reason: 'Stopp.' }, kari)).toEqual([
      'ReportingSet',
    ]);
  });

  it('counts from the date after the last report', () => {
    locked();
    expect(
      spec.outcome(
        {
          type: 'SetReporting',
          planId,
          reporting: { ...quarterly, firstOn: '2026-12-04', cadenceMonths: 1 },
          reason: 'Oftere.',
        },
        kari,
      ),
    ).toEqual(['ReportingSet']);
    spec.on('2026-12-10');
    expect(moves('2026-12-11')).toBe('reporting-date-unasked');
  });
});

describe('a report', () => {
  it('is opened when answers are asked for: of an adopted plan, one at a time, not earlier', () => {
    expect(opens()).toBe('plan-not-adopted');
    adopt();
    expect(opens()).toBe('no-reporting-calendar');
    setReporting(quarterly);
    expect(opens()).toBe('report-too-early');
    spec.on('2026-11-20');
    expect(opens(ola)).toBe('not-permitted');
    expect(opens()).toEqual(['ReportOpened']);
    expect(report()).toMatchObject({
      number: 1,
      state: 'open',
      period: { from: '2026-10-01', to: '2026-12-04' },
    });
    expect(opens()).toBe('report-open');
  });

  it('is locked on its date, not before, and the next runs on from there', () => {
    adopt();
    setReporting(quarterly);
    spec.on('2026-11-20');
    opens();
    spec.on('2026-12-03');
    expect(locks(kari)).toBe('report-not-due');
    spec.on('2026-12-04');
    expect(locks(lise)).toBe('not-permitted');
    expect(locks()).toEqual(['ReportLocked']);
    expect(locks()).toBe('report-in-other-state');
    spec.on('2027-02-18');
    expect(opens()).toEqual(['ReportOpened']);
    expect(report(2)).toMatchObject({ number: 2, period: { from: '2026-12-05', to: '2027-03-04' } });
  });

  it('is released by the secretariat and acknowledged by leadership with a comment', () => {
    locked();
    const acknowledges = { type: 'AcknowledgeReport', reportId: report().id, authority: leader } as const;
    expect(spec.outcome(acknowledges, lise)).toBe('report-in-other-state');
    expect(releases(lise)).toBe('not-permitted');
    expect(releases()).toEqual(['ReportReleased']);
    expect(spec.outcome(acknowledges, kari)).toBe('leadership-decides');
    expect(spec.outcome({ ...acknowledges, comment: 'Tatt til etterretning.' }, lise)).toEqual([
      'ReportAcknowledged',
    ]);
    expect(report()).toMatchObject({
      state: 'acknowledged',
      versions: [{ version: 1, acknowledged: { enteredBy: lise.id, comment: 'Tatt til etterretning.' } }],
    });
  });

  it('is acknowledged by a body through the secretariat', () => {
    locked();
    releases();
    const command = { type: 'AcknowledgeReport', reportId: report().id, authority: committee } as const;
    expect(spec.outcome(command, ola)).toBe('leadership-decides');
    expect(spec.bodyDecides(command, kari, lise)).toHaveLength(2);
    expect(report().versions[0]?.acknowledged).toMatchObject({ authority: committee, enteredBy: kari.id });
  });

  it('goes back with questions, each one person’s task, and returns when all are answered', () => {
    locked();
    releases();
    const returns = { type: 'ReturnReport', reportId: report().id, authority: leader } as const;
    expect(spec.outcome({ ...returns, questions: [] }, lise)).toBe('invalid-value');
    const questions = [
      { text: 'Hvorfor er tiltak 1 forsinket?', responsibleId: ola.id },
      { text: 'Hva koster det?', responsibleId: kari.id },
    ];
    expect(spec.outcome({ ...returns, questions }, lise)).toEqual(['ReportReturned']);
    const [first, second] = report().questions.map(({ id }) => id);
    const answers = (actor: Actor, questionId = '', text = 'Leverandøren er sen.') =>
      spec.outcome({ type: 'AnswerQuestion', reportId: report().id, questionId, text }, actor);
    expect(answers(lise, first)).toBe('not-your-question');
    expect(answers(ola, first, ' ')).toBe('invalid-value');
    expect(answers(ola, first)).toEqual(['QuestionAnswered']);
    expect(answers(ola, first)).toBe('question-answered');
    expect(report().state).toBe('returned');
    const handsOver = { type: 'HandOverQuestion', reportId: report().id, questionId: second ?? '' } as const;
    expect(spec.outcome({ ...handsOver, responsibleId: ola.id }, kari)).toEqual(['QuestionHandedOver']);
    expect(answers(ola, second)).toEqual(['QuestionAnswered']);
    expect(report().state).toBe('released');
  });

  it('is corrected as a new version that says what and why, and must be released again', () => {
    adopt();
    setReporting(quarterly);
    spec.on('2026-11-20');
    opens();
    const corrects = (what: string, why: string) =>
      spec.outcome({ type: 'CorrectReport', planId, reportId: report().id, what, why }, kari);
    expect(corrects('Tiltak 1', 'Feil')).toBe('report-in-other-state');
    spec.on('2026-12-04');
    locks();
    releases();
    expect(corrects('Tiltak 1', '')).toBe('invalid-value');
    expect(corrects('Tiltak 1 sto som forsinket.', 'Fristen var ført feil.')).toEqual(['ReportCorrected']);
    expect(report()).toMatchObject({
      state: 'locked',
      versions: [{ version: 1 }, { version: 2, correction: { why: 'Fristen var ført feil.' } }],
    });
    expect(releases()).toEqual(['ReportReleased']);
  });

  it('leads to the same state when it is rebuilt from its history', () => {
    locked();
    releases();
    expect(spec.rebuilt(report().id)).toEqual(report());
  });
});

describe('a publication', () => {
  const publishes = (actor: Actor = lise, more: { namesMayStand?: string[] } = {}) =>
    spec.outcome({ type: 'PublishReport', reportId: report().id, authority: leader, ...more }, actor);
  const withdraws = (actor: Actor, reason = 'Et navn sto i teksten.', version?: number) =>
    spec.outcome(
      {
        type: 'WithdrawPublication',
        reportId: report().id,
        reason,
        ...(version === undefined ? {} : { version }),
      },
      actor,
    );
  const corrected = () => {
    const command = {
      type: 'CorrectReport',
      planId,
      reportId: report().id,
      what: 'Fristen',
      why: 'Feil',
    } as const;
    spec.when(command, kari);
    releases();
  };

  it('is leadership’s, of what has been released, once per version', () => {
    locked();
    expect(publishes()).toBe('report-in-other-state');
    releases();
    expect(publishes(kari)).toBe('leadership-decides');
    expect(publishes()).toEqual(['ReportPublished']);
    expect(publishes()).toBe('report-published');
    expect(report().publications).toMatchObject([{ version: 1, authority: leader, enteredBy: lise.id }]);
  });

  it('is entered by the secretariat where a body decided it', () => {
    locked();
    releases();
    const command = { type: 'PublishReport', reportId: report().id, authority: committee } as const;
    expect(spec.outcome(command, ola)).toBe('leadership-decides');
    spec.bodyDecides(command, kari, lise);
    expect(report().publications).toMatchObject([{ version: 1, enteredBy: kari.id }]);
  });

  it('stands while the report is corrected; the correction is published by itself', () => {
    locked();
    releases();
    publishes();
    corrected();
    expect(standingPublications(report()).map(({ version }) => version)).toEqual([1]);
    expect(publishes()).toEqual(['ReportPublished']);
    expect(standingPublications(report()).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('is taken down with a reason, in all versions or one; the fact stays, and it can be published again', () => {
    locked();
    releases();
    expect(withdraws(kari)).toBe('report-not-published');
    publishes();
    corrected();
    publishes();
    expect(withdraws(ola)).toBe('not-permitted');
    expect(withdraws(kari, ' ')).toBe('invalid-value');
    expect(withdraws(kari, 'Feil.', 2)).toEqual(['ReportPublicationWithdrawn']);
    expect(withdraws(kari, 'Feil.', 2)).toBe('report-not-published');
    expect(publishes()).toEqual(['ReportPublished']);
    expect(withdraws(lise)).toEqual(['ReportPublicationWithdrawn', 'ReportPublicationWithdrawn']);
    expect(standingPublications(report())).toEqual([]);
    expect(report().publications.map(({ version, withdrawn }) => [version, withdrawn?.by])).toEqual([
      [1, lise.id],
      [2, kari.id],
      [2, lise.id],
    ]);
    expect(spec.rebuilt(report().id)).toEqual(report());
  });

  it('names nobody whose name has not been looked at', () => {
    locked();
    releases();
    const found = (id: string) => ({
      personId: id,
      name: 'Kari',
      places: [{ measure: 1, text: 'Kari ringer' }],
    });
    spec.publicContent = {
      ...spec.publicContent,
      names: [found(kari.id), found(ola.id)],
    };
    expect(publishes()).toBe('names-in-report');
    expect(publishes(lise, { namesMayStand: [kari.id] })).toBe('names-in-report');
    expect(publishes(lise, { namesMayStand: [kari.id, ola.id, lise.id] })).toEqual(['ReportPublished']);
    expect(report().publications).toMatchObject([{ namesMayStand: [kari.id, ola.id] }]);
  });

  it('tells nothing that was restricted after the lock', () => {
    locked();
    releases();
    spec.publicContent = {
      ...spec.publicContent,
      restrictedSince: { measures: [], evaluations: ['Vannutbruddet'] },
    };
    expect(publishes()).toBe('restricted-since-lock');
  });
});

describe('time', () => {
  it('opens, locks and opens again by the calendar', () => {
    expect(step('2026-10-02T09:00:00.000Z')).toBeUndefined();
    adopt();
    setReporting(quarterly);
    const opening = step('2026-10-02T09:00:00.000Z');
    expect(opening).toMatchObject({ kind: 'open' });
    expect(opening?.at.slice(0, 10)).toBe('2026-11-20');
    spec.on('2026-11-20');
    opens();
    expect(step('2026-11-20T09:00:00.000Z')).toEqual({ kind: 'lock', at: '2026-12-04T22:45:00.000Z' });
  });

  it('reminds of the release, the acknowledgement and the questions until each is there', () => {
    locked();
    // Locked on a Friday: heard of on Monday, and every week of work after.
    const reminder = step('2026-12-05T09:00:00.000Z');
    expect([reminder?.kind, reminder?.at.slice(0, 10)]).toEqual(['remind', '2026-12-07']);
    expect(demands('2026-12-04')).toEqual([]);
    expect(demands('2026-12-07')).toEqual([`2026-12-07 report-release-wanted → ${kari.id}`]);
    expect(demands('2026-12-11')).toEqual([`2026-12-07 report-release-wanted → ${kari.id}`]);
    expect(demands('2026-12-14')).toEqual([`2026-12-14 report-release-wanted → ${kari.id}`]);
    spec.on('2026-12-14');
    releases();
    expect(demands('2026-12-15')).toEqual([`2026-12-15 report-acknowledgement-wanted → ${lise.id}`]);
    const questions = [{ text: 'Hvorfor?', responsibleId: ola.id }];
    spec.when({ type: 'ReturnReport', reportId: report().id, authority: leader, questions }, lise);
    expect(demands('2026-12-15')).toEqual([`2026-12-15 report-answer-wanted → ${ola.id}`]);
  });
});

describe('told at once', () => {
  const onReport = () => ({ reportId: report().id, authority: leader });
  /** What the command did, told now or, where something has happened since, then. */
  const tellingsOf = (command: ReportCommand, actor: Actor) => {
    const events = spec
      .when(command, actor)
      .flatMap((change) => (change.stream === 'report' ? change.events : []));
    return () =>
      events
        .flatMap((event) => reportNotifications(event, report(), spec.state('plan', planId)))
        .map(({ personId, kind, questionIds }) => [kind, personId, questionIds.length]);
  };
  const asks = (...persons: Actor[]) =>
    tellingsOf(
      {
        type: 'ReturnReport',
        ...onReport(),
        questions: persons.map(({ id }, index) => ({ text: `Spørsmål ${index}`, responsibleId: id })),
      },
      lise,
    );
  const answers = (index: number) =>
    tellingsOf(
      {
        type: 'AnswerQuestion',
        reportId: report().id,
        questionId: report().questions[index]?.id ?? '',
        text: 'Ja.',
      },
      ola,
    );

  beforeEach(locked);

  it('tells leadership of the release, and nothing once it has answered', () => {
    const released = tellingsOf({ type: 'ReleaseReport', reportId: report().id }, kari);
    expect(released()).toEqual([['report-released', lise.id, 0]]);
    const acknowledged = tellingsOf({ type: 'AcknowledgeReport', ...onReport() }, lise);
    expect(released()).toEqual([]);
    expect(acknowledged()).toEqual([['report-acknowledged', kari.id, 0]]);
  });

  it('tells each who is asked of their own questions, and the secretariat that it came back', () => {
    releases();
    const returned = asks(ola, ola);
    expect(returned()).toEqual([
      ['report-question', ola.id, 2],
      ['report-returned', kari.id, 2],
    ]);
    expect(answers(0)()).toEqual([['report-answered', lise.id, 1]]);
    expect(returned()).toEqual([
      ['report-question', ola.id, 1],
      ['report-returned', kari.id, 1],
    ]);
    answers(1);
    expect(returned()).toEqual([]);
  });

  it('tells who asked that all is answered, unless the report has been acknowledged meanwhile', () => {
    releases();
    asks(ola);
    const answered = answers(0);
    expect(answered()).toEqual([['report-answered', lise.id, 1]]);
    spec.when({ type: 'AcknowledgeReport', ...onReport() }, lise);
    expect(answered()).toEqual([]);
  });

  it('tells who gets a question handed over, and the one before no more', () => {
    releases();
    const returned = asks(ola);
    const questionId = report().questions[0]?.id ?? '';
    const handedOver = tellingsOf(
      { type: 'HandOverQuestion', reportId: report().id, questionId, responsibleId: kari.id },
      ola,
    );
    expect(returned()).toEqual([]);
    expect(handedOver()).toEqual([['report-question', kari.id, 1]]);
  });

  it('tells those who took a version to their knowledge that it was corrected', () => {
    releases();
    spec.bodyDecides({ type: 'AcknowledgeReport', ...onReport(), authority: committee }, kari, lise);
    const correction = { what: 'Tiltak 1 sto som forsinket.', why: 'Fristen var ført feil.' };
    const corrects = { type: 'CorrectReport', planId, reportId: report().id, ...correction } as const;
    spec.when(corrects, kari);
    const released = tellingsOf({ type: 'ReleaseReport', reportId: report().id }, kari);
    expect(released()).toEqual([
      ['report-released', lise.id, 0],
      ['report-corrected', kari.id, 0],
    ]);
    spec.when(corrects, kari);
    expect(released()).toEqual([]);
  });
});

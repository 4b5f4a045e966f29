import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import { answersCountedUntil, editionOf, periodFrom, reportBefore } from './editions.js';
import { placesOf } from './places-in-report.js';
import { decidePublication } from './publication.decide.js';
import { requireReportingCalendar } from './reporting-calendar.js';
import { lastReport } from './reporting-date.js';
import { takedownNotificationsOf, reportNotifications } from './report-notifications.js';
import { nextReportStep, reportDemands, stillWaitedFor } from './report-schedule.js';
import type { Report } from './report.js';

const nowhere = '00000000-0000-7000-8000-999999999999';
const authority = { kind: 'leader' } as const;
const quarterly = { cadenceMonths: 3, firstOn: '2026-12-04', language: 'nb' } as const;

let spec: Specification;
let kari: Actor, lise: Actor, ola: Actor, eva: Actor;
let planId: string, reportId: string;

beforeEach(() => {
  spec = new Specification('2026-10-01');
  const vestdal = spec.organisation('Vestdal kommune');
  kari = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner'], [vestdal]);
  eva = spec.person(['owner'], [vestdal]);
  const fields = { leaderId: lise.id };
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id, fields }, kari));
  const responsible = { mode: 'each' as const, partyIds: [vestdal] };
  const measures = [
    { title: 'Varsling', text: 'Lag en vaktliste.', deadline: { on: '2027-03-01' }, responsible },
  ];
  spec.when({ type: 'RegisterMeasures', planId, measures }, kari);
  spec.when({ type: 'AdoptPlan', planId, authority }, lise);
  spec.when({ type: 'SetReporting', planId, reporting: quarterly }, kari);
  spec.on('2026-11-20');
  reportId = idOf(spec.when({ type: 'OpenReport', planId }, system));
});

const report = (): Report => spec.state('report', reportId);
const plan = () => spec.state('plan', planId);
const on = (type: string, more: object = {}) => ({ type, reportId, ...more }) as Command;
const does = (type: string, more: object, actor: Actor) => spec.outcome(on(type, more), actor);
const refused = (type: string, more: object, actor: Actor) => spec.refusal(on(type, more), actor);

function locks(): void {
  spec.on('2026-12-04');
  spec.when(on('LockReport', { planId }), system);
}
function released(): void {
  locks();
  spec.when(on('ReleaseReport'), kari);
}
const question = (text: string, responsibleId: string) => ({ text, responsibleId });
const returned = (...questions: object[]) => spec.when(on('ReturnReport', { authority, questions }), lise);
const corrects = (more: object = {}) =>
  on('CorrectReport', { planId, what: ' Fristen. ', why: ' Avskrift. ', ...more });

describe('a report', () => {
  it('is locked on its day by time or by hand, corrected by hand, and of its own plan alone', () => {
    expect(refused('LockReport', { planId }, system)).toMatchObject({
      type: 'report-not-due',
      extra: { report: 1, reportingDate: '2026-12-04' },
    });
    spec.on('2026-12-04');
    expect(refused('LockReport', { planId: nowhere }, system)).toMatchObject({
      type: 'not-found',
      extra: { what: 'report' },
    });
    expect(does('LockReport', { planId }, ola)).toBe('not-permitted');
    expect(does('LockReport', { planId }, system)).toEqual(['ReportLocked']);
    expect(spec.outcome(corrects(), system)).toBe('not-permitted');
    expect(spec.outcome(corrects(), kari)).toEqual(['ReportCorrected']);
  });

  it.each([
    ['what', { what: ' ' }],
    ['why', { why: ' ' }],
  ])('is not corrected without saying %s', (field, more) => {
    locks();
    expect(spec.refusal(corrects(more), kari)).toMatchObject({ type: 'invalid-value', extra: { field } });
  });

  it('is corrected from each state it can be read in, and says what and why without the space around', () => {
    locks();
    spec.when(corrects(), kari);
    expect(report().versions[1]).toMatchObject({
      version: 2,
      correction: { what: 'Fristen.', why: 'Avskrift.' },
    });
    spec.when(on('ReleaseReport'), kari);
    returned(question('Hvorfor?', ola.id));
    expect(spec.outcome(corrects(), kari)).toEqual(['ReportCorrected']);
  });

  it('is released with a note, of the version it is', () => {
    locks();
    spec.when(on('ReleaseReport', { note: '  Lest av to. ' }), kari);
    expect(report()).toMatchObject({
      state: 'released',
      versions: [{ released: { by: kari.id, note: 'Lest av to.' } }],
    });
    spec.when(corrects(), kari);
    spec.when(on('ReleaseReport', { note: ' ' }), kari);
    expect(report().versions[1]?.released).toEqual({ by: kari.id, at: '2026-12-04T11:00:00.000Z' });
    expect(report().versions[0]?.released).toMatchObject({ note: 'Lest av to.' });
  });

  it('says in which state it is where another is wanted', () => {
    locks();
    expect(refused('AcknowledgeReport', { authority }, lise)).toMatchObject({
      type: 'report-in-other-state',
      extra: { report: 1, state: 'locked', wanted: ['released'] },
    });
    expect(refused('PublishReport', { authority }, lise).message).toContain('released or acknowledged');
  });

  it('is acknowledged with a comment, or without', () => {
    released();
    spec.when(on('AcknowledgeReport', { authority, comment: ' Godt. ' }), lise);
    expect(report().versions[0]?.acknowledged).toMatchObject({ comment: 'Godt.', enteredBy: lise.id });
    expect(report().state).toBe('acknowledged');
  });
});

describe('what leadership asks', () => {
  it.each<[string, object, object]>([
    ['nothing', { questions: [] }, { type: 'invalid-value', extra: { field: 'questions' } }],
    [
      'an empty question',
      {
        questions: [
          { text: 'a', responsibleId: 'ola' },
          { text: ' ', responsibleId: 'ola' },
        ],
      },
      { type: 'invalid-value', extra: { field: 'questions.1.text' } },
    ],
    [
      'somebody who is not there',
      { questions: [{ text: 'a', responsibleId: nowhere }] },
      { type: 'not-found', extra: { what: 'person' } },
    ],
    [
      'somebody who has left',
      { questions: [{ text: 'a', responsibleId: 'eva' }] },
      { type: 'invalid-value', extra: { field: 'questions.0.responsibleId' } },
    ],
  ])('is refused: %s', (_what, more, expected) => {
    released();
    spec.when({ type: 'RevisePerson', personId: eva.id, active: false }, kari);
    const named: Record<string, string> = { ola: ola.id, eva: eva.id };
    const questions = (more as { questions: { text: string; responsibleId: string }[] }).questions.map(
      (one) => ({
        ...one,
        responsibleId: named[one.responsibleId] ?? one.responsibleId,
      }),
    );
    expect(refused('ReturnReport', { authority, questions }, lise)).toMatchObject(expected);
  });

  it('is numbered on, and stays asked when the report is corrected meanwhile', () => {
    released();
    spec.when(
      on('ReturnReport', {
        authority,
        comment: ' Se her. ',
        questions: [question(' Hvorfor? ', ola.id), question('Når?', ola.id)],
      }),
      lise,
    );
    expect(report().questions.map(({ number, text }) => [number, text])).toEqual([
      [1, 'Hvorfor?'],
      [2, 'Når?'],
    ]);
    spec.when(corrects(), kari);
    spec.when(on('ReleaseReport'), kari);
    expect(report().state).toBe('returned');
    const [one, two] = report().questions;
    spec.when(on('AnswerQuestion', { questionId: one?.id, text: ' Derfor. ' }), ola);
    expect(report().questions[0]?.answer).toEqual({
      text: 'Derfor.',
      by: ola.id,
      at: '2026-12-04T11:00:00.000Z',
    });
    expect(report().state).toBe('returned');
    spec.when(on('AnswerQuestion', { questionId: two?.id, text: 'I dag.' }), kari);
    expect(report().state).toBe('released');
    returned(question('Mer?', ola.id));
    expect(report().questions.at(-1)?.number).toBe(3);
  });

  it('is answered and handed over by who was asked, or the secretariat', () => {
    released();
    returned(question('Hvorfor?', ola.id));
    const questionId = report().questions[0]?.id ?? '';
    expect(refused('AnswerQuestion', { questionId, text: 'Ja.' }, eva)).toMatchObject({
      type: 'not-your-question',
      extra: { report: 1, question: 1 },
    });
    expect(refused('HandOverQuestion', { questionId, responsibleId: eva.id }, eva).type).toBe(
      'not-your-question',
    );
    expect(refused('HandOverQuestion', { questionId, responsibleId: nowhere }, ola)).toMatchObject({
      extra: { what: 'person' },
    });
    expect(refused('AnswerQuestion', { questionId: nowhere, text: 'Ja.' }, ola)).toMatchObject({
      extra: { what: 'question' },
    });
    expect(refused('AnswerQuestion', { questionId, text: ' ' }, ola)).toMatchObject({
      extra: { field: 'text' },
    });
    expect(spec.when(on('HandOverQuestion', { questionId, responsibleId: ola.id }), kari)).toEqual([]);
    spec.when({ type: 'RevisePerson', personId: eva.id, active: false }, kari);
    expect(refused('HandOverQuestion', { questionId, responsibleId: eva.id }, ola)).toMatchObject({
      extra: { field: 'responsibleId' },
    });
    spec.when(on('AnswerQuestion', { questionId, text: 'Derfor.' }), ola);
    expect(refused('AnswerQuestion', { questionId, text: 'Igjen.' }, ola)).toMatchObject({
      type: 'question-answered',
      extra: { report: 1, question: 1 },
    });
  });

  it('is waited for from the one it was asked of, and from nobody else', () => {
    released();
    returned(question('Hvorfor?', ola.id), question('Når?', eva.id));
    const [one, two] = report().questions;
    const demand = {
      kind: 'report-answer-wanted',
      reportId,
      questionId: one?.id ?? '',
      recipientId: ola.id,
      dueOn: '2026-12-07',
    } as const;
    const waits = (more: object = {}) =>
      stillWaitedFor(plan(), report(), { ...demand, ...more }, '2026-12-04', spec.register);
    expect(waits()).toBe(true);
    expect(waits({ recipientId: eva.id })).toBe(false);
    expect(waits({ questionId: two?.id })).toBe(false);
    expect(waits({ kind: 'report-release-wanted' })).toBe(false);
    spec.when(on('AnswerQuestion', { questionId: one?.id, text: 'Derfor.' }), ola);
    expect(waits()).toBe(false);
    expect(waits({ questionId: two?.id, recipientId: eva.id })).toBe(true);
  });

  it('is handed over with everything else by who leaves', () => {
    released();
    returned(question('Hvorfor?', ola.id), question('Når?', eva.id), question('Hvor?', ola.id));
    const answered = report().questions.at(-1)?.id;
    spec.when(on('AnswerQuestion', { questionId: answered, text: 'Her.' }), ola);
    const duty = { as: 'answerer', in: 'report', id: reportId } as const;
    spec.duties = [{ ...duty, of: '1/1', open: true, items: 0 }];
    expect(spec.outcome({ type: 'RevisePerson', personId: ola.id, active: false }, kari)).toBe('open-duties');
    const handovers = [{ duty, toPersonId: eva.id }];
    const leaves = { type: 'HandOverDuties', personId: ola.id, handovers, deactivate: true } as const;
    const registrar = {
      id: 'client:r',
      roles: ['system'],
      partyIds: [],
      scopes: ['register:write'],
    } as const;
    expect(spec.outcome(leaves, registrar)).toBe('not-permitted');
    expect(spec.outcome(leaves, kari)).toEqual(['DutiesHandedOver', 'QuestionHandedOver']);
    expect(report().questions.map(({ responsibleId }) => responsibleId)).toEqual([eva.id, eva.id, ola.id]);
    expect(spec.rebuilt(reportId)).toEqual(report());
  });

  it('is waited for from the case officer while the one who was asked is gone or away', () => {
    released();
    returned(question('Hvorfor?', ola.id));
    const from = () =>
      reportDemands(plan(), [report()], '2026-12-07', spec.register).map(({ recipientId }) => recipientId);
    const waits = (recipientId: string) =>
      reportDemands(plan(), [report()], '2026-12-07', spec.register).some((demand) =>
        stillWaitedFor(plan(), report(), { ...demand, recipientId }, '2026-12-07', spec.register),
      );
    expect(from()).toEqual([ola.id]);
    const absence = { from: '2026-12-07', to: '2026-12-08' };
    spec.when({ type: 'RegisterAbsence', personId: ola.id, ...absence }, ola);
    expect(from()).toEqual([kari.id]);
    expect([waits(ola.id), waits(kari.id)]).toEqual([false, true]);
    spec.when({ type: 'RevisePerson', personId: ola.id, active: false }, kari);
    expect(from()).toEqual([kari.id]);
  });

  it('tells each their own questions alone, and the case officer once', () => {
    released();
    const [change] = returned(question('Hvorfor?', ola.id), question('Når?', eva.id));
    const [one, two] = report().questions.map(({ id }) => id);
    const told = () =>
      (change?.events ?? []).flatMap((event) => reportNotifications(event as never, report(), plan()));
    expect(told()).toEqual([
      { personId: ola.id, kind: 'report-question', questionIds: [one] },
      { personId: eva.id, kind: 'report-question', questionIds: [two] },
      { personId: kari.id, kind: 'report-returned', questionIds: [one, two] },
    ]);
    spec.when(on('HandOverQuestion', { questionId: one, responsibleId: kari.id }), ola);
    const [handed] = spec.when(on('HandOverQuestion', { questionId: two, responsibleId: kari.id }), eva);
    expect(told()).toEqual([]);
    expect(
      (handed?.events ?? []).flatMap((event) => reportNotifications(event as never, report(), plan())),
    ).toEqual([{ personId: kari.id, kind: 'report-question', questionIds: [two] }]);
  });
});

describe('who is told', () => {
  it('of a report taken back: leadership and the case officer, each once', () => {
    const told = (personId: string) => ({ personId, kind: 'report-taken-down', questionIds: [] });
    expect(takedownNotificationsOf(plan())).toEqual([told(lise.id), told(kari.id)]);
    expect(takedownNotificationsOf({ ...plan(), leaderId: kari.id })).toEqual([told(kari.id)]);
  });

  it('of a date that moved: everybody who was asked, while it stands', () => {
    const event = {
      type: 'ReportingDateMoved',
      data: { old: '2026-12-04', new: '2026-12-04', reason: 'r' },
    } as const;
    const told = (state: Report) => reportNotifications(event, state, plan(), [ola.id]);
    expect(told(report())).toEqual([{ personId: ola.id, kind: 'report-date-moved', questionIds: [] }]);
    expect(told({ ...report(), reportingDate: '2026-12-11' })).toEqual([]);
    expect(told({ ...report(), state: 'locked' } as Report)).toEqual([]);
  });

  it('of nothing else that happens to a report', () => {
    const opened = { type: 'ReportLocked', data: { version: 1, contents: [] } } as never;
    expect(reportNotifications(opened, report(), plan())).toEqual([]);
  });

  it('of a correction: who took an earlier version to their knowledge, unless they read the new one', () => {
    released();
    spec.when(on('AcknowledgeReport', { authority }), lise);
    spec.when(corrects(), kari);
    const release = (): unknown[] =>
      spec.when(on('ReleaseReport'), kari).flatMap(({ events }) => events as unknown[]);
    const told = (events: readonly unknown[]) =>
      events.flatMap((event) => reportNotifications(event as never, report(), plan()));
    const first = release();
    expect(told(first)).toEqual([{ personId: lise.id, kind: 'report-released', questionIds: [] }]);
    spec.when(on('AcknowledgeReport', { authority }), lise);
    expect(told(first)).toEqual([{ personId: lise.id, kind: 'report-corrected', questionIds: [] }]);
  });
});

describe('a publication', () => {
  const name = (personId: string, written: string) => ({ personId, name: written, places: [] });
  const data = (key: string, written: string) => ({ key, kind: 'phone', written, places: [] }) as never;
  const publishes = (more: object = {}) => spec.refusal(on('PublishReport', { authority, ...more }), lise);

  beforeEach(released);

  it('names those who stand in the text, one by one', () => {
    spec.publicContent = { ...spec.publicContent, names: [name('a', 'Kari Nord'), name('b', 'Ola Sør')] };
    const refusal = publishes();
    expect(refusal.message).toContain('Kari Nord, Ola Sør');
    expect(refusal.extra).toEqual({
      field: 'namesMayStand',
      report: 1,
      names: ['Kari Nord', 'Ola Sør'],
      found: spec.publicContent.names,
    });
    expect(publishes({ namesMayStand: ['a'] }).extra).toMatchObject({ names: ['Ola Sør'] });
  });

  it('shows what looks like personal data, one by one, and keeps what was answered for', () => {
    spec.publicContent = {
      ...spec.publicContent,
      personalData: [data('k1', '99 88 77 66'), data('k2', 'a@b.no')],
    };
    const refusal = publishes();
    expect(refusal).toMatchObject({
      type: 'personal-data-in-report',
      refusal: 'conflict',
      extra: {
        field: 'personalDataMayStand',
        report: 1,
        texts: ['99 88 77 66', 'a@b.no'],
        found: spec.publicContent.personalData,
      },
    });
    expect(refusal.message).toContain('99 88 77 66, a@b.no');
    expect(publishes({ personalDataMayStand: ['k1'] }).extra).toMatchObject({ texts: ['a@b.no'] });
    const [change] = spec.when(
      on('PublishReport', { authority, personalDataMayStand: ['k1', 'k2', 'k3'] }),
      lise,
    );
    expect(change?.events).toEqual([
      {
        type: 'ReportPublished',
        data: { version: 1, title: 'Plan', authority, personalDataMayStand: ['k1', 'k2'] },
      },
    ]);
  });

  it('names what has been restricted since the lock', () => {
    spec.publicContent = {
      ...spec.publicContent,
      restrictedSince: { measures: [3, 7], evaluations: ['Bruddet'] },
    };
    const refusal = publishes();
    expect(refusal.message).toContain('measure 3, measure 7, Bruddet');
    expect(refusal.extra).toEqual({
      report: 1,
      measures: [3, 7],
      measureCount: 2,
      evaluations: ['Bruddet'],
      evaluationCount: 1,
    });
  });

  it('is none where nothing was frozen for the public', () => {
    const circumstances = { actor: lise, today: '2026-12-04' };
    const command = { type: 'PublishReport', reportId, authority } as const;
    expect(() => decidePublication(report(), undefined, command, circumstances)).toThrow(
      expect.objectContaining({
        type: 'nothing-to-publish',
        refusal: 'conflict',
        message: 'Nothing was frozen for the public when report 1 was locked.',
        extra: { report: 1 },
      }),
    );
  });

  it('stands once, with nothing to answer for where there is nothing', () => {
    const [change] = spec.when(on('PublishReport', { authority }), lise);
    expect(change?.events[0]?.data).toStrictEqual({ version: 1, title: 'Plan', authority });
    expect(publishes()).toMatchObject({ type: 'report-published', extra: { report: 1, version: 1 } });
    const gone = spec.refusal(on('WithdrawPublication', { reason: 'Navn.', version: 2 }), kari);
    expect(gone).toMatchObject({ type: 'report-not-published', extra: { report: 1 } });
  });
});

describe('the reporting calendar', () => {
  const sets = (more: object) => ({ type: 'SetReporting', planId, ...more }) as Command;

  it.each<[string, object, string | undefined]>([
    ['every month', { cadenceMonths: 1 }, undefined],
    ['every year', { cadenceMonths: 12 }, undefined],
    ['oftener than a month', { cadenceMonths: 0 }, 'cadenceMonths'],
    ['less than once a year', { cadenceMonths: 13 }, 'cadenceMonths'],
    ['a month and a half', { cadenceMonths: 1.5 }, 'cadenceMonths'],
    ['from the first day of our time', { firstOn: '2000-01-01' }, undefined],
    ['from the last', { firstOn: '9000-01-01' }, undefined],
    ['from before our time', { firstOn: '1999-12-31' }, 'firstOn'],
    ['from after it', { firstOn: '9000-01-02' }, 'firstOn'],
  ])('of %s', (_what, more, field) => {
    const asked = () => {
      requireReportingCalendar({ ...quarterly, ...more });
    };
    if (field === undefined) expect(asked).not.toThrow();
    else expect(asked).toThrow(expect.objectContaining({ type: 'invalid-value', extra: { field } }));
  });

  it('is changed with a reason, without the space around it, and moves the report that is open', () => {
    const reporting = { ...quarterly, firstOn: '2026-12-18' };
    expect(spec.refusal(sets({ reporting, reason: ' ' }), kari)).toMatchObject({
      extra: { field: 'reason' },
    });
    expect(spec.when(sets({ reporting, reason: ' Møtet er flyttet. ' }), kari)).toMatchObject([
      {
        events: [
          { type: 'ReportingSet', data: { old: quarterly, new: reporting, reason: 'Møtet er flyttet.' } },
        ],
      },
      {
        events: [
          {
            type: 'ReportingDateMoved',
            data: { old: '2026-12-04', new: '2026-12-18', reason: 'Møtet er flyttet.' },
          },
        ],
      },
    ]);
    expect(
      spec.when(sets({ reporting: { ...reporting, language: 'nn' }, reason: 'Målform.' }), kari),
    ).toHaveLength(1);
    expect(spec.when(sets({ reporting: { ...reporting, language: 'nn' } }), kari)).toEqual([]);
  });

  it('is ended with a reason, and needs none the first time', () => {
    expect(spec.when(sets({ reporting: null, reason: 'Planen er snart ferdig.' }), kari)).toHaveLength(1);
    const [again] = spec.when(sets({ reporting: { ...quarterly, firstOn: '2027-12-04' } }), kari);
    expect(again?.events[0]?.data).not.toHaveProperty('reason');
    expect(plan().reporting).toMatchObject({ firstOn: '2027-12-04' });
  });

  it('opens one report at a time, not too early, and only of a plan that is adopted', () => {
    const opens = (id = planId) => spec.refusal({ type: 'OpenReport', planId: id }, system);
    expect(opens()).toMatchObject({ type: 'report-open', extra: { report: 1, reportingDate: '2026-12-04' } });
    locks();
    expect(opens()).toMatchObject({
      type: 'report-too-early',
      extra: { reportingDate: '2027-03-04', from: expect.any(String) },
    });
    const draft = idOf(spec.when({ type: 'RegisterPlan', title: 'Ny', caseOfficerId: kari.id }, kari));
    expect(opens(draft).type).toBe('plan-not-adopted');
    expect(nextReportStep(spec.state('plan', draft), [], '2026-12-05T09:00:00.000Z')).toBeUndefined();
    const measures = [{ title: 'a', text: 'b', deadline: { on: '2027-03-01' } }];
    spec.when({ type: 'RegisterMeasures', planId: draft, measures }, kari);
    spec.when({ type: 'AdoptPlan', planId: draft, authority }, lise);
    expect(opens(draft)).toMatchObject({ type: 'no-reporting-calendar', extra: { plan: 2 } });
  });
});

describe('an edition', () => {
  const at = '2026-12-04T11:00:00.000Z';
  const version = (number: number) => ({ version: number, lockedAt: `2026-12-0${number}T11:00:00.000Z` });
  const of = (number: number, ...versions: object[]): Report =>
    ({ id: `r${number}`, number, reportingDate: `2026-0${number}-15`, versions }) as never;
  const lock = { type: 'LockReport', reportId: 'r', planId: 'p' } as const;
  const correct = { type: 'CorrectReport', reportId: 'r', planId: 'p', what: ' a ', why: ' b ' } as const;

  it('is the first, locked by time or by hand, or a correction of the one before', () => {
    expect(editionOf(of(3), lock, { actor: system, now: at }, {})).toStrictEqual({
      kind: 'locked',
      number: 3,
      version: 1,
      lockedAt: at,
      lockedBy: 'schedule',
    });
    const previous = { number: 2, version: 1, sha256: 'ab' };
    expect(
      editionOf(of(3, version(1), version(2)), correct, { actor: kari, now: at }, { previous }),
    ).toStrictEqual({
      kind: 'locked',
      number: 3,
      version: 3,
      lockedAt: at,
      lockedBy: 'secretariat',
      correction: { ofVersion: 2, what: 'a', why: 'b' },
      previous,
    });
  });

  it('comes after the report of the number before; answers count until that was locked first', () => {
    expect(reportBefore(of(3), [of(1), of(2), of(3)])).toEqual(of(2));
    expect(reportBefore(of(1), [of(1), of(2)])).toBeUndefined();
    expect(answersCountedUntil(of(2, version(1), version(2)))).toBe('2026-12-01T11:00:00.000Z');
    expect(answersCountedUntil(of(2))).toBeUndefined();
    expect(answersCountedUntil(undefined)).toBeUndefined();
    expect(lastReport([of(1), of(3), of(2)])).toEqual(of(3));
    expect(lastReport([])).toBeUndefined();
  });

  it('covers the days since the last one, or since the plan was adopted, or registered', () => {
    expect(periodFrom(plan(), of(2))).toBe('2026-02-16');
    const adopted = {
      adoption: { at: '2026-10-02T10:00:00.000Z' },
      registeredAt: '2026-09-01T10:00:00.000Z',
    } as never;
    expect(periodFrom(adopted, undefined)).toBe('2026-10-02');
    expect(periodFrom({ registeredAt: '2026-09-01T10:00:00.000Z' } as never, undefined)).toBe('2026-09-01');
  });
});

describe('a place in a report', () => {
  const placed = (report: object, word: string) =>
    [
      ...placesOf(report as never, (text) =>
        [...text.matchAll(new RegExp(word, 'gu'))].map(({ index }) => ({
          found: word,
          at: index,
          length: word.length,
        })),
      ).values(),
    ][0];
  const fill = 'ord '.repeat(30);

  it('shows the whole words around it, and that something is left out', () => {
    expect(
      placed({ measures: [{ number: 7, told: { text: `${fill}Kari ${fill}` } }] }, 'Kari'),
    ).toStrictEqual([{ measure: 7, text: expect.stringMatching(/^… (ord )+Kari (ord ?)+ …$/u) }]);
    expect(placed({ measures: [], title: 'Ring Kari i dag' }, 'Kari')).toStrictEqual([
      { text: 'Ring Kari i dag' },
    ]);
    expect(placed({ measures: [], title: `Kari ${fill.trim()}` }, 'Kari')?.[0]?.text).toMatch(
      /^Kari (ord )+…$/u,
    );
    expect(placed({ measures: [], title: `${fill}Kari` }, 'Kari')?.[0]?.text).toMatch(/^… (ord )+Kari$/u);
  });

  it('keeps the words together where there is no space', () => {
    const long = 'x'.repeat(80);
    expect(placed({ measures: [], title: `${long}Kari${long}` }, 'Kari')?.[0]?.text).toContain('Kari');
  });

  it('is shown five times at most, each text once, the measures’ first', () => {
    const measures = Array.from({ length: 8 }, (_none, index) => ({
      number: index + 1,
      told: { text: `Kari i sak ${index + 1}` },
    }));
    expect(
      placed({ title: 'Kari', measures, at: null, count: 3 }, 'Kari')?.map(({ measure }) => measure),
    ).toEqual([1, 2, 3, 4, 5]);
    const same = [{ number: 1, told: { text: 'Kari', title: 'Kari' } }];
    expect(placed({ title: 'Hos Kari', measures: same }, 'Kari')).toEqual([
      { measure: 1, text: 'Kari' },
      { text: 'Hos Kari' },
    ]);
  });
});

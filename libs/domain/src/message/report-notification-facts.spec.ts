import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import type { ReportNotification } from '../report/report-notifications.js';
import type { ReportEvent } from '../report/report.events.js';
import type { Report } from '../report/report.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import { reportNotificationFacts } from './report-notification-facts.js';

const authority = { kind: 'leader' } as const;
const reporting = { cadenceMonths: 3, firstOn: '2026-12-04', language: 'nb' } as const;

let spec: Specification;
let kari: Actor, lise: Actor, ola: Actor;
let planId: string, reportId: string;

beforeEach(() => {
  spec = new Specification('2026-10-01');
  const vestdal = spec.organisation('Vestdal kommune');
  kari = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner'], [vestdal]);
  const fields = { leaderId: lise.id };
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id, fields }, kari));
  const responsible = { mode: 'each' as const, partyIds: [vestdal] };
  const measures = [{ title: 'Varsling', text: 'Vaktliste.', deadline: { on: '2027-03-01' }, responsible }];
  spec.when({ type: 'RegisterMeasures', planId, measures }, kari);
  spec.when({ type: 'AdoptPlan', planId, authority }, lise);
  spec.when({ type: 'SetReporting', planId, reporting }, kari);
  spec.on('2026-11-20');
  reportId = idOf(spec.when({ type: 'OpenReport', planId }, system));
  spec.on('2026-12-04');
  does({ type: 'LockReport', planId }, system);
});

const report = (): Report => spec.state('report', reportId);

/** Gives the command; what it tells of the kind, asked about these questions. */
function does(
  command: object,
  actor: Actor,
  kind: ReportNotification['kind'] = 'report-released',
  questions: readonly number[] = [],
) {
  const decided = spec.when({ reportId, ...command } as Command, actor);
  const [event] = decided.flatMap((change) =>
    change.stream === 'report' ? (change.events as unknown as ReportEvent[]) : [],
  );
  if (event === undefined) throw new Error('Nothing happened to the report');
  const questionIds = questions.map((index) => report().questions[index]?.id ?? '');
  return reportNotificationFacts({ personId: ola.id, kind, questionIds }, report(), event);
}

describe('what happened to a report is told with', () => {
  it('its number alone, where there is no more to say', () => {
    expect(does({ type: 'ReleaseReport' }, kari)).toStrictEqual({
      kind: 'report-released',
      number: 1,
      questions: [],
      unanswered: 0,
    });
  });

  it('the note it was released with', () => {
    expect(does({ type: 'ReleaseReport', note: 'Se side 2.' }, kari).comment).toBe('Se side 2.');
  });

  it('the questions it is about, their answers, and how many wait still', () => {
    does({ type: 'ReleaseReport' }, kari);
    const questions = [
      { text: 'Hva koster det?', responsibleId: ola.id },
      { text: 'Når øves det?', responsibleId: ola.id },
    ];
    const returned = { type: 'ReturnReport', authority, questions };
    expect(does(returned, lise, 'report-question', [1])).toStrictEqual({
      kind: 'report-question',
      number: 1,
      questions: [{ number: 2, text: 'Når øves det?' }],
      unanswered: 2,
    });
    const questionId = report().questions[0]?.id;
    const answered = { type: 'AnswerQuestion', questionId, text: 'Ti tusen.' };
    expect(does(answered, ola, 'report-answered', [0])).toStrictEqual({
      kind: 'report-answered',
      number: 1,
      questions: [{ number: 1, text: 'Hva koster det?', answer: 'Ti tusen.' }],
      unanswered: 1,
    });
  });

  it('what was corrected and why, and what was written with an acknowledgement', () => {
    does({ type: 'ReleaseReport' }, kari);
    const correction = { type: 'CorrectReport', planId, what: 'Fristen.', why: 'Avskrift.' };
    expect(does(correction, kari, 'report-corrected').correction).toStrictEqual({
      what: 'Fristen.',
      why: 'Avskrift.',
    });
    does({ type: 'ReleaseReport' }, kari);
    const acknowledged = does(
      { type: 'AcknowledgeReport', authority, comment: 'Tatt til orientering.' },
      lise,
      'report-acknowledged',
    );
    expect(acknowledged.comment).toBe('Tatt til orientering.');
  });

  it('the new reporting date and its reason, where that is what was moved', () => {
    const moved = {
      type: 'ReportingDateMoved',
      data: { old: '2026-12-04', new: '2026-12-11', reason: 'Jul.' },
    };
    const told = (kind: ReportNotification['kind']) =>
      reportNotificationFacts(
        { personId: ola.id, kind, questionIds: [] },
        report(),
        moved as unknown as ReportEvent,
      );
    expect(told('report-date-moved')).toMatchObject({ answerBy: '2026-12-04', comment: 'Jul.' });
    expect(told('report-released')).not.toHaveProperty('answerBy');
  });
});

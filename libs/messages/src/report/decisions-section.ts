import { decisionsWaiting } from '#domain/report/case-paper.js';
import type { Role } from '#domain/roles/actor.js';
import type { Entered, ReportDecision, StatusReport } from '#domain/report/status-report.js';
import { caseTitle } from './case-title.js';
import { bullets, heading, spaced, text, type Block, type ListItem } from './report-document.js';
import { sentence, type ReportVoice } from './report-voice.js';

export function decisionsSection(voice: ReportVoice, report: StatusReport): Block[] {
  const { decisions } = report;
  const waiting = decisionsWaiting(report);
  if (decisions.length + waiting.length === 0) return [];
  return [
    heading(1, voice.t('report.section.decisions'), 'beslutninger'),
    ...(decisions.length === 0 ? [] : [bullets(decisions.map((decision) => decisionItem(voice, decision)))]),
    ...(waiting.length === 0
      ? []
      : [
          heading(2, voice.t('report.decisions.waiting')),
          bullets(waiting.map((decision) => `${caseTitle(voice, decision)}.`)),
        ]),
  ];
}

export function decisionItem(voice: ReportVoice, decision: ReportDecision): ListItem {
  const { body, meetingDate, caseNumber, deadline, fulfilled, entered } = decision;
  return {
    runs: spaced(
      [
        text(
          voice.t('report.decisions.title', {
            body: voice.typed(body),
            date: voice.day(meetingDate),
            caseNumber,
          }),
          'strong',
        ),
      ],
      [text(voice.typed(sentence(decision.text)))],
      deadline === undefined ? [] : [text(voice.t('report.decisions.due', { date: voice.day(deadline.on) }))],
      entered === undefined ? [] : [text(enteredWords(voice, entered))],
      fulfilled === undefined
        ? []
        : [
            text(
              voice.t('report.decisions.fulfilled', {
                date: voice.day(fulfilled.on),
                note: voice.typed(sentence(fulfilled.note)),
              }),
            ),
          ],
    ),
  };
}

/** "Ført inn av sekretariatet 3. mars 2026, bekreftet av ledelsen 4. mars 2026.": by role, for no person is named. */
export function enteredWords(voice: ReportVoice, { on, by, countersigned }: Entered): string {
  const values = { who: roleWords(voice, by), date: voice.day(on) };
  if (countersigned === undefined) return voice.t('report.decisions.entered', values);
  const same = countersigned.by === by && (by === 'secretariat' || by === 'leadership');
  return voice.t('report.decisions.countersigned', {
    ...values,
    other: same ? voice.t(`report.decisions.another.${by}`) : roleWords(voice, countersigned.by),
    otherDate: voice.day(countersigned.on),
  });
}

function roleWords(voice: ReportVoice, role: Role): string {
  return voice.lowerFirst(voice.t(role === 'owner' ? 'report.stands.substitute' : `role.${role}`));
}

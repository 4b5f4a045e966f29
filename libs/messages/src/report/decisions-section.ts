import { decisionsWaiting } from '#domain/report/case-paper.js';
import type { ReportDecision, StatusReport } from '#domain/report/status-report.js';
import { caseTitle } from './case-paper-content.js';
import { bullets, heading, paragraph, spaced, text, type Block, type ListItem } from './report-document.js';
import { sentence, type ReportVoice } from './report-voice.js';

export function decisionsSection(voice: ReportVoice, report: StatusReport): Block[] {
  const { decisions } = report;
  const waiting = decisionsWaiting(report);
  return [
    heading(1, voice.t('report.section.decisions'), 'beslutninger'),
    decisions.length === 0
      ? paragraph(voice.t('report.decisions.none'))
      : bullets(decisions.map((decision) => decisionItem(voice, decision))),
    heading(2, voice.t('report.decisions.waiting')),
    waiting.length === 0
      ? paragraph(voice.t('report.decisions.waiting.none'))
      : bullets(waiting.map((decision) => `${caseTitle(voice, decision)}.`)),
  ];
}

export function decisionItem(voice: ReportVoice, decision: ReportDecision): ListItem {
  const { body, meetingDate, caseNumber, deadline, fulfilled } = decision;
  return {
    runs: spaced(
      [text(voice.t('report.decisions.title', { body, date: voice.day(meetingDate), caseNumber }), 'strong')],
      [text(sentence(decision.text))],
      deadline === undefined ? [] : [text(voice.t('report.decisions.due', { date: voice.day(deadline.on) }))],
      fulfilled === undefined
        ? []
        : [
            text(
              voice.t('report.decisions.fulfilled', {
                date: voice.day(fulfilled.on),
                note: sentence(fulfilled.note),
              }),
            ),
          ],
    ),
  };
}

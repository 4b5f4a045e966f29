import type { StatusReport } from '#domain/report/status-report.js';
import { writtenIn } from '#domain/report/written-in.js';
import { answersSection } from './answers-section.js';
import { bodyWords, reportFacts, runningStatus } from './cover-facts.js';
import { decisionsSection } from './decisions-section.js';
import { deviationsSection } from './deviations-section.js';
import { figuresSection } from './figures-section.js';
import { front, reportKind, summarySection } from './front-section.js';
import { goalsSection } from './goals-section.js';
import { madeSection } from './made-section.js';
import { withoutMarks } from '../texts/marked-text.js';
import { repeatedSection } from './repeated-section.js';
import { paragraph, text, type ReportDocument } from './report-document.js';
import { reportVoice } from './report-voice.js';
import { measureAnchor, RunningText } from './running-text.js';
import { sinceLastSection } from './since-last-section.js';
import { themesSection } from './themes-section.js';

/**
 * The report in words, in its own language, in the order leadership reads it (EXAMPLES.md, "The quarterly report in
 * order"). The same report always gives the same document.
 * @param sha256 of the report's canonical JSON, where it is locked
 * @param publisher whose report it is, by name
 */
export function reportDocument(report: StatusReport, sha256?: string, publisher?: string): ReportDocument {
  const { status, language } = report;
  const voice = reportVoice(language).marking(writtenIn(report));
  const anchors = new Set(report.measures.map(({ number }) => measureAnchor(number)));
  const running = new RunningText(status.abbreviationsUsed, anchors);
  const { title: plan } = status.plan;
  const kind = reportKind(voice, report);
  const titleShown = voice.t(report.edition.kind === 'live' ? 'report.title.live' : 'report.title', {
    plan: voice.typed(plan),
  });
  return {
    language,
    title: withoutMarks(titleShown),
    titleShown,
    kind,
    keywords: [voice.t('report.keyword'), plan],
    facts: reportFacts(voice, report, publisher),
    header: [bodyWords(voice, report.cover, publisher) ?? voice.typed(plan), runningStatus(voice, report)],
    footer: voice.t('report.footer', { plan: voice.typed(plan), kind }),
    pageOf: voice.pageOf(),
    contents: voice.t('report.contents'),
    blocks: [
      ...front(voice, report, running),
      ...summarySection(voice, report),
      ...figuresSection(voice, report),
      ...sinceLastSection(voice, report.sinceLast),
      ...goalsSection(voice, report, running),
      ...themesSection(voice, report, running),
      paragraph([
        text(voice.t('report.last-change', { date: voice.day(status.lastSubstantiveChange) }), 'emphasis'),
      ]),
      ...answersSection(voice, report),
      ...deviationsSection(voice, report),
      ...decisionsSection(voice, report),
      ...repeatedSection(voice, report.repeated),
      ...madeSection(voice, report.edition, sha256),
    ],
  };
}

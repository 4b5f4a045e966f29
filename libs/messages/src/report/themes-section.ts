import type { StatusReport } from '#domain/report/status-report.js';
import type { SummaryLine, SummaryRisk, SummarySubPoint } from '#domain/summary/status-summary.js';
import {
  countedShareSentence,
  responsibleWords,
  shareSentence,
  standingSentences,
  subPointStanding,
} from './line-sentences.js';
import { measureReferences } from './measure-references.js';
import {
  bullets,
  heading,
  paragraph,
  spaced,
  text,
  type Block,
  type ListItem,
  type Run,
} from './report-document.js';
import { sentence, type ReportVoice } from './report-voice.js';
import { measureAnchor, numbersMentioned, type RunningText } from './running-text.js';

/** Every measure: one bullet for each, or one for several told together, as its theme comes in the plan. */
export function themesSection(voice: ReportVoice, report: StatusReport, running: RunningText): Block[] {
  const { themes, plan } = report.status;
  const single = themes.length === 1 && themes[0]?.title === undefined;
  const telling: LineTelling = { voice, running, planNumber: plan.number };
  return [
    heading(1, voice.t('report.section.measures'), 'tiltakene'),
    ...(themes.length === 0 ? [paragraph(voice.t('report.empty'))] : []),
    ...themes.flatMap(({ title, lines }, index) => [
      ...(single ? [] : [heading(2, title ?? voice.t('report.no-theme'), `tema-${index + 1}`)]),
      bullets(lines.map((line) => lineItem(telling, line))),
    ]),
  ];
}

interface LineTelling {
  voice: ReportVoice;
  running: RunningText;
  planNumber: number;
}

function lineItem(telling: LineTelling, line: SummaryLine): ListItem {
  const { voice, running } = telling;
  const { measures } = line;
  const names = text(
    voice.t('report.measures', { numbers: voice.list(measures.map(({ number }) => String(number))) }),
    'strong',
  );
  const anchors = measures.map(({ number }) => measureAnchor(number));
  if (measures.every(({ withheld }) => withheld)) {
    return { runs: spaced([names], [text(voice.t('report.withheld'))]), anchors };
  }
  const about = voice.list(line.about);
  const late = measures.some((measure) => !measure.withheld && measure.standing === 'late');
  return {
    runs: spaced(
      [names],
      running.inline(voice.t('report.was-about', { about: sentence(about) })),
      status(telling, line),
      line.countedShare === undefined ? [] : [text(countedShareSentence(voice, line.countedShare))],
      ...line.shares.map((share) => [text(shareSentence(voice, share))]),
      ...(line.risks ?? []).map((risk) => riskRuns(telling, risk)),
      references(telling, line),
      [text(standingSentences(voice, line).join(' '), late ? 'late' : 'emphasis')],
      responsibleWords(voice, line).map((words) => text(words, 'emphasis')),
    ),
    anchors,
    ...(line.subPoints.length === 0
      ? {}
      : { children: line.subPoints.map((subPoint) => subPointItem(voice, running, subPoint)) }),
  };
}

function status({ voice, running }: LineTelling, { narrative, subPoints }: SummaryLine): Run[] {
  if (narrative === undefined) return subPoints.length > 0 ? [] : [text(voice.t('report.no-status'))];
  const { item, waitingFor } = narrative;
  return spaced(
    item?.partyName === undefined ? [] : [text(voice.t('report.said-by', { party: item.partyName }))],
    running.inline(sentence(narrative.text)),
    waitingFor === undefined
      ? []
      : running.inline(voice.t('report.waiting-for', { what: sentence(waitingFor) })),
  );
}

function riskRuns(
  { voice, running }: LineTelling,
  { likelihood, consequence, conclusion }: SummaryRisk,
): Run[] {
  return spaced(
    running.inline(
      voice.t('report.risk', { likelihood: sentence(likelihood), consequence: sentence(consequence) }),
    ),
    conclusion === undefined ? [] : running.inline(sentence(conclusion)),
  );
}

function references({ voice, planNumber }: LineTelling, line: SummaryLine): Run[] {
  const mentioned = numbersMentioned(line.narrative?.text);
  const here = line.references.filter((reference) => reference.planNumber === planNumber);
  return measureReferences(
    voice,
    here.map(({ number }) => number).filter((number) => !mentioned.has(number)),
    line.references.filter((reference) => reference.planNumber !== planNumber),
  );
}

function subPointItem(voice: ReportVoice, running: RunningText, subPoint: SummarySubPoint): ListItem {
  return {
    runs: spaced(
      [text(subPoint.number, 'strong')],
      running.inline(sentence(subPoint.text)),
      subPoint.narrative === undefined ? [] : running.inline(sentence(subPoint.narrative)),
      subPoint.countedShare === undefined ? [] : [text(countedShareSentence(voice, subPoint.countedShare))],
      [text(subPointStanding(voice, subPoint), subPoint.standing === 'late' ? 'late' : 'emphasis')],
    ),
  };
}

import type { SummaryLine, SummaryRisk, SummarySubPoint } from '#domain/summary/status-summary.js';
import {
  aboutWords,
  countedShareSentence,
  measureNames,
  occurrenceSentences,
  responsibleSentence,
  responsibleWords,
  shareSentence,
  standingSentences,
  subPointStanding,
} from './line-sentences.js';
import { measureReferences } from './measure-references.js';
import { spaced, text, type ListItem, type Run } from './report-document.js';
import { sentence, type ReportVoice } from './report-voice.js';
import { measureAnchor, numbersMentioned, type RunningText } from './running-text.js';
import { remarkItems, statementRuns } from './statement-words.js';

export interface LineContext {
  voice: ReportVoice;
  running: RunningText;
  planNumber: number;
}

/** One bullet of the summary, the same on the page and in every file: its first run names the measures. */
export function lineItem(context: LineContext, line: SummaryLine): ListItem {
  const { voice, running } = context;
  const { measures } = line;
  const names = text(measureNames(voice, measures), 'strong');
  const anchors = measures.map(({ number }) => measureAnchor(number));
  if (measures.every(({ withheld }) => withheld)) {
    return { runs: spaced([names], [text(voice.t('report.withheld'))]), anchors };
  }
  const late = measures.some((measure) => !measure.withheld && measure.standing === 'late');
  const children = [
    ...remarkItems(voice, running, line),
    ...line.subPoints.map((subPoint) => subPointItem(voice, running, subPoint, line)),
  ];
  return {
    runs: spaced(
      [names],
      running.inline(aboutWords(voice, line)),
      status(context, line),
      ...occurrenceSentences(voice, line).map((words) => [text(words)]),
      line.countedShare === undefined ? [] : [text(countedShareSentence(voice, line.countedShare))],
      ...line.shares.map((share) => [text(shareSentence(voice, share))]),
      ...riskRuns(context, line),
      references(context, line),
      [text(standingSentences(voice, line).join(' '), late ? 'late' : 'emphasis')],
      ...responsibleWords(voice, line).map((words) => [text(words, 'emphasis')]),
    ),
    anchors,
    ...(children.length === 0 ? {} : { children }),
  };
}

function status({ voice, running }: LineContext, line: SummaryLine): Run[] {
  const { narrative } = line;
  if (narrative === undefined) return isSilent(line) ? [text(voice.t('report.no-status'))] : [];
  const { item } = narrative;
  return spaced(
    item?.partyName === undefined ? [] : [text(`${voice.typed(item.partyName)}:`)],
    statementRuns(voice, running, narrative),
  );
}

/** What is reported done has been told of, also where its words are not for this reader. */
function isSilent({ remarks, subPoints, measures }: SummaryLine): boolean {
  const reported = measures.some(
    (measure) => !measure.withheld && (measure.standing === 'awaitingSignOff' || measure.standing === 'done'),
  );
  return !reported && remarks === undefined && subPoints.length === 0;
}

/** What may happen without the measure, in the words it was stated; which where several are told together. */
function riskRuns({ voice, running }: LineContext, { risks = [], measures }: SummaryLine): Run[][] {
  const numbersOf = new Map<string, number[]>();
  const byWords = new Map<string, SummaryRisk>();
  for (const risk of risks) {
    const key = JSON.stringify([risk.likelihood, risk.consequence, risk.conclusion ?? '']);
    byWords.set(key, risk);
    numbersOf.set(key, [...(numbersOf.get(key) ?? []), risk.number]);
  }
  return [...byWords].map(([key, { likelihood, consequence, conclusion }]) => {
    const numbers = numbersOf.get(key) ?? [];
    const values = {
      likelihood: voice.typed(sentence(likelihood)),
      consequence: voice.typed(sentence(consequence)),
    };
    const words =
      measures.length === 1
        ? voice.t('report.risk', values)
        : voice.t('report.risk.of', {
            ...values,
            count: numbers.length,
            numbers: voice.list(numbers.map(String)),
          });
    return spaced(
      running.inline(words),
      conclusion === undefined ? [] : running.inline(voice.typed(sentence(conclusion))),
    );
  });
}

/** But for those that the status names itself. */
function references({ voice, planNumber }: LineContext, line: SummaryLine): Run[] {
  const mentioned = numbersMentioned(line.narrative?.text);
  const here = line.references.filter((reference) => reference.planNumber === planNumber);
  return measureReferences(
    voice,
    here.map(({ number }) => number).filter((number) => !mentioned.has(number)),
    line.references.filter((reference) => reference.planNumber !== planNumber),
  );
}

function subPointItem(
  voice: ReportVoice,
  running: RunningText,
  subPoint: SummarySubPoint,
  line: SummaryLine,
): ListItem {
  const { narrative, said, responsible } = subPoint;
  const children = remarkItems(voice, running, subPoint);
  return {
    runs: spaced(
      [text(subPoint.number, 'strong')],
      running.inline(voice.typed(sentence(subPoint.text))),
      narrative === undefined ? [] : statementRuns(voice, running, { ...said, text: narrative }),
      subPoint.countedShare === undefined ? [] : [text(countedShareSentence(voice, subPoint.countedShare))],
      ...subPointStanding(voice, subPoint, line).map((words) => [
        text(words, subPoint.standing === 'late' ? 'late' : 'emphasis'),
      ]),
      responsible === undefined || subPoint.standing === 'done'
        ? []
        : [text(responsibleSentence(voice, responsible), 'emphasis')],
    ),
    ...(children.length === 0 ? {} : { children }),
  };
}

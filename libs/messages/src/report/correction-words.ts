import {
  type CorrectablePart,
  lineKey,
  linesOf,
  subGoalNumbers,
  subGoalOf,
} from '#domain/report/correction.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { decisionItem } from './decisions-section.js';
import { basisRuns, headlineLines } from './front-section.js';
import { subGoalItem } from './goals-section.js';
import { lineItem } from './line-item.js';
import { measureNames } from './line-sentences.js';
import { recommendationItem } from './deviations-section.js';
import { plainText, type ListItem } from './report-document.js';
import { reportVoice, type ReportVoice } from './report-voice.js';
import { RunningText } from './running-text.js';

/** One part that can be corrected, as it reads in the report and as it would read. */
export interface CorrectionDifference extends CorrectablePart {
  label: string;
  then: string;
  now: string;
}

/** In the report's language and order: the difference that is shown before a correction is made. */
export function correctionDifferences(
  locked: StatusReport,
  fresh: StatusReport,
  parts: readonly CorrectablePart[],
): CorrectionDifference[] {
  const voice = reportVoice(locked.language);
  const labels = labelsOf(voice, locked);
  return parts.map((part) => ({
    ...part,
    label: labels.get(part.key) ?? part.key,
    then: partWords(voice, locked, part.key),
    now: partWords(voice, fresh, part.key),
  }));
}

function labelsOf(voice: ReportVoice, report: StatusReport): ReadonlyMap<string, string> {
  return new Map([
    ['summary', voice.t('report.section.summary')],
    ['basis', voice.t('report.basis').replace(/:$/u, '')],
    ['recommendations', voice.t('report.recommendations')],
    ['decisions', voice.t('report.section.decisions')],
    ...subGoalNumbers(report).map((number): [string, string] => [
      `sub-goal-${number}`,
      voice.t('report.sub-goal', { number }),
    ]),
    ...linesOf(report.status).map((line): [string, string] => [
      lineKey(line),
      measureNames(voice, line.measures),
    ]),
  ]);
}

function partWords(voice: ReportVoice, report: StatusReport, key: string): string {
  const running = new RunningText([], new Set());
  switch (key) {
    case 'summary':
      return (report.writtenSummary ?? headlineLines(report)).join(' ');
    case 'basis':
      return plainText(basisRuns(voice, report.status, running));
    case 'recommendations':
      return report.recommendations.map((one) => itemWords(recommendationItem(voice, one))).join(' ');
    case 'decisions':
      return report.decisions.map((one) => itemWords(decisionItem(voice, one))).join(' ');
    default: {
      const line = linesOf(report.status).find((one) => lineKey(one) === key);
      if (line !== undefined) {
        return itemWords(lineItem({ voice, running, planNumber: report.status.plan.number }, line));
      }
      const number = subGoalNumbers(report).find((one) => key === `sub-goal-${one}`);
      const subGoal = number === undefined ? undefined : subGoalOf(report, number).subGoal;
      return subGoal === undefined ? '' : itemWords(subGoalItem(voice, subGoal, running));
    }
  }
}

function itemWords({ runs, children = [] }: ListItem): string {
  return [plainText(runs), ...children.map(itemWords)].join(' ');
}

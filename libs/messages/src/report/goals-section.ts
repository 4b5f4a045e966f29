import type { ReportIndicator, StatusReport } from '#domain/report/status-report.js';
import type { IndicatorFigure } from '#domain/plan/plan.js';
import type { SummarySubGoal } from '#domain/summary/status-summary.js';
import { figureWords, indicatorSentence } from './line-sentences.js';
import { measureReferences } from './measure-references.js';
import { bullets, heading, spaced, text, type Block, type Figure, type ListItem } from './report-document.js';
import { ended, sentence, type ReportVoice } from './report-voice.js';
import { numbersMentioned, type RunningText } from './running-text.js';

export function goalsSection(voice: ReportVoice, report: StatusReport, running: RunningText): Block[] {
  const { goals } = report.status;
  if (goals.length === 0) return [];
  return [
    heading(1, voice.t('report.section.goals'), 'mal'),
    ...goals.flatMap((goal) => [
      heading(
        2,
        voice.t('report.goal', { number: goal.number, title: voice.typed(goal.title) }),
        `hovedmal-${goal.number}`,
      ),
      bullets(goal.subGoals.map((subGoal) => subGoalItem(voice, subGoal, running))),
      ...goal.subGoals.flatMap(({ number }) =>
        report.indicators
          .filter(({ subGoalNumber }) => subGoalNumber === number)
          .flatMap((indicator) => indicatorFigure(voice, indicator)),
      ),
    ]),
  ];
}

export function subGoalItem(voice: ReportVoice, subGoal: SummarySubGoal, running: RunningText): ListItem {
  const { number, about, verdict, assessment, indicators } = subGoal;
  const mentioned = numbersMentioned(assessment);
  return {
    runs: spaced(
      [text(voice.t('report.sub-goal', { number }), 'strong')],
      running.inline(voice.t('report.sub-goal.about', { about: voice.typed(ended(about)) })),
      saysVerdict(assessment) ? [] : [text(verdictSentence(voice, verdict))],
      assessment === undefined ? [] : running.inline(voice.typed(sentence(assessment))),
      ...indicators
        .filter(({ latest, target }) => latest !== undefined || target !== undefined)
        .map((indicator) => [text(indicatorSentence(voice, indicator))]),
      verdict !== undefined && saysVerdict(assessment)
        ? [
            text(
              voice.t('report.verdict.label', { verdict: voice.lowerFirst(voice.t(`verdict.${verdict}`)) }),
              'emphasis',
            ),
          ]
        : [],
      measureReferences(
        voice,
        subGoal.measureNumbers.filter((serving) => !mentioned.has(serving)),
      ),
    ),
    anchors: [`delmal-${number}`],
  };
}

/** Then people's own sentence stands, and the verdict after it is a word and not their sentence again. */
function saysVerdict(assessment: string | undefined): boolean {
  return /nådd|oppnå|usikker|vurder|\bmet\b|reach|assess|uncertain/iu.test(assessment ?? '');
}

function verdictSentence(voice: ReportVoice, verdict: SummarySubGoal['verdict']): string {
  return voice.t(verdict === undefined ? 'report.verdict.not-assessed' : `report.verdict.${verdict}`);
}

/** A line needs two points; a single figure stands in the text. */
function indicatorFigure(voice: ReportVoice, indicator: ReportIndicator): Figure[] {
  const { name, unit, target, figures, subGoalNumber } = indicator;
  const line = drawnLine(indicator);
  const [first] = line.points;
  const last = line.points.at(-1);
  if (line.points.length < 2 || first === undefined || last === undefined) return [];
  const caption = voice.t('report.indicator.caption', { number: subGoalNumber, name: voice.typed(name) });
  const words = (figure: IndicatorFigure) => figureWords(voice, figure, unit);
  const wanted = target === undefined ? undefined : voice.number(target, unit);
  return [
    {
      kind: 'figure',
      caption,
      alternative: voice.t('report.indicator.alternative', {
        name,
        from: words(first.figure),
        fromDate: voice.day(first.figure.asOf),
        to: words(last.figure),
        toDate: voice.day(last.figure.asOf),
        target:
          wanted === undefined ? '' : voice.t('report.indicator.alternative.target', { target: wanted }),
      }),
      chart: {
        kind: 'lines',
        dates: line.points.map(({ figure }) => figure.asOf),
        dateLabels: line.points.map(({ figure }) => voice.day(figure.asOf)),
        series: [
          {
            name,
            values: line.points.map(({ value }) => value),
            labels: line.points.map(({ value }) => voice.number(Math.round(value * 10) / 10, line.unit)),
            tone: 'main',
          },
        ],
        ...(line.unit === '' ? {} : { unit: line.unit }),
        ...(target === undefined || wanted === undefined || line.unit !== unit
          ? {}
          : { target: { value: target, label: `${voice.t('report.indicator.goal-line')}: ${wanted}` } }),
      },
      numbers: {
        kind: 'table',
        caption,
        columns: [
          { title: voice.t('report.indicator.date'), align: 'start', share: 1 },
          { title: voice.t('report.indicator.value'), align: 'end', share: 1 },
          { title: voice.t('report.indicator.source'), align: 'start', share: 2 },
        ],
        rows: figures.map((figure) => [voice.day(figure.asOf), words(figure), voice.typed(figure.source)]),
        rowHeaders: true,
      },
    },
  ];
}

interface DrawnLine {
  unit: string;
  points: readonly { figure: IndicatorFigure; value: number }[];
}

/** Values where there are any; where there are only shares, they are drawn in per cent. */
function drawnLine({ figures, unit }: ReportIndicator): DrawnLine {
  const values = figures.flatMap((figure) =>
    figure.value === undefined ? [] : [{ figure, value: figure.value }],
  );
  if (values.length > 0) return { unit, points: values };
  const shares = figures.flatMap((figure) => {
    const { numerator, denominator } = figure;
    if (numerator === undefined || denominator === undefined || denominator === 0) return [];
    return [{ figure, value: (100 * numerator) / denominator }];
  });
  return { unit: '%', points: shares };
}

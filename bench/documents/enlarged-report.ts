import type { ReportMeasure, StatusReport } from '#domain/report/status-report.js';
import type { SummaryLine, SummaryMeasure } from '#domain/summary/status-summary.js';

/** The report with as many measures as asked for: its own over and over, each with a number and words of its own. */
export function enlargedReport(report: StatusReport, count: number, mark = ''): StatusReport {
  const measures = Array.from({ length: count }, (_, index) => enlargedMeasure(report, index, mark));
  const lines = report.status.themes.flatMap(({ title, lines: ofTheme }) =>
    ofTheme.map((line) => ({ title, line })),
  );
  const perRound = report.measures.length;
  const rounds = Math.ceil(count / perRound);
  const themes = report.status.themes.map(({ title }) => ({
    ...(title === undefined ? {} : { title }),
    lines: Array.from({ length: rounds }, (_, round) =>
      lines
        .filter((one) => one.title === title)
        .map(({ line }) => enlargedLine(line, round * perRound, mark))
        .filter((line) => line.measures.every(({ number }) => number <= count)),
    ).flat(),
  }));
  return { ...report, measures, status: { ...report.status, themes } };
}

/** Each time it is asked for, the measures one by one: they are never all there. */
export function* manyMeasures(report: StatusReport, count: number, items: number): Generator<ReportMeasure> {
  const [template] = report.measures.flatMap((measure) => measure.items);
  if (template === undefined) throw new Error('The report has no items');
  for (let index = 0; index < count; index += 1) {
    const measure = enlargedMeasure(report, index, '');
    yield {
      ...measure,
      items: Array.from({ length: items }, (_, at) => ({
        ...template,
        number: `${measure.number}.${at + 1}`,
      })),
    };
  }
}

function enlargedMeasure(report: StatusReport, index: number, mark: string): ReportMeasure {
  const measure = report.measures[index % report.measures.length];
  if (measure === undefined) throw new Error('The report has no measures');
  const number = index + 1;
  return {
    ...measure,
    number,
    ...(measure.told === undefined
      ? {}
      : { told: { ...measure.told, title: `${measure.told.title} ${number}${mark}` } }),
    items: measure.items.map((item) => ({
      ...item,
      number: `${number}.${item.number.split('.').slice(1).join('.')}`,
    })),
  };
}

function enlargedLine(line: SummaryLine, offset: number, mark: string): SummaryLine {
  return {
    ...line,
    measures: line.measures.map((measure): SummaryMeasure => ({
      ...measure,
      number: measure.number + offset,
    })),
    about: line.about.map((about) => `${about} ${offset}${mark}`),
  };
}

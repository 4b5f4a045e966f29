import type { StatusReport } from '#domain/report/status-report.js';
import { standings, type Figures, type Standing } from '#domain/summary/standing.js';
import type { StatusSummary } from '#domain/summary/status-summary.js';
import { withoutMarks } from '../texts/marked-text.js';
import { bullets, heading, type Block, type Column, type Figure, type Table } from './report-document.js';
import type { ReportVoice } from './report-voice.js';

/** Nothing proposed: then that column says nothing. */
function shownStandings(figures: readonly Figures[]): readonly Standing[] {
  return figures.some(({ proposed }) => proposed > 0)
    ? standings
    : standings.filter((standing) => standing !== 'proposed');
}

export function figuresSection(voice: ReportVoice, report: StatusReport): Block[] {
  return [
    heading(1, voice.t('report.section.figures'), 'tall'),
    figuresTable(voice, report.status),
    bullets(notes(voice, report)),
    ...byTheme(voice, report),
    ...trend(voice, report),
  ];
}

function figuresTable(voice: ReportVoice, { figures }: StatusReport['status']): Table {
  const shown = shownStandings([figures.measures, figures.items]);
  return {
    kind: 'table',
    caption: voice.t('report.figures.caption'),
    columns: standingColumns(voice, shown, ''),
    rows: (['measures', 'items'] as const).map((row) => [
      voice.t(`report.row.${row}`),
      ...standingCells(shown, figures[row]),
    ]),
    rowHeaders: true,
  };
}

function standingColumns(voice: ReportVoice, shown: readonly Standing[], first: string): Column[] {
  return [
    { title: first, align: 'start', share: first === '' ? 1.6 : 3.4 },
    ...shown.map((standing) => ({
      title: voice.t(`report.standing.${standing}`),
      align: 'end' as const,
      share: 1.2,
    })),
    { title: voice.t('report.standing.total'), align: 'end', share: 0.8 },
  ];
}

function standingCells(shown: readonly Standing[], figures: Figures): string[] {
  return [...shown.map((standing) => String(figures[standing])), String(figures.total)];
}

function notes(voice: ReportVoice, { status, figures }: StatusReport): string[] {
  const { doneOnTime, doneLate, doneByOriginal } = figures.punctuality;
  const done = doneOnTime + doneLate;
  return [
    ...figureNotes(voice, status),
    ...(done > 0
      ? [voice.t('report.note.punctuality', { done, onTime: doneOnTime, byOriginal: doneByOriginal })]
      : []),
  ];
}

/** What the table doesn't say, or says only together with something else. */
export function figureNotes(voice: ReportVoice, { notes, outcomes }: StatusSummary): string[] {
  const { waived, unanswered, readyToClose, closedAs } = notes;
  const ended = [
    ...(waived > 0 ? [voice.t('report.note.waived', { count: waived })] : []),
    ...(unanswered > 0 ? [voice.t('report.note.unanswered', { count: unanswered })] : []),
  ];
  const otherwise = (['partly-implemented', 'not-implemented', 'carried-over'] as const).filter(
    (kind) => closedAs[kind] > 0,
  );
  return [
    voice.t('report.note.columns'),
    ...(ended.length > 0 ? [voice.t('report.note.ended', { what: voice.list(ended) })] : []),
    ...(readyToClose > 0 ? [voice.t('report.note.ready-to-close', { count: readyToClose })] : []),
    ...(otherwise.length > 0
      ? [
          voice.t('report.note.closed-otherwise', {
            what: voice.list(
              otherwise.map((kind) => `${closedAs[kind]} ${voice.lowerFirst(voice.t(`closure.${kind}`))}`),
            ),
          }),
        ]
      : []),
    ...(outcomes.length > 0
      ? [
          voice.t('report.note.outcomes', {
            what: voice.list(
              outcomes.map(
                ({ kind, count }) =>
                  `${count} ${voice.lowerFirst(voice.t(kind === 'not-assessed' ? 'report.outcome.not-assessed' : `outcome.${kind}`))}`,
              ),
            ),
          }),
        ]
      : []),
  ];
}

/** More bars than this don't fit on a page. */
const mostThemesDrawn = 24;

/** A chart of one theme would say what the table above says. */
function byTheme(voice: ReportVoice, { figures: { byTheme: themes } }: StatusReport): (Figure | Table)[] {
  if (themes.length < 2) return [];
  const shown = shownStandings(themes.map(({ figures }) => figures));
  const titles = themes.map(({ title }) =>
    title === undefined ? voice.t('report.no-theme') : voice.typed(title),
  );
  const numbers: Table = {
    kind: 'table',
    caption: voice.t('report.figures.by-theme'),
    columns: standingColumns(voice, shown, voice.t('report.figures.theme')),
    rows: themes.map(({ figures }, index) => [titles[index] ?? '', ...standingCells(shown, figures)]),
    rowHeaders: true,
  };
  if (themes.length > mostThemesDrawn) return [numbers];
  return [
    {
      kind: 'figure',
      caption: voice.t('report.figures.by-theme'),
      alternative: voice.t('report.figures.by-theme.alternative', { themes: themes.length }),
      chart: {
        kind: 'bars',
        categories: titles.map(withoutMarks),
        series: shown
          .filter((standing) => themes.some(({ figures }) => figures[standing] > 0))
          .map((standing) => ({
            standing,
            name: voice.t(`report.standing.${standing}`),
            values: themes.map(({ figures }) => figures[standing]),
          })),
      },
      numbers,
    },
  ];
}

/** From the second report on. */
function trend(voice: ReportVoice, { trend: points }: StatusReport): Figure[] {
  const [first] = points;
  const last = points.at(-1);
  if (points.length < 2 || first === undefined || last === undefined) return [];
  const caption = voice.t('report.figures.trend');
  const series = [
    { key: 'open', tone: 'main' },
    { key: 'late', tone: 'late' },
    { key: 'closed', tone: 'done' },
  ] as const;
  return [
    {
      kind: 'figure',
      caption,
      alternative: voice.t('report.figures.trend.alternative', {
        openFrom: first.open,
        openTo: last.open,
        lateFrom: first.late,
        lateTo: last.late,
        closedFrom: first.closed,
        closedTo: last.closed,
      }),
      chart: {
        kind: 'lines',
        dates: points.map(({ asOf }) => asOf),
        dateLabels: points.map(({ asOf }) => voice.day(asOf)),
        series: series.map(({ key, tone }) => ({
          name: voice.t(`report.trend.${key}`),
          values: points.map((point) => point[key]),
          labels: points.map((point) => voice.number(point[key])),
          tone,
        })),
      },
      numbers: {
        kind: 'table',
        caption,
        columns: [
          { title: voice.t('report.trend.report'), align: 'start', share: 1 },
          { title: voice.t('report.trend.date'), align: 'start', share: 2 },
          ...series.map(({ key }) => ({
            title: voice.t(`report.trend.${key}`),
            align: 'end' as const,
            share: 1,
          })),
        ],
        rows: points.map((point) => [
          point.report === undefined ? voice.t('report.trend.live') : String(point.report),
          voice.day(point.asOf),
          ...series.map(({ key }) => String(point[key])),
        ]),
        rowHeaders: true,
      },
    },
  ];
}

import { osloDate } from '#domain/follow-up/calendar.js';
import type { MeasureThen, ReportComparison, SideBySide } from '#domain/report/compare-reports.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { standings } from '#domain/summary/standing.js';
import { writtenIn } from '#domain/report/written-in.js';
import { runningStatus } from './cover-facts.js';
import { withoutMarks } from '../texts/marked-text.js';
import { heading, paragraph, type Block, type ReportDocument, type Table } from './report-document.js';
import { reportVoice, sentence, type ReportVoice } from './report-voice.js';
import { changes, named } from './since-last-section.js';

/** Two locked reports side by side, in the language of the later one. */
export function comparisonDocument(comparison: ReportComparison): ReportDocument {
  const { language } = comparison.now;
  const voice = reportVoice(language).marking(writtenIn(comparison.now));
  const [then, now] = [editionOf(comparison.then), editionOf(comparison.now)];
  const plan = voice.typed(comparison.now.status.plan.title);
  const kind = voice.t('report.compare.kind', {
    then: voice.day(osloDate(then.lockedAt)),
    now: voice.day(osloDate(now.lockedAt)),
  });
  const titleShown = voice.t('report.compare.title', { plan, then: then.number, now: now.number });
  return {
    language,
    title: withoutMarks(titleShown),
    titleShown,
    kind,
    keywords: [withoutMarks(plan)],
    facts: [],
    header: [plan, runningStatus(voice, comparison.now)],
    footer: voice.t('report.footer', { plan, kind }),
    pageOf: voice.pageOf(),
    blocks: [
      heading(1, voice.t('report.compare.figures')),
      figures(voice, comparison),
      ...subGoals(voice, comparison),
      heading(1, voice.t('report.compare.measures')),
      ...measures(voice, comparison),
      heading(1, voice.t('report.compare.narratives')),
      ...narratives(voice, comparison),
      heading(1, voice.t('report.compare.between')),
      paragraph(
        voice.t('report.since.items', {
          signedOff: comparison.between.itemsSignedOff,
          ended: comparison.between.itemsEnded,
        }),
      ),
      ...changes(voice, comparison.between),
    ],
  };
}

function editionOf({ edition }: StatusReport) {
  if (edition.kind !== 'locked') throw new Error('Only locked reports are compared');
  return edition;
}

/** What a row is about, and what each of the two says of it. */
function sideBySide(
  voice: ReportVoice,
  { then, now }: ReportComparison,
  table: { caption: string; about: string; rows: Table['rows']; figures?: true },
): Table {
  const { caption, about, rows, figures: counted } = table;
  const align = counted === undefined ? ('start' as const) : ('end' as const);
  const column = (report: StatusReport) => {
    const { number, version } = editionOf(report);
    return { title: voice.t('report.compare.report', { number, version }), align, share: 2 };
  };
  return {
    kind: 'table',
    caption,
    columns: [
      { title: about, align: 'start', share: 2 },
      column(then),
      column(now),
      ...(counted === undefined ? [] : [{ title: voice.t('report.compare.change'), align, share: 1 }]),
    ],
    rows,
    rowHeaders: true,
  };
}

function figures(voice: ReportVoice, comparison: ReportComparison): Table {
  const { then, now } = comparison;
  const row = (what: string, before: number, after: number) => [
    what,
    voice.number(before),
    voice.number(after),
    change(voice, after - before),
  ];
  return sideBySide(voice, comparison, {
    caption: voice.t('report.figures.caption'),
    about: '',
    figures: true,
    rows: [
      ...(['measures', 'items'] as const).flatMap((of) => {
        const [before, after] = [then.status.figures[of], now.status.figures[of]];
        return [...standings, 'total' as const]
          .filter((standing) => before[standing] + after[standing] > 0)
          .map((standing) =>
            row(
              voice.t('report.compare.row', {
                what: voice.t(`report.row.${of}`),
                standing: voice.lowerFirst(voice.t(`report.standing.${standing}`)),
              }),
              before[standing],
              after[standing],
            ),
          );
      }),
      row(voice.t('report.compare.answered'), then.status.answered.count, now.status.answered.count),
    ],
  });
}

/** With a sign, and a true minus. */
function change(voice: ReportVoice, by: number): string {
  if (by === 0) return '0';
  return `${by > 0 ? '+' : '\u2212'}${voice.number(Math.abs(by))}`;
}

function subGoals(voice: ReportVoice, comparison: ReportComparison): Block[] {
  if (comparison.subGoals.length === 0) return [];
  const caption = voice.t('report.compare.goals');
  return [
    heading(1, caption),
    sideBySide(voice, comparison, {
      caption,
      about: '',
      rows: comparison.subGoals.map(({ number, title, then, now }) => [
        `${voice.t('report.sub-goal', { number })}: ${voice.typed(title)}`,
        ...[then, now].map((verdict) =>
          voice.t(verdict === undefined ? 'report.verdict.not-assessed' : `report.verdict.${verdict}`),
        ),
      ]),
    }),
  ];
}

function measures(voice: ReportVoice, comparison: ReportComparison): Block[] {
  const { measures: changed, unchangedMeasures: count } = comparison;
  const same = paragraph(voice.t('report.compare.measures.same', { count }), 'note');
  if (changed.length === 0) return [same];
  return [
    same,
    sideBySide(voice, comparison, {
      caption: voice.t('report.compare.measures'),
      about: voice.t('report.compare.measure'),
      rows: changed.map((measure) => [named(voice, measure), ...cells(voice, measure, measureWords)]),
    }),
  ];
}

function measureWords(
  voice: ReportVoice,
  { standing, deadline, signedOffItems, items }: MeasureThen,
): string {
  const values = { standing: voice.t(`report.standing.${standing}`), signedOff: signedOffItems, items };
  return deadline === undefined
    ? voice.t('report.compare.standing', values)
    : voice.t('report.compare.standing.deadline', { ...values, date: voice.day(deadline) });
}

function narratives(voice: ReportVoice, comparison: ReportComparison): Block[] {
  if (comparison.narratives.length === 0) return [paragraph(voice.t('report.compare.narratives.same'))];
  return [
    sideBySide(voice, comparison, {
      caption: voice.t('report.compare.narratives'),
      about: voice.t('report.compare.measure'),
      rows: comparison.narratives.map((line) => [
        voice.list(line.measures.map(String)),
        ...cells(voice, line, (_voice, words) => voice.typed(sentence(words))),
      ]),
    }),
  ];
}

function cells<What>(
  voice: ReportVoice,
  { then, now }: SideBySide<What>,
  words: (voice: ReportVoice, what: What) => string,
): string[] {
  return [then, now].map((side) =>
    side === undefined ? voice.t('report.compare.absent') : words(voice, side),
  );
}

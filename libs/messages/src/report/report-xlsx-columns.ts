import type { PlainDate } from '#domain/ids.js';
import type { ReportChange } from '#domain/report/report-changes.js';
import type { ReportItem, ReportMeasure } from '#domain/report/status-report.js';
import type { ReportLanguage } from '#domain/report/report-language.js';
import { ended, reportVoice, type ReportKey, type ReportVoice } from './report-voice.js';

/** Empty where there is nothing to say. A date stays a date until the form writes it. */
export type Cell = string | number | { date: PlainDate } | null;

export interface SheetColumn {
  title: string;
  kind: 'text' | 'number' | 'date';
  /** In characters. */
  width: number;
}

/** A table of any length: what its columns are, and how one thing becomes rows. */
export interface Sheet<T> {
  name: string;
  columns: readonly SheetColumn[];
  rows: (of: T) => readonly (readonly Cell[])[];
}

export interface ReportSheets {
  /** The name of the sheet that says what the workbook is. */
  front: string;
  measures: Sheet<ReportMeasure>;
  items: Sheet<ReportMeasure>;
  changes: Sheet<ReportChange>;
}

/** The report as tables, in its language: one of measures, one of items, one of changes. */
export function reportSheets(language: ReportLanguage): ReportSheets {
  const voice = reportVoice(language);
  return {
    front: voice.t('sheet.front'),
    measures: sheet(voice, 'sheet.measures', measureColumns, (measure: ReportMeasure) => [measure]),
    items: sheet(voice, 'sheet.items', itemColumns, (measure: ReportMeasure) =>
      measure.items.map((item) => ({ measure, item })),
    ),
    changes: sheet(voice, 'sheet.changes', changeColumns, (change: ReportChange) => [change]),
  };
}

interface ColumnOf<T> {
  title: ReportKey;
  kind: SheetColumn['kind'];
  width: number;
  cell: (voice: ReportVoice, of: T) => Cell;
}

function sheet<T, R>(
  voice: ReportVoice,
  name: ReportKey,
  columns: readonly ColumnOf<R>[],
  parts: (of: T) => readonly R[],
): Sheet<T> {
  return {
    name: voice.t(name),
    columns: columns.map(({ title, kind, width }) => ({ title: voice.t(title), kind, width })),
    rows: (of) => parts(of).map((part) => columns.map(({ cell }) => cell(voice, part))),
  };
}

const measureColumns: readonly ColumnOf<ReportMeasure>[] = [
  number('sheet.column.number', (measure) => measure.number),
  words('sheet.column.theme', 18, (measure) => measure.themeTitle),
  words('sheet.column.title', 28, ({ told }, voice) => told?.title ?? voice.t('sheet.withheld')),
  words('sheet.column.about', 36, ({ told }) => told?.about),
  words('sheet.column.responsible', 20, ({ told }) => told?.responsible.join('; ')),
  words('sheet.column.state', 13, (measure, voice) => voice.t(`measure-state.${measure.state}`)),
  words('sheet.column.standing', 13, (measure, voice) => voice.t(`report.standing.${measure.standing}`)),
  words('sheet.column.progress', 15, ({ told }, voice) =>
    told?.progress === undefined ? undefined : voice.t(`progress.${told.progress}`),
  ),
  words('sheet.column.progress-reason', 26, ({ told }, voice) => whyWords(voice, told)),
  words('sheet.column.status', 40, ({ told }) => told?.statusText),
  date('sheet.column.status-on', ({ told }) => told?.statusOn),
  date('sheet.column.deadline', ({ deadline }) => deadline?.inForce),
  date('sheet.column.original', ({ deadline }) => deadline?.original),
  number('sheet.column.moves', ({ deadline }) => deadline?.moves.length),
  date('sheet.column.review', ({ reviewOn }) => reviewOn),
  number('sheet.column.items', ({ items }) => items.length),
  number(
    'sheet.column.signed-off-items',
    ({ items }) => items.filter(({ state }) => state === 'signed-off').length,
  ),
  words('sheet.column.closed-as', 14, ({ closed }, voice) =>
    closed === undefined ? undefined : voice.t(`closure.${closed.as}`),
  ),
  date('sheet.column.closed-on', ({ closed }) => closed?.on),
  words('sheet.column.source', 22, ({ told }) => told?.source?.evaluationTitle),
  words('sheet.column.source-number', 8, ({ told }) => told?.source?.number),
];

/** "Venter på tiltak 9. Behovet må ses sammen med det."; empty where the progress needs no reason. */
function whyWords(
  voice: ReportVoice,
  told: { waitingFor?: string; reason?: string } | undefined,
): string | undefined {
  const { waitingFor, reason } = told ?? {};
  const words = [
    ...(waitingFor === undefined ? [] : [voice.t('report.waiting-for', { what: ended(waitingFor) })]),
    ...(reason === undefined ? [] : [reason]),
  ];
  return words.length === 0 ? undefined : words.join(' ');
}

interface ItemOfMeasure {
  measure: ReportMeasure;
  item: ReportItem;
}

const itemColumns: readonly ColumnOf<ItemOfMeasure>[] = [
  number('sheet.column.measure', ({ measure }) => measure.number),
  words('sheet.column.item', 10, ({ item }) => item.number),
  words('sheet.column.title', 28, ({ measure }, voice) => measure.told?.title ?? voice.t('sheet.withheld')),
  words('sheet.column.sub-point', 28, ({ item }) => item.told?.subPointText),
  words('sheet.column.party', 22, ({ item }) => item.told?.partyName),
  words('sheet.column.group', 15, ({ item }) => item.told?.groupName),
  words('sheet.column.state', 13, ({ item }, voice) => voice.t(`item-state.${item.state}`)),
  words('sheet.column.standing', 13, ({ item }, voice) =>
    item.standing === undefined ? undefined : voice.t(`report.standing.${item.standing}`),
  ),
  words('sheet.column.progress', 15, ({ item }, voice) =>
    item.told?.progress === undefined ? undefined : voice.t(`progress.${item.told.progress}`),
  ),
  words('sheet.column.progress-reason', 26, ({ item }, voice) => whyWords(voice, item.told)),
  words('sheet.column.status', 40, ({ item }) => item.told?.statusText),
  date('sheet.column.status-on', ({ item }) => item.told?.statusOn),
  date('sheet.column.deadline', ({ item }) => item.deadline),
  date('sheet.column.reported-on', ({ item }) => item.reportedOn),
  date('sheet.column.signed-off-on', ({ item }) => item.signedOffOn),
  date('sheet.column.ended-on', ({ item }) => item.ended?.on),
  words('sheet.column.ground', 28, ({ item }) => item.ended?.ground),
];

const changeColumns: readonly ColumnOf<ReportChange>[] = [
  words('sheet.column.number', 10, (change) => change.number),
  words('sheet.column.title', 28, ({ title }) => title),
  words('sheet.column.change', 16, ({ kind }, voice) => voice.t(`sheet.change.${kind}`)),
  date('sheet.column.on', ({ on }) => on),
  words('sheet.column.old', 32, (change, voice) => changeWords(voice, change, change.old)),
  words('sheet.column.new', 32, (change, voice) => changeWords(voice, change, change.new)),
  words('sheet.column.reason', 32, ({ reason }) => reason),
];

function changeWords(
  voice: ReportVoice,
  { kind }: ReportChange,
  value: string | undefined,
): string | undefined {
  if (value === undefined) return undefined;
  switch (kind) {
    case 'deadline-moved':
    case 'turned-late':
    case 'review-date-moved':
    case 'no-longer-late':
    case 'reopened':
      return voice.day(value);
    case 'verdict-changed':
      return voice.t(`verdict.${value}` as ReportKey);
    case 'closed':
      return voice.t(`closure.${value}` as ReportKey);
    case 'progress-changed':
      return voice.t(`progress.${value}` as ReportKey);
    case 'registered':
    case 'responsible-changed':
    case 'signed-off':
    case 'waived':
    case 'unanswered':
    case 'text-changed':
      return value;
    default:
      return kind satisfies never;
  }
}

function words<T>(
  title: ReportKey,
  width: number,
  value: (of: T, voice: ReportVoice) => string | undefined,
): ColumnOf<T> {
  return { title, kind: 'text', width, cell: (voice, of) => value(of, voice) ?? null };
}

function number<T>(title: ReportKey, value: (of: T) => number | undefined): ColumnOf<T> {
  return { title, kind: 'number', width: 8, cell: (_voice, of) => value(of) ?? null };
}

function date<T>(title: ReportKey, value: (of: T) => PlainDate | undefined): ColumnOf<T> {
  return {
    title,
    kind: 'date',
    width: 11,
    cell: (_voice, of) => {
      const day = value(of);
      return day === undefined ? null : { date: day };
    },
  };
}

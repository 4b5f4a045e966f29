import type { MeasureMention, SinceLastReport } from '#domain/report/status-report.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import {
  bullets,
  heading,
  paragraph,
  text,
  type Block,
  type ListItem,
  type Table,
} from './report-document.js';
import { sentence, type ReportVoice } from './report-voice.js';
import { repeatedItem } from './repeated-section.js';

export function sinceLastSection(voice: ReportVoice, since: SinceLastReport | undefined): Block[] {
  const opening = heading(1, voice.t('report.section.since-last'), 'siden-sist');
  if (since === undefined) return [opening, paragraph(voice.t('report.headline.first-report'))];
  const { number, version, lockedAt } = since.comparedWith;
  const lists = changes(voice, since);
  return [
    opening,
    paragraph(
      voice.t('report.since.compared', { number, version, date: voice.day(osloDate(lockedAt)) }),
      'note',
    ),
    paragraph(
      lists.length === 0 && since.itemsSignedOff + since.itemsEnded === 0
        ? voice.t('report.since.nothing')
        : voice.t('report.since.items', { signedOff: since.itemsSignedOff, ended: since.itemsEnded }),
    ),
    ...lists,
  ];
}

/** Each kind of change that there is any of, under a heading of its own. */
export function changes(voice: ReportVoice, since: SinceLastReport): Block[] {
  return [
    ...listed(
      voice.t('report.since.registered'),
      since.registered.map((measure) => `${named(voice, measure)}.`),
    ),
    ...listed(
      voice.t('report.since.closed'),
      since.closed.map((measure) => closedWords(voice, measure)),
    ),
    ...listed(
      voice.t('report.since.newly-late'),
      since.newlyLate.map((measure) => lateWords(voice, measure)),
    ),
    ...(since.deadlinesMoved.length === 0
      ? []
      : [heading(2, voice.t('report.since.deadlines-moved')), movedTable(voice, since.deadlinesMoved)]),
    ...listed(
      voice.t('report.since.text-changed'),
      since.textChanged.map((change) => textChangeItem(voice, change)),
    ),
    ...listed(
      voice.t('report.since.reopened'),
      since.reopened.map((measure) => reopenedWords(voice, measure)),
    ),
    ...listed(
      voice.t('report.since.progress-changed'),
      since.progressChanged.map((measure) => progressWords(voice, measure)),
    ),
    ...listed(
      voice.t('report.since.repeated'),
      since.repeated.map((recommendation) => repeatedItem(voice, recommendation)),
    ),
  ];
}

function listed(title: string, items: readonly (string | ListItem)[]): Block[] {
  return items.length === 0 ? [] : [heading(2, title), bullets(items)];
}

export function named(voice: ReportVoice, { number, title }: MeasureMention): string {
  return title === undefined
    ? voice.t('report.measure.number', { number })
    : voice.t('report.measure.named', { number, title });
}

function closedWords(voice: ReportVoice, measure: SinceLastReport['closed'][number]): string {
  return voice.t('report.since.closed-as', {
    measure: named(voice, measure),
    as: voice.lowerFirst(voice.t(`closure.${measure.as}`)),
    date: voice.day(measure.on),
  });
}

function lateWords(voice: ReportVoice, late: SinceLastReport['newlyLate'][number]): string {
  const measure = named(voice, late);
  const items = voice.itemNumbers(late.items);
  if (late.wasLate) return voice.t('report.since.late-more', { measure, items });
  if (late.deadline === undefined) return voice.t('report.since.late-undated', { measure });
  const date = voice.day(late.deadline);
  return late.items.length === 0
    ? voice.t('report.since.late-since', { measure, date })
    : voice.t('report.since.late-items', { measure, date, items });
}

function movedTable(voice: ReportVoice, moved: SinceLastReport['deadlinesMoved']): Table {
  return {
    kind: 'table',
    caption: voice.t('report.since.deadlines-moved'),
    columns: [
      { title: voice.t('report.deadlines.number'), align: 'start', share: 0.7 },
      { title: voice.t('report.deadlines.title'), align: 'start', share: 2.2 },
      { title: voice.t('report.deadlines.from'), align: 'start', share: 1.7 },
      { title: voice.t('report.deadlines.to'), align: 'start', share: 1.7 },
      { title: voice.t('report.deadlines.count'), align: 'end', share: 0.7 },
      { title: voice.t('report.deadlines.reason'), align: 'start', share: 2.8 },
    ],
    rows: moved.map(({ number, title, from, to, count, reason }) => [
      number,
      title ?? '',
      voice.day(from),
      voice.day(to),
      String(count),
      reason ?? '',
    ]),
    rowHeaders: true,
  };
}

function textChangeItem(voice: ReportVoice, change: SinceLastReport['textChanged'][number]): ListItem {
  const { number, field, reason } = change;
  return {
    runs: [
      text(
        voice.t('report.since.text.measure', { number, field: voice.t(`report.since.text.${field}`) }) + '. ',
      ),
      ...(reason === undefined ? [] : [text(voice.t('report.since.reason', { reason: sentence(reason) }))]),
    ],
    children: [
      { runs: [text(voice.t('report.since.text.old', { text: change.old }))] },
      { runs: [text(voice.t('report.since.text.new', { text: change.new }))] },
    ],
  };
}

function reopenedWords(voice: ReportVoice, reopened: SinceLastReport['reopened'][number]): string {
  const { items, on, reason } = reopened;
  const values = {
    measure: named(voice, reopened),
    items: voice.itemNumbers(items),
    when: on === undefined ? '' : voice.t('report.since.when', { date: voice.day(on) }),
  };
  const what = voice.t(
    items.length === 0 ? 'report.since.reopened.measure' : 'report.since.reopened.items',
    values,
  );
  return reason === undefined
    ? what
    : `${what} ${voice.t('report.since.reason', { reason: sentence(reason) })}`;
}

function progressWords(voice: ReportVoice, change: SinceLastReport['progressChanged'][number]): string {
  const measure = named(voice, change);
  const to = voice.lowerFirst(voice.t(`progress.${change.to}`));
  return change.from === undefined
    ? voice.t('report.since.progress.first', { measure, to })
    : voice.t('report.since.progress', {
        measure,
        from: voice.lowerFirst(voice.t(`progress.${change.from}`)),
        to,
      });
}

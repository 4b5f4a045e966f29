import type { MeasureMention, SinceLastReport } from '#domain/report/status-report.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { progresses } from '#domain/measure/measure.js';
import type { Verdict } from '#domain/plan/plan.js';
import {
  bullets,
  heading,
  paragraph,
  spaced,
  text,
  type Block,
  type ListItem,
  type Table,
} from './report-document.js';
import { ended, sentence, type ReportVoice } from './report-voice.js';
import { repeatedItem } from './repeated-section.js';

/** Nothing in a plan's first report, and where nothing has changed: the five lines say so. */
export function sinceLastSection(voice: ReportVoice, since: SinceLastReport | undefined): Block[] {
  if (since === undefined) return [];
  const { number, version, lockedAt } = since.comparedWith;
  const lists = changes(voice, since);
  const counted = since.itemsSignedOff + since.itemsEnded > 0;
  if (lists.length === 0 && !counted) return [];
  return [
    heading(1, voice.t('report.section.since-last'), 'siden-sist'),
    paragraph(
      voice.t('report.since.compared', { number, version, date: voice.day(osloDate(lockedAt)) }),
      'note',
    ),
    ...(counted
      ? [
          paragraph(
            voice.t('report.since.items', { signedOff: since.itemsSignedOff, ended: since.itemsEnded }),
          ),
        ]
      : []),
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
      voice.t('report.since.signed-off'),
      (since.signedOff ?? []).map((measure) => itemsWords(voice, 'report.since.signed-off.items', measure)),
    ),
    ...listed(
      voice.t('report.since.ended'),
      (since.ended ?? []).flatMap((measure) => endedWords(voice, measure)),
    ),
    ...listed(
      voice.t('report.since.newly-late'),
      since.newlyLate.map((measure) => lateWords(voice, measure)),
    ),
    ...listed(
      voice.t('report.since.no-longer-late'),
      (since.noLongerLate ?? []).map((measure) => noLongerLateWords(voice, measure)),
    ),
    ...(since.deadlinesMoved.length === 0
      ? []
      : [heading(2, voice.t('report.since.deadlines-moved')), movedTable(voice, since.deadlinesMoved)]),
    ...listed(
      voice.t('report.since.review'),
      (since.reviewDatesMoved ?? []).map((measure) => reviewWords(voice, measure)),
    ),
    ...listed(
      voice.t('report.since.responsible'),
      (since.responsibleChanged ?? []).map((change) => responsibleChangeWords(voice, change)),
    ),
    ...listed(
      voice.t('report.since.verdict'),
      (since.verdictsChanged ?? []).map((change) => verdictChangeWords(voice, change)),
    ),
    ...listed(
      voice.t('report.since.text-changed'),
      since.textChanged.map((change) => textChangeItem(voice, change)),
    ),
    ...listed(
      voice.t('report.since.reopened'),
      since.reopened.map((measure) => reopenedWords(voice, measure)),
    ),
    ...listed(voice.t('report.since.progress-changed'), progressItems(voice, since.progressChanged)),
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
    : voice.t('report.measure.named', { number, title: voice.typed(title) });
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
  const count = late.items.length;
  if (late.wasLate) return voice.t('report.since.late-more', { measure, items, count });
  if (late.deadline === undefined) return voice.t('report.since.late-undated', { measure });
  const date = voice.day(late.deadline);
  return late.items.length === 0
    ? voice.t('report.since.late-since', { measure, date })
    : voice.t('report.since.late-items', { measure, date, items, count });
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
      voice.typed(title ?? ''),
      voice.day(from),
      voice.day(to),
      String(count),
      voice.typed(reason ?? ''),
    ]),
    rowHeaders: true,
  };
}

function textChangeItem(voice: ReportVoice, change: SinceLastReport['textChanged'][number]): ListItem {
  const { number, field, reason } = change;
  return {
    runs: spaced(
      [
        text(
          ended(
            voice.t('report.since.text.measure', { number, field: voice.t(`report.since.text.${field}`) }),
          ),
        ),
      ],
      reason === undefined
        ? []
        : [text(voice.t('report.since.reason', { reason: voice.typed(ended(reason)) }))],
    ),
    children: [
      { runs: [text(voice.t('report.since.text.old', { text: voice.typed(change.old) }))] },
      { runs: [text(voice.t('report.since.text.new', { text: voice.typed(change.new) }))] },
    ],
  };
}

function reopenedWords(voice: ReportVoice, reopened: SinceLastReport['reopened'][number]): string {
  const { items, on, reason } = reopened;
  const values = {
    measure: named(voice, reopened),
    items: voice.itemNumbers(items),
    count: items.length,
    when: on === undefined ? '' : voice.t('report.since.when', { date: voice.day(on) }),
  };
  const opened = voice.t(
    items.length === 0 ? 'report.since.reopened.measure' : 'report.since.reopened.items',
    values,
  );
  const what = withNextDate(voice, opened, reopened);
  return reason === undefined
    ? what
    : `${what} ${voice.t('report.since.reason', { reason: voice.typed(sentence(reason)) })}`;
}

/** It starts anew: when it is due now, or looked at next. */
function withNextDate(
  voice: ReportVoice,
  what: string,
  { deadline, reviewOn }: SinceLastReport['reopened'][number],
): string {
  if (deadline !== undefined)
    return voice.t('report.since.reopened.due', { what, date: voice.day(deadline) });
  return reviewOn === undefined
    ? what
    : voice.t('report.since.reopened.reviewed', { what, date: voice.day(reviewOn) });
}

/** By what it has become; under it what needs a reason, and the reason. */
function progressItems(voice: ReportVoice, changed: SinceLastReport['progressChanged']): ListItem[] {
  return progresses.flatMap((progress) => {
    const changes = changed.filter(({ to }) => to === progress);
    if (changes.length === 0) return [];
    const what = voice.list(whatChanged(voice, changes));
    const why = changes.flatMap((change) => whyWords(voice, change));
    return [
      {
        runs: [text(voice.t('report.since.progress', { progress: voice.t(`progress.${progress}`), what }))],
        ...(why.length === 0 ? {} : { children: why.map((words) => ({ runs: [text(words)] })) }),
      },
    ];
  });
}

/** "tiltak 1 og 4", "punkt 12.1–12.5". */
function whatChanged(voice: ReportVoice, changes: SinceLastReport['progressChanged']): string[] {
  const measures = changes.filter(({ item }) => item === undefined).map(({ number }) => number);
  const items = changes.flatMap(({ item }) => item ?? []);
  return [
    ...(measures.length === 0
      ? []
      : [
          voice.t('report.since.progress.measures', {
            count: measures.length,
            numbers: voice.measureNumbers(measures),
          }),
        ]),
    ...(items.length === 0
      ? []
      : [voice.t('report.since.progress.items', { count: items.length, numbers: voice.itemNumbers(items) })]),
  ];
}

function whyWords(
  voice: ReportVoice,
  { number, item, waitingFor, reason }: SinceLastReport['progressChanged'][number],
): string[] {
  if (reason === undefined && waitingFor === undefined) return [];
  const which =
    item === undefined
      ? voice.t('report.measure.number', { number })
      : voice.upperFirst(voice.t('report.item.number', { number: item }));
  const words = [
    ...(waitingFor === undefined
      ? []
      : [voice.t('report.waiting-for', { what: voice.typed(ended(waitingFor)) })]),
    ...(reason === undefined ? [] : [voice.t('report.since.reason', { reason: voice.typed(ended(reason)) })]),
  ];
  return [`${which}: ${voice.lowerFirst(words.join(' '))}`];
}

function itemsWords(
  voice: ReportVoice,
  key: 'report.since.signed-off.items' | 'report.since.ended.waived' | 'report.since.ended.unanswered',
  { items, ...measure }: MeasureMention & { items: readonly string[] },
): string {
  return voice.t(key, {
    measure: named(voice, measure),
    count: items.length,
    items: voice.itemNumbers(items),
  });
}

function endedWords(
  voice: ReportVoice,
  { waived, unanswered, ...measure }: NonNullable<SinceLastReport['ended']>[number],
): string[] {
  return [
    ...(waived.length === 0
      ? []
      : [itemsWords(voice, 'report.since.ended.waived', { ...measure, items: waived })]),
    ...(unanswered.length === 0
      ? []
      : [itemsWords(voice, 'report.since.ended.unanswered', { ...measure, items: unanswered })]),
  ];
}

function noLongerLateWords(
  voice: ReportVoice,
  { standing, deadline, ...mentioned }: NonNullable<SinceLastReport['noLongerLate']>[number],
): string {
  const measure = named(voice, mentioned);
  switch (standing) {
    case 'onTrack':
      return deadline === undefined
        ? voice.t('report.since.no-longer-late.undated', { measure })
        : voice.t('report.since.no-longer-late.onTrack', { measure, date: voice.day(deadline) });
    case 'awaitingSignOff':
    case 'done':
    case 'noDeadline':
      return voice.t(`report.since.no-longer-late.${standing}`, { measure });
    case 'proposed':
    case 'late':
      return voice.t('report.since.no-longer-late.undated', { measure });
    default:
      return standing satisfies never;
  }
}

function reviewWords(
  voice: ReportVoice,
  { from, to, ...mentioned }: NonNullable<SinceLastReport['reviewDatesMoved']>[number],
): string {
  const measure = named(voice, mentioned);
  if (to === undefined) {
    return voice.t('report.since.review.gone', { measure, from: from === undefined ? '' : voice.day(from) });
  }
  return from === undefined
    ? voice.t('report.since.review.set', { measure, to: voice.day(to) })
    : voice.t('report.since.review.moved', { measure, from: voice.day(from), to: voice.day(to) });
}

function responsibleChangeWords(
  voice: ReportVoice,
  { items, from, to, ...measure }: NonNullable<SinceLastReport['responsibleChanged']>[number],
): string {
  return voice.t('report.since.responsible.items', {
    measure: named(voice, measure),
    count: items.length,
    items: voice.itemNumbers(items),
    from: voice.typed(from),
    to: voice.typed(to),
  });
}

function verdictChangeWords(
  voice: ReportVoice,
  { number, title, from, to }: NonNullable<SinceLastReport['verdictsChanged']>[number],
): string {
  const words = (verdict: Verdict | undefined) =>
    verdict === undefined ? '' : voice.lowerFirst(voice.t(`verdict.${verdict}`));
  const which = to === undefined ? 'gone' : from === undefined ? 'first' : 'changed';
  const values = {
    changed: { from: words(from), to: words(to) },
    first: { to: words(to) },
    gone: { from: words(from) },
  };
  return voice.t(`report.since.verdict.${which}`, { number, title: voice.typed(title), ...values[which] });
}

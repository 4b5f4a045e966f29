import { epochDay } from '#domain/follow-up/epoch-day.js';
import type {
  ReportDeadline,
  ReportItem,
  ReportMeasure,
  ReportRecommendation,
  StatusReport,
} from '#domain/report/status-report.js';
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

/** What did not go as first planned: moved deadlines, items that end otherwise, recommendations not followed. */
export function deviationsSection(voice: ReportVoice, report: StatusReport): Block[] {
  const all = report.recommendations.length === 0;
  const parts = [
    ...under(voice.t('report.deadlines'), [
      ...deadlines(voice, report.measures),
      ...extensions(voice, report.measures),
    ]),
    ...under(voice.t('report.ended'), ended(voice, report.measures)),
    ...under(
      voice.t(all ? 'report.recommendations.all' : 'report.recommendations'),
      recommendations(voice, report),
    ),
  ];
  return under(voice.t('report.section.deviations'), parts, 1, 'avvik');
}

/** A heading with what stands under it; neither where there is nothing. */
function under(title: string, blocks: readonly Block[], level: 1 | 2 = 2, anchor?: string): Block[] {
  return blocks.length === 0 ? [] : [heading(level, title, anchor), ...blocks];
}

function deadlines(voice: ReportVoice, measures: readonly ReportMeasure[]): Block[] {
  const rows = measures.flatMap((measure) => [
    ...moveRows(voice, String(measure.number), measure, measure.deadline),
    ...measure.items.flatMap((item) => moveRows(voice, item.number, measure, item.ownDeadline)),
  ]);
  return rows.length === 0 ? [] : [deadlinesTable(voice, rows)];
}

function moveRows(
  voice: ReportVoice,
  number: string,
  { told }: ReportMeasure,
  deadline: ReportDeadline | undefined,
): string[][] {
  if (deadline === undefined) return [];
  return deadline.moves.map(({ from, to, on, reason }, index) => [
    number,
    voice.typed(told?.title ?? ''),
    voice.day(from),
    voice.day(to),
    voice.day(on),
    String(index + 1),
    String(epochDay(to) - epochDay(deadline.original)),
    voice.typed(reason ?? ''),
  ]);
}

function deadlinesTable(voice: ReportVoice, rows: readonly string[][]): Table {
  return {
    kind: 'table',
    caption: voice.t('report.deadlines.caption'),
    columns: [
      { title: voice.t('report.deadlines.number'), align: 'start', share: 0.7 },
      { title: voice.t('report.deadlines.title'), align: 'start', share: 2.1 },
      { title: voice.t('report.deadlines.from'), align: 'start', share: 1.5 },
      { title: voice.t('report.deadlines.to'), align: 'start', share: 1.5 },
      { title: voice.t('report.deadlines.on'), align: 'start', share: 1.5 },
      { title: voice.t('report.deadlines.count'), align: 'end', share: 0.8 },
      { title: voice.t('report.deadlines.slip'), align: 'end', share: 1.3 },
      { title: voice.t('report.deadlines.reason'), align: 'start', share: 2.3 },
    ],
    rows,
    rowHeaders: true,
  };
}

/** What is asked for and what was refused: a deadline that was extended stands above. */
function extensions(voice: ReportVoice, measures: readonly ReportMeasure[]): Block[] {
  const items = measures.flatMap(({ items: ofMeasure }) =>
    ofMeasure.flatMap(({ number, told }) =>
      (told?.extensions ?? []).map(({ to, on, reason, refused }) => {
        const values = {
          item: voice.t('report.ended.item', { number, party: voice.typed(told?.partyName ?? '') }),
          to: voice.day(to),
        };
        return voice.upperFirst(
          refused === undefined
            ? voice.t('report.extensions.open', {
                ...values,
                on: voice.day(on),
                reason: voice.typed(sentence(reason)),
              })
            : voice.t('report.extensions.refused', {
                ...values,
                on: voice.day(refused.on),
                words: voice.typed(sentence(refused.words)),
              }),
        );
      }),
    ),
  );
  return items.length === 0 ? [] : [bullets(items)];
}

function ended(voice: ReportVoice, measures: readonly ReportMeasure[]): Block[] {
  const items = measures.flatMap(({ items: ofMeasure }) =>
    ofMeasure.flatMap((item) => endedWords(voice, item)),
  );
  return items.length === 0 ? [] : [bullets(items)];
}

function endedWords(voice: ReportVoice, { number, state, ended: ending, told }: ReportItem): string[] {
  const item =
    told === undefined
      ? voice.t('report.item.number', { number })
      : voice.t('report.ended.item', { number, party: voice.typed(told.partyName) });
  if (told?.waiverProposal !== undefined) {
    const { ground, on } = told.waiverProposal;
    return [
      voice.t('report.ended.waiting', { item, date: voice.day(on), ground: voice.typed(sentence(ground)) }),
    ];
  }
  if (ending === undefined) return [];
  const values = {
    item,
    who: voice.authority(ending.authority, ending.on),
    ground: ending.ground === undefined ? '' : voice.typed(sentence(ending.ground)),
  };
  const words =
    state === 'unanswered'
      ? voice.t('report.ended.unanswered', { ...values, letter: ending.letterReference ?? '' })
      : voice.t('report.ended.waived', values);
  return [voice.upperFirst(words.trim())];
}

/** To accept a recommendation is to make it a measure; it is followed when that is implemented. */
function recommendations(
  voice: ReportVoice,
  { recommendations: otherwise, accepted, status: { outcomes } }: StatusReport,
): Block[] {
  const count = accepted?.recommendations ?? outcomes.find(({ kind }) => kind === 'followed')?.count ?? 0;
  const carriedOut = accepted?.carriedOut ?? 0;
  if (otherwise.length > 0) {
    return [
      ...(count === 0 ? [] : [paragraph(voice.t('report.recommendations.accepted', { count, carriedOut }))]),
      bullets(otherwise.map((recommendation) => recommendationItem(voice, recommendation))),
    ];
  }
  if (count === 0) return [];
  if (carriedOut === count) {
    return [paragraph(voice.t('report.recommendations.carried-out', { count }))];
  }
  return [
    paragraph(
      [
        voice.t('report.recommendations.none', { count }),
        ...(accepted === undefined ? [] : [voice.t('report.recommendations.so-far', { count, carriedOut })]),
      ].join(' '),
    ),
  ];
}

export function recommendationItem(voice: ReportVoice, recommendation: ReportRecommendation): ListItem {
  const { told, decidedOn, authority, outcome } = recommendation;
  const words =
    outcome === 'not-assessed' ? voice.t('report.outcome.not-assessed') : voice.t(`outcome.${outcome}`);
  const decided =
    decidedOn === undefined
      ? sentence(voice.upperFirst(words))
      : voice.t('report.recommendations.decided', {
          outcome: words,
          who: voice.authority(authority ?? { kind: 'leader' }, decidedOn),
        });
  const why = [
    ...(told?.ground === undefined
      ? []
      : [voice.t('report.recommendations.ground', { ground: voice.typed(sentence(told.ground)) })]),
    ...(told?.remainingRisk === undefined
      ? []
      : [voice.t('report.recommendations.risk', { risk: voice.typed(sentence(told.remainingRisk)) })]),
    ...(told?.forwardedTo === undefined
      ? []
      : [
          voice.t('report.recommendations.forwarded', {
            party: voice.typed(told.forwardedTo),
            reference: told.archiveReference ?? '',
          }),
        ]),
  ];
  return {
    runs: [text(`${recommendationName(voice, recommendation)}. `, 'strong'), text(decided)],
    ...(why.length === 0 ? {} : { children: why.map((line) => ({ runs: [text(line)] })) }),
  };
}

function recommendationName(voice: ReportVoice, { number, told }: ReportRecommendation): string {
  if (told === undefined) return voice.t('report.recommendations.withheld', { number: number ?? '' });
  const title = voice.typed(told.title);
  return number === undefined
    ? voice.t('report.recommendations.unnumbered', { title })
    : voice.t('report.recommendations.named', { number, title });
}

import type { PartyAnswer, StatusReport } from '#domain/report/status-report.js';
import { bullets, heading, paragraph, type Block, type Table } from './report-document.js';
import type { ReportVoice } from './report-voice.js';
import { named } from './since-last-section.js';

/** Those who have not answered come first: that is what the reader can do something about. */
export function answersSection(
  voice: ReportVoice,
  { answers, measures }: Pick<StatusReport, 'answers' | 'measures'>,
): Block[] {
  const unassigned = measures.filter((measure) => measure.unassigned === true);
  const asked = answers.filter(({ openItems }) => openItems > 0);
  const not = asked.filter(({ answer }) => answer.kind === 'not-answered');
  const did = asked.filter(({ answer }) => answer.kind !== 'not-answered');
  const done = answers.filter(({ openItems }) => openItems === 0);
  if (answers.length === 0 && unassigned.length === 0) return [];
  return [
    heading(1, voice.t('report.section.answers'), 'svar'),
    paragraph(
      asked.length === 0
        ? voice.t('report.answers.nobody')
        : voice.t('report.answers.intro', { answered: did.length, of: asked.length }),
    ),
    ...(not.length === 0 ? [] : [heading(2, voice.t('report.answers.not')), answersTable(voice, not, 'not')]),
    ...(unassigned.length === 0
      ? []
      : [
          heading(2, voice.t('report.answers.unassigned')),
          paragraph(voice.t('report.answers.unassigned.intro', { count: unassigned.length })),
          bullets(unassigned.map(({ number, told }) => `${named(voice, { number, ...titled(told) })}.`)),
        ]),
    ...(did.length === 0 ? [] : [heading(2, voice.t('report.answers.did')), answersTable(voice, did, 'did')]),
    ...(done.length === 0
      ? []
      : [
          heading(2, voice.t('report.answers.done')),
          bullets(done.map(({ partyName }) => voice.typed(partyName))),
        ]),
  ];
}

function titled(told: { title: string } | undefined): { title?: string } {
  return told === undefined ? {} : { title: told.title };
}

function answersTable(voice: ReportVoice, answers: readonly PartyAnswer[], which: 'not' | 'did'): Table {
  return {
    kind: 'table',
    caption: voice.t(`report.answers.caption.${which}`),
    columns: [
      { title: voice.t('report.answers.party'), align: 'start', share: 3 },
      { title: voice.t('report.answers.open'), align: 'end', share: 1 },
      { title: voice.t('report.answers.late'), align: 'end', share: 1 },
      ...(which === 'did'
        ? [{ title: voice.t('report.answers.coverage'), align: 'start' as const, share: 1.6 }]
        : []),
      {
        title: voice.t(which === 'not' ? 'report.answers.last' : 'report.answers.on'),
        align: 'start',
        share: 2.4,
      },
    ],
    rows: answers.map(({ partyName, openItems, lateItems, coverage, answer }) => [
      voice.typed(partyName),
      String(openItems),
      String(lateItems),
      ...(which === 'did' ? [coverage === undefined ? '' : voice.t('report.answers.covered', coverage)] : []),
      answerWords(voice, answer),
    ]),
    rowHeaders: true,
  };
}

function answerWords(voice: ReportVoice, answer: PartyAnswer['answer']): string {
  switch (answer.kind) {
    case 'answered':
      return voice.day(answer.on);
    case 'answered-late':
      return voice.t('report.answers.was-late', {
        date: voice.day(answer.on),
        report: answer.askedForReport,
      });
    case 'not-answered':
      return answer.lastOn === undefined ? voice.t('report.answers.never') : voice.day(answer.lastOn);
    case 'nothing-open':
      return '';
    default:
      return answer satisfies never;
  }
}

import { progressesWithoutReason } from '#domain/measure/measure.js';
import type { MoreRemarks, SummaryRemark } from '#domain/summary/status-summary.js';
import type { Speaker, Statement } from '#domain/summary/statements.js';
import { spaced, text, type ListItem, type Run } from './report-document.js';
import { ended, sentence, type ReportVoice } from './report-voice.js';
import type { RunningText } from './running-text.js';

/** A statement; who made it and when are absent in reports that were locked before they were told. */
export type Told = Pick<Statement, 'text'> & Partial<Statement>;

/** "Arbeidet ligger. Stanset. Grunn: Mangler folk. Meldt av Vestdal kommune 1. juni 2026.": what, why, who and when. */
export function statementRuns(voice: ReportVoice, running: RunningText, told: Told): Run[] {
  const { on, by } = told;
  return spaced(
    running.inline(voice.typed(sentence(told.text))),
    ...whyRuns(voice, running, told),
    on === undefined || by === undefined ? [] : [text(saidByWords(voice, by, voice.day(on)))],
  );
}

function saidByWords(voice: ReportVoice, by: Speaker, date: string): string {
  switch (by.kind) {
    case 'parties':
      return voice.t(by.enteredBySecretariat === true ? 'report.said-by.for' : 'report.said-by.parties', {
        who: namesWords(voice, by.names),
        date,
      });
    case 'secretariat':
      return voice.t('report.said-by.secretariat', { date });
    case 'earlier-party':
      return voice.t('report.said-by.earlier', { date });
    case 'some-party':
      return voice.t('report.said-by.some', { date });
    default:
      return by satisfies never;
  }
}

/** Progress is told in the text; what needs a reason is told in its own word as well, and why. */
function whyRuns(voice: ReportVoice, running: RunningText, { text: said, ...told }: Told): Run[][] {
  const { progress, waitingFor, reason } = told;
  const word = waitingFor === undefined ? progressWord(voice, progress) : waitingWords(voice, waitingFor);
  return [
    ...(word === undefined || repeats(said, word) ? [] : [running.inline(word)]),
    ...(reason === undefined || repeats(said, reason)
      ? []
      : [running.inline(voice.t('report.since.reason', { reason: voice.typed(ended(reason)) }))]),
  ];
}

function progressWord(voice: ReportVoice, progress: Statement['progress']): string | undefined {
  if (progress === undefined || progressesWithoutReason.includes(progress)) return undefined;
  return ended(voice.t(`progress.${progress}`));
}

/** "Venter på tiltak 9." where somebody wrote the number alone, or with a capital. */
function waitingWords(voice: ReportVoice, waitingFor: string): string {
  const trimmed = waitingFor.trim();
  const what = /^\d+$/u.test(trimmed)
    ? `${voice.t('report.see.measure', { count: 1 })} ${trimmed}`
    : trimmed.replace(/^(?:Tiltak|Measure)(?= \d)/u, (word) => voice.lowerFirst(word));
  return voice.t('report.waiting-for', { what: voice.typed(ended(what)) });
}

/** Whether the text says it already, be it with other capitals or another full stop. */
function repeats(said: string, words: string): boolean {
  const plain = (of: string) =>
    of
      .toLocaleLowerCase('nb')
      .replace(/[.\s]+/gu, ' ')
      .trim();
  return plain(said).includes(plain(words));
}

function speakerWords(voice: ReportVoice, speaker: Speaker): string {
  switch (speaker.kind) {
    case 'parties': {
      const party = namesWords(voice, speaker.names);
      return speaker.enteredBySecretariat === true ? voice.t('report.speaker.for', { party }) : party;
    }
    case 'secretariat':
      return voice.t('report.speaker.secretariat');
    case 'earlier-party':
      return voice.t('report.speaker.earlier');
    case 'some-party':
      return voice.t('report.speaker.some');
    default:
      return speaker satisfies never;
  }
}

function namesWords(voice: ReportVoice, names: readonly string[]): string {
  const most = 4;
  const rest = names.length - most;
  const told = names.slice(0, most).map((name) => voice.typed(name));
  return voice.list(rest > 0 ? [...told, voice.t('report.responsible.others', { count: rest })] : told);
}

/** Under a line: what each party says of its own item, and how many more have said something. */
export function remarkItems(
  voice: ReportVoice,
  running: RunningText,
  { remarks = [], more }: { remarks?: readonly SummaryRemark[]; more?: MoreRemarks },
): ListItem[] {
  return [
    ...remarks.map((remark) => ({
      runs: spaced(
        [text(remarkLabel(voice, remark), 'strong')],
        running.inline(voice.typed(sentence(remark.text))),
        ...whyRuns(voice, running, remark),
      ),
    })),
    ...(more === undefined ? [] : [{ runs: [text(moreWords(voice, more))] }]),
  ];
}

function remarkLabel(voice: ReportVoice, { measure, by, on }: SummaryRemark): string {
  const values = { who: speakerWords(voice, by), date: voice.day(on) };
  return measure === undefined
    ? voice.upperFirst(voice.t('report.remark', values))
    : voice.t('report.remark.measure', { ...values, number: measure });
}

function moreWords(voice: ReportVoice, { count, progresses }: MoreRemarks): string {
  return voice.t('report.remarks.more', {
    count,
    progresses: voice.list(
      progresses.map(({ progress, count: of }) =>
        voice.t('report.remarks.progress', {
          count: of,
          progress: voice.lowerFirst(voice.t(`progress.${progress}`)),
        }),
      ),
    ),
  });
}

import type { RepeatedRecommendation } from '#domain/report/status-report.js';
import { bullets, heading, paragraph, text, type Block, type ListItem } from './report-document.js';
import type { ReportVoice } from './report-voice.js';

export function repeatedSection(voice: ReportVoice, repeated: readonly RepeatedRecommendation[]): Block[] {
  if (repeated.length === 0) return [];
  return [
    heading(1, voice.t('report.section.repeated'), 'gjentatte'),
    paragraph(howOftenAndAfterHowLong(voice, repeated)),
    bullets(repeated.map((recommendation) => repeatedItem(voice, recommendation))),
  ];
}

function howOftenAndAfterHowLong(voice: ReportVoice, repeated: readonly RepeatedRecommendation[]): string {
  const count = voice.t('report.repeated.count', { count: repeated.length });
  const months = repeated.flatMap(({ earlier }) => earlier.flatMap((before) => before.months ?? []));
  if (months.length === 0) return count;
  const [shortest, longest] = [
    durationWords(voice, Math.min(...months)),
    durationWords(voice, Math.max(...months)),
  ];
  const after =
    shortest === longest
      ? voice.t('report.repeated.after', { time: longest })
      : voice.t('report.repeated.after-from-to', { shortest, longest });
  return `${count} ${after}`;
}

function durationWords(voice: ReportVoice, months: number): string {
  return months < 24
    ? voice.t('duration.months', { months })
    : voice.t('duration.years', { years: Math.floor(months / 12) });
}

export function repeatedItem(voice: ReportVoice, recommendation: RepeatedRecommendation): ListItem {
  const { number, earlier } = recommendation;
  const title = voice.typed(recommendation.title);
  const name =
    number === undefined
      ? voice.t('report.recommendations.unnumbered', { title })
      : voice.t('report.recommendations.named', { number, title });
  return {
    runs: [text(`${name}.`)],
    children: earlier.map((before) => ({ runs: [text(earlierWords(voice, before))] })),
  };
}

function earlierWords(voice: ReportVoice, earlier: RepeatedRecommendation['earlier'][number]): string {
  const { evaluationTitle, publishedOn, number, months } = earlier;
  return voice.t('report.repeated.earlier', {
    evaluation: voice.typed(evaluationTitle),
    year: publishedOn === undefined ? '' : voice.t('report.repeated.year', { year: publishedOn.slice(0, 4) }),
    number: number === undefined ? '' : voice.t('report.repeated.number', { number }),
    before:
      months === undefined ? '' : voice.t('report.repeated.before', { time: durationWords(voice, months) }),
    became: becameWords(voice, earlier),
  });
}

function becameWords(
  voice: ReportVoice,
  { measure, outcome }: RepeatedRecommendation['earlier'][number],
): string {
  if (measure !== undefined) {
    const state =
      measure.closedAs === undefined ? `measure-state.${measure.state}` : `closure.${measure.closedAs}`;
    return voice.t('report.repeated.measure', {
      number: measure.number,
      plan: measure.planNumber,
      state: voice.lowerFirst(voice.t(state as `measure-state.${typeof measure.state}`)),
    });
  }
  return outcome === undefined
    ? voice.t('report.repeated.unknown')
    : voice.t('report.repeated.outcome', { outcome: voice.lowerFirst(voice.t(`outcome.${outcome}`)) });
}

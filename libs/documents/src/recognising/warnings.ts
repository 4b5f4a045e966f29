import { hasPassed } from '#domain/deadline/deadline.js';
import type { Document, Place } from '../reading/document.js';
import type { Unread } from '../reading/unread.js';
import type { MeasureCandidate } from './candidate.js';
import type { Choice } from './choosing.js';
import { labelOf } from './labels.js';
import { sentencesOf } from './prose.js';
import { obliges } from './vocabulary.js';

/**
 * Something a person should look at before confirming; its text is in the catalogue: `import.warning.<kind>`, and
 * `import.unread.<kind>` for what the reader left out.
 */
export type Warning =
  | Unread
  | { kind: 'no-recommendations' }
  | { kind: 'no-owner'; count: number; total: number }
  | { kind: 'number-gap'; missing: readonly string[] }
  | { kind: 'number-twice'; numbers: readonly string[] }
  | { kind: 'compound'; number: string; source: Place; proposedItems: readonly string[] }
  | { kind: 'deadline-past'; number: string; deadline: string; source: Place }
  | { kind: 'deadline-unclear'; number: string; words: string; source: Place }
  | { kind: 'more-in-prose'; count: number; source: Place }
  | { kind: 'situations-not-measures'; count: number };

export interface WarningFacts {
  document: Document;
  choice: Choice;
  situations: number;
  /** ISO date. */
  today: string;
}

export function warningsOf({ document, choice, situations, today }: WarningFacts): Warning[] {
  const { measures } = choice;
  const warnings: Warning[] = [...document.unread];
  // A file that only wraps others recommends nothing itself.
  const wraps = document.unread.some(({ kind }) => kind === 'attached-files' || kind === 'embedded-parts');
  if (measures.length === 0 && !wraps) warnings.push({ kind: 'no-recommendations' });
  if (situations > 0) warnings.push({ kind: 'situations-not-measures', count: situations });
  const ownerless = measures.filter(({ responsible }) => responsible.length === 0).length;
  if (ownerless > 0) warnings.push({ kind: 'no-owner', count: ownerless, total: measures.length });
  warnings.push(...numberWarnings(measures));
  for (const [index, measure] of measures.entries())
    warnings.push(...ofMeasure(measure, measure.numbers[0] ?? `#${index + 1}`, today));
  const prose = choice.left
    .filter(({ recognised }) => recognised.form === 'prose' && recognised.inSummary !== true)
    .flatMap(({ recognised }) => recognised.measures)
    .filter(notTakenBy(choice));
  const first = prose[0];
  if (first !== undefined)
    warnings.push({ kind: 'more-in-prose', count: prose.length, source: first.source });
  return warnings;
}

/** Tells the sentences that no measure says already: with its label, as its title or in its items. */
function notTakenBy({ measures, used }: Choice): (sentence: MeasureCandidate) => boolean {
  const said = measures.map((measure) => ({
    whole: plain([measure.title ?? '', measure.text, ...measure.items.map((item) => item.text)].join(' ')),
    text: measure.text.length > 40 ? plain(measure.text) : undefined,
  }));
  const lines = new Set(used.flatMap((one) => one.measures.map(({ source }) => lineKey(source))));
  return ({ text, source }) => {
    if (lines.has(lineKey(source))) return false;
    const sentence = plain(labelOf(text)?.text ?? text);
    return !said.some(
      (measure) =>
        measure.whole.includes(sentence) || (measure.text !== undefined && sentence.includes(measure.text)),
    );
  };
}

function lineKey({ page, line }: Place): string {
  return `${page}/${line}`;
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function numberWarnings(measures: readonly MeasureCandidate[]): Warning[] {
  const numbers = measures.flatMap(({ numbers: own }) => own).filter((number) => /^\d+$/.test(number));
  const known = new Set(numbers);
  const twice = [...new Set(numbers.filter((number, index) => numbers.indexOf(number) !== index))];
  if (twice.length > 0) return [{ kind: 'number-twice', numbers: twice }];
  const highest = Math.max(0, ...numbers.map(Number));
  const lowest = Math.min(highest, ...numbers.map(Number));
  if (highest - lowest > 500) return [];
  const missing = Array.from({ length: Math.max(0, highest - lowest) }, (_, index) =>
    String(lowest + index),
  ).filter((number) => !known.has(number));
  const fromOne =
    numbers.length > 1 && lowest > 1 && lowest <= 5
      ? Array.from({ length: lowest - 1 }, (_, index) => String(index + 1))
      : [];
  return missing.length + fromOne.length > 0
    ? [{ kind: 'number-gap', missing: [...fromOne, ...missing] }]
    : [];
}

function ofMeasure(measure: MeasureCandidate, number: string, today: string): Warning[] {
  const { deadline, source, text } = measure;
  const warnings: Warning[] = [];
  if (deadline?.on !== undefined && hasPassed(deadline.on, today)) {
    warnings.push({ kind: 'deadline-past', number, deadline: deadline.on, source });
  } else if (deadline !== undefined && deadline.on === undefined) {
    warnings.push({ kind: 'deadline-unclear', number, words: deadline.words, source });
  }
  const proposed = measure.items.length > 0 ? [] : partsOf(text);
  if (proposed.length > 1) warnings.push({ kind: 'compound', number, source, proposedItems: proposed });
  return warnings;
}

const asks =
  /^(?:vurder|bygg|gjennomfør|etabler|styrk|utarbeid|sikr|sørg|utvikl|avklar|revider|oppdater|innfør|sett|øv|kartlegg|ha |ta |gi |se |develop|establish|ensure|strengthen|review|create|provide|consider|update|improve|konkret)/iu;

/** The sentences that each ask for something of their own: more than one, and the measure is compound. */
function partsOf(text: string): string[] {
  if (text.length > 6000) return [];
  return sentencesOf(text)
    .filter((sentence, index) => index === 0 || obliges(sentence) || asks.test(sentence))
    .filter((sentence) => obliges(sentence) || asks.test(sentence) || text.startsWith(sentence));
}

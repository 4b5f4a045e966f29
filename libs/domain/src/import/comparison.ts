import type { MeasureId, PlainDate } from '../ids.js';
import type { Measure } from '../measure/measure.js';
import type { DraftMeasure, ImportDraft } from './import-draft.js';

/** What a document says otherwise than the measure it is a new version of. */
export type Difference =
  | { field: 'title' | 'text'; from: string; to: string }
  /** New ones: those that are there keep their numbers and their words. */
  | { field: 'sub-points'; to: readonly string[] }
  | { field: 'deadline'; from: PlainDate | null; to: PlainDate }
  /** Only where nobody is responsible yet: otherwise it is changed item by item, with a reason, not by a document. */
  | { field: 'responsible'; to: readonly string[] };

export interface Comparison {
  measureId: MeasureId;
  /** In the plan. */
  number: number;
  differences: readonly Difference[];
}

/** A measure of the plan under the number that the document would call it by. */
interface Known {
  called: string | undefined;
  words: string;
  measure: Measure;
}

/** So alike are two versions of one text; below, the same number stands on something else. */
const alikeWithNumber = 0.4;
const alikeWithoutNumber = 0.8;
const mostLikenesses = 40_000;

/**
 * Which of the draft's measures are in the plan already, by key; each measure of the plan is met once. Where the
 * evaluation is registered, by the source's own number and the words, among what came from it. Where the document has
 * no evaluation (a plan corrected in a spreadsheet), by the plan's number and the words.
 * @param registered the chosen plan's measures
 */
export function comparisons(
  draft: ImportDraft,
  registered: readonly Measure[],
): ReadonlyMap<string, Comparison> {
  const open = registered
    .filter(({ state }) => state !== 'closed' && state !== 'withdrawn')
    .flatMap((one) => knownAs(one, draft));
  const byNumber = grouped(open, ({ called }) => called ?? '');
  const byWords = grouped(open, ({ words }) => words);
  const met = new Map<string, Comparison>();
  const taken = new Set<MeasureId>();
  const meet = (find: (wanted: DraftMeasure) => Known | undefined) => {
    for (const wanted of draft.measures) {
      if (!wanted.included || wanted.asNew === true || met.has(wanted.key)) continue;
      const found = find(wanted);
      if (found === undefined) continue;
      taken.add(found.measure.id);
      met.set(wanted.key, compared(wanted, found.measure));
    }
  };
  const free = (known: readonly Known[] = []) => known.filter(({ measure }) => !taken.has(measure.id));
  meet(({ text }) => free(byWords.get(evened(text)))[0]);
  meet(({ numbers, title, text }) =>
    free(byNumber.get(numbers[0] ?? 'none')).find(
      ({ measure, words }) =>
        likeness(evened(text), words) >= alikeWithNumber || evened(title) === evened(measure.title),
    ),
  );
  // Each is compared with every other, which takes too long for thousands: there the numbers must do.
  if (draft.measures.length * open.length <= mostLikenesses) {
    meet(({ text }) => free(open).find(({ words }) => likeness(evened(text), words) >= alikeWithoutNumber));
  }
  return met;
}

function knownAs(measure: Measure, { evaluation }: ImportDraft): Known[] {
  const words = evened(measure.text);
  if (evaluation.kind === 'new') return [];
  if (evaluation.kind === 'none') return [{ called: String(measure.number), words, measure }];
  if (measure.source?.evaluationId !== evaluation.evaluationId) return [];
  return [{ called: measure.source.number, words, measure }];
}

function compared(wanted: DraftMeasure, measure: Measure): Comparison {
  const { title, text, subPoints, deadline, responsible } = wanted;
  const differences: Difference[] = [];
  if (title.trim() !== measure.title.trim())
    differences.push({ field: 'title', from: measure.title, to: title });
  // A sheet may give back a lone sub-point as the last line of the text.
  const same = evened(whole(text, subPoints)) === evened(whole(measure.text, measure.subPoints.map(wordsOf)));
  if (!same && evened(text) !== evened(measure.text))
    differences.push({ field: 'text', from: measure.text, to: text });
  const points = new Set(measure.subPoints.map((point) => evened(point.text)));
  const added = same ? [] : subPoints.filter((point) => !points.has(evened(point)));
  if (added.length > 0) differences.push({ field: 'sub-points', to: added });
  const inForce = measure.deadline?.inForce ?? null;
  if (deadline?.on !== undefined && deadline.on !== inForce)
    differences.push({ field: 'deadline', from: inForce, to: deadline.on });
  const named = responsible.filter(({ meant }) => meant.kind === 'registered' || meant.kind === 'new');
  if (measure.mode === undefined && named.length > 0)
    differences.push({ field: 'responsible', to: named.map(({ written }) => written) });
  return { measureId: measure.id, number: measure.number, differences };
}

function wordsOf({ text }: { text: string }): string {
  return text;
}

function whole(text: string, points: readonly string[]): string {
  return [text, ...points].join(' ').replaceAll(/(^|\s)[•–-]\s/gu, ' ');
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

function evened(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

/** The share of words that both texts have (Dice’s coefficient): 0–1. */
function likeness(one: string, other: string): number {
  const ofOne = new Set(one.split(' '));
  const ofOther = new Set(other.split(' '));
  const shared = [...ofOne].filter((word) => ofOther.has(word)).length;
  return (2 * shared) / (ofOne.size + ofOther.size);
}

import type { MeasureCandidate } from '../recognising/candidate.js';
import type { GoldenMeasure } from './made-up.js';

export interface Tally {
  documents: number;
  gold: number;
  read: number;
  found: number;
  /** Gold that stands among the doubtful. */
  doubted: number;
  owners: { gold: number; right: number; wrong: number };
  deadlines: { gold: number; right: number; wrong: number };
}

export function noTally(): Tally {
  return {
    documents: 0,
    gold: 0,
    read: 0,
    found: 0,
    doubted: 0,
    owners: { gold: 0, right: 0, wrong: 0 },
    deadlines: { gold: 0, right: 0, wrong: 0 },
  };
}

function evenedText(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Whether a text is the golden one: the same letters, or one within the other with little beside. */
export function isSame(read: string, gold: string): boolean {
  const [one, other] = [evenedText(read), evenedText(gold)];
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length > 8 && short.length >= long.length * 0.8 && long.includes(short);
}

/** Whether one of two texts stands within the other. */
export function isPartOf(one: string, other: string): boolean {
  const [short, long] = [evenedText(one), evenedText(other)].sort((a, b) => a.length - b.length);
  return short !== undefined && long !== undefined && short.length > 8 && long.includes(short);
}

function plainOwner(name: string): string {
  return evenedText(name.replace(/^the\s+/iu, ''));
}

/** Adds what a reading has in common with gold. */
export function addTo(
  tally: Tally,
  gold: readonly GoldenMeasure[],
  { measures, doubtful }: { measures: readonly MeasureCandidate[]; doubtful: readonly MeasureCandidate[] },
): string[] {
  const missed: string[] = [];
  const free = new Set(measures);
  tally.documents++;
  tally.gold += gold.length;
  tally.read += measures.length;
  for (const wanted of gold) {
    const found = [...free].find(({ text }) => isSame(text, wanted.text));
    tally.owners.gold += wanted.owners.length;
    if (wanted.deadline !== undefined) tally.deadlines.gold++;
    if (found === undefined) {
      if (doubtful.some(({ text }) => isSame(text, wanted.text))) tally.doubted++;
      missed.push(`not found: ${wanted.text}`);
      continue;
    }
    free.delete(found);
    tally.found++;
    const names = new Set(wanted.owners.map(plainOwner));
    const right = found.responsible.filter((name) => names.has(plainOwner(name))).length;
    tally.owners.right += right;
    tally.owners.wrong += found.responsible.length - right;
    if (found.responsible.length !== names.size || right !== names.size)
      missed.push(`owners ${found.responsible.join(' | ')} for ${wanted.owners.join(' | ')}: ${wanted.text}`);
    if (found.deadline?.on === wanted.deadline)
      tally.deadlines.right += wanted.deadline === undefined ? 0 : 1;
    else {
      tally.deadlines.wrong++;
      missed.push(`deadline ${found.deadline?.on ?? '–'} for ${wanted.deadline ?? '–'}: ${wanted.text}`);
    }
  }
  for (const { text } of free) missed.push(`not in gold: ${text}`);
  return missed;
}

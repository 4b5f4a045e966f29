import type { MeasureCandidate } from '../recognising/candidate.js';
import type { Candidates } from '../recognising/recognise.js';
import type { Gold, GoldMeasure } from './gold.js';

interface Rate {
  /** What gold and reading have in common, and how many each has. */
  agreed: number;
  gold: number;
  read: number;
  /** 0–1; 1 where there was nothing to find, or nothing found. */
  recall: number;
  precision: number;
}

export interface Score {
  measures: Rate;
  responsible: Rate;
  /** Each as gold has it; absent where gold says nothing. */
  exact: Readonly<Partial<Record<Exactness, boolean>>>;
  /** What didn't agree, in plain English. */
  differences: readonly string[];
}

type Exactness =
  | 'goals'
  | 'themes'
  | 'joint'
  | 'nested'
  | 'titles'
  | 'sections'
  | 'deadlines'
  | 'history'
  | 'lastChange'
  | 'catalogue';

/** Compares a reading with gold; a measure is found when number, start and end agree (see `evened`). */
export function score(gold: Gold, read: Candidates): Score {
  const differences: string[] = [];
  const pairs = matched(gold.measures, read.measures);
  for (const measure of gold.measures) {
    if (!pairs.some(({ wanted }) => wanted === measure)) differences.push(`not found: ${name(measure)}`);
  }
  for (const measure of read.measures) {
    if (!pairs.some(({ found }) => found === measure)) {
      differences.push(
        `not in gold: ${measure.numbers.join('+')} ${measure.text.slice(0, 50)} … ${measure.text.slice(-30)}`,
      );
    }
  }
  const responsible = { agreed: 0, gold: 0, read: 0 };
  for (const { wanted, found } of pairs) {
    const named = new Set((wanted.responsible ?? []).map(evened));
    const written = new Set(found.responsible.map(evened));
    const agreed = [...written].filter((party) => named.has(party)).length;
    responsible.agreed += agreed;
    // Where gold is silent about owners, what a reader finds is neither right nor wrong.
    responsible.gold += named.size;
    responsible.read += wanted.responsible === undefined ? agreed : written.size;
    if (wanted.responsible !== undefined && (agreed !== named.size || agreed !== written.size)) {
      differences.push(`owners of ${name(wanted)}: ${found.responsible.join(' | ')}`);
    }
  }
  const exact = exactness(gold, read, pairs);
  for (const [what, agrees] of Object.entries(exact)) if (!agrees) differences.push(`${what} differ`);
  return {
    measures: rate(pairs.length, gold.measures.length, read.measures.length),
    responsible: rate(responsible.agreed, responsible.gold, responsible.read),
    exact,
    differences,
  };
}

function rate(agreed: number, gold: number, read: number): Rate {
  return {
    agreed,
    gold,
    read,
    recall: gold === 0 ? 1 : agreed / gold,
    precision: read === 0 ? 1 : agreed / read,
  };
}

/** Without white space, case, hyphens and dashes. */
function evened(text: string): string {
  return text.toLowerCase().replaceAll(/[\s\u00AD‐‑–—-]/gu, '');
}

interface Pair {
  wanted: GoldMeasure;
  found: MeasureCandidate;
}

function numbersIn(measure: GoldMeasure): string {
  return (measure.numbers ?? (measure.number === undefined ? [] : [measure.number])).join();
}

function name(measure: GoldMeasure): string {
  return `${numbersIn(measure)} ${measure.section ?? ''} ${measure.startsWith.slice(0, 40)}`
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function matched(gold: readonly GoldMeasure[], read: readonly MeasureCandidate[]): Pair[] {
  const free = new Set(read);
  return gold.flatMap((wanted) => {
    const found = [...free].find(
      (candidate) => candidate.numbers.join() === numbersIn(wanted) && hasEdges(candidate.text, wanted),
    );
    if (found === undefined) return [];
    free.delete(found);
    return [{ wanted, found }];
  });
}

function hasEdges(text: string, { startsWith, endsWith }: { startsWith: string; endsWith: string }): boolean {
  const even = evened(text);
  return even.startsWith(evened(startsWith)) && even.endsWith(evened(endsWith));
}

function exactness(gold: Gold, read: Candidates, pairs: readonly Pair[]): Score['exact'] {
  const each = (agrees: (pair: Pair) => boolean) =>
    pairs.length === gold.measures.length && pairs.every(agrees);
  const says = (key: keyof GoldMeasure) => gold.measures.some((measure) => measure[key] !== undefined);
  return {
    ...(gold.goals === undefined ? {} : { goals: sameGoals(gold.goals, read.goals) }),
    ...(gold.themes === undefined
      ? {}
      : {
          themes:
            sameThemes(gold.themes, read.measures) &&
            each(({ wanted, found }) => evened(found.theme ?? '') === evened(wanted.theme ?? '')),
        }),
    ...(says('numbers')
      ? {
          joint:
            joint(gold.measures.map(numbersIn)) === joint(read.measures.map(({ numbers }) => numbers.join())),
        }
      : {}),
    ...(says('items')
      ? { nested: each(({ wanted, found }) => sameItems(wanted.items ?? [], found.items)) }
      : {}),
    ...(says('title')
      ? { titles: each(({ wanted, found }) => evened(found.title ?? '') === evened(wanted.title ?? '')) }
      : {}),
    ...(says('section') ? { sections: each(({ wanted, found }) => found.section === wanted.section) } : {}),
    ...(says('deadline')
      ? { deadlines: each(({ wanted, found }) => (found.deadline?.on ?? null) === (wanted.deadline ?? null)) }
      : {}),
    ...(gold.history === undefined ? {} : { history: sameHistory(gold.history, read) }),
    ...(gold.lastProfessionalChange === undefined
      ? {}
      : { lastChange: read.history.lastChange === gold.lastProfessionalChange }),
    ...(gold.situations === undefined ? {} : { catalogue: sameSituations(gold.situations, read) }),
  };
}

function sameGoals(gold: NonNullable<Gold['goals']>, read: Candidates['goals']): boolean {
  return (
    gold.length === read.length &&
    gold.every((wanted, index) => {
      const found = read[index];
      return (
        found !== undefined &&
        found.number === wanted.number &&
        hasEdges(found.text, wanted) &&
        evened(found.mainGoal ?? '') === evened(wanted.mainGoal ?? '')
      );
    })
  );
}

function sameThemes(gold: readonly string[], measures: readonly MeasureCandidate[]): boolean {
  const read = [...new Set(measures.map(({ theme }) => evened(theme ?? '')))];
  return read.join('|') === gold.map(evened).join('|');
}

function joint(numbers: readonly string[]): string {
  return numbers.filter((number) => number.includes(',')).join(' ');
}

function sameItems(
  gold: readonly { startsWith: string; endsWith: string }[],
  read: MeasureCandidate['items'],
): boolean {
  return (
    gold.length === read.length && gold.every((wanted, index) => hasEdges(read[index]?.text ?? '', wanted))
  );
}

function sameHistory(gold: NonNullable<Gold['history']>, { history: { entries } }: Candidates): boolean {
  const days = entries.map(({ on }) => on).sort();
  return entries.length === gold.entries && days.at(-1) === gold.newest && days[0] === gold.oldest;
}

function sameSituations(
  gold: NonNullable<Gold['situations']>,
  { catalogue: { situations } }: Candidates,
): boolean {
  return (
    gold.length === situations.length &&
    gold.every((wanted, index) => {
      const found = situations[index];
      return (
        found?.indicators.length === wanted.indicators &&
        found.considerWhen.length === wanted.considerWhen &&
        found.purposes.length === wanted.purposes &&
        found.candidateMeasures.length === wanted.candidateMeasures
      );
    })
  );
}

import { decoys } from './decoys.js';
import { plainLayouts } from './layouts.js';
import { Dice, type Layout, type MadeUp } from './made-up.js';
import { publishedLayouts } from './published.js';
import type { Words } from './words.js';

/** Everything that holds recommendations. */
const layouts: Readonly<Record<string, Layout>> = { ...plainLayouts, ...publishedLayouts };

/**
 * Documents of every layout in turn; the same for the same seed, whatever other layouts there are.
 */
export function corpus(
  words: readonly Words[],
  { seed, rounds, only }: { seed: number; rounds: number; only?: string | undefined },
): MadeUp[] {
  const chosen = Object.entries({ ...layouts, ...decoys }).filter(
    ([layout]) => only === undefined || layout.includes(only),
  );
  return chosen.flatMap(([layout, make]) =>
    Array.from({ length: rounds }, (_, round) => {
      const dice = new Dice(seed + round * 7919 + nameAsNumber(layout));
      const own = words[round % words.length] ?? dice.of(words);
      return { layout, language: own.language, round, ...make(dice, own) };
    }),
  );
}

function nameAsNumber(name: string): number {
  return [...name].reduce((sum, sign) => Math.imul(sum, 31) + (sign.codePointAt(0) ?? 0), 7);
}

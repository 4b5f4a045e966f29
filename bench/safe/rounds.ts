import { ratios, type Spread, spreadOf } from '../figures.js';

/** One of those that are measured side by side. */
export interface Contender {
  name: string;
  /** Registers so many in the way that is measured. @returns seconds it took */
  run(count: number): Promise<number>;
}

/** A fifth of a round, unmeasured: code compiled, connections open, plans of queries made. */
const warmUpShare = 5;

/**
 * Everyone in every round, a different one first each time: what disturbs a shared machine disturbs all of them.
 * @returns registered per second, by name
 */
export async function inTurn(
  contenders: readonly Contender[],
  { rounds, count }: { rounds: number; count: number },
): Promise<Map<string, Spread>> {
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await contender.run(Math.ceil(count / warmUpShare));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(turn + round) % contenders.length];
      if (contender === undefined) continue;
      rates.get(contender.name)?.push(count / (await contender.run(count)));
    }
  }
  return new Map([...rates].map(([name, samples]) => [name, spreadOf(samples)]));
}

/** @throws Error when one of them was not measured */
export function ratioOf(rates: ReadonlyMap<string, Spread>, ours: string, other: string): Spread {
  return ratios(rateOf(rates, ours), rateOf(rates, other));
}

/** @throws Error when it was not measured */
export function rateOf(rates: ReadonlyMap<string, Spread>, name: string): Spread {
  const rate = rates.get(name);
  if (rate === undefined) throw new Error(`${name} was not measured.`);
  return rate;
}

import {
  type SignalName,
  type Signals,
  signalNames,
  signalsOf,
  type Surroundings,
  type Tells,
  tellsOf,
} from './signals.js';
import { bias, weights } from './weights.js';

export interface Weighed {
  /** 0–1. */
  confidence: number;
  /** What spoke loudest, for and against. */
  spoke: readonly SignalName[];
}

export interface Candidate {
  text: string;
  around: Surroundings;
  /** The candidates of one list, section or table. */
  group: unknown;
}

/** At and above this a candidate is proposed. */
export const proposedFrom = 0.5;
/** At and above this it is kept as doubtful. */
export const doubtfulFrom = 0.08;

/** What each candidate's own words, its surroundings and those beside it say. */
export function signalsOfAll(candidates: readonly Candidate[]): Signals[] {
  const told = candidates.map(({ text }) => tellsOf(text));
  const groups = new Map<unknown, { count: number; ought: number; doing: number; past: number }>();
  for (const [at, { group }] of candidates.entries()) {
    const sums = groups.get(group) ?? { count: 0, ought: 0, doing: 0, past: 0 };
    const own = told[at] ?? noTells;
    groups.set(group, {
      count: sums.count + 1,
      ought: sums.ought + own.ought,
      doing: sums.doing + own.doing,
      past: sums.past + own.past,
    });
  }
  return candidates.map((candidate, at) => {
    const own = told[at] ?? noTells;
    const { count, ought, doing, past } = groups.get(candidate.group) ?? { count: 1, ...own };
    const others = Math.max(1, count - 1);
    return signalsOf(candidate.text, candidate.around, own, {
      ought: (ought - own.ought) / others,
      doing: (doing - own.doing) / others,
      past: (past - own.past) / others,
    });
  });
}

const noTells: Tells = { ought: 0, doing: 0, past: 0 };

/** What each signal counts. */
export interface Model {
  bias: number;
  weights: Readonly<Record<SignalName, number>>;
}

/** How sure one may be of candidates that stand together. */
export type Weigh = (candidates: readonly Candidate[]) => Weighed[];

export function weighBy(model: Model): Weigh {
  return (candidates) => signalsOfAll(candidates).map((signals) => weighed(signals, model));
}

/** By the weights of this version. */
export const weighAll: Weigh = weighBy({ bias, weights });

function weighed(signals: Signals, model: Model): Weighed {
  let sum = model.bias;
  const spoken: { name: SignalName; weight: number }[] = [];
  for (const name of signalNames) {
    const weight = (model.weights[name] ?? 0) * signals[name];
    sum += weight;
    if (Math.abs(weight) >= 0.3) spoken.push({ name, weight });
  }
  return {
    confidence: 1 / (1 + Math.exp(-sum)),
    spoke: spoken
      .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
      .slice(0, 4)
      .map(({ name }) => name),
  };
}

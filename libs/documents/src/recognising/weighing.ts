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

interface Weighed {
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

/** "Bygningen skal ha heis", in running text: what a thing is to be like, and nobody is asked to do it. */
function isOfThing(signals: Signals): boolean {
  return (
    signals['ought, in running text under no such heading'] === 1 &&
    signals.ought === 0 &&
    signals['a subject that can act'] === 0 &&
    signals['heading of measures'] === 0
  );
}

const mostDoubtful = 0.45;

/**
 * What says of itself that it is something else is never proposed, however much its sentences sound like
 * recommendations; it stands among the doubtful.
 */
function onlyDoubtful(signals: Signals): boolean {
  return (
    signals['a document of another kind'] === 1 ||
    signals['lead-in speaks of a thing'] === 1 ||
    isOfThing(signals) ||
    (signals['refers to a source'] === 1 && signals.ought === 0 && signals.recommends === 0) ||
    (signals['columns of sums'] === 1 && signals['columns of owner and deadline'] < 1)
  );
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
  const likely = 1 / (1 + Math.exp(-sum));
  return {
    confidence: onlyDoubtful(signals) ? Math.min(likely, mostDoubtful) : likely,
    spoke: spoken
      .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
      .slice(0, 4)
      .map(({ name }) => name),
  };
}

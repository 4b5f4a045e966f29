// fast-check with few runs and the same examples for every mutant, so that each lives or dies by its own merit.
import * as fastCheck from 'fast-check';

export * from 'fast-check';

const mostRuns = 5;

export function assert(property, parameters = {}) {
  const numRuns = Math.min(mostRuns, parameters.numRuns ?? mostRuns);
  return fastCheck.assert(property, { ...parameters, numRuns, seed: 20261130, endOnFailure: true });
}

export default { ...fastCheck.default, assert };

import { notFound } from './domain-error.js';
import type { Evaluation } from './evaluation/evaluation.js';
import type { Decided } from './history.js';
import type { EvaluationId, MeasureId, PlanId } from './ids.js';
import { withdrawn } from './import/import.errors.js';
import { isStanding, type Measure } from './measure/measure.js';
import type { MeasureInPlan } from './measure/measure.requirements.js';
import type { Loaded, Versioned } from './needs.js';

/** What a command names. What is withdrawn can be read, but not used. @throws DomainError `not-found`, `withdrawn` */
export function requireLoaded<S extends object>(
  versioned: ReadonlyMap<string, Versioned<S>>,
  what: string,
  id: string,
): S {
  const state = versioned.get(id)?.state;
  if (state === undefined) throw notFound(what, id);
  const isWithdrawn = ('state' in state && state.state === 'withdrawn') || 'withdrawn' in state;
  if (isWithdrawn) throw withdrawn(what, id);
  return state;
}

/** @throws DomainError `not-found`, `withdrawn` */
export function inPlan(loaded: Loaded, measureId: MeasureId): MeasureInPlan {
  const measure = requireLoaded(loaded.measures, 'measure', measureId);
  const evaluation = loaded.evaluations.get(measure.source?.evaluationId ?? '')?.state;
  return { measure, plan: requireLoaded(loaded.plans, 'plan', measure.planId), evaluation };
}

/** The plan's measures that stand, by number. */
export function measuresOf(loaded: Loaded, planId: PlanId): Measure[] {
  return standingMeasures(loaded)
    .filter((measure) => measure.planId === planId)
    .sort((one, other) => one.number - other.number);
}

export function standingMeasures(loaded: Loaded) {
  return states(loaded.measures).filter(isStanding);
}

/** Whether there is such a measure to refer to. */
export function measureIn(loaded: Loaded): (id: MeasureId) => boolean {
  return (id) => {
    const known = loaded.measures.get(id)?.state;
    return known !== undefined && isStanding(known);
  };
}

/** An evaluation that stands. */
export function evaluationIn(loaded: Loaded): (id: EvaluationId) => Evaluation | undefined {
  return (id) => {
    const known = loaded.evaluations.get(id)?.state;
    return known?.withdrawn === undefined ? known : undefined;
  };
}

export function states<S>(versioned: ReadonlyMap<string, Versioned<S>>): S[] {
  return [...versioned.values()].map((entry) => entry.state);
}

/** @throws Error where the record forgot what `needs` asks for */
export function handedOut(number: number | undefined): number {
  if (number === undefined) throw new Error('The record did not hand out the number that was needed');
  return number;
}

/** New events of one stream; nothing where there are none. */
export function inStream<K extends Decided['stream']>(
  stream: K,
  id: string,
  events: Extract<Decided, { stream: K }>['events'],
): Decided[] {
  return events.length === 0 ? [] : [{ stream, id, events } as Decided];
}

import { invalid } from '../domain-error.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import type { Plan } from '../plan/plan.js';
import { notAccepted } from './measure.errors.js';
import type { Evidence, Measure } from './measure.js';

/** A measure with the plan it stands in, and the evaluation it came from where that is known. */
export interface MeasureInPlan {
  measure: Measure;
  plan: Plan;
  evaluation?: Evaluation | undefined;
}

export function requireEvidence(plan: Plan, evidence: readonly Evidence[]): void {
  if (plan.evidenceRequired && evidence.length === 0) {
    throw invalid('evidence', 'Evidence is missing.', 'Give a link or an archive reference.');
  }
}

export function requireFollowedUp(measure: Measure): void {
  if (measure.state === 'proposed') throw notAccepted(measure);
}

export function requireText(field: string, value: string): string {
  if (value.trim() === '') throw invalid(field, 'The text is empty.', 'Write it, and send again.');
  return value;
}

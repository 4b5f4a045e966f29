import type { EvaluationId, FindingId, ImportId, RecommendationId } from '../ids.js';
import type { Authority } from '../roles/actor.js';
import type { Evaluation, Finding, Outcome, Recommendation } from './evaluation.js';

export type EvaluationFacts = Omit<
  Evaluation,
  'id' | 'findings' | 'recommendations' | 'registeredAt' | 'withdrawn'
>;
type RegisteredRecommendation = Omit<Recommendation, 'outcome'>;

export type EvaluationEvent =
  | { type: 'EvaluationRegistered'; data: { evaluationId: EvaluationId; facts: EvaluationFacts } }
  | {
      type: 'EvaluationRevised';
      data: { old: Partial<EvaluationFacts>; new: Partial<EvaluationFacts>; reason?: string };
    }
  | { type: 'FindingsAdded'; data: { findings: readonly Finding[] } }
  | { type: 'RecommendationsAdded'; data: { recommendations: readonly RegisteredRecommendation[] } }
  | {
      type: 'OutcomeDecided';
      data: { recommendationId: RecommendationId; outcome: Outcome; authority: Authority };
    }
  /** The import that made it was undone. */
  | { type: 'EvaluationWithdrawn'; data: { importId: ImportId } }
  /** The import that added these was undone. */
  | {
      type: 'AdditionsWithdrawn';
      data: {
        importId: ImportId;
        findingIds: readonly FindingId[];
        recommendationIds: readonly RecommendationId[];
      };
    };

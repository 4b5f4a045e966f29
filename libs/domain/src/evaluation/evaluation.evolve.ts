import type { RecordedEvent } from '../history.js';
import { invalidHistory } from '../invalid-history.js';
import { whoEntered } from '../roles/actor.js';
import type { EvaluationEvent } from './evaluation.events.js';
import type { Evaluation } from './evaluation.js';

/** The evaluation after one more event. */
export function evolveEvaluation(
  state: Evaluation | undefined,
  event: RecordedEvent<EvaluationEvent>,
): Evaluation {
  if (event.type === 'EvaluationRegistered') {
    const { evaluationId, facts } = event.data;
    return { ...facts, id: evaluationId, findings: [], recommendations: [], registeredAt: event.at };
  }
  if (state === undefined) throw invalidHistory('evaluation', event.type);
  switch (event.type) {
    case 'EvaluationRevised':
      return { ...state, ...event.data.new };
    case 'FindingsAdded':
      return { ...state, findings: [...state.findings, ...event.data.findings] };
    case 'RecommendationsAdded':
      return { ...state, recommendations: [...state.recommendations, ...event.data.recommendations] };
    case 'OutcomeDecided': {
      const { recommendationId, outcome, authority } = event.data;
      const decided = {
        ...outcome,
        authority,
        decidedOn: event.at,
        enteredBy: whoEntered(authority, event.actorId),
      };
      return {
        ...state,
        recommendations: state.recommendations.map((recommendation) =>
          recommendation.id === recommendationId ? { ...recommendation, outcome: decided } : recommendation,
        ),
      };
    }
    case 'EvaluationWithdrawn':
      return { ...state, withdrawn: { ...event.data, by: event.actorId, at: event.at } };
    case 'AdditionsWithdrawn': {
      const withdrawn = new Set([...event.data.findingIds, ...event.data.recommendationIds]);
      return {
        ...state,
        findings: state.findings.filter(({ id }) => !withdrawn.has(id)),
        recommendations: state.recommendations.filter(({ id }) => !withdrawn.has(id)),
      };
    }
    default:
      return event satisfies never;
  }
}

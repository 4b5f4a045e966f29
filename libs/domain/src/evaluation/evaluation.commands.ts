import type { EvaluationId, RecommendationId } from '../ids.js';
import type { Authority } from '../roles/actor.js';
import type { Access } from '../access/access.js';
import type { EvaluationKind, FindingKind, Outcome, Participant } from './evaluation.js';
import type { EvaluationFacts } from './evaluation.events.js';

export interface NewFinding {
  kind: FindingKind;
  text: string;
}

export interface NewRecommendation {
  number?: string;
  title: string;
  text: string;
  page?: number;
  /** Ids of findings already registered. */
  findingIds?: readonly string[];
  /** Or, when registered together with them, their positions (from 0) among `findings`. */
  findingIndexes?: readonly number[];
  responsibleInWords?: string;
  deadlineInWords?: string;
}

export interface RegisterEvaluation {
  type: 'RegisterEvaluation';
  title: string;
  kind: EvaluationKind;
  publishedOn?: string;
  authors?: readonly string[];
  participants?: readonly Participant[];
  hearingAnswers?: readonly { from: string; summary: string }[];
  archiveReference?: string;
  access?: Access;
  findings?: readonly NewFinding[];
  recommendations?: readonly NewRecommendation[];
}

interface OnEvaluation {
  evaluationId: EvaluationId;
  expectedVersion?: number;
}

export type EvaluationCommand =
  | ({ type: 'ReviseEvaluation'; fields: Partial<EvaluationFacts>; reason?: string } & OnEvaluation)
  | ({ type: 'AddFindings'; findings: readonly NewFinding[] } & OnEvaluation)
  | ({ type: 'AddRecommendations'; recommendations: readonly NewRecommendation[] } & OnEvaluation)
  | ({
      type: 'DecideOutcome';
      recommendationId: RecommendationId;
      outcome: Outcome;
      authority: Authority;
    } & OnEvaluation);

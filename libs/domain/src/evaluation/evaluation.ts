import type { Access } from '../access/access.js';
import type {
  EvaluationId,
  FindingId,
  Instant,
  MeasureId,
  PartyId,
  PersonId,
  PlainDate,
  RecommendationId,
} from '../ids.js';
import type { Withdrawal } from '../import/imported.js';
import type { Authority } from '../roles/actor.js';

export const findingKinds = ['strength', 'to-improve'] as const;
export type FindingKind = (typeof findingKinds)[number];

export interface Finding {
  id: FindingId;
  kind: FindingKind;
  text: string;
}

/** How a recommendation was assessed; leadership decides, and it stands in the report (PRODUCT.md). */
export type Outcome =
  | { kind: 'followed'; measureIds: readonly MeasureId[] }
  | { kind: 'partly-followed'; measureIds: readonly MeasureId[]; ground: string; remainingRisk: string }
  | { kind: 'not-followed' | 'not-prioritised'; ground: string; remainingRisk: string }
  | { kind: 'covered-elsewhere'; measureId: MeasureId }
  /** Sent on to the right authority; `reviewOn` says when we look at what became of it. */
  | { kind: 'forwarded'; authorityPartyId: PartyId; archiveReference: string; reviewOn?: PlainDate };
export const outcomeKinds = [
  'followed',
  'partly-followed',
  'not-followed',
  'not-prioritised',
  'covered-elsewhere',
  'forwarded',
] as const satisfies readonly Outcome['kind'][];

/** A recommendation, learning point or commitment. The source may give it no number, owner or date. */
export interface Recommendation {
  id: RecommendationId;
  number?: string;
  title: string;
  text: string;
  page?: number;
  findingIds: readonly FindingId[];
  /** The parties that the source names as responsible, in its own words. */
  responsibleInWords?: string;
  deadlineInWords?: string;
  outcome?: Outcome & { decidedOn: Instant; authority: Authority; enteredBy: PersonId };
}

export interface Participant {
  actor: string;
  unit?: string;
  function?: string;
}

export const evaluationKinds = [
  'after-action-review',
  'exercise',
  'incident',
  'inspection',
  'plan-status',
  'white-paper',
  'other',
] as const;
export type EvaluationKind = (typeof evaluationKinds)[number];

export interface Evaluation {
  id: EvaluationId;
  title: string;
  kind: EvaluationKind;
  publishedOn?: PlainDate;
  /** Organisations or working groups, not persons. */
  authors: readonly string[];
  participants: readonly Participant[];
  /** Who answered the hearing, and what in short. */
  hearingAnswers: readonly { from: string; summary: string }[];
  archiveReference?: string;
  access: Access;
  findings: readonly Finding[];
  recommendations: readonly Recommendation[];
  registeredAt: Instant;
  /** The import that made it was undone. */
  withdrawn?: Withdrawal;
}

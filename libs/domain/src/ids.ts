/** Identifiers are UUID strings (version 7, made by the command handler); the aliases say what each points to. */
export type EvaluationId = string;
export type FindingId = string;
export type RecommendationId = string;
export type PlanId = string;
export type GoalId = string;
export type ThemeId = string;
export type MeasureId = string;
export type SubPointId = string;
export type ItemId = string;
export type PartyId = string;
export type PersonId = string;
/** The id of somebody’s account at an identity provider. */
export type AbsenceId = string;
export type IdentityId = string;
export type DecisionId = string;
export type ReportId = string;
export type QuestionId = string;
export type CatalogueId = string;
export type SituationId = string;
export type CandidateId = string;
/** The id of an import’s draft, and of what was registered from it. */
export type ImportId = string;
export type CommandId = string;

/** Calendar day in Europe/Oslo, `YYYY-MM-DD`. */
export type PlainDate = string;
/** Point in time, RFC 3339 in UTC with milliseconds: `2026-11-20T07:00:00.000Z`. */
export type Instant = string;

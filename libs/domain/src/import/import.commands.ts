import type { Access } from '../access/access.js';
import type { NewFinding, NewRecommendation, RegisterEvaluation } from '../evaluation/evaluation.commands.js';
import type { EvaluationId, ImportId, MeasureId, PartyId, PlainDate, PlanId } from '../ids.js';
import type { NewResponsibility } from '../measure/measure.commands.js';
import type { ResponsibilityMode } from '../measure/measure.js';
import type { RegisterPlan } from '../plan/plan.commands.js';
import type { ImportedDocument } from './imported.js';

/**
 * Everything a person confirmed of a document, in one transaction. What it leads to is decided by the rules that
 * decide the same when it is entered by hand.
 */
export interface RegisterImported {
  type: 'RegisterImported';
  /** The id of the draft that was confirmed: the same draft is registered only once. */
  importId: ImportId;
  document: ImportedDocument;
  /** The plan the measures go into. With `newPlan` it is registered under this id, which nothing has yet. */
  planId: PlanId;
  newPlan?: Omit<RegisterPlan, 'type'>;
  /** What the recommendations and findings belong to; absent where the document holds no evaluation. */
  evaluation?: ImportedEvaluation;
  findings: readonly NewFinding[];
  /** Added to the plan's goals. */
  goals: readonly ImportedGoal[];
  /** Names of organisations that are not in the register and shall be. */
  newParties: readonly string[];
  /** Those with similar names, of which it has been said that they are others. */
  confirmedNotSimilarTo?: readonly PartyId[];
  measures: readonly ImportedMeasure[];
  /** What a newer version of the document changes in measures that are there. */
  changes: readonly ImportedChange[];
}

export type ImportedEvaluation =
  | ({ kind: 'new' } & Omit<RegisterEvaluation, 'type' | 'kind' | 'findings' | 'recommendations'> & {
        evaluationKind: RegisterEvaluation['kind'];
      })
  | { kind: 'registered'; evaluationId: EvaluationId };

export interface ImportedGoal {
  title: string;
  subGoals: readonly { title: string; about: string }[];
}

/** A party by id, or one of `newParties` by name. */
export type ImportedParty = { partyId: PartyId } | { newParty: string };

export interface ImportedMeasure {
  /** The source's own. Several: as many measures with the same words, told in one line of the summary. */
  numbers: readonly string[];
  title: string;
  text: string;
  /** A theme of the plan by its title; one that is new is added. */
  theme?: string;
  subPoints: readonly string[];
  responsible?: { mode: ResponsibilityMode; parties: readonly ImportedParty[] };
  deadline?: { on: PlainDate; words?: string };
  page?: number;
  line?: number;
  access?: Access;
  /** Kept with the recommendation, as the source wrote it. */
  responsibleInWords?: string;
  deadlineInWords?: string;
  /** Positions, from 0, among `findings`. */
  findingIndexes?: NewRecommendation['findingIndexes'];
}

export interface ImportedChange {
  measureId: MeasureId;
  title?: string;
  text?: string;
  deadline?: { on: PlainDate; words?: string };
  /** Added to those it has. */
  subPoints?: readonly string[];
  /** Only where nobody is responsible yet. */
  responsible?: { mode: NewResponsibility['mode']; parties: readonly ImportedParty[] };
}

/** How many measures the plan's numbers must last for. */
export function measuresIn(measures: readonly ImportedMeasure[]): number {
  return measures.reduce((sum, { numbers }) => sum + Math.max(1, numbers.length), 0);
}

/** Takes back all that an import made, while nothing has been done on any of it. */
export interface UndoImport {
  type: 'UndoImport';
  importId: ImportId;
  /** The plan its measures went into. */
  planId: PlanId;
  reason: string;
}

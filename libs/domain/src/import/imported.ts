import type { EvaluationId, ImportId, Instant, PersonId } from '../ids.js';

/** The file that was read. It is not kept; its fingerprint identifies it. */
export interface ImportedDocument {
  name: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

/** Of what an import made, when the import was undone. */
export interface Withdrawal {
  importId: ImportId;
  by: PersonId;
  at: Instant;
}

/** What an import left in a plan; kept with the plan. */
export interface PlanImport {
  importId: ImportId;
  document: ImportedDocument;
  /** Where its recommendations stand. */
  evaluationId?: EvaluationId;
  /** The plan numbers its measures got; absent where it only changed what was there. */
  numbers?: { first: number; last: number };
  /** How many measures of before it changed. */
  changed: number;
  by: PersonId;
  at: Instant;
  undone?: { reason: string; by: PersonId; at: Instant };
}

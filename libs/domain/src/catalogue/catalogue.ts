import type { CandidateId, CatalogueId, Instant, PersonId, PlainDate, SituationId } from '../ids.js';
import type { StatedRisk } from '../risk/risk-in-words.js';

/** Something that may be done in a situation. Picked into a plan it becomes a measure. */
export interface Candidate {
  id: CandidateId;
  title: string;
  /** What it takes, where the title does not say it all; else ''. */
  text: string;
}

/** What people write of a situation; '' and empty lists where nothing is said (PRODUCT.md, source 3: cells may be empty). */
export interface SituationFields {
  name: string;
  /** What situations that belong together stand under. */
  heading: string;
  description: string;
  indicators: readonly string[];
  /** When further measures should be considered: in words, no thresholds. */
  considerWhen: readonly string[];
  purposes: readonly string[];
  candidates: readonly Candidate[];
}

export interface Situation extends SituationFields {
  id: SituationId;
  /** In the catalogue; never changes, never reused. */
  number: number;
  risk?: StatedRisk;
}

export const catalogueChanges = [
  'registered',
  'revised',
  'situation-added',
  'situation-revised',
  'situation-withdrawn',
  'risk-stated',
] as const;
export type CatalogueChange = (typeof catalogueChanges)[number];

/** Historikk. What was changed before the catalogue came here has a date and words, and no version. */
export type ChangeLogEntry =
  | { what: 'earlier'; on: PlainDate; note: string }
  | {
      what: CatalogueChange;
      version: number;
      situation?: { number: number; name: string };
      /** Absent where the change says it all: the registration, a risk that was stated. */
      note?: string;
      by: PersonId;
      at: Instant;
    };

/**
 * Tiltaksbank: situations, how one sees them, and what may then be done. Each change is a version with a line in the
 * change log; the stream's version is the catalogue's, so that any version can be read again from the history.
 */
export interface Catalogue {
  id: CatalogueId;
  number: number;
  name: string;
  /** What it is about and who stands behind it; '' for nothing. */
  about: string;
  situations: readonly Situation[];
  nextSituationNumber: number;
  /** The oldest first. */
  changeLog: readonly ChangeLogEntry[];
  registeredAt: Instant;
}

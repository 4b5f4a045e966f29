import type { CandidateId, CatalogueId, MeasureId, SituationId } from '../ids.js';

/** Where a measure was picked from, in the words of the version that was read. */
export interface PickedFrom {
  catalogueId: CatalogueId;
  catalogueNumber: number;
  catalogueName: string;
  version: number;
  situationId: SituationId;
  situationName: string;
  candidateId: CandidateId;
  /** The measure that gave occasion to it. */
  occasionMeasureId?: MeasureId;
}

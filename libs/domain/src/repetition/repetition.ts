import type { Instant, MeasureId, PersonId } from '../ids.js';

/** A person has confirmed that the measure asks for what an earlier one asked for: the recommendation returns. */
export interface Repetition {
  earlierMeasureId: MeasureId;
  /** What is the same, or what is different this time. */
  note?: string;
  by: PersonId;
  at: Instant;
}

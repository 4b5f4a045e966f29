import type { Instant, PersonId } from '../ids.js';

/** How likely it is to get worse without the measure, and what follows if it does. No fixed levels (PRODUCT.md, source 3). */
export interface RiskInWords {
  likelihood: string;
  consequence: string;
  conclusion?: string;
}

export type StatedRisk = RiskInWords & { by: PersonId; at: Instant };

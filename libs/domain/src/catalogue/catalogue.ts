import type { CatalogueId, Instant } from '../ids.js';

/** Tiltaksbank: candidate measures by situation. */
export interface Catalogue {
  id: CatalogueId;
  number: number;
  name: string;
  details: Readonly<Record<string, unknown>>;
  registeredAt: Instant;
}

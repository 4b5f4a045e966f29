import type { CatalogueId } from '../ids.js';

export interface CatalogueFields {
  name: string;
  details: Readonly<Record<string, unknown>>;
}

export type CatalogueEvent =
  | { type: 'CatalogueRegistered'; data: { catalogueId: CatalogueId; number: number } & CatalogueFields }
  | { type: 'CatalogueRevised'; data: { old: Partial<CatalogueFields>; new: Partial<CatalogueFields> } };

import type { Catalogue } from '#domain/catalogue/catalogue.js';
import { instant, type StreamRow } from '../history/row-values.js';

export interface CatalogueRow extends StreamRow {
  number: number;
  name: string;
  registered_at: string;
  details: Catalogue['details'];
}

export function catalogueRow(state: Catalogue): Omit<CatalogueRow, 'version' | 'head_hash'> {
  return {
    id: state.id,
    number: state.number,
    name: state.name,
    registered_at: state.registeredAt,
    details: state.details,
  };
}

export function catalogueOf(row: CatalogueRow): Catalogue {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    details: row.details,
    registeredAt: instant(row.registered_at),
  };
}

import type { Catalogue } from '#domain/catalogue/catalogue.js';
import { instant, type StreamRow } from '../history/row-values.js';

/** What of a catalogue has no column. */
export type CatalogueDetails = Pick<Catalogue, 'about' | 'situations' | 'nextSituationNumber' | 'changeLog'>;

export interface CatalogueRow extends StreamRow {
  number: number;
  name: string;
  registered_at: string;
  details: CatalogueDetails;
}

export function catalogueRow(state: Catalogue): Omit<CatalogueRow, 'version' | 'head_hash'> {
  const { about, situations, nextSituationNumber, changeLog } = state;
  return {
    id: state.id,
    number: state.number,
    name: state.name,
    registered_at: state.registeredAt,
    details: { about, situations, nextSituationNumber, changeLog },
  };
}

export function catalogueOf(row: CatalogueRow): Catalogue {
  return {
    ...row.details,
    id: row.id,
    number: row.number,
    name: row.name,
    registeredAt: instant(row.registered_at),
  };
}

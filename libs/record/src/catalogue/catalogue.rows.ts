import type { Catalogue } from '#domain/catalogue/catalogue.js';
import type { RowOf } from '../history/row-of.js';
import { instant } from '../history/row-values.js';
import type { CatalogueEntity } from './catalogue.entity.js';

export type CatalogueRow = RowOf<CatalogueEntity>;

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

import type { DataSource } from 'typeorm';
import type { PartyId, PlanId, ThemeId } from '#domain/ids.js';

/** What a search can be narrowed by. */
export interface SearchFilters {
  plans: readonly {
    id: PlanId;
    number: number;
    title: string;
    themes: readonly { id: ThemeId; title: string }[];
  }[];
  /** By name. */
  parties: readonly { id: PartyId; name: string }[];
}

export async function searchFilters(dataSource: DataSource): Promise<SearchFilters> {
  const [found] = await dataSource.query<SearchFilters[]>(
    `SELECT (SELECT coalesce(json_agg(json_build_object('id', id, 'number', number, 'title', title,
               'themes', details -> 'themes') ORDER BY number), '[]') FROM plan WHERE state <> 'withdrawn') AS plans,
            (SELECT coalesce(json_agg(json_build_object('id', id, 'name', name)
               ORDER BY name COLLATE "nb-NO-x-icu"), '[]') FROM party) AS parties`,
  );
  return found ?? { plans: [], parties: [] };
}

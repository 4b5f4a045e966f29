import type { PartyId, PlanId, ThemeId } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { byName, Conditions } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

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

/** Those that this reader sees; of the parties, whoever does not read the register has their own. */
export async function searchFilters(dataSource: RecordSource, reader: Actor): Promise<SearchFilters> {
  const conditions = new Conditions().seenBy(reader, 'seesPlan').where('plan.state <> ?', 'withdrawn');
  const [every, own] = [conditions.place(may(reader, 'read-parties')), conditions.place(reader.partyIds)];
  const [found] = await dataSourceOf(dataSource).query<SearchFilters[]>(
    `SELECT (SELECT coalesce(json_agg(json_build_object('id', id, 'number', number, 'title', title,
               'themes', details -> 'themes') ORDER BY number), '[]') FROM plan ${conditions.sql}) AS plans,
            (SELECT coalesce(json_agg(json_build_object('id', id, 'name', name)
               ORDER BY ${byName('name')}), '[]') FROM party
              WHERE ${every}::boolean OR id = ANY (${own}::uuid[])) AS parties`,
    conditions.values,
  );
  return found ?? { plans: [], parties: [] };
}

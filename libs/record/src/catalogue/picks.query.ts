import { mayReadRestricted } from '#domain/access/sight.js';
import type { CandidateId, CatalogueId, MeasureId, SituationId } from '#domain/ids.js';
import type { ClosureKind, StandingState } from '#domain/measure/measure.js';
import type { Actor } from '#domain/roles/actor.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A measure that was picked from a candidate, and what has become of it. */
export interface Pick {
  situationId: SituationId;
  candidateId: CandidateId;
  /** How often the candidate was picked in all. */
  total: number;
  measure: {
    id: MeasureId;
    planNumber: number;
    number: number;
    restricted: boolean;
    /** Absent where it is restricted and the reader may not read it. */
    title?: string;
    state: StandingState;
    closedAs?: ClosureKind;
  };
}

/**
 * The newest picks of each candidate. Only for those who read everything: owners are not told of plans they have no
 * part in.
 */
export async function picksFrom(
  dataSource: RecordSource,
  catalogueId: CatalogueId,
  reader: Actor,
  { ofEach }: { ofEach: number },
): Promise<Pick[]> {
  const rows = await dataSourceOf(dataSource).query<{ pick: Pick }[]>(
    `SELECT json_strip_nulls(json_build_object(
              'situationId', situation, 'candidateId', candidate, 'total', total,
              'measure', json_build_object(
                'id', picked.id, 'planNumber', plan.number, 'number', picked.number,
                'title', CASE WHEN $2::boolean OR picked.access_kind = 'open' THEN picked.title END,
                'restricted', picked.access_kind = 'restricted', 'state', picked.state, 'closedAs', picked.closed_as))) AS pick
       FROM (
         SELECT measure.*, measure.details #>> '{pickedFrom,situationId}' AS situation,
                measure.details #>> '{pickedFrom,candidateId}' AS candidate,
                (count(*) OVER of_candidate)::integer AS total,
                row_number() OVER (of_candidate ORDER BY registered_at DESC, id DESC) AS nth
           FROM measure
          WHERE details #>> '{pickedFrom,catalogueId}' = $1 AND state <> 'withdrawn'
         WINDOW of_candidate AS (PARTITION BY details #>> '{pickedFrom,candidateId}')) AS picked
       JOIN plan ON plan.id = picked.plan_id
      WHERE nth <= $3 ORDER BY candidate, nth`,
    [catalogueId, mayReadRestricted(reader), ofEach],
  );
  return rows.map(({ pick }) => pick);
}

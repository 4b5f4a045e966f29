import type { Evaluation } from '#domain/evaluation/evaluation.js';
import type { EvaluationId, PartyId, RecommendationId } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import { mayReadRestricted } from '#domain/access/sight.js';
import { findEvaluation } from './evaluation.query.js';
import {
  type PlacedMeasure,
  type RepeatedMeasure,
  repeatedMeasures,
} from '../measure/repeated-recommendations.query.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A measure that came from the evaluation, or that covers a recommendation of it. */
export interface MeasureOfEvaluation extends Omit<PlacedMeasure, 'title'> {
  planTitle: string;
  restricted: boolean;
  /** Absent where it is restricted and the reader may not read it. */
  title?: string;
  /** The one it came from. */
  recommendationId?: RecommendationId;
}

/** An evaluation, and what became of it. */
export interface EvaluationRecord {
  evaluation: Evaluation;
  /** By plan and number. */
  measures: readonly MeasureOfEvaluation[];
  partyNames: ReadonlyMap<PartyId, string>;
  /** What its measures repeat, and what repeats them. */
  repeated: readonly RepeatedMeasure[];
}

export async function evaluationPage(
  dataSource: RecordSource,
  id: EvaluationId,
  reader: Actor,
): Promise<EvaluationRecord | undefined> {
  const found = await findEvaluation(dataSource, id);
  if (found === undefined) return undefined;
  const evaluation = found.state;
  const outcomes = evaluation.recommendations.flatMap(({ outcome }) => outcome ?? []);
  const [measures, parties, repeated] = await Promise.all([
    measuresOf(
      dataSource,
      id,
      outcomes.flatMap((outcome) =>
        'measureIds' in outcome ? outcome.measureIds : 'measureId' in outcome ? [outcome.measureId] : [],
      ),
      mayReadRestricted(reader),
    ),
    dataSourceOf(dataSource).query<{ id: PartyId; name: string }[]>(
      'SELECT id, name FROM party WHERE id = ANY ($1::uuid[])',
      [outcomes.flatMap((outcome) => (outcome.kind === 'forwarded' ? [outcome.authorityPartyId] : []))],
    ),
    repeatedMeasures(dataSource, { evaluation: id }),
  ]);
  return {
    evaluation,
    measures,
    partyNames: new Map(parties.map((party) => [party.id, party.name])),
    repeated,
  };
}

async function measuresOf(
  dataSource: RecordSource,
  id: EvaluationId,
  alsoIds: readonly string[],
  withRestricted: boolean,
): Promise<MeasureOfEvaluation[]> {
  const rows = await dataSourceOf(dataSource).query<{ shown: MeasureOfEvaluation }[]>(
    `SELECT json_strip_nulls(json_build_object(
              'id', measure.id, 'planNumber', plan.number, 'planTitle', plan.title, 'number', measure.number,
              'title', CASE WHEN $3::boolean OR measure.access_kind = 'open' THEN measure.title END,
              'restricted', measure.access_kind = 'restricted', 'state', measure.state, 'closedAs', measure.closed_as,
              'recommendationId', CASE WHEN measure.source_evaluation_id = $1
                                       THEN measure.source_recommendation_id END)) AS shown
       FROM measure JOIN plan ON plan.id = measure.plan_id
      WHERE (measure.source_evaluation_id = $1 OR measure.id = ANY ($2::uuid[])) AND measure.state <> 'withdrawn'
      ORDER BY plan.number, measure.number`,
    [id, alsoIds, withRestricted],
  );
  return rows.map(({ shown }) => shown);
}

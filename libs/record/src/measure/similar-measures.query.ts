import { mayReadRestricted } from '#domain/access/sight.js';
import type { EvaluationId, Instant, MeasureId, PlainDate, PlanId } from '#domain/ids.js';
import type { ClosureKind, StandingState, Progress } from '#domain/measure/measure.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { catchUpSearch } from '../search/search-index.js';
import { itemIsOf } from '../access/seen-in-sql.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** What is looked for the like of: a measure that is registered, or the text of one that may become one. */
export type LikenessOf = { measureId: MeasureId } | { title: string; about?: string; text?: string };

/** An earlier measure, and what became of it. */
export interface SimilarMeasure {
  id: MeasureId;
  number: number;
  title: string;
  restricted: boolean;
  plan: { id: PlanId; number: number; title: string };
  state: StandingState;
  closedAs?: ClosureKind;
  closedAt?: Instant;
  latestProgress?: Progress;
  /** Items signed off, and all. */
  items: { done: number; total: number };
  registeredAt: Instant;
  /** Where it came from; absent too where the reader may not read that. */
  source?: { evaluationId: EvaluationId; title: string; restricted: boolean; publishedOn?: PlainDate };
  /** Above 0, at most 1: how much of what the two say is the same, rare words counting most. */
  likeness: number;
  /** A person has confirmed that it is the same recommendation. */
  confirmed: boolean;
}

/** Likeness of two texts that say the same in their own words; below it, chance plays too large a part. */
const alikeFrom = 0.2;
const streamsBefore = 500;

/**
 * For each of `subjects`, in their order, the most similar measures of all plans that were registered before it,
 * the most alike first. Only measures that the reader may open and read are compared.
 */
export async function similarMeasures(
  dataSource: RecordSource,
  reader: Actor,
  subjects: readonly LikenessOf[],
  limit = 5,
): Promise<SimilarMeasure[][]> {
  await catchUpSearch(dataSource, streamsBefore);
  const rows = await dataSourceOf(dataSource).query<SimilarRow[]>(similar, [
    JSON.stringify(subjects.map((subject, place) => ({ place, ...subject }))),
    may(reader, 'read-everything'),
    mayReadRestricted(reader),
    reader.partyIds,
    limit,
  ]);
  const found: SimilarMeasure[][] = subjects.map(() => []);
  for (const row of rows) found[row.place]?.push(similarMeasure(row));
  return found;
}

interface SimilarRow {
  place: number;
  id: string;
  number: number;
  title: string;
  restricted: boolean;
  planId: string;
  planNumber: number;
  planTitle: string;
  state: StandingState;
  closedAs: ClosureKind | null;
  closedAt: Date | null;
  latestProgress: Progress | null;
  done: number;
  total: number;
  registeredAt: Date;
  evaluationId: string | null;
  evaluationTitle: string;
  evaluationRestricted: boolean;
  publishedOn: string | null;
  likeness: number;
  confirmed: boolean;
}

function similarMeasure(row: SimilarRow): SimilarMeasure {
  const { id, number, title, state, closedAs, closedAt, latestProgress, evaluationId, publishedOn } = row;
  return {
    id,
    number,
    title,
    restricted: row.restricted,
    plan: { id: row.planId, number: row.planNumber, title: row.planTitle },
    state,
    ...(closedAs === null ? {} : { closedAs }),
    ...(closedAt === null ? {} : { closedAt: closedAt.toISOString() }),
    ...(latestProgress === null ? {} : { latestProgress }),
    items: { done: row.done, total: row.total },
    registeredAt: row.registeredAt.toISOString(),
    ...(evaluationId === null
      ? {}
      : {
          source: {
            evaluationId,
            title: row.evaluationTitle,
            restricted: row.evaluationRestricted,
            ...(publishedOn === null ? {} : { publishedOn }),
          },
        }),
    likeness: row.likeness,
    confirmed: row.confirmed,
  };
}

const measuresWithWord = 'CASE WHEN $3::boolean THEN known.measures ELSE known.open_measures END';
/** A word that stands in nearly every measure weighs next to nothing; one of a few, or of none, weighs most. */
const weight = `ln((total.measures + 1) / (greatest(${measuresWithWord}, 1) + 0.5))`;
/** Measures are fetched by the rarest words of the text, until so many (or 2 % of all) stand under them. */
const fetched = 500;
const compared = 20;

const similar = `
WITH total AS (
  SELECT greatest(coalesce(max(${measuresWithWord}), 0), 1)::float8 AS measures
    FROM search_word known WHERE known.word = ''),
subject AS (
  SELECT given.place, measure.id, coalesce(measure.title, given.title) AS title,
         coalesce(measure.registered_at, 'infinity') AS registered_at, measure.details -> 'repeats' AS repeats,
         to_tsvector('norwegian', concat_ws(E'\\n', coalesce(measure.title, given.title),
           coalesce(measure.about, given.about), coalesce(measure.text, given.text))) AS words
    FROM json_to_recordset($1::json)
           AS given (place integer, "measureId" uuid, title text, about text, text text)
    LEFT JOIN measure ON measure.id = given."measureId"),
weighed AS MATERIALIZED (
  SELECT subject.place, lexeme, coalesce(${measuresWithWord}, 0) AS measures, ${weight} AS weight
    FROM total, subject CROSS JOIN LATERAL unnest(tsvector_to_array(subject.words)) AS lexeme
    LEFT JOIN search_word known ON known.word = lexeme),
asked AS MATERIALIZED (
  SELECT place, sqrt(sum(weight * weight)) AS length, array_agg(lexeme) AS lexemes, array_agg(weight) AS weights,
         string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | ')
           FILTER (WHERE telling)::tsquery AS query
    FROM (SELECT *, sum(measures) OVER (PARTITION BY place ORDER BY weight DESC, lexeme)
                      <= (SELECT greatest(${fetched}, total.measures / 50) FROM total) AS telling FROM weighed) AS ordered
   GROUP BY place),
candidate AS MATERIALIZED (
  SELECT subject.place, subject.repeats, document.stream_id AS id, asked.length,
         asked.lexemes, asked.weights, own.lexemes AS own_lexemes,
         similarity(document.title, subject.title) AS title_likeness
    FROM subject JOIN asked USING (place)
    JOIN search_document document ON document.kind = 'measure'
     AND document.words @@ asked.query
    JOIN measure ON measure.id = document.stream_id
    -- Not what has been said of it since: that makes old measures unlike new ones.
   CROSS JOIN LATERAL (SELECT tsvector_to_array(ts_filter(document.words, '{a,b,c}')) AS lexemes) AS own
   WHERE measure.id IS DISTINCT FROM subject.id AND measure.state <> 'withdrawn' AND measure.registered_at < subject.registered_at
     AND ($2::boolean AND ($3::boolean OR measure.access_kind = 'open')
       OR EXISTS (SELECT FROM item WHERE item.measure_id = measure.id AND ${itemIsOf('$4')}))),
closest AS (
  SELECT * FROM (
    SELECT candidate.*, shared.weight AS shared,
           row_number() OVER (PARTITION BY place ORDER BY shared.weight + title_likeness DESC, id) AS nearness
      FROM candidate CROSS JOIN LATERAL (
        SELECT coalesce(sum(asked.weight * asked.weight), 0) AS weight
          FROM unnest(candidate.lexemes, candidate.weights) AS asked (lexeme, weight)
         WHERE asked.lexeme = ANY (candidate.own_lexemes)) AS shared) AS ordered
   WHERE nearness <= ${compared}),
likeness AS (
  SELECT closest.place, closest.repeats, closest.id,
         round((0.75 * closest.shared / nullif(closest.length * own.length, 0) + 0.25 * title_likeness)::numeric, 3)
           ::float8 AS likeness
    FROM closest CROSS JOIN LATERAL (
      SELECT sqrt(sum(power(${weight}, 2))) AS length
        FROM total, unnest(closest.own_lexemes) AS lexeme
        LEFT JOIN search_word known ON known.word = lexeme) AS own),
best AS (
  SELECT *, row_number() OVER (PARTITION BY place ORDER BY likeness DESC, id DESC) AS nth
    FROM likeness WHERE likeness >= ${alikeFrom})
SELECT best.place, measure.id, measure.number, measure.title, measure.access_kind = 'restricted' AS restricted, plan.id AS "planId", plan.number AS "planNumber",
       plan.title AS "planTitle", measure.state, measure.closed_as AS "closedAs", measure.closed_at AS "closedAt",
       measure.latest_progress AS "latestProgress", items.done, items.total, measure.registered_at AS "registeredAt",
       evaluation.id AS "evaluationId", evaluation.title AS "evaluationTitle",
       evaluation.access_kind = 'restricted' AS "evaluationRestricted",
       evaluation.published_on::text AS "publishedOn", best.likeness,
       coalesce(best.repeats @> jsonb_build_array(jsonb_build_object('earlierMeasureId', measure.id)), false)
         AS confirmed
  FROM best JOIN measure ON measure.id = best.id JOIN plan ON plan.id = measure.plan_id
  LEFT JOIN evaluation ON evaluation.id = measure.source_evaluation_id AND $2::boolean
        AND ($3::boolean OR evaluation.access_kind = 'open')
 CROSS JOIN LATERAL (
   SELECT count(*)::integer AS total, count(*) FILTER (WHERE item.state = 'signed-off')::integer AS done
     FROM item WHERE item.measure_id = measure.id) AS items
 WHERE best.nth <= $5
 ORDER BY best.place, best.nth`;

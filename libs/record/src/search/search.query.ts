import { mayReadRestricted } from '#domain/access/sight.js';
import type {
  CatalogueId,
  EvaluationId,
  Instant,
  ItemId,
  MeasureId,
  PartyId,
  PlanId,
  ReportId,
  ThemeId,
} from '#domain/ids.js';
import type { StandingState } from '#domain/measure/measure.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { catchUpSearch, partOfQuestions, type SearchKind } from './search-index.js';
import { itemIsOf, readerInSql } from '../access/seen-in-sql.js';
import type { ReadSubject } from '../readings/reading-log.js';
import { Conditions, type PageWanted } from '../conditions.js';
import { type MarkedText, markedText, markEnd, markStart } from './marked-text.js';
import { readWords, wordsFound } from './search-words.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export interface SearchWanted extends PageWanted {
  /** As it was typed: words, and phrases in quotation marks. */
  text: string;
  kinds?: readonly SearchKind[];
  plan?: PlanId;
  /** Measures that this party has an item in, or contributes to. */
  party?: PartyId;
  /** `open`: everything that is not closed. */
  state?: StandingState | 'open';
  theme?: ThemeId;
  /** The year of the document’s day in Europe/Oslo. */
  year?: number;
}

export interface SearchHit {
  kind: SearchKind;
  /** The id of the thing itself: the measure, the finding …; a status update has its measure’s. */
  id: string;
  at: Instant;
  /** The reader may open it; else the plan's summary tells of it. */
  mayOpen: boolean;
  title: MarkedText;
  excerpt: MarkedText;
  plan?: { id: PlanId; number: number; title: string };
  measure?: { id: MeasureId; number: number; state: StandingState; restricted: boolean };
  item?: { id: ItemId; number: string };
  evaluation?: { id: EvaluationId; title: string };
  report?: { id: ReportId; number: number };
  /** With the number of the situation in it, where the hit is one or stands in one. */
  catalogue?: { id: CatalogueId; number: number; name: string; situation?: number };
  /** What is restricted of which this shows some. */
  reads?: ReadSubject;
  /** Where the next page starts after this one. */
  position: readonly [number, string];
}

export interface SearchResult {
  /** At most `limit` and one more. */
  hits: SearchHit[];
  /** The number of hits on all pages. */
  total: number;
  /** Words as they were typed, with what was found in their place. */
  readAs: readonly { word: string; as: string }[];
  /** Words that stand nowhere the reader may look. */
  unknown: readonly string[];
}

/** Before each search: so much that somebody sees what they registered a moment ago, and nobody waits for an import. */
const streamsBeforeSearch = 500;

/**
 * The best first. What the reader may not read is not searched: neither its text nor its words have a part in what
 * is found, how it is ordered or what a misspelt word is taken for.
 */
export async function search(
  dataSource: RecordSource,
  reader: Actor,
  wanted: SearchWanted,
): Promise<SearchResult> {
  await catchUpSearch(dataSource, streamsBeforeSearch);
  const words = readWords(wanted.text);
  const found = await wordsFound(dataSource, words, mayReadRestricted(reader));
  const { broad, known, sharp, phrases, readAs, unknown } = found;
  const nothing = { hits: [], total: 0, readAs, unknown };
  if (broad === undefined) return nothing;
  const all = await hitsOf(dataSource, reader, wanted, { broad, sharp, phrases });
  if (all.total > 0) return { ...all, readAs, unknown: [] };
  if (known === undefined) return nothing;
  // Better something for the other words than nothing, and to say so.
  const some = await hitsOf(dataSource, reader, wanted, { broad: known, phrases });
  return { ...some, readAs, unknown };
}

interface Query {
  broad: string;
  sharp?: string | undefined;
  phrases?: string | undefined;
}

async function hitsOf(
  dataSource: RecordSource,
  reader: Actor,
  wanted: SearchWanted,
  query: Query,
): Promise<Pick<SearchResult, 'hits' | 'total'>> {
  const conditions = new Conditions();
  const place = (value: unknown): string => conditions.place(value);
  const [broad, sharp, phrases] = [
    place(query.broad),
    place(query.sharp === query.broad ? undefined : query.sharp),
    place(query.phrases),
  ];
  const [everything, restricted] = [place(may(reader, 'read-everything')), place(mayReadRestricted(reader))];
  const [parties, asked] = [place(reader.partyIds), place(reader.id)];
  const questions = place(may(reader, 'read-questions'));
  const ofReader = itemIsOf(parties);
  const { seesPlan, seesMeasure, namedInMeasure } = readerInSql(reader, place);
  conditions
    .where('document.kind = ANY (?::text[])', wanted.kinds)
    .where(`(document.plan_id = ? OR ${isSourceInPlan})`, wanted.plan)
    .where(
      `EXISTS (SELECT FROM item WHERE item.measure_id = measure.id AND ${itemIsOf('?')})`,
      arrayOf(wanted.party),
    )
    .where('measure.state <> ?', wanted.state === 'open' ? 'closed' : undefined)
    .where('measure.state = ?', wanted.state === 'open' ? undefined : wanted.state)
    .where('measure.theme_id = ?', wanted.theme)
    .where(`extract(year FROM document.at AT TIME ZONE 'Europe/Oslo') = ?::integer`, wanted.year);
  const filters = conditions.sql;
  const [rankAfter, keyAfter] = [place(wanted.cursor?.[0] ?? null), place(wanted.cursor?.[1] ?? null)];
  const limit = place(wanted.limit + 1);

  const rows = await dataSourceOf(dataSource).query<HitRow[]>(
    `WITH own_plan AS (SELECT plan.id FROM plan WHERE NOT ${everything}::boolean AND ${seesPlan}),
     readable AS (
       SELECT document.*, rights.opens, rights.whole,
              -- Of what only the summary tells a reader, the rest has no part in the order either.
              CASE WHEN rights.whole THEN document.words ELSE ts_filter(document.words, '{a,b,d}') END AS seen
         FROM search_document document
         LEFT JOIN measure ON document.kind IN ('measure', 'item', 'status-update') AND measure.id = document.stream_id
         LEFT JOIN plan ON plan.id = measure.plan_id
         LEFT JOIN evaluation ON document.kind IN ('evaluation', 'finding', 'recommendation')
                             AND evaluation.id = document.stream_id
         LEFT JOIN report ON document.kind = 'report' AND report.id = document.stream_id
        CROSS JOIN LATERAL (
          SELECT NOT ${everything}::boolean AND measure.id IS NOT NULL AND ${seesMeasure} AS part,
                 NOT ${everything}::boolean AND measure.id IS NOT NULL AND ${namedInMeasure} AS named) AS own
        CROSS JOIN LATERAL (
          SELECT ${everything}::boolean OR own.part OR document.kind IN ('catalogue', 'situation', 'candidate')
                 OR report.state IN ('released', 'returned', 'acknowledged')
                    AND report.plan_id IN (SELECT id FROM own_plan)
                 OR report.details @> jsonb_build_object('questions',
                      jsonb_build_array(jsonb_build_object('responsibleId', ${asked}::text))) AS opens,
                 ${everything}::boolean
                 OR document.kind IN ('measure', 'plan') AND document.plan_id IN (SELECT id FROM own_plan)
                   AS told) AS reached
        CROSS JOIN LATERAL (
          SELECT reached.opens, reached.told,
                 reached.opens AND (NOT own.part OR own.named
                   OR EXISTS (SELECT FROM item WHERE item.id = document.item_id AND ${ofReader})
                   -- What was said of a measure's occurrences and effect may be another party's.
                   OR document.kind = 'measure' AND NOT (
                        measure.details ?| ARRAY['recurrence', 'closure']
                        AND EXISTS (SELECT FROM item WHERE item.measure_id = measure.id AND NOT ${ofReader}))) AS whole
        ) AS rights
        ${filters === '' ? 'WHERE' : `${filters} AND`} document.words @@ ${broad}::tsquery
          AND (rights.whole OR rights.told)
          -- Taken back a moment ago, and not yet out of the index.
          AND measure.state IS DISTINCT FROM 'withdrawn' AND (evaluation.details ? 'withdrawn') IS NOT TRUE
          AND CASE coalesce(measure.access_kind, evaluation.access_kind)
                WHEN 'restricted' THEN ${restricted}::boolean OR own.part ELSE true END
          -- Of a report everybody reads the one content that was frozen for them, and few what was asked about it.
          AND (report.id IS NULL OR CASE WHEN document.part ^@ '${partOfQuestions}' THEN ${questions}::boolean
                                         ELSE (document.part ^@ 'internal') = ${restricted}::boolean END)),
     ranked AS (
       SELECT readable.*, round((ts_rank(seen, ${broad}::tsquery, 1)
                + 2 * coalesce(ts_rank(seen, ${sharp}::tsquery, 1), 0))::numeric, 6)::float8 AS rank,
              concat_ws('/', stream_id, kind, part) COLLATE "C" AS key
         FROM readable
        WHERE (whole OR seen @@ ${broad}::tsquery) AND (${phrases}::tsquery IS NULL OR seen @@ ${phrases}::tsquery)),
     page AS (
       SELECT * FROM ranked
        WHERE ${rankAfter}::float8 IS NULL OR rank < ${rankAfter}::float8
           OR rank = ${rankAfter}::float8 AND key > ${keyAfter}::text
        ORDER BY rank DESC, key LIMIT ${limit}::integer)
     SELECT page.kind, page.opens AS "mayOpen", page.stream_id AS "streamId", page.part, page.at, page.rank, page.key,
            (SELECT count(*)::integer FROM ranked) AS total,
            ${headline(`coalesce(nullif(page.title, ''), measure.title, evaluation.title, plan.title)`, broad, 'HighlightAll=true')} AS title,
            ${headline(
              `concat_ws(E'\\n', nullif(page.about, ''), nullif(page.told, ''), CASE WHEN page.whole THEN nullif(page.body, '') END)`,
              broad,
              'MaxWords=32, MinWords=16, MaxFragments=2, FragmentDelimiter=" … "',
            )} AS excerpt,
            plan.id AS "planId", plan.number AS "planNumber", plan.title AS "planTitle",
            measure.number AS "measureNumber", measure.state, measure.access_kind AS access,
            item.id AS "itemId", item.suffix, evaluation.title AS "evaluationTitle",
            evaluation.access_kind AS "evaluationAccess",
            report.number AS "reportNumber", catalogue.number AS "catalogueNumber", catalogue.name AS "catalogueName"
       FROM page
       LEFT JOIN plan ON plan.id = page.plan_id
       LEFT JOIN measure ON page.kind IN ('measure', 'item', 'status-update') AND measure.id = page.stream_id
       LEFT JOIN item ON item.id = page.item_id
       LEFT JOIN evaluation ON page.kind IN ('evaluation', 'finding', 'recommendation')
                           AND evaluation.id = page.stream_id
       LEFT JOIN report ON page.kind = 'report' AND report.id = page.stream_id
       LEFT JOIN catalogue ON page.kind IN ('catalogue', 'situation', 'candidate')
                          AND catalogue.id = page.stream_id
      ORDER BY page.rank DESC, page.key`,
    conditions.values,
  );
  return { hits: rows.map(hitOf), total: rows[0]?.total ?? 0 };
}

/** A plan's evaluations are those its measures come from; of their recommendations, those that became one. */
const isSourceInPlan = `EXISTS (
  SELECT FROM measure source WHERE source.plan_id = ? AND source.source_evaluation_id = evaluation.id
     AND (document.kind <> 'recommendation' OR source.source_recommendation_id::text = document.part))`;

function arrayOf<T>(value: T | undefined): readonly T[] | undefined {
  return value === undefined ? undefined : [value];
}

/** A text of ours has none of the marks. */
function headline(text: string, query: string, options: string): string {
  return `ts_headline('norwegian', translate(${text}, '${markStart}${markEnd}', ''), ${query}::tsquery,
            'StartSel="${markStart}", StopSel="${markEnd}", ${options}')`;
}

interface HitRow {
  kind: SearchKind;
  mayOpen: boolean;
  streamId: string;
  part: string;
  at: Date;
  rank: number;
  key: string;
  total: number;
  title: string | null;
  excerpt: string;
  planId: string | null;
  planNumber: number;
  planTitle: string;
  measureNumber: number | null;
  state: StandingState;
  access: 'open' | 'restricted';
  itemId: string | null;
  suffix: string;
  evaluationTitle: string | null;
  evaluationAccess: 'open' | 'restricted' | null;
  reportNumber: number | null;
  catalogueNumber: number | null;
  catalogueName: string;
}

function hitOf(row: HitRow): SearchHit {
  const { kind, streamId, planId, measureNumber, itemId, evaluationTitle, reportNumber } = row;
  return {
    kind,
    id: idOf(row),
    at: row.at.toISOString(),
    mayOpen: row.mayOpen,
    title: markedText(row.title ?? ''),
    excerpt: markedText(row.excerpt),
    ...(planId === null ? {} : { plan: { id: planId, number: row.planNumber, title: row.planTitle } }),
    ...(measureNumber === null
      ? {}
      : {
          measure: {
            id: streamId,
            number: measureNumber,
            state: row.state,
            restricted: row.access === 'restricted',
          },
        }),
    ...(itemId === null ? {} : { item: { id: itemId, number: `${measureNumber}.${row.suffix}` } }),
    ...(evaluationTitle === null ? {} : { evaluation: { id: streamId, title: evaluationTitle } }),
    ...(reportNumber === null ? {} : { report: { id: streamId, number: reportNumber } }),
    ...catalogueOf(row),
    ...readsOf(row),
    position: [row.rank, row.key],
  };
}

/** For a report, the content frozen for those who may read all of it. */
function readsOf({ kind, streamId: id, part, access, evaluationAccess }: HitRow): Pick<SearchHit, 'reads'> {
  if (access === 'restricted') return { reads: { kind: 'measure', id } };
  if (evaluationAccess === 'restricted') return { reads: { kind: 'evaluation', id } };
  return kind === 'report' && part.startsWith('internal') ? { reads: { kind: 'report', id } } : {};
}

function idOf({ kind, streamId, part }: HitRow): string {
  switch (kind) {
    case 'finding':
    case 'recommendation':
    case 'item':
      return part;
    case 'situation':
    case 'candidate':
      return part.slice(part.indexOf('/') + 1);
    default:
      return streamId;
  }
}

function catalogueOf({
  kind,
  streamId,
  part,
  catalogueNumber,
  catalogueName,
}: HitRow): Pick<SearchHit, 'catalogue'> {
  if (catalogueNumber === null) return {};
  const place = kind === 'catalogue' ? {} : { situation: Number.parseInt(part, 10) };
  return { catalogue: { id: streamId, number: catalogueNumber, name: catalogueName, ...place } };
}

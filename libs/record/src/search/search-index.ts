import type { EntityManager } from 'typeorm';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** What can be found. */
export const searchKinds = [
  'measure',
  'item',
  'status-update',
  'recommendation',
  'finding',
  'evaluation',
  'plan',
  'decision',
  'report',
  'catalogue',
  'situation',
  'candidate',
] as const;
export type SearchKind = (typeof searchKinds)[number];

/** About so many changed streams are read in one transaction; what one statement changed is read together. */
const streamsPerTurn = 500;

/**
 * Makes searchable what has changed, oldest first, until nothing waits or about `atMost` streams have been read.
 * One at a time does it; whoever comes meanwhile goes on with what there is.
 * @returns how many were read
 */
export async function catchUpSearch(dataSource: RecordSource, atMost = Infinity): Promise<number> {
  const [queue] = await dataSourceOf(dataSource).query<{ waits: boolean }[]>(
    'SELECT EXISTS (SELECT FROM search_due) AS waits',
  );
  if (queue?.waits !== true) return 0;
  let read = 0;
  while (read < atMost) {
    const turn = await dataSourceOf(dataSource).transaction(readChanged);
    read += turn;
    if (turn < streamsPerTurn) break;
  }
  return read;
}

/** Reads everything again, e.g. after a change of what a document consists of. */
export async function rebuildSearch(dataSource: RecordSource): Promise<void> {
  await dataSourceOf(dataSource).transaction(async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock(${oneAtATime})`);
    await manager.query('DELETE FROM search_document');
    await manager.query('DELETE FROM search_word');
    await manager.query(
      `INSERT INTO search_due (stream_ids)
       SELECT ARRAY[id] FROM (
         SELECT id FROM evaluation UNION ALL SELECT id FROM plan
         UNION ALL SELECT id FROM measure UNION ALL SELECT id FROM decision
         UNION ALL SELECT id FROM report UNION ALL SELECT id FROM catalogue) AS stream`,
    );
  });
  await catchUpSearch(dataSource);
}

const oneAtATime = `hashtext('kvittert search')`;

async function readChanged(manager: EntityManager): Promise<number> {
  const [turn] = await manager.query<{ mine: boolean }[]>(
    `SELECT pg_try_advisory_xact_lock(${oneAtATime}) AS mine`,
  );
  if (turn?.mine !== true) return 0;
  const [due] = await manager.query<[{ stream_ids: string[] }[], number]>(
    `DELETE FROM search_due WHERE id IN (
       SELECT id FROM (
         SELECT id, sum(cardinality(stream_ids)) OVER (ORDER BY id) - cardinality(stream_ids) AS before
           FROM (SELECT * FROM search_due ORDER BY id LIMIT $1) AS oldest) AS counted
        WHERE before < $1)
     RETURNING stream_ids`,
    [streamsPerTurn],
  );
  const streamIds = due.flatMap((row) => row.stream_ids);
  if (streamIds.length === 0) return 0;
  // A statement of its own: it sees everything that was committed before the rows were taken.
  await manager.query(readDocuments, [[...new Set(streamIds)]]);
  return streamIds.length;
}

/** Texts of a JSON array's elements, one below the other. */
const textsOf = (array: string, ...paths: string[]): string =>
  `(SELECT string_agg(concat_ws(E'\\n', ${paths.map((path) => `each #>> '{${path}}'`).join(', ')}), E'\\n')
      FROM jsonb_array_elements(${array}) AS each)`;

/** The strings of a JSON array, one below the other. */
const stringsOf = (array: string): string =>
  `(SELECT string_agg(each, E'\\n') FROM jsonb_array_elements_text(${array}) AS each)`;

const lines = (...parts: string[]): string => `concat_ws(E'\\n', ${parts.join(', ')})`;

/** A report is cut into pieces of about so many characters: marking words in an excerpt reads the whole piece. */
const charactersOfPiece = 50_000;

/** Where people's words stand in a frozen report, and in what was said of it; the rest is figures, kinds and ids. */
const keysOfWords = [
  'title',
  'about',
  'text',
  'statusText',
  'subPointText',
  'assessment',
  'basisOfAssessment',
  'likelihood',
  'consequence',
  'conclusion',
  'ground',
  'remainingRisk',
  'reason',
  'note',
  'what',
  'why',
  'comment',
  'waitingFor',
  'name',
  'partyName',
  'forwardedTo',
  'evaluationTitle',
  'body',
  'caseNumber',
];

/** The part of a report's documents that holds questions, answers and comments: they are not for all who read it. */
export const partOfQuestions = 'internal-said';

/** What was said about a report; a correction stands in the report itself. */
const saidAboutReport = [
  '$.questions',
  '$.versions[*].released',
  '$.versions[*].acknowledged',
  '$.publications[*].withdrawn',
];

/** audience, piece, text of report `r`: its latest version, and apart what was asked, answered and said about it. */
const saidInReport = `
  SELECT audience, piece, string_agg(text, E'\\n' ORDER BY place) AS text
    FROM (
      SELECT audience, place, text,
             (sum(length(text)) OVER (PARTITION BY audience ORDER BY place) / ${charactersOfPiece})::integer AS piece
        FROM (
          SELECT shown.audience, said.text, min(said.place) AS place
            FROM (SELECT audience, canonical::jsonb AS content FROM report_snapshot
                   WHERE report_id = r.id AND edition = r.editions
                  UNION ALL SELECT '${partOfQuestions}', jsonb_build_array(${saidAboutReport.map((path) => `jsonb_path_query_array(r.details, '${path}')`).join(', ')})) AS shown
           CROSS JOIN LATERAL ROWS FROM (jsonb_path_query(shown.content,
                   'strict $.** ? (@.type() == "object").keyvalue()
                      ? (@.key like_regex "^(${keysOfWords.join('|')})$" && @.value.type() == "string").value')
                 ) WITH ORDINALITY AS found (value, place)
           CROSS JOIN LATERAL (VALUES (found.value #>> '{}', found.place)) AS said (text, place)
           GROUP BY shown.audience, said.text) AS once) AS laid
   GROUP BY audience, piece`;

/** A catalogue is of the day it last changed. */
const changedLast = `CROSS JOIN LATERAL (
  SELECT coalesce(max((entry ->> 'at')::timestamptz), c.registered_at) AS at
    FROM jsonb_array_elements(c.details -> 'changeLog') AS entry) AS changed`;

/** stream, kind, part, plan, item, open, at, title, about, told, body */
const documents = `
  SELECT m.id AS stream_id, 'measure' AS kind, '' AS part, m.plan_id, NULL::uuid AS item_id,
         m.access_kind = 'open' AS open, m.last_substantive_change_at AS at, m.title, m.about,
         ${lines(
           // Where the secretariat has written, the summary tells that and not the newest update.
           `coalesce(m.details #>> '{summaryText,text}', m.latest_update_text)`,
           `(SELECT string_agg(${lines(
             `each ->> 'text'`,
             `coalesce(each #>> '{summaryText,text}', each #>> '{latestUpdate,text}')`,
           )}, E'\\n') FROM jsonb_array_elements(m.details -> 'subPoints') AS each)`,
           textsOf(`jsonb_build_array(m.details -> 'risk')`, 'likelihood', 'consequence', 'conclusion'),
           textsOf(`m.details -> 'shares'`, 'label'),
           `m.details #>> '{closure,ground}'`,
         )} AS told,
         ${lines(
           'm.text',
           textsOf(`m.details #> '{recurrence,occurrences}'`, 'note'),
           `m.details #>> '{closure,effectReview,result,text}'`,
           textsOf(`m.details #> '{closure,effectReview,earlier}'`, 'text'),
         )} AS body
    FROM measure m WHERE m.id = ANY ($1) AND m.state <> 'withdrawn'
  UNION ALL
  SELECT m.id, 'item', i.id::text, m.plan_id, i.id, m.access_kind = 'open',
         coalesce(i.reported_at, (i.details ->> 'assignedAt')::timestamptz), '', '', '',
         ${lines(
           `i.details #>> '{report,what}'`,
           textsOf(`i.details #> '{report,evidence}'`, 'reference', 'note'),
           `i.details #>> '{signOff,note}'`,
           `i.details #>> '{returned,reason}'`,
           `i.details #>> '{waiverProposal,ground}'`,
           `i.details #>> '{waiver,ground}'`,
           `i.details #>> '{ending,ground}'`,
         )}
    FROM measure m JOIN item i ON i.measure_id = m.id
   WHERE m.id = ANY ($1) AND m.state <> 'withdrawn'
     AND i.details ?| ARRAY['report', 'returned', 'waiverProposal', 'waiver', 'ending']
  UNION ALL
  SELECT m.id, 'status-update', e.version::text, m.plan_id, (e.body #>> '{data,itemId}')::uuid,
         m.access_kind = 'open', e.at, '', '', '',
         ${lines(`e.body #>> '{data,text}'`, `e.body #>> '{data,reason}'`, `e.body #>> '{data,waitingFor}'`)}
    FROM measure m JOIN event e ON e.stream_kind = 'measure' AND e.stream_id = m.id AND e.type = 'StatusUpdated'
   WHERE m.id = ANY ($1) AND m.state <> 'withdrawn'
  UNION ALL
  SELECT v.id, 'evaluation', '', NULL, NULL, v.access_kind = 'open', dated.at, v.title, '', '',
         ${lines(
           'v.archive_reference',
           stringsOf(`v.details -> 'authors'`),
           textsOf(`v.details -> 'participants'`, 'actor', 'unit', 'function'),
           textsOf(`v.details -> 'hearingAnswers'`, 'from', 'summary'),
         )}
    FROM evaluation v ${datedBy()} WHERE v.id = ANY ($1) AND NOT v.details ? 'withdrawn'
  UNION ALL
  SELECT v.id, 'finding', f ->> 'id', NULL, NULL, v.access_kind = 'open', dated.at, '', '', '', f ->> 'text'
    FROM evaluation v ${datedBy()}, jsonb_array_elements(v.details -> 'findings') AS f WHERE v.id = ANY ($1) AND NOT v.details ? 'withdrawn'
  UNION ALL
  SELECT v.id, 'recommendation', r ->> 'id', NULL, NULL, v.access_kind = 'open', dated.at, r ->> 'title', '', '',
         ${lines(
           `r ->> 'text'`,
           `r ->> 'responsibleInWords'`,
           `r #>> '{outcome,ground}'`,
           `r #>> '{outcome,remainingRisk}'`,
         )}
    FROM evaluation v ${datedBy()}, jsonb_array_elements(v.details -> 'recommendations') AS r
   WHERE v.id = ANY ($1) AND NOT v.details ? 'withdrawn'
  UNION ALL
  SELECT p.id, 'plan', '', p.id, NULL, true, p.last_substantive_change_at, p.title,
         ${lines(
           `p.details ->> 'basisOfAssessment'`,
           textsOf(`p.details -> 'themes'`, 'title'),
           `(SELECT string_agg(${lines(
             `goal ->> 'title'`,
             textsOf(`goal -> 'subGoals'`, 'title', 'about', 'assessment,text'),
           )}, E'\\n') FROM jsonb_array_elements(p.details -> 'goals') AS goal)`,
         )}, '', ''
    FROM plan p WHERE p.id = ANY ($1) AND p.state <> 'withdrawn'
  UNION ALL
  SELECT d.id, 'decision', '', d.plan_id, NULL, true, d.meeting_date::timestamp AT TIME ZONE 'Europe/Oslo',
         ${lines('d.body', 'd.case_number')}, '', '', ${lines('d.text', `d.details #>> '{fulfilment,note}'`)}
    FROM decision d WHERE d.id = ANY ($1)
  UNION ALL
  SELECT r.id, 'report', concat_ws('/', said.audience, nullif(said.piece, 0)), r.plan_id, NULL,
         said.audience = 'public', r.reporting_date::timestamp AT TIME ZONE 'Europe/Oslo', '', '', '', said.text
    FROM report r CROSS JOIN LATERAL (${saidInReport}) AS said
   WHERE r.id = ANY ($1)
  UNION ALL
  SELECT c.id, 'catalogue', '', NULL, NULL, true, changed.at, c.name, c.details ->> 'about', '', ''
    FROM catalogue c ${changedLast} WHERE c.id = ANY ($1)
  UNION ALL
  SELECT c.id, 'situation', concat_ws('/', s ->> 'number', s ->> 'id'), NULL, NULL, true, changed.at, s ->> 'name', '', '',
         ${lines(
           `s ->> 'heading'`,
           `s ->> 'description'`,
           stringsOf(`s -> 'indicators'`),
           stringsOf(`s -> 'considerWhen'`),
           stringsOf(`s -> 'purposes'`),
           textsOf(`jsonb_build_array(s -> 'risk')`, 'likelihood', 'consequence', 'conclusion'),
         )}
    FROM catalogue c ${changedLast}, jsonb_array_elements(c.details -> 'situations') AS s
   WHERE c.id = ANY ($1)
  UNION ALL
  SELECT c.id, 'candidate', concat_ws('/', s ->> 'number', k ->> 'id'), NULL, NULL, true, changed.at, k ->> 'title', '', '',
         k ->> 'text'
    FROM catalogue c ${changedLast}, jsonb_array_elements(c.details -> 'situations') AS s,
         jsonb_array_elements(s -> 'candidates') AS k
   WHERE c.id = ANY ($1)`;

/** An evaluation is of the day it was published. */
function datedBy(): string {
  return `CROSS JOIN LATERAL (
    SELECT coalesce(v.published_on::timestamp AT TIME ZONE 'Europe/Oslo', v.registered_at) AS at) AS dated`;
}

/** Tables are read by key whatever the planner believes of their size: most were empty a moment ago. */
const readDocuments = `
WITH fresh AS (SELECT * FROM (${documents}) AS read),
  written AS (
    INSERT INTO search_document AS known
      (stream_id, kind, part, plan_id, item_id, open, at, title, about, told, body, words)
    SELECT stream_id, kind, part, plan_id, item_id, open, at, title, about, told, body,
           setweight(to_tsvector('norwegian', title), 'A') || setweight(to_tsvector('norwegian', about), 'B')
             || setweight(to_tsvector('norwegian', body), 'C') || to_tsvector('norwegian', told)
      FROM fresh
    ON CONFLICT (stream_id, kind, part) DO UPDATE
      SET (plan_id, item_id, open, at, title, about, told, body, words) =
        ROW (EXCLUDED.plan_id, EXCLUDED.item_id, EXCLUDED.open, EXCLUDED.at, EXCLUDED.title, EXCLUDED.about,
             EXCLUDED.told, EXCLUDED.body, EXCLUDED.words)
      WHERE (known.open, known.at, known.title, known.about, known.told, known.body) IS DISTINCT FROM
            (EXCLUDED.open, EXCLUDED.at, EXCLUDED.title, EXCLUDED.about, EXCLUDED.told, EXCLUDED.body)
    RETURNING new.kind, new.words, new.open, old.words AS words_before, old.open AS open_before),
  gone AS (
    DELETE FROM search_document known
     WHERE stream_id = ANY ($1) AND NOT EXISTS (
       SELECT FROM fresh
        WHERE fresh.stream_id = known.stream_id AND fresh.kind = known.kind AND fresh.part = known.part)
    RETURNING kind, words, open),
  moved AS (
    SELECT unnest(array_append(tsvector_to_array(words), '')) AS word, 1 AS more, open, kind FROM written
    UNION ALL
    SELECT unnest(array_append(tsvector_to_array(words_before), '')), -1, open_before, kind FROM written
     WHERE words_before IS NOT NULL
    UNION ALL
    SELECT unnest(array_append(tsvector_to_array(words), '')), -1, open, kind FROM gone),
  counted AS (
    SELECT word, sum(more) AS documents, coalesce(sum(more) FILTER (WHERE open), 0) AS open_documents,
           coalesce(sum(more) FILTER (WHERE kind = 'measure'), 0) AS measures,
           coalesce(sum(more) FILTER (WHERE kind = 'measure' AND open), 0) AS open_measures
      FROM moved WHERE length(word) <= ${60} GROUP BY word)
INSERT INTO search_word AS known (word, plain, documents, open_documents, measures, open_measures)
SELECT word, lower(unaccent(word)), documents, open_documents, measures, open_measures FROM counted
 WHERE documents <> 0 OR open_documents <> 0 OR measures <> 0 OR open_measures <> 0
ON CONFLICT (word) DO UPDATE
  SET documents = known.documents + EXCLUDED.documents,
      open_documents = known.open_documents + EXCLUDED.open_documents,
      measures = known.measures + EXCLUDED.measures,
      open_measures = known.open_measures + EXCLUDED.open_measures`;

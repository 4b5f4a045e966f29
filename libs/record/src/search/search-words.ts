import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** What somebody typed, in its parts. */
export interface TypedWords {
  words: readonly string[];
  /** What stood in quotation marks. */
  phrases: readonly string[];
}

/** What is searched for, as PostgreSQL's `tsquery`. */
export interface WordsFound {
  /** Every word in one of its forms; undefined when there is nothing to search for. */
  broad: string | undefined;
  /** The same without the words that are unknown; undefined when there is none of those, or nothing else. */
  known: string | undefined;
  /** Every word as it was typed, but for its ending. */
  sharp: string | undefined;
  phrases: string | undefined;
  /** Words that were misspelt, and what they were taken for. */
  readAs: readonly { word: string; as: string }[];
  /** They stand in nothing that everybody with the reader's roles may read. */
  unknown: readonly string[];
}

const mostWords = 20;
const word = /[\p{L}\p{N}]+(?:[.\-/][\p{L}\p{N}]+)*/gu;

export function readWords(text: string): TypedWords {
  const phrases = [...text.matchAll(/["“«]([^"”»]+)["”»]/gu)].map(([, phrase = '']) => phrase.trim());
  const words = text.normalize('NFC').match(word) ?? [];
  return {
    words: [...new Set(words)].slice(0, mostWords),
    phrases: phrases.filter((phrase) => phrase !== ''),
  };
}

interface FormRow {
  place: number;
  typed: string;
  stem: string;
  word: string | null;
  how: 'same' | 'longer' | 'near' | null;
}

/**
 * The words of the record that each typed word may stand for: the same stem with or without its accents, words it
 * is a part of (Norwegian writes *smittevernplan* as one), and where there is none of these, the nearest in
 * spelling. Only words of documents that are not restricted, unless the reader may read those.
 */
export async function wordsFound(
  dataSource: RecordSource,
  typed: TypedWords,
  mayReadRestricted: boolean,
): Promise<WordsFound> {
  const rows = await dataSourceOf(dataSource).query<FormRow[]>(formsOfWords, [
    typed.words,
    mayReadRestricted ? 'documents' : 'open_documents',
  ]);
  const byStem = new Map<string, FormRow[]>();
  for (const row of rows) byStem.set(row.stem, [...(byStem.get(row.stem) ?? []), row]);
  const stems = [...byStem.values()];
  const known = stems.filter(isKnown);
  return {
    broad: allOf(stems, () => true),
    known: known.length === stems.length ? undefined : allOf(known, () => true),
    sharp: allOf(stems, ({ how }) => how === 'same'),
    phrases: await phraseQuery(dataSource, typed.phrases),
    readAs: stems.flatMap(([first]) =>
      first?.how === 'near' && first.word !== null ? [{ word: first.typed, as: first.word }] : [],
    ),
    unknown: stems.flatMap((forms) => (isKnown(forms) ? [] : (forms[0]?.typed ?? []))),
  };
}

function isKnown(forms: readonly FormRow[]): boolean {
  return forms.some(({ word }) => word !== null);
}

/** The stem itself is always among its forms: it may stand where only this reader may look. */
function allOf(
  stems: readonly (readonly FormRow[])[],
  wanted: (form: FormRow) => boolean,
): string | undefined {
  if (stems.length === 0) return undefined;
  const each = stems.map((forms) => {
    const words = forms.filter(wanted).map(({ word, stem }) => word ?? stem);
    return [...new Set([...forms.slice(0, 1).map(({ stem }) => stem), ...words])].map(quoted);
  });
  return each.map((words) => `(${words.join(' | ')})`).join(' & ');
}

/** Taken as the one lexeme it is, whatever it contains. */
function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

async function phraseQuery(
  dataSource: RecordSource,
  phrases: readonly string[],
): Promise<string | undefined> {
  if (phrases.length === 0) return undefined;
  const rows = await dataSourceOf(dataSource).query<{ query: string }[]>(
    `SELECT phraseto_tsquery('norwegian', phrase)::text AS query FROM unnest($1::text[]) AS phrase`,
    [phrases],
  );
  const queries = rows.map(({ query }) => query).filter((query) => query !== '');
  return queries.length === 0 ? undefined : queries.map((query) => `(${query})`).join(' & ');
}

/** From how many letters on a word is looked for inside longer ones. */
const lettersOfPart = 4;
/** So many letters may be missing, added or changed; two that have changed places are two. */
const slips = 'CASE WHEN length(typed.plain) < 4 THEN 1 WHEN length(typed.plain) < 8 THEN 2 ELSE 3 END';

const formsOfWords = `
WITH typed AS (
  SELECT word AS typed, stem, lower(unaccent(stem)) AS plain, min(place)::integer AS place
    FROM unnest($1::text[]) WITH ORDINALITY AS typed (word, place),
         unnest(tsvector_to_array(to_tsvector('norwegian', word))) AS stem
   GROUP BY word, stem),
same AS (
  SELECT typed.stem, known.word, 'same' AS how, 1.0::real AS closeness
    FROM typed JOIN search_word known ON known.plain = typed.plain
   WHERE CASE $2 WHEN 'documents' THEN known.documents ELSE known.open_documents END > 0),
longer AS (
  SELECT typed.stem, part.word, 'longer' AS how, part.closeness
    FROM typed CROSS JOIN LATERAL (
      SELECT known.word, similarity(known.plain, typed.plain) AS closeness FROM search_word known
       WHERE length(typed.plain) >= ${lettersOfPart} AND known.plain LIKE '%' || typed.plain || '%'
         AND known.plain <> typed.plain
         AND CASE $2 WHEN 'documents' THEN known.documents ELSE known.open_documents END > 0
       ORDER BY closeness DESC, known.word LIMIT 40) AS part),
near AS (
  SELECT typed.stem, nearest.word, 'near' AS how, nearest.closeness
    FROM typed CROSS JOIN LATERAL (
      SELECT known.word, similarity(known.plain, typed.plain) AS closeness FROM search_word known
       WHERE (known.plain % typed.plain OR known.plain LIKE left(typed.plain, 1) || '%')
         AND length(known.plain) BETWEEN length(typed.plain) - 3 AND length(typed.plain) + 3
         AND CASE $2 WHEN 'documents' THEN known.documents ELSE known.open_documents END > 0
         AND levenshtein_less_equal(known.plain, typed.plain, ${slips}) <= ${slips}
       ORDER BY levenshtein(known.plain, typed.plain), closeness DESC, known.documents DESC, known.word
       LIMIT 3) AS nearest
   WHERE length(typed.plain) BETWEEN 3 AND 60
     AND NOT EXISTS (SELECT FROM same WHERE same.stem = typed.stem)
     AND NOT EXISTS (SELECT FROM longer WHERE longer.stem = typed.stem))
SELECT typed.place, typed.typed, typed.stem, form.word, form.how
  FROM typed LEFT JOIN (SELECT * FROM same UNION ALL SELECT * FROM longer UNION ALL SELECT * FROM near) AS form
       ON form.stem = typed.stem
 ORDER BY typed.place, typed.stem, form.how = 'same' DESC, form.closeness DESC, form.word`;

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/**
 * What is searched in: derived from the record, filled after the commit and rebuilt from it at any time (ADR 010).
 * The extensions are trusted ones: the database's owner may create them.
 */
export class Search1760000000008 implements MigrationInterface {
  readonly name = 'Search1760000000008';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const extension of extensions)
      await queryRunner.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
    await queryRunner.query(tables);
    await grantToApp(queryRunner, 'SELECT, INSERT, DELETE', 'search_due');
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'search_document');
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'search_word');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION queue_for_search() CASCADE');
    await queryRunner.query('DROP TABLE search_word, search_document, search_due');
    await queryRunner.query(`DROP EXTENSION ${extensions.join(', ')}`);
  }
}

/** Alike in letters, without accents, so many letters apart. */
const extensions = ['pg_trgm', 'unaccent', 'fuzzystrmatch'] as const;

const tables = `
-- Streams that have changed since they were last made searchable, those of one statement together: a thousand
-- measures cost one row. Only ever added to by a command, so that none waits for the one who empties it; the same
-- stream may stand here several times.
CREATE TABLE search_due (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream_ids uuid[] NOT NULL
);

CREATE FUNCTION queue_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.search_due (stream_ids)
  SELECT array_agg(DISTINCT a.stream_id) FROM after a
   WHERE a.stream_kind IN ('evaluation', 'plan', 'measure', 'decision')
  HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER event_queue_for_search AFTER INSERT ON event REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION queue_for_search();
INSERT INTO search_due (stream_ids)
SELECT ARRAY[stream_id] FROM event
 WHERE version = 1 AND stream_kind IN ('evaluation', 'plan', 'measure', 'decision');

-- One for each thing that can be found. Who may read it is asked of the state rows at every search.
CREATE TABLE search_document (
  stream_id uuid NOT NULL,
  kind text NOT NULL,
  -- Of the stream: an id, the version of a status update, or '' for the whole.
  part text NOT NULL,
  plan_id uuid,
  -- The one item it is about.
  item_id uuid,
  -- Not restricted when it was read. It decides what the words are counted as, never who may read.
  open boolean NOT NULL,
  at timestamptz(3) NOT NULL,
  title text NOT NULL,
  -- What it is about, and what has been said of it since: both stand in the plan's summary.
  about text NOT NULL,
  told text NOT NULL,
  -- What stands with the thing itself only.
  body text NOT NULL,
  -- Title A, about B, body C, told D; Norwegian stems.
  words tsvector NOT NULL,
  PRIMARY KEY (stream_id, kind, part)
);
CREATE INDEX search_document_words ON search_document USING gin (words);

-- In how many documents a word stands: what a slip of the pen may have meant, and how much a word weighs. What is
-- restricted is counted apart. The word '' stands in all of them.
CREATE TABLE search_word (
  word text PRIMARY KEY,
  -- Without accents: o for ø, a for å.
  plain text NOT NULL,
  documents integer NOT NULL,
  open_documents integer NOT NULL,
  measures integer NOT NULL,
  open_measures integer NOT NULL
);
CREATE INDEX search_word_plain ON search_word (plain text_pattern_ops);
CREATE INDEX search_word_alike ON search_word USING gin (plain gin_trgm_ops);
`;

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Status reports and catalogues are searched as well; those that are there wait to be read. The few measures that
 * repeat an earlier one are found from that one too.
 */
export class SearchReports1760000000014 implements MigrationInterface {
  readonly name = 'SearchReports1760000000014';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(queueOf(['evaluation', 'plan', 'measure', 'decision', 'report', 'catalogue']));
    await queryRunner.query(
      `INSERT INTO search_due (stream_ids)
       SELECT ARRAY[id] FROM (SELECT id FROM report UNION ALL SELECT id FROM catalogue) AS stream`,
    );
    await queryRunner.query(`CREATE INDEX measure_that_repeats ON measure (id) WHERE details ? 'repeats'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX measure_that_repeats');
    await queryRunner.query(queueOf(['evaluation', 'plan', 'measure', 'decision']));
    await queryRunner.query(
      `DELETE FROM search_document WHERE kind IN ('report', 'catalogue', 'situation', 'candidate')`,
    );
  }
}

function queueOf(kinds: readonly string[]): string {
  return `
CREATE OR REPLACE FUNCTION queue_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.search_due (stream_ids)
  SELECT array_agg(DISTINCT a.stream_id) FROM after a
   WHERE a.stream_kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})
  HAVING count(*) > 0;
  RETURN NULL;
END $$`;
}

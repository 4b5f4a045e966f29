import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An organisation number is one organisation's, and names are sorted as Norwegians sort them, numbers by size. Where
 * two have the same number already nothing is changed: it is said which, and what to do.
 */
export class OneOrganisation1760000000029 implements MigrationInterface {
  readonly name = 'OneOrganisation1760000000029';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(refuseDoubles);
    await queryRunner.query(`
CREATE UNIQUE INDEX party_organisation_number_once ON party (organisation_number)
  WHERE organisation_number IS NOT NULL;
CREATE COLLATION nb_natural (provider = icu, locale = 'nb-NO-u-kn-true');`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP COLLATION nb_natural; DROP INDEX party_organisation_number_once');
  }
}

const refuseDoubles = `
DO $$
DECLARE doubles text;
BEGIN
  SELECT string_agg(of_number.line, '; ') INTO doubles
    FROM (SELECT organisation_number || ': ' || string_agg(name || ' (' || id || ')', ', ' ORDER BY registered_at) AS line
            FROM party WHERE organisation_number IS NOT NULL
           GROUP BY organisation_number HAVING count(*) > 1) AS of_number;
  IF doubles IS NOT NULL THEN
    RAISE EXCEPTION 'the same organisation number is registered more than once: %', doubles
      USING HINT = 'Choose the one that is to keep it, take it from the others (PATCH /api/v1/parties/{id} with "organisationNumber": null), and migrate again.';
  END IF;
END $$`;

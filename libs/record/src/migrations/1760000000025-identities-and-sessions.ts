import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** Who may log in as whom, and who is logged in (docs/adr/024). */
export class IdentitiesAndSessions1760000000025 implements MigrationInterface {
  readonly name = 'IdentitiesAndSessions1760000000025';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(tables);
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE (released_at, subject, salt)', 'identity');
    await grantToApp(queryRunner, 'SELECT, INSERT, DELETE', 'session');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER sessions_of_leaver ON person;
      DROP TABLE session, identity;
      DROP FUNCTION guard_identity, end_sessions_of_leaver, end_sessions_of_identity;
      ALTER TABLE person DROP COLUMN identities, DROP COLUMN erased_at;`);
  }
}

const tables = `
ALTER TABLE person ADD COLUMN identities jsonb NOT NULL DEFAULT '[]', ADD COLUMN erased_at timestamptz(3);

-- A person at an identity provider. Issuer and subject stand here only; the person's event holds the seal over them,
-- so that an altered row shows, and erasure (which empties subject and salt) leaves the history whole.
CREATE TABLE identity (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  issuer text NOT NULL,
  subject text,
  salt bytea,
  seal text NOT NULL,
  bound_at timestamptz(3) NOT NULL,
  released_at timestamptz(3),
  CONSTRAINT identity_seal_covers_it CHECK (
    subject IS NULL AND salt IS NULL AND released_at IS NOT NULL
    OR seal = encode(sha256(salt || convert_to(issuer || E'\\n' || subject, 'UTF8')), 'hex'))
);
CREATE UNIQUE INDEX identity_once ON identity (issuer, subject) WHERE released_at IS NULL;
CREATE UNIQUE INDEX identity_of_person_once ON identity (person_id, issuer) WHERE released_at IS NULL;

-- The cookie holds the id, signed. The row is what makes one logged in.
CREATE TABLE session (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  identity_id uuid NOT NULL REFERENCES identity (id),
  begun_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX session_of_person ON session (person_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE FUNCTION guard_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.released_at IS NOT NULL AND NEW.released_at IS DISTINCT FROM OLD.released_at
     OR NEW.subject IS NOT NULL AND NEW.subject IS DISTINCT FROM OLD.subject
     OR NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt THEN
    RAISE EXCEPTION 'identity % is released or emptied, never changed', OLD.id
      USING ERRCODE = 'KV007', HINT = 'Release it, and let the person log in again.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER identity_guarded BEFORE UPDATE ON identity FOR EACH ROW EXECUTE FUNCTION guard_identity();

CREATE FUNCTION end_sessions_of_leaver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.session WHERE person_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER sessions_of_leaver AFTER UPDATE ON person FOR EACH ROW
  WHEN (OLD.active AND NOT NEW.active) EXECUTE FUNCTION end_sessions_of_leaver();

CREATE FUNCTION end_sessions_of_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.session WHERE identity_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER sessions_of_identity AFTER UPDATE ON identity FOR EACH ROW
  WHEN (OLD.released_at IS NULL AND NEW.released_at IS NOT NULL) EXECUTE FUNCTION end_sessions_of_identity();
`;

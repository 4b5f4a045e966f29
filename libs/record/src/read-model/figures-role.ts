/** Reads the views of the schema `figures` and nothing else. Whoever runs the database gives it its login. */
export const figuresRole = 'kvittert_figures';

/**
 * Makes the role. The settings keep a careless query from hurting; what it may read is a matter of rights alone.
 * One role serves every database of the server.
 */
export const createFiguresRole = `
  CREATE ROLE ${figuresRole} NOLOGIN;
  ALTER ROLE ${figuresRole} SET default_transaction_read_only = on;
  ALTER ROLE ${figuresRole} SET statement_timeout = '60s';
  ALTER ROLE ${figuresRole} SET idle_in_transaction_session_timeout = '60s';
  ALTER ROLE ${figuresRole} SET search_path = figures;
`;

/**
 * Lets the role in, as the owner of the views: at every migration, because the role may have been made since the last.
 * Where it is missing and the owner may make it, it is made first.
 */
export const admitFiguresRole = `
DO $admit$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${figuresRole}') THEN
    IF NOT (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) THEN RETURN; END IF;
    BEGIN
      ${createFiguresRole}
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- Another database of the server was quicker.
    END;
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${figuresRole}', current_database());
  GRANT USAGE ON SCHEMA figures TO ${figuresRole};
  GRANT SELECT ON ALL TABLES IN SCHEMA figures TO ${figuresRole};
END $admit$`;

#!/bin/sh
# Runs once, when the database volume is empty. Four roles that can't do each other's work: Kvittert's owner
# migrates, Kvittert's application reads and appends, whoever makes figures reads some views (docs/read-model.md),
# Temporal keeps to its own databases.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
  --set owner_password="$KVITTERT_OWNER_PASSWORD" \
  --set app_password="$KVITTERT_APP_PASSWORD" \
  --set figures_password="$KVITTERT_FIGURES_PASSWORD" \
  --set temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
CREATE ROLE kvittert_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE kvittert_app LOGIN PASSWORD :'app_password';
CREATE ROLE kvittert_figures LOGIN PASSWORD :'figures_password';
ALTER ROLE kvittert_figures SET default_transaction_read_only = on;
ALTER ROLE kvittert_figures SET statement_timeout = '60s';
ALTER ROLE kvittert_figures SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE kvittert_figures SET search_path = figures;
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';
CREATE DATABASE kvittert OWNER kvittert_owner ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
REVOKE CONNECT ON DATABASE kvittert FROM PUBLIC;
REVOKE CONNECT ON DATABASE temporal FROM PUBLIC;
REVOKE CONNECT ON DATABASE temporal_visibility FROM PUBLIC;
GRANT CONNECT ON DATABASE kvittert TO kvittert_app;
SQL

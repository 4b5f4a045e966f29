#!/bin/sh
# Brings Temporal's two databases to the schema of this server version; does nothing where they are there already.
set -eu
sql_tool() {
  temporal-sql-tool --plugin postgres12 --endpoint postgres --port 5432 --user temporal "$@"
}
bring_up_to_date() {
  # Makes the table of versions where it is missing, and leaves a version that is higher as it is.
  sql_tool --database "$1" setup-schema --version 0.0
  sql_tool --database "$1" update-schema --schema-name "postgresql/v12/$2"
}
bring_up_to_date temporal temporal
bring_up_to_date temporal_visibility visibility

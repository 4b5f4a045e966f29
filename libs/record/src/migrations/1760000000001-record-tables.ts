import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** The history, the state derived from it, and what is kept beside them. */
export class RecordTables1760000000001 implements MigrationInterface {
  readonly name = 'RecordTables1760000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(tables);
    // Only these columns: `tx` and `position` are the database's own word.
    await grantToApp(
      queryRunner,
      `SELECT, INSERT (stream_kind, stream_id, version, type, at, actor_id, command_id, canonical, prev_hash, hash)`,
      'event',
    );
    for (const table of stateTables) await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE', table);
    await grantToApp(queryRunner, 'SELECT, INSERT', 'report_snapshot');
    await grantToApp(queryRunner, 'SELECT, INSERT (at, seen, through_position, streams, digest)', 'anchor');
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE', 'counter');
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'relay_due');
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'idempotency');
    await grantToApp(queryRunner, 'SELECT, UPDATE', 'record_epoch');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DROP TABLE anchor, report_snapshot, record_epoch, idempotency, relay_due, counter, ${stateTables.join(', ')}, event`,
    );
  }
}

const stateTables = [
  'evaluation',
  'plan',
  'measure',
  'item',
  'party',
  'membership',
  'person',
  'decision',
  'report',
  'catalogue',
] as const;

const tables = `
-- What happened. The text in "canonical" (RFC 8785) is what the hash covers; the jsonb is derived when read,
-- because jsonb reorders keys and rewrites numbers. "tx" is what ties a change of state to its event.
CREATE TABLE event (
  stream_kind text NOT NULL
    CHECK (stream_kind IN
      ('evaluation', 'plan', 'measure', 'party', 'person', 'decision', 'report', 'catalogue')),
  stream_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  type text NOT NULL,
  at timestamptz(3) NOT NULL,
  actor_id text NOT NULL,
  command_id uuid NOT NULL,
  canonical text NOT NULL CHECK (canonical IS JSON OBJECT),
  body jsonb GENERATED ALWAYS AS (canonical::jsonb) VIRTUAL,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
  position bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (stream_kind, stream_id, version),
  CONSTRAINT event_hash_covers_canonical
    CHECK (hash = sha256(prev_hash || convert_to(canonical, 'UTF8'))),
  CONSTRAINT event_chain_starts_with_zeros
    CHECK (version > 1 OR prev_hash = decode(repeat('00', 32), 'hex'))
);

-- Every state row carries the version of its stream and the hash at its head. What constraints, lists and
-- indexes need has a column; the rest of the state stands in "details".
CREATE TABLE evaluation (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  head_hash bytea NOT NULL,
  title text NOT NULL,
  kind text NOT NULL,
  published_on date,
  archive_reference text,
  access_kind text NOT NULL CHECK (access_kind IN ('open', 'restricted')),
  registered_at timestamptz(3) NOT NULL,
  details jsonb NOT NULL
);

CREATE TABLE plan (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  head_hash bytea NOT NULL,
  number integer NOT NULL UNIQUE,
  title text NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'adopted', 'closed')),
  period_end date,
  case_officer_id uuid NOT NULL,
  leader_id uuid,
  sign_off_substitute_ids uuid[] NOT NULL DEFAULT '{}',
  secretariat_party_id uuid,
  evidence_required boolean NOT NULL,
  registered_at timestamptz(3) NOT NULL,
  last_substantive_change_at timestamptz(3) NOT NULL,
  details jsonb NOT NULL
);

-- The plan and the parties are checked by the guards (whole statements at a time), not by foreign keys
-- (row by row): nothing is ever deleted here, so what existed when it was referred to exists for good.
CREATE TABLE measure (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  head_hash bytea NOT NULL,
  plan_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  state text NOT NULL
    CHECK (state IN ('proposed', 'accepted', 'in-follow-up', 'ready-to-close', 'closed')),
  title text NOT NULL,
  about text NOT NULL,
  text text NOT NULL,
  theme_id uuid,
  access_kind text NOT NULL CHECK (access_kind IN ('open', 'restricted')),
  mode text CHECK (mode IN ('joint', 'each')),
  source_evaluation_id uuid,
  source_recommendation_id uuid,
  deadline_on date,
  original_deadline_on date,
  deadline_moves integer NOT NULL DEFAULT 0,
  review_on date,
  latest_progress text,
  latest_update_at timestamptz(3),
  latest_update_text text,
  registered_at timestamptz(3) NOT NULL,
  accepted_on date,
  closed_as text,
  closed_at timestamptz(3),
  last_substantive_change_at timestamptz(3) NOT NULL,
  details jsonb NOT NULL,
  -- What the measure's workflow shows of it, besides plan, number and state.
  followed boolean NOT NULL,
  shown_deadline_on date,
  shown_owner_id uuid,
  shown_owner_count integer NOT NULL DEFAULT 0,
  -- When it next wakes, which news of that this is, and the day through which everything due was demanded.
  -- Only these change without an event: a reminder must not make somebody's open form stale.
  next_due_at timestamptz(3),
  due_version bigint NOT NULL,
  demanded_through date NOT NULL,
  CONSTRAINT measure_closed_has_its_kind CHECK ((state = 'closed') = (closed_as IS NOT NULL)),
  CONSTRAINT measure_number_once UNIQUE (plan_id, number)
);
CREATE INDEX measure_next_due ON measure (next_due_at) WHERE next_due_at IS NOT NULL;
CREATE INDEX measure_by_source ON measure (source_evaluation_id) WHERE source_evaluation_id IS NOT NULL;

CREATE TABLE item (
  id uuid PRIMARY KEY,
  measure_id uuid NOT NULL,
  -- Position among the measure's items, from 0: items are only ever added.
  ordinal integer NOT NULL,
  suffix text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'reported-done', 'signed-off', 'waived', 'unanswered')),
  party_id uuid NOT NULL,
  contributor_ids uuid[] NOT NULL DEFAULT '{}',
  sub_point_id uuid,
  via_group_id uuid,
  -- The item's own deadline in force; null where the measure's counts.
  deadline_on date,
  latest_progress text,
  reported_by text,
  reported_at timestamptz(3),
  details jsonb NOT NULL,
  CONSTRAINT item_suffix_once UNIQUE (measure_id, suffix)
);
CREATE INDEX item_by_party ON item (party_id);
CREATE INDEX item_by_group ON item (via_group_id) WHERE via_group_id IS NOT NULL;

CREATE TABLE party (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  head_hash bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('organisation', 'group')),
  name text NOT NULL,
  ours boolean,
  organisation_number text,
  contact_person_id uuid,
  leader_person_id uuid,
  case_officer_id uuid,
  registered_at timestamptz(3) NOT NULL,
  CONSTRAINT party_organisation_is_ours_or_not CHECK ((kind = 'organisation') = (ours IS NOT NULL))
);
CREATE INDEX party_by_contact ON party (contact_person_id) WHERE contact_person_id IS NOT NULL;

-- Who was a member of a group and when; one who comes back has another row.
CREATE TABLE membership (
  group_id uuid NOT NULL,
  ordinal integer NOT NULL,
  party_id uuid NOT NULL,
  joined_on date NOT NULL,
  left_on date,
  PRIMARY KEY (group_id, ordinal)
);
CREATE INDEX membership_by_party ON membership (party_id);

-- Name and e-mail stand here only, never in an event, so that erasure leaves the chain whole.
CREATE TABLE person (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  head_hash bytea NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  roles text[] NOT NULL,
  party_ids uuid[] NOT NULL,
  active boolean NOT NULL,
  registered_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX person_email_once ON person (lower(email));
CREATE INDEX person_who_decides ON person (id)
  WHERE active AND roles && ARRAY['secretariat', 'leadership'];

CREATE TABLE decision (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  head_hash bytea NOT NULL,
  body text NOT NULL,
  meeting_date date NOT NULL,
  case_number text NOT NULL,
  text text NOT NULL,
  plan_id uuid,
  deadline_on date,
  fulfilled_at timestamptz(3),
  entered_by text NOT NULL,
  entered_at timestamptz(3) NOT NULL,
  details jsonb NOT NULL
);
CREATE INDEX decision_by_plan ON decision (plan_id) WHERE plan_id IS NOT NULL;

-- A status report of a plan, in all its versions; each version's frozen content stands in report_snapshot.
CREATE TABLE report (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  head_hash bytea NOT NULL,
  plan_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  state text NOT NULL CHECK (state IN ('open', 'locked', 'released', 'returned', 'acknowledged')),
  language text NOT NULL CHECK (language IN ('nb', 'nn', 'en')),
  period_from date NOT NULL,
  period_to date NOT NULL,
  reporting_date date NOT NULL,
  editions integer NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  state_changed_at timestamptz(3) NOT NULL,
  details jsonb NOT NULL,
  CONSTRAINT report_number_once UNIQUE (plan_id, number),
  CONSTRAINT report_open_is_not_frozen CHECK ((state = 'open') = (editions = 0))
);
CREATE UNIQUE INDEX report_one_open ON report (plan_id) WHERE state = 'open';

-- What a version of a report says, frozen: the text (RFC 8785) is what the hash covers, and the report's event
-- names the hash. One chain per plan and audience, corrections included. Never changed, never deleted.
CREATE TABLE report_snapshot (
  report_id uuid NOT NULL,
  edition integer NOT NULL CHECK (edition > 0),
  audience text NOT NULL CHECK (audience IN ('internal', 'public')),
  plan_id uuid NOT NULL,
  -- Place in its chain, from 1.
  ordinal integer NOT NULL CHECK (ordinal > 0),
  canonical text NOT NULL CHECK (canonical IS JSON OBJECT),
  sha256 bytea NOT NULL,
  previous_sha256 bytea,
  locked_at timestamptz(3) NOT NULL,
  PRIMARY KEY (report_id, edition, audience),
  CONSTRAINT report_snapshot_place_once UNIQUE (plan_id, audience, ordinal),
  CONSTRAINT report_snapshot_hash_covers_canonical CHECK (sha256 = sha256(convert_to(canonical, 'UTF8'))),
  CONSTRAINT report_snapshot_first_follows_nothing CHECK ((ordinal = 1) = (previous_sha256 IS NULL))
);

-- A digest over the heads of every chain at one moment. It is printed in locked reports, outside the database's
-- reach. "seen" and "through_position" say which events were there, so that it can be computed again.
CREATE TABLE anchor (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  seen pg_snapshot NOT NULL,
  through_position bigint NOT NULL,
  streams integer NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 32)
);

CREATE TABLE catalogue (
  id uuid PRIMARY KEY,
  version integer NOT NULL,
  head_hash bytea NOT NULL,
  number integer NOT NULL UNIQUE,
  name text NOT NULL,
  registered_at timestamptz(3) NOT NULL,
  details jsonb NOT NULL
);

-- The next number of the plans ('plans'), of the catalogues ('catalogues') and in each plan (its id). A row of its own, taken just before the
-- write: numbering from the plan's row would make every writer wait for every other.
CREATE TABLE counter (
  scope text PRIMARY KEY,
  next bigint NOT NULL
);

-- Measures whose workflow has not heard the latest news. One row per measure: bulk work coalesces, order is
-- harmless. A row that is gone or has another version was told meanwhile.
CREATE TABLE relay_due (
  measure_id uuid PRIMARY KEY,
  due_version bigint NOT NULL
);

-- Raised after a restore, so that workflows believe the older record.
CREATE TABLE record_epoch (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch bigint NOT NULL
);
INSERT INTO record_epoch (epoch) VALUES (1);

-- Written in the transaction of the command itself: there is a result exactly when there is an effect.
CREATE TABLE idempotency (
  actor_id text NOT NULL,
  key text NOT NULL CHECK (length(key) <= 255),
  fingerprint text NOT NULL,
  result jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (actor_id, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);
`;

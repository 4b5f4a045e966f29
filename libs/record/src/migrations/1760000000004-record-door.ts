import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the door says to the database: one call to lock and load, one to write, so that a command is two round
 * trips whatever it touches. Loading is PL/pgSQL and not one big query because under READ COMMITTED each
 * statement sees what was committed while the one before waited for a lock.
 */
export class RecordDoor1760000000004 implements MigrationInterface {
  readonly name = 'RecordDoor1760000000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(load);
    await queryRunner.query(write);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION record_load, record_write');
  }
}

// Plans of queries inside functions are kept for the session: made on an almost empty table they must still
// be right when it has grown. So everything is found by key.
const fixed = `
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS`;

// Locks are taken in one order everywhere: parties, plans, measures, evaluations, persons, decisions, reports,
// catalogues, counters.
const load = `
CREATE FUNCTION record_load(
  idempotency_actor text, idempotency_key text, idempotency_fingerprint text,
  parties_update uuid[], parties_see uuid[],
  plans_update uuid[], plans_share uuid[], plans_see uuid[],
  measures_update uuid[], measures_see uuid[], measures_of_plans uuid[], measures_of_group uuid,
  plans_of_measures_share boolean,
  evaluations_update uuid[], evaluations_see uuid[], evaluations_of_measures boolean,
  persons_update uuid[], persons_see uuid[], who_decides boolean,
  decisions_update uuid[],
  reports_update uuid[], reports_of_plans uuid[],
  catalogues_update uuid[], catalogues_see uuid[],
  plan_number boolean, catalogue_number boolean, numbers_plan uuid, numbers_count integer
) RETURNS json ${fixed} $$
DECLARE
  measure_ids uuid[] := coalesce(measures_update, '{}');
  plan_ids uuid[] := coalesce(plans_update, '{}') || coalesce(plans_share, '{}') || coalesce(plans_see, '{}');
  party_ids uuid[] := coalesce(parties_update, '{}') || coalesce(parties_see, '{}');
  evaluation_ids uuid[] := coalesce(evaluations_update, '{}') || coalesce(evaluations_see, '{}');
  person_ids uuid[] := coalesce(persons_update, '{}') || coalesce(persons_see, '{}');
  parties json; memberships json; plans json; measures json; items json; evaluations json; persons json;
  decisions json; reports json; catalogues json;
  first_number bigint;
  next_plan_number bigint;
  next_catalogue_number bigint;
  any_group boolean := false;
BEGIN
  IF idempotency_key IS NOT NULL THEN
    -- A second request waits here for the first.
    INSERT INTO idempotency (actor_id, key, fingerprint)
    VALUES (idempotency_actor, idempotency_key, idempotency_fingerprint)
    ON CONFLICT (actor_id, key) DO NOTHING;
    IF NOT FOUND THEN RETURN json_build_object('claimed', false); END IF;
  END IF;

  IF parties_update IS NOT NULL THEN
    PERFORM 1 FROM party p WHERE p.id = ANY (parties_update) ORDER BY p.id FOR NO KEY UPDATE;
  END IF;
  IF parties_see IS NOT NULL THEN
    SELECT json_agg(p), bool_or(p.kind = 'group') INTO parties, any_group FROM party p WHERE p.id = ANY (parties_see);
    IF any_group THEN
      -- A member who joins meanwhile would get no item: the group stays as it is until we are done.
      PERFORM 1 FROM party p WHERE p.id = ANY (parties_see) AND p.kind = 'group' ORDER BY p.id FOR SHARE;
    END IF;
  END IF;
  IF plans_update IS NOT NULL THEN
    PERFORM 1 FROM plan p WHERE p.id = ANY (plans_update) ORDER BY p.id FOR NO KEY UPDATE;
  END IF;
  IF plans_share IS NOT NULL THEN
    SELECT json_agg(locked.plan) INTO plans
      FROM (SELECT to_json(p) AS plan FROM plan p WHERE p.id = ANY (plans_share) ORDER BY p.id FOR SHARE) AS locked;
  END IF;
  IF plans_of_measures_share THEN
    -- Its guard is going to lock the plan anyway; after the measure would be the wrong order.
    PERFORM 1 FROM plan p
      WHERE p.id = ANY (ARRAY(SELECT m.plan_id FROM measure m WHERE m.id = ANY (measure_ids)))
      ORDER BY p.id FOR SHARE;
  END IF;

  IF measures_of_plans IS NOT NULL THEN
    measure_ids := measure_ids || ARRAY(SELECT m.id FROM measure m WHERE m.plan_id = ANY (measures_of_plans));
  END IF;
  IF measures_of_group IS NOT NULL THEN
    measure_ids := measure_ids || ARRAY(
      SELECT DISTINCT i.measure_id FROM item i JOIN measure m ON m.id = i.measure_id
       WHERE i.via_group_id = measures_of_group AND m.state <> 'closed');
  END IF;
  IF cardinality(measure_ids) > 0 THEN
    PERFORM 1 FROM measure m WHERE m.id = ANY (measure_ids) ORDER BY m.id FOR NO KEY UPDATE;
  END IF;
  IF measures_see IS NOT NULL OR cardinality(measure_ids) > 0 THEN
    SELECT json_agg(to_jsonb(m) || jsonb_build_object('locked', m.id = ANY (measure_ids))) INTO measures
      FROM measure m WHERE m.id = ANY (measure_ids || measures_see);
    IF cardinality(measure_ids) > 0 THEN
      plan_ids := plan_ids || ARRAY(SELECT DISTINCT m.plan_id FROM measure m WHERE m.id = ANY (measure_ids));
      SELECT json_agg(i ORDER BY i.measure_id, i.ordinal) INTO items
        FROM item i WHERE i.measure_id = ANY (measure_ids || measures_see);
      party_ids := party_ids || ARRAY(
        SELECT i.party_id FROM item i WHERE i.measure_id = ANY (measure_ids)
        UNION SELECT unnest(i.contributor_ids) FROM item i WHERE i.measure_id = ANY (measure_ids));
    ELSE
      SELECT json_agg(i ORDER BY i.measure_id, i.ordinal) INTO items
        FROM item i WHERE i.measure_id = ANY (measures_see);
    END IF;
  END IF;

  IF evaluations_of_measures THEN
    evaluation_ids := evaluation_ids || ARRAY(
      SELECT DISTINCT m.source_evaluation_id FROM measure m
       WHERE m.id = ANY (measure_ids) AND m.source_evaluation_id IS NOT NULL);
    PERFORM 1 FROM evaluation e WHERE e.id = ANY (evaluation_ids) ORDER BY e.id FOR NO KEY UPDATE;
  ELSIF evaluations_update IS NOT NULL THEN
    PERFORM 1 FROM evaluation e WHERE e.id = ANY (evaluations_update) ORDER BY e.id FOR NO KEY UPDATE;
  END IF;
  IF cardinality(evaluation_ids) > 0 THEN
    SELECT json_agg(e) INTO evaluations FROM evaluation e WHERE e.id = ANY (evaluation_ids);
  END IF;

  -- What was locked in share alone was read with it.
  IF plans_update IS NOT NULL OR plans_see IS NOT NULL OR cardinality(measure_ids) > 0 THEN
    SELECT json_agg(p) INTO plans FROM plan p WHERE p.id = ANY (plan_ids);
    IF cardinality(measure_ids) > 0 THEN
      person_ids := person_ids || ARRAY(
        SELECT p.case_officer_id FROM plan p WHERE p.id = ANY (plan_ids)
        UNION SELECT p.leader_id FROM plan p WHERE p.id = ANY (plan_ids)
        UNION SELECT unnest(p.sign_off_substitute_ids) FROM plan p WHERE p.id = ANY (plan_ids));
    END IF;
  END IF;

  -- Organisations alone were read above.
  IF any_group OR parties_update IS NOT NULL OR cardinality(measure_ids) > 0 THEN
    SELECT json_agg(g ORDER BY g.group_id, g.ordinal) INTO memberships
      FROM membership g WHERE g.group_id = ANY (party_ids);
    IF memberships IS NOT NULL THEN
      party_ids := party_ids || ARRAY(
        SELECT g.party_id FROM membership g WHERE g.group_id = ANY (party_ids));
    END IF;
    SELECT json_agg(p) INTO parties FROM party p WHERE p.id = ANY (party_ids);
  END IF;
  IF cardinality(measure_ids) > 0 THEN
    person_ids := person_ids || ARRAY(
      SELECT p.contact_person_id FROM party p WHERE p.id = ANY (party_ids)
      UNION SELECT p.leader_person_id FROM party p WHERE p.id = ANY (party_ids)
      UNION SELECT p.case_officer_id FROM party p WHERE p.id = ANY (party_ids));
  END IF;

  IF persons_update IS NOT NULL THEN
    PERFORM 1 FROM person p WHERE p.id = ANY (persons_update) ORDER BY p.id FOR NO KEY UPDATE;
  END IF;
  IF who_decides THEN
    person_ids := person_ids || ARRAY(
      SELECT p.id FROM person p WHERE p.active AND p.roles && ARRAY['secretariat', 'leadership']);
  END IF;
  IF cardinality(person_ids) > 0 THEN
    -- Without name and e-mail: no rule needs to know who somebody is.
    SELECT json_agg(json_build_object('id', p.id, 'version', p.version, 'head_hash', p.head_hash,
             'roles', p.roles, 'party_ids', p.party_ids, 'active', p.active, 'registered_at', p.registered_at))
      INTO persons FROM person p WHERE p.id = ANY (person_ids);
  END IF;

  IF decisions_update IS NOT NULL THEN
    PERFORM 1 FROM decision d WHERE d.id = ANY (decisions_update) ORDER BY d.id FOR NO KEY UPDATE;
    SELECT json_agg(d) INTO decisions FROM decision d WHERE d.id = ANY (decisions_update);
  END IF;

  IF reports_update IS NOT NULL OR reports_of_plans IS NOT NULL THEN
    PERFORM 1 FROM report r WHERE r.id = ANY (reports_update) OR r.plan_id = ANY (reports_of_plans)
      ORDER BY r.id FOR NO KEY UPDATE;
    SELECT json_agg(r) INTO reports FROM report r
     WHERE r.id = ANY (reports_update) OR r.plan_id = ANY (reports_of_plans);
  END IF;
  IF catalogues_update IS NOT NULL THEN
    PERFORM 1 FROM catalogue c WHERE c.id = ANY (catalogues_update) ORDER BY c.id FOR NO KEY UPDATE;
  END IF;
  IF catalogues_update IS NOT NULL OR catalogues_see IS NOT NULL THEN
    SELECT json_agg(c) INTO catalogues FROM catalogue c
     WHERE c.id = ANY (coalesce(catalogues_update, '{}') || coalesce(catalogues_see, '{}'));
  END IF;

  -- Last, because whoever else wants a number waits from here until we have committed.
  IF plan_number THEN
    INSERT INTO counter AS c (scope, next) VALUES ('plans', 2)
    ON CONFLICT (scope) DO UPDATE SET next = c.next + 1 RETURNING next - 1 INTO next_plan_number;
  END IF;
  IF catalogue_number THEN
    INSERT INTO counter AS c (scope, next) VALUES ('catalogues', 2)
    ON CONFLICT (scope) DO UPDATE SET next = c.next + 1 RETURNING next - 1 INTO next_catalogue_number;
  END IF;
  IF numbers_plan IS NOT NULL THEN
    UPDATE counter c SET next = c.next + numbers_count WHERE c.scope = numbers_plan::text
    RETURNING c.next - numbers_count INTO first_number;
    IF NOT FOUND THEN
      INSERT INTO counter AS c (scope, next) VALUES (numbers_plan::text, 1 + numbers_count)
      ON CONFLICT (scope) DO UPDATE SET next = c.next + numbers_count
      RETURNING c.next - numbers_count INTO first_number;
    END IF;
  END IF;

  RETURN json_build_object(
    'claimed', true, 'parties', parties, 'memberships', memberships, 'plans', plans, 'measures', measures, 'items', items,
    'evaluations', evaluations, 'persons', persons, 'decisions', decisions,
    'reports', reports, 'catalogues', catalogues,
    'firstMeasureNumber', first_number, 'planNumber', next_plan_number,
    'catalogueNumber', next_catalogue_number);
END $$`;

const stateOfEvent = `stream_kind text, stream_id uuid, version integer, type text, at timestamptz,
  actor_id text, command_id uuid, canonical text, prev_hash bytea, hash bytea`;
const columnsOfEvent = columns(stateOfEvent);
// What else uses advisory locks of two parts uses another first part.
const numbering = 20_261;
const zeros = `decode(repeat('00', 32), 'hex')`;

const evaluationColumns = `version integer, head_hash bytea, title text, kind text, published_on date,
  archive_reference text, access_kind text, registered_at timestamptz, details jsonb`;
const planColumns = `version integer, head_hash bytea, number integer, title text, state text, period_end date,
  case_officer_id uuid, leader_id uuid, sign_off_substitute_ids uuid[], secretariat_party_id uuid,
  evidence_required boolean, registered_at timestamptz, last_substantive_change_at timestamptz, details jsonb`;
const measureColumns = `version integer, head_hash bytea, plan_id uuid, number integer, state text, title text,
  about text, text text, theme_id uuid, access_kind text, mode text, source_evaluation_id uuid,
  source_recommendation_id uuid, deadline_on date, original_deadline_on date, deadline_moves integer,
  review_on date, latest_progress text, latest_update_at timestamptz, latest_update_text text,
  registered_at timestamptz, accepted_on date, closed_as text, closed_at timestamptz,
  last_substantive_change_at timestamptz, details jsonb, followed boolean, shown_deadline_on date,
  shown_owner_id uuid, shown_owner_count integer, next_due_at timestamptz, due_version bigint,
  demanded_through date`;
const itemColumns = `measure_id uuid, ordinal integer, suffix text, state text, party_id uuid,
  contributor_ids uuid[], sub_point_id uuid, via_group_id uuid, deadline_on date, latest_progress text,
  reported_by text, reported_at timestamptz, details jsonb`;
const partyColumns = `version integer, head_hash bytea, kind text, name text, ours boolean,
  organisation_number text, contact_person_id uuid, leader_person_id uuid, case_officer_id uuid,
  registered_at timestamptz`;
const decisionColumns = `version integer, head_hash bytea, body text, meeting_date date, case_number text,
  text text, plan_id uuid, deadline_on date, fulfilled_at timestamptz, entered_by text,
  entered_at timestamptz, details jsonb`;
const reportColumns = `version integer, head_hash bytea, plan_id uuid, number integer, state text, language text,
  period_from date, period_to date, reporting_date date, editions integer, opened_at timestamptz,
  state_changed_at timestamptz, details jsonb`;
const catalogueColumns = `version integer, head_hash bytea, number integer, name text, registered_at timestamptz,
  details jsonb`;

function columns(definitions: string): string {
  return definitions
    .split(',')
    .map((definition) => definition.trim().split(' ')[0])
    .join(', ');
}

function insertFrom(parameter: string, table: string, definitions: string): string {
  return `IF ${parameter} IS NOT NULL THEN
    INSERT INTO ${table} (id, ${columns(definitions)})
    SELECT id, ${columns(definitions)} FROM json_to_recordset(${parameter}) AS r (id uuid, ${definitions});
  END IF;`;
}

function updateFrom(parameter: string, table: string, definitions: string): string {
  return `IF ${parameter} IS NOT NULL THEN
    UPDATE ${table} s SET (${columns(definitions)}) = ROW (${columns(definitions)
      .split(', ')
      .map((column) => `r.${column}`)
      .join(', ')})
      FROM json_to_recordset(${parameter}) AS r (id uuid, ${definitions}) WHERE s.id = r.id;
  END IF;`;
}

// The order matters to the guards: events before rows, a measure before its items, a group before its members.
const write = `
CREATE FUNCTION record_write(
  events json,
  measures_new json, items_new json, measures_changed json, items_changed json,
  measures_rescheduled json, due json,
  others json,
  number_of_plan uuid,
  idempotency_actor text, idempotency_key text, handled jsonb
) RETURNS integer ${fixed} $$
DECLARE
  number_taken integer; one record; numbered text[]; hashes bytea[];
  evaluations_new json; evaluations_changed json; plans_new json; plans_changed json;
  parties_new json; parties_changed json; memberships_new json; memberships_changed json;
  persons_new json; persons_changed json; decisions_new json; decisions_changed json;
  reports_new json; reports_changed json; catalogues_new json; catalogues_changed json;
BEGIN
  IF number_of_plan IS NOT NULL THEN
    -- The plan before its counter, as everywhere: its guard is going to lock it, and after the counter would be the
    -- wrong order beside an import, which holds the plan and wants numbers.
    PERFORM 1 FROM plan p WHERE p.id = number_of_plan FOR SHARE;
    -- One new measure, written down as number 0. Whoever else wants a number of this plan waits from here until
    -- we have committed, so the number is taken here and not while the command is being decided. They queue for
    -- the advisory lock, which wakes one of them; the counter's row would wake all of them each time.
    PERFORM pg_advisory_xact_lock(${numbering}, hashtext(number_of_plan::text));
    UPDATE counter c SET next = c.next + 1 WHERE c.scope = number_of_plan::text
    RETURNING c.next - 1 INTO number_taken;
    IF NOT FOUND THEN
      INSERT INTO counter AS c (scope, next) VALUES (number_of_plan::text, 2)
      ON CONFLICT (scope) DO UPDATE SET next = c.next + 1 RETURNING c.next - 1 INTO number_taken;
    END IF;
    FOR one IN SELECT r.version, r.canonical FROM json_to_recordset(events) AS r (version integer, canonical text)
                ORDER BY r.version LOOP
      IF one.version = 1 THEN
        -- In a text that somebody wrote the quotes would be escaped.
        one.canonical := replace(one.canonical, '"number":0,', '"number":' || number_taken || ',');
      END IF;
      numbered[one.version] := one.canonical;
      hashes[one.version] := sha256(
        coalesce(hashes[one.version - 1], ${zeros}) || convert_to(one.canonical, 'UTF8'));
    END LOOP;
    INSERT INTO event (${columnsOfEvent})
    SELECT r.stream_kind, r.stream_id, r.version, r.type, r.at, r.actor_id, r.command_id, numbered[r.version],
           coalesce(hashes[r.version - 1], ${zeros}), hashes[r.version]
      FROM json_to_recordset(events) AS r (${stateOfEvent});
  ELSIF events IS NOT NULL THEN
    INSERT INTO event (${columnsOfEvent})
    SELECT ${columnsOfEvent} FROM json_to_recordset(events) AS r (${stateOfEvent});
  END IF;

  IF others IS NOT NULL THEN
    SELECT * INTO evaluations_new, evaluations_changed, plans_new, plans_changed, parties_new, parties_changed,
        memberships_new, memberships_changed, persons_new, persons_changed, decisions_new, decisions_changed,
        reports_new, reports_changed, catalogues_new, catalogues_changed
      FROM json_to_record(others) AS o (
        evaluations_new json, evaluations_changed json, plans_new json, plans_changed json, parties_new json,
        parties_changed json, memberships_new json, memberships_changed json, persons_new json,
        persons_changed json, decisions_new json, decisions_changed json, reports_new json,
        reports_changed json, catalogues_new json, catalogues_changed json);
    ${insertFrom('evaluations_new', 'evaluation', evaluationColumns)}
    ${updateFrom('evaluations_changed', 'evaluation', evaluationColumns)}
    ${insertFrom('plans_new', 'plan', planColumns)}
    ${updateFrom('plans_changed', 'plan', planColumns)}
    ${insertFrom('parties_new', 'party', partyColumns)}
    ${updateFrom('parties_changed', 'party', partyColumns)}
    IF memberships_new IS NOT NULL THEN
      INSERT INTO membership (group_id, ordinal, party_id, joined_on, left_on)
      SELECT group_id, ordinal, party_id, joined_on, left_on FROM json_to_recordset(memberships_new)
          AS r (group_id uuid, ordinal integer, party_id uuid, joined_on date, left_on date);
    END IF;
    IF memberships_changed IS NOT NULL THEN
      UPDATE membership s SET joined_on = r.joined_on, left_on = r.left_on
        FROM json_to_recordset(memberships_changed)
          AS r (group_id uuid, ordinal integer, joined_on date, left_on date)
       WHERE s.group_id = r.group_id AND s.ordinal = r.ordinal;
    END IF;
    IF persons_new IS NOT NULL THEN
      INSERT INTO person (id, version, head_hash, name, email, roles, party_ids, active, registered_at)
      SELECT id, version, head_hash, name, email, roles, party_ids, active, registered_at
        FROM json_to_recordset(persons_new) AS r (id uuid, version integer, head_hash bytea, name text,
             email text, roles text[], party_ids uuid[], active boolean, registered_at timestamptz);
    END IF;
    IF persons_changed IS NOT NULL THEN
      UPDATE person s SET version = r.version, head_hash = r.head_hash, name = coalesce(r.name, s.name),
             email = coalesce(r.email, s.email), roles = r.roles, party_ids = r.party_ids, active = r.active
        FROM json_to_recordset(persons_changed) AS r (id uuid, version integer, head_hash bytea, name text,
             email text, roles text[], party_ids uuid[], active boolean)
       WHERE s.id = r.id;
    END IF;
    ${insertFrom('decisions_new', 'decision', decisionColumns)}
    ${updateFrom('decisions_changed', 'decision', decisionColumns)}
    ${insertFrom('reports_new', 'report', reportColumns)}
    ${updateFrom('reports_changed', 'report', reportColumns)}
    ${insertFrom('catalogues_new', 'catalogue', catalogueColumns)}
    ${updateFrom('catalogues_changed', 'catalogue', catalogueColumns)}
  END IF;

  IF measures_new IS NOT NULL THEN
    INSERT INTO measure (id, ${columns(measureColumns)})
    SELECT id, ${columns(measureColumns)
      .replace('head_hash', 'coalesce(hashes[version], head_hash)')
      .replace('number', 'coalesce(number_taken, number)')}
      FROM json_to_recordset(measures_new) AS r (id uuid, ${measureColumns});
  END IF;
  ${updateFrom('measures_changed', 'measure', measureColumns)}
  ${insertFrom('items_new', 'item', itemColumns)}
  ${updateFrom('items_changed', 'item', itemColumns)}

  IF measures_rescheduled IS NOT NULL THEN
    UPDATE measure s SET next_due_at = r.next_due_at, due_version = r.due_version,
           demanded_through = r.demanded_through
      FROM json_to_recordset(measures_rescheduled)
        AS r (id uuid, next_due_at timestamptz, due_version bigint, demanded_through date)
     WHERE s.id = r.id;
  END IF;
  IF due IS NOT NULL THEN
    INSERT INTO relay_due (measure_id, due_version)
    SELECT id, due_version FROM json_to_recordset(due) AS r (id uuid, due_version bigint)
    ON CONFLICT (measure_id) DO UPDATE SET due_version = EXCLUDED.due_version, claimed_until = NULL;
  END IF;
  IF idempotency_key IS NOT NULL THEN
    UPDATE idempotency i
       SET result = CASE WHEN number_taken IS NULL THEN handled
                         ELSE jsonb_set(handled, '{changed,0,number}', to_jsonb(number_taken)) END
     WHERE i.actor_id = idempotency_actor AND i.key = idempotency_key;
  END IF;
  RETURN number_taken;
END $$`;

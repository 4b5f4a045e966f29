-- Locks and loads what a command needs. PL/pgSQL and not one big query, because under READ COMMITTED each statement
-- sees what was committed while the one before waited for a lock. Locks are taken in one order everywhere: parties,
-- plans, measures, evaluations, persons, decisions, reports, catalogues, counters.
CREATE OR REPLACE FUNCTION record_load(wanted jsonb) RETURNS json
LANGUAGE plpgsql
-- Plans of queries inside functions are kept for the session: made on an almost empty table they must still be right
-- when it has grown. So everything is found by key.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
  w record;
  measure_ids uuid[]; plan_ids uuid[]; party_ids uuid[]; evaluation_ids uuid[]; person_ids uuid[];
  parties json; memberships json; plans json; measures json; items json; evaluations json; persons json;
  decisions json; reports json; catalogues json;
  first_number bigint;
  next_plan_number bigint;
  next_catalogue_number bigint;
  any_group boolean := false;
BEGIN
  SELECT * INTO w FROM jsonb_to_record(wanted) AS r (
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
    plan_number boolean, catalogue_number boolean, numbers_plan uuid, numbers_count integer);
  measure_ids := coalesce(w.measures_update, '{}');
  plan_ids := coalesce(w.plans_update, '{}') || coalesce(w.plans_share, '{}') || coalesce(w.plans_see, '{}');
  party_ids := coalesce(w.parties_update, '{}') || coalesce(w.parties_see, '{}');
  evaluation_ids := coalesce(w.evaluations_update, '{}') || coalesce(w.evaluations_see, '{}');
  person_ids := coalesce(w.persons_update, '{}') || coalesce(w.persons_see, '{}');

  IF w.idempotency_key IS NOT NULL THEN
    -- A second request waits here for the first.
    INSERT INTO idempotency (actor_id, key, fingerprint)
    VALUES (w.idempotency_actor, w.idempotency_key, w.idempotency_fingerprint)
    ON CONFLICT (actor_id, key) DO NOTHING;
    IF NOT FOUND THEN RETURN json_build_object('claimed', false); END IF;
  END IF;

  IF w.parties_update IS NOT NULL THEN
    PERFORM 1 FROM party p WHERE p.id = ANY (w.parties_update) ORDER BY p.id FOR NO KEY UPDATE;
  END IF;
  IF w.parties_see IS NOT NULL THEN
    SELECT json_agg(p), bool_or(p.kind = 'group') INTO parties, any_group FROM party p WHERE p.id = ANY (w.parties_see);
    IF any_group THEN
      -- A member who joins meanwhile would get no item: the group stays as it is until we are done.
      PERFORM 1 FROM party p WHERE p.id = ANY (w.parties_see) AND p.kind = 'group' ORDER BY p.id FOR SHARE;
    END IF;
  END IF;
  IF w.plans_update IS NOT NULL THEN
    PERFORM 1 FROM plan p WHERE p.id = ANY (w.plans_update) ORDER BY p.id FOR NO KEY UPDATE;
  END IF;
  IF w.plans_share IS NOT NULL THEN
    SELECT json_agg(locked.plan) INTO plans
      FROM (SELECT to_json(p) AS plan FROM plan p WHERE p.id = ANY (w.plans_share) ORDER BY p.id FOR SHARE) AS locked;
  END IF;
  IF w.plans_of_measures_share THEN
    -- Its guard is going to lock the plan anyway; after the measure would be the wrong order.
    PERFORM 1 FROM plan p
      WHERE p.id = ANY (ARRAY(SELECT m.plan_id FROM measure m WHERE m.id = ANY (measure_ids)))
      ORDER BY p.id FOR SHARE;
  END IF;

  IF w.measures_of_plans IS NOT NULL THEN
    measure_ids := measure_ids || ARRAY(SELECT m.id FROM measure m WHERE m.plan_id = ANY (w.measures_of_plans));
  END IF;
  IF w.measures_of_group IS NOT NULL THEN
    measure_ids := measure_ids || ARRAY(
      SELECT DISTINCT i.measure_id FROM item i JOIN measure m ON m.id = i.measure_id
       WHERE i.via_group_id = w.measures_of_group AND m.state <> 'closed');
  END IF;
  IF cardinality(measure_ids) > 0 THEN
    PERFORM 1 FROM measure m WHERE m.id = ANY (measure_ids) ORDER BY m.id FOR NO KEY UPDATE;
  END IF;
  IF w.measures_see IS NOT NULL OR cardinality(measure_ids) > 0 THEN
    SELECT json_agg(to_jsonb(m) || jsonb_build_object('locked', m.id = ANY (measure_ids))) INTO measures
      FROM measure m WHERE m.id = ANY (measure_ids || w.measures_see);
    IF cardinality(measure_ids) > 0 THEN
      plan_ids := plan_ids || ARRAY(SELECT DISTINCT m.plan_id FROM measure m WHERE m.id = ANY (measure_ids));
      SELECT json_agg(i ORDER BY i.measure_id, i.ordinal) INTO items
        FROM item i WHERE i.measure_id = ANY (measure_ids || w.measures_see);
      party_ids := party_ids || ARRAY(
        SELECT i.party_id FROM item i WHERE i.measure_id = ANY (measure_ids)
        UNION SELECT unnest(i.contributor_ids) FROM item i WHERE i.measure_id = ANY (measure_ids));
    ELSE
      SELECT json_agg(i ORDER BY i.measure_id, i.ordinal) INTO items
        FROM item i WHERE i.measure_id = ANY (w.measures_see);
    END IF;
  END IF;

  IF w.evaluations_of_measures THEN
    evaluation_ids := evaluation_ids || ARRAY(
      SELECT DISTINCT m.source_evaluation_id FROM measure m
       WHERE m.id = ANY (measure_ids) AND m.source_evaluation_id IS NOT NULL);
    PERFORM 1 FROM evaluation e WHERE e.id = ANY (evaluation_ids) ORDER BY e.id FOR NO KEY UPDATE;
  ELSIF w.evaluations_update IS NOT NULL THEN
    PERFORM 1 FROM evaluation e WHERE e.id = ANY (w.evaluations_update) ORDER BY e.id FOR NO KEY UPDATE;
  END IF;
  IF cardinality(evaluation_ids) > 0 THEN
    SELECT json_agg(e) INTO evaluations FROM evaluation e WHERE e.id = ANY (evaluation_ids);
  END IF;

  -- What was locked in share alone was read with it.
  IF w.plans_update IS NOT NULL OR w.plans_see IS NOT NULL OR cardinality(measure_ids) > 0 THEN
    SELECT json_agg(p) INTO plans FROM plan p WHERE p.id = ANY (plan_ids);
    IF cardinality(measure_ids) > 0 THEN
      person_ids := person_ids || ARRAY(
        SELECT p.case_officer_id FROM plan p WHERE p.id = ANY (plan_ids)
        UNION SELECT p.leader_id FROM plan p WHERE p.id = ANY (plan_ids)
        UNION SELECT unnest(p.sign_off_substitute_ids) FROM plan p WHERE p.id = ANY (plan_ids));
    END IF;
  END IF;

  -- Organisations alone were read above.
  IF any_group OR w.parties_update IS NOT NULL OR cardinality(measure_ids) > 0 THEN
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
      UNION SELECT p.case_officer_id FROM party p WHERE p.id = ANY (party_ids)
      UNION SELECT (i.details ->> 'personId')::uuid FROM item i
       WHERE i.measure_id = ANY (measure_ids) AND i.details ? 'personId');
  END IF;

  IF w.persons_update IS NOT NULL THEN
    PERFORM 1 FROM person p WHERE p.id = ANY (w.persons_update) ORDER BY p.id FOR NO KEY UPDATE;
  END IF;
  IF w.who_decides THEN
    person_ids := person_ids || ARRAY(
      SELECT p.id FROM person p WHERE p.active AND p.roles && ARRAY['secretariat', 'leadership']);
    -- And whom those who may sign off stand in for: four eyes see the two as one.
    person_ids := person_ids || ARRAY(
      SELECT away.id
        FROM (SELECT p.id FROM person p WHERE p.active AND p.roles && ARRAY['secretariat', 'leadership']
              UNION SELECT unnest(p.sign_off_substitute_ids) FROM plan p WHERE p.id = ANY (plan_ids)) AS decider
        JOIN person away ON away.absences @> jsonb_build_array(jsonb_build_object('deputyId', decider.id)));
  END IF;
  IF cardinality(person_ids) > 0 THEN
    -- And who is there in the place of those who are away.
    person_ids := person_ids || ARRAY(
      SELECT (absence ->> 'deputyId')::uuid FROM person p, jsonb_array_elements(p.absences) AS absence
       WHERE p.id = ANY (person_ids) AND p.absences IS NOT NULL AND absence ? 'deputyId');
    -- Without name and e-mail: no rule needs to know who somebody is.
    SELECT json_agg(to_jsonb(p) - 'name' - 'email') INTO persons FROM person p WHERE p.id = ANY (person_ids);
  END IF;

  IF w.decisions_update IS NOT NULL THEN
    PERFORM 1 FROM decision d WHERE d.id = ANY (w.decisions_update) ORDER BY d.id FOR NO KEY UPDATE;
    SELECT json_agg(d) INTO decisions FROM decision d WHERE d.id = ANY (w.decisions_update);
  END IF;

  IF w.reports_update IS NOT NULL OR w.reports_of_plans IS NOT NULL THEN
    PERFORM 1 FROM report r WHERE r.id = ANY (w.reports_update) OR r.plan_id = ANY (w.reports_of_plans)
      ORDER BY r.id FOR NO KEY UPDATE;
    SELECT json_agg(r) INTO reports FROM report r
     WHERE r.id = ANY (w.reports_update) OR r.plan_id = ANY (w.reports_of_plans);
  END IF;
  IF w.catalogues_update IS NOT NULL THEN
    PERFORM 1 FROM catalogue c WHERE c.id = ANY (w.catalogues_update) ORDER BY c.id FOR NO KEY UPDATE;
  END IF;
  IF w.catalogues_update IS NOT NULL OR w.catalogues_see IS NOT NULL THEN
    SELECT json_agg(c) INTO catalogues FROM catalogue c
     WHERE c.id = ANY (coalesce(w.catalogues_update, '{}') || coalesce(w.catalogues_see, '{}'));
  END IF;

  -- Last, because whoever else wants a number waits from here until we have committed.
  IF w.plan_number THEN
    INSERT INTO counter AS c (scope, next) VALUES ('plans', 2)
    ON CONFLICT (scope) DO UPDATE SET next = c.next + 1 RETURNING next - 1 INTO next_plan_number;
  END IF;
  IF w.catalogue_number THEN
    INSERT INTO counter AS c (scope, next) VALUES ('catalogues', 2)
    ON CONFLICT (scope) DO UPDATE SET next = c.next + 1 RETURNING next - 1 INTO next_catalogue_number;
  END IF;
  IF w.numbers_plan IS NOT NULL THEN
    UPDATE counter c SET next = c.next + w.numbers_count WHERE c.scope = w.numbers_plan::text
    RETURNING c.next - w.numbers_count INTO first_number;
    IF NOT FOUND THEN
      INSERT INTO counter AS c (scope, next) VALUES (w.numbers_plan::text, 1 + w.numbers_count)
      ON CONFLICT (scope) DO UPDATE SET next = c.next + w.numbers_count
      RETURNING c.next - w.numbers_count INTO first_number;
    END IF;
  END IF;

  RETURN json_build_object(
    'claimed', true, 'parties', parties, 'memberships', memberships, 'plans', plans, 'measures', measures, 'items', items,
    'evaluations', evaluations, 'persons', persons, 'decisions', decisions,
    'reports', reports, 'catalogues', catalogues,
    'firstMeasureNumber', first_number, 'planNumber', next_plan_number,
    'catalogueNumber', next_catalogue_number);
END $$;

-- Writes what a command led to. The order matters to the guards: events before rows, a measure before its items, a
-- group before its members. Runs as the owner, whom alone the guard lets change what is next due.
CREATE OR REPLACE FUNCTION record_write(
  events json,
  measures_new json, items_new json, measures_changed json, items_changed json,
  measures_rescheduled json, due json,
  others json,
  number_of_plan uuid,
  idempotency_actor text, idempotency_key text, handled jsonb,
  -- New measures whose one event is their registration, and these events, one a line; when, by whom and by which
  -- command, of each of them or once for all.
  registered uuid[] DEFAULT NULL, registrations text DEFAULT NULL,
  when_given timestamptz[] DEFAULT NULL, who_gave text[] DEFAULT NULL, which_command uuid[] DEFAULT NULL,
  -- What they were decided on without its having been loaded in this transaction, and their Idempotency-Keys.
  plan_seen integer DEFAULT NULL, parties_seen uuid[] DEFAULT NULL, party_versions integer[] DEFAULT NULL,
  claims json DEFAULT NULL
) RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public, pg_temp
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
  genesis CONSTANT bytea := decode(repeat('00', 32), 'hex');
  -- What else uses advisory locks of two parts uses another first part.
  numbering CONSTANT integer := 20261;
  number_taken integer; numbers_wanted integer; claimed integer; one record; numbered text[]; hashes bytea[];
  -- New and changed rows of every other kind.
  o record;
BEGIN
  IF plan_seen IS NOT NULL THEN
    IF claims IS NOT NULL THEN
      -- A second request waits here for the first.
      INSERT INTO idempotency (actor_id, key, fingerprint)
      SELECT c.actor, c.key, c.fingerprint
        FROM json_to_recordset(claims) AS c (actor text, key text, fingerprint text) ORDER BY c.actor, c.key
      ON CONFLICT (actor_id, key) DO NOTHING;
      GET DIAGNOSTICS claimed = ROW_COUNT;
      IF claimed < json_array_length(claims) THEN
        RAISE EXCEPTION 'a key has been used' USING ERRCODE = 'KV013';
      END IF;
    END IF;
    PERFORM 1 FROM plan p WHERE p.id = number_of_plan AND p.version = plan_seen FOR SHARE;
    IF NOT FOUND THEN RAISE EXCEPTION 'the plan is not as it was seen' USING ERRCODE = 'KV013'; END IF;
    IF EXISTS (SELECT FROM ROWS FROM (unnest(parties_seen), unnest(party_versions)) AS seen (id, version)
                WHERE (SELECT p.version FROM party p WHERE p.id = seen.id) IS DISTINCT FROM seen.version) THEN
      RAISE EXCEPTION 'a party is not as it was seen' USING ERRCODE = 'KV013';
    END IF;
  END IF;
  IF number_of_plan IS NOT NULL THEN
    -- The plan before its counter, as everywhere: its guard is going to lock it, and after the counter would be the
    -- wrong order beside an import, which holds the plan and wants numbers.
    PERFORM 1 FROM plan p WHERE p.id = number_of_plan FOR SHARE;
    -- New measures, written down as number 0. Whoever else wants a number of this plan waits from here until
    -- we have committed, so the number is taken here and not while the command is being decided. They queue for
    -- the advisory lock, which wakes one of them; the counter's row would wake all of them each time.
    PERFORM pg_advisory_xact_lock(numbering, hashtext(number_of_plan::text));
    numbers_wanted := coalesce(cardinality(registered), 1);
    UPDATE counter c SET next = c.next + numbers_wanted WHERE c.scope = number_of_plan::text
    RETURNING c.next - numbers_wanted INTO number_taken;
    IF NOT FOUND THEN
      INSERT INTO counter AS c (scope, next) VALUES (number_of_plan::text, 1 + numbers_wanted)
      ON CONFLICT (scope) DO UPDATE SET next = c.next + numbers_wanted
      RETURNING c.next - numbers_wanted INTO number_taken;
    END IF;
    IF events IS NOT NULL THEN
      FOR one IN SELECT r.version, r.canonical FROM json_to_recordset(events) AS r (version integer, canonical text)
                  ORDER BY r.version LOOP
        IF one.version = 1 THEN
          -- In a text that somebody wrote the quotes would be escaped.
          one.canonical := replace(one.canonical, '"number":0,', '"number":' || number_taken || ',');
        END IF;
        numbered[one.version] := one.canonical;
        hashes[one.version] := sha256(
          coalesce(hashes[one.version - 1], genesis) || convert_to(one.canonical, 'UTF8'));
      END LOOP;
      INSERT INTO event (canonical, prev_hash, hash, {{columns of event besides canonical, prev_hash, hash}})
      SELECT numbered[r.version], coalesce(hashes[r.version - 1], genesis), hashes[r.version],
             {{columns of event besides canonical, prev_hash, hash as r}}
        FROM json_populate_recordset(NULL::event, events) AS r;
    END IF;
  ELSE
    {{insert into event from events}}
  END IF;
  IF registered IS NOT NULL THEN
    INSERT INTO event ({{columns of event, which are stream_kind, stream_id, version, type, at, actor_id, command_id, canonical, prev_hash, hash}})
    SELECT 'measure', r.id, 1, 'MeasureRegistered', coalesce(when_given[r.place], when_given[1]),
           coalesce(who_gave[r.place], who_gave[1]), coalesce(which_command[r.place], which_command[1]),
           r.numbered, genesis, sha256(genesis || convert_to(r.numbered, 'UTF8'))
      FROM (SELECT s.id, s.place,
                   CASE WHEN number_taken IS NULL THEN s.canonical
                        ELSE replace(s.canonical, '"number":0,', '"number":' || (number_taken + s.place - 1) || ',') END
                   AS numbered
              FROM ROWS FROM (unnest(registered), string_to_table(registrations, E'\n'))
                   WITH ORDINALITY AS s (id, canonical, place)) AS r;
  END IF;

  IF others IS NOT NULL THEN
    SELECT * INTO o FROM json_to_record(others) AS r (
      evaluations_new json, evaluations_changed json, plans_new json, plans_changed json, parties_new json,
      parties_changed json, memberships_new json, memberships_changed json, persons_new json, persons_changed json,
      decisions_new json, decisions_changed json, reports_new json, reports_changed json, catalogues_new json,
      catalogues_changed json);
    {{insert into evaluation from o.evaluations_new}}
    {{update evaluation from o.evaluations_changed}}
    {{insert into plan from o.plans_new}}
    {{update plan from o.plans_changed}}
    {{insert into party from o.parties_new}}
    {{update party from o.parties_changed}}
    {{insert into membership from o.memberships_new}}
    {{update membership from o.memberships_changed}}
    {{insert into person from o.persons_new}}
    IF o.persons_changed IS NOT NULL THEN
      -- Who somebody is comes from the command and not from the state: it is named only where it changes.
      UPDATE person s SET salt = gen_random_uuid(), name = coalesce(r.name, s.name), email = coalesce(r.email, s.email),
             ({{columns of person besides id, name, email}})
             = ROW ({{columns of person besides id, name, email as r}})
        FROM json_populate_recordset(NULL::person, o.persons_changed) AS r WHERE s.id = r.id;
    END IF;
    {{insert into decision from o.decisions_new}}
    {{update decision from o.decisions_changed}}
    {{insert into report from o.reports_new}}
    {{update report from o.reports_changed}}
    {{insert into catalogue from o.catalogues_new}}
    {{update catalogue from o.catalogues_changed}}
  END IF;

  IF measures_new IS NOT NULL THEN
    -- The relay hears of each: whatever there is to know of it is news.
    WITH made AS (
      INSERT INTO measure (head_hash, number, {{columns of measure besides head_hash, number}})
      SELECT coalesce(hashes[r.version], r.head_hash,
                      (SELECT e.hash FROM event e
                        WHERE e.stream_kind = 'measure' AND e.stream_id = r.id AND e.version = r.version)),
             coalesce(number_taken + r.ordinality - 1, r.number),
             {{columns of measure besides head_hash, number as r}}
        FROM json_populate_recordset(NULL::measure, measures_new) WITH ORDINALITY AS r
      RETURNING id, due_version)
    INSERT INTO relay_due (measure_id, due_version) SELECT id, due_version FROM made;
  END IF;
  {{update measure from measures_changed}}
  {{insert into item from items_new}}
  {{update item from items_changed}}

  IF measures_rescheduled IS NOT NULL THEN
    UPDATE measure s SET followed = r.followed, next_due_at = r.next_due_at, due_version = r.due_version,
           demanded_through = r.demanded_through
      FROM json_to_recordset(measures_rescheduled)
        AS r (id uuid, followed boolean, next_due_at timestamptz, due_version bigint, demanded_through date)
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
  IF claims IS NOT NULL THEN
    UPDATE idempotency i SET result = jsonb_set(c.result, '{changed,0,number}', to_jsonb(number_taken + c.place))
      FROM json_to_recordset(claims) AS c (actor text, key text, result jsonb, place integer)
     WHERE i.actor_id = c.actor AND i.key = c.key;
  END IF;
  RETURN number_taken;
END $$;

-- Writes what a command led to. The order matters to the guards: events before rows, a measure before its items, a
-- group before its members. Runs as the owner, whom alone the guard lets change what is next due.
CREATE OR REPLACE FUNCTION record_write(
  events json,
  measures_new json, items_new json, measures_changed json, items_changed json,
  measures_rescheduled json, due json,
  others json,
  number_of_plan uuid,
  idempotency_actor text, idempotency_key text, handled jsonb
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
  number_taken integer; one record; numbered text[]; hashes bytea[];
  -- New and changed rows of every other kind.
  o record;
BEGIN
  IF number_of_plan IS NOT NULL THEN
    -- The plan before its counter, as everywhere: its guard is going to lock it, and after the counter would be the
    -- wrong order beside an import, which holds the plan and wants numbers.
    PERFORM 1 FROM plan p WHERE p.id = number_of_plan FOR SHARE;
    -- One new measure, written down as number 0. Whoever else wants a number of this plan waits from here until
    -- we have committed, so the number is taken here and not while the command is being decided. They queue for
    -- the advisory lock, which wakes one of them; the counter's row would wake all of them each time.
    PERFORM pg_advisory_xact_lock(numbering, hashtext(number_of_plan::text));
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
        coalesce(hashes[one.version - 1], genesis) || convert_to(one.canonical, 'UTF8'));
    END LOOP;
    INSERT INTO event (canonical, prev_hash, hash, {{columns of event besides canonical, prev_hash, hash}})
    SELECT numbered[r.version], coalesce(hashes[r.version - 1], genesis), hashes[r.version],
           {{columns of event besides canonical, prev_hash, hash as r}}
      FROM json_populate_recordset(NULL::event, events) AS r;
  ELSE
    {{insert into event from events}}
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
    INSERT INTO measure (head_hash, number, {{columns of measure besides head_hash, number}})
    SELECT coalesce(hashes[version], head_hash), coalesce(number_taken, number),
           {{columns of measure besides head_hash, number}}
      FROM json_populate_recordset(NULL::measure, measures_new);
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
  RETURN number_taken;
END $$;

-- An item changes only together with its measure's row, in one transaction: the measure's own guard saw to
-- it that the row was written with that very event. So its row is locked by us, a concurrent closing waits
-- for us, and one that came first is seen here.
CREATE OR REPLACE FUNCTION guard_item_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong record;
BEGIN
  SELECT a.id, a.party_id, (SELECT m.state FROM public.measure m WHERE m.id = a.measure_id) AS measure_state
    INTO wrong FROM after a
   WHERE (SELECT m.state <> 'closed'
                 AND (SELECT e.tx = pg_current_xact_id() FROM public.event e
                       WHERE e.stream_kind = 'measure' AND e.stream_id = m.id AND e.version = m.version)
            FROM public.measure m WHERE m.id = a.measure_id) IS NOT TRUE
      OR NOT EXISTS (SELECT 1 FROM public.party p WHERE p.id = a.party_id OFFSET 0)
   LIMIT 1;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF NOT EXISTS (SELECT 1 FROM public.party p WHERE p.id = wrong.party_id) THEN
    RAISE EXCEPTION 'item % names a party that does not exist', wrong.id
      USING ERRCODE = 'KV007', HINT = 'Register the party first.';
  END IF;
  IF wrong.measure_state = 'closed' THEN
    RAISE EXCEPTION 'item % belongs to a closed measure', wrong.id
      USING ERRCODE = 'KV005', HINT = 'Reopen the measure first.';
  END IF;
  RAISE EXCEPTION 'item % is new without an event of its measure in this transaction', wrong.id
    USING ERRCODE = 'KV001', HINT = 'Write the event and the measure first.';
END $$;

CREATE OR REPLACE FUNCTION guard_item_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong record;
BEGIN
  SELECT a.id INTO wrong FROM after a LEFT JOIN before b ON b.id = a.id
   WHERE b.id IS NULL OR a.measure_id <> b.measure_id OR a.suffix <> b.suffix OR a.ordinal <> b.ordinal
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'item % keeps its measure and its number', wrong.id
      USING ERRCODE = 'KV007', HINT = 'Numbers are for good.';
  END IF;

  SELECT a.id, (SELECT m.state FROM public.measure m WHERE m.id = a.measure_id) AS measure_state INTO wrong
    FROM after a
   WHERE (SELECT (m.state <> 'closed' OR a.state NOT IN ('open', 'reported-done'))
                 AND EXISTS (SELECT 1 FROM public.event e
                              WHERE e.stream_kind = 'measure' AND e.stream_id = m.id AND e.version = m.version
                                AND e.tx = pg_current_xact_id() OFFSET 0)
            FROM public.measure m WHERE m.id = a.measure_id) IS NOT TRUE
   LIMIT 1;
  IF FOUND THEN
    IF wrong.measure_state = 'closed' THEN
      RAISE EXCEPTION 'item % belongs to a closed measure', wrong.id
        USING ERRCODE = 'KV005', HINT = 'Reopen the measure first, with an event of its own.';
    END IF;
    RAISE EXCEPTION 'item % changed without an event of its measure in this transaction', wrong.id
      USING ERRCODE = 'KV001', HINT = 'Write the event and the measure first.';
  END IF;

  SELECT a.id INTO wrong FROM after a
   WHERE NOT EXISTS (SELECT 1 FROM public.party p WHERE p.id = a.party_id OFFSET 0) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'item % names a party that does not exist', wrong.id
      USING ERRCODE = 'KV007', HINT = 'Register the party first.';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_membership_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid;
BEGIN
  SELECT a.group_id INTO wrong FROM after a
   WHERE (SELECT g.kind = 'group'
                 AND EXISTS (SELECT 1 FROM public.event e
                              WHERE e.stream_kind = 'party' AND e.stream_id = g.id AND e.version = g.version
                                AND e.tx = pg_current_xact_id() OFFSET 0)
            FROM public.party g WHERE g.id = a.group_id) IS NOT TRUE
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'members of % changed without an event of the group in this transaction', wrong
      USING ERRCODE = 'KV001', HINT = 'Write the event and the group first.';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_membership_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid;
BEGIN
  SELECT a.group_id INTO wrong
    FROM after a LEFT JOIN before b ON b.group_id = a.group_id AND b.ordinal = a.ordinal
   WHERE b.party_id IS DISTINCT FROM a.party_id
      OR (SELECT EXISTS (SELECT 1 FROM public.event e
                          WHERE e.stream_kind = 'party' AND e.stream_id = g.id AND e.version = g.version
                            AND e.tx = pg_current_xact_id() OFFSET 0)
            FROM public.party g WHERE g.id = a.group_id) IS NOT TRUE
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'members of % changed without an event of the group in this transaction', wrong
      USING ERRCODE = 'KV001', HINT = 'Write the event and the group first.';
  END IF;
  RETURN NULL;
END $$;

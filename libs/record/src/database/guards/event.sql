CREATE OR REPLACE FUNCTION guard_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken record;
BEGIN
  SELECT a.stream_kind, a.stream_id, a.version INTO broken
    FROM after a
   WHERE a.version > 1
     AND (SELECT p.hash FROM public.event p
           WHERE p.stream_kind = a.stream_kind AND p.stream_id = a.stream_id AND p.version = a.version - 1)
         IS DISTINCT FROM a.prev_hash
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'event % of % % does not follow the one before it',
      broken.version, broken.stream_kind, broken.stream_id
      USING ERRCODE = 'KV008', HINT = 'Versions have no gaps, and prev_hash is the hash of the version before.';
  END IF;
  RETURN NULL;
END $$;

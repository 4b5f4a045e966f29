-- Events and parents are looked up by key in scalar subqueries, which no planner turns into a scan of the whole
-- history. Tables are named with their schema in every guard, because a temporary table of the session would else be
-- found first. Guards are statement-level, with transition tables: the price of 10,000 rows is that of one statement.

CREATE OR REPLACE FUNCTION guard_state_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bare uuid;
BEGIN
  SELECT a.id INTO bare FROM after a
   WHERE (SELECT e.hash FROM public.event e
           WHERE e.stream_kind = TG_ARGV[0] AND e.stream_id = a.id AND e.version = a.version
             AND e.tx = pg_current_xact_id())
         IS DISTINCT FROM a.head_hash
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '% % is new without its event in this transaction', TG_ARGV[0], bare
      USING ERRCODE = 'KV001', HINT = 'Write the event first; version and head_hash are those of its last event.';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_state_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bare uuid;
BEGIN
  SELECT a.id INTO bare FROM after a LEFT JOIN before b ON b.id = a.id
   WHERE b.id IS NULL OR a.version <= b.version
      OR (SELECT e.hash FROM public.event e
           WHERE e.stream_kind = TG_ARGV[0] AND e.stream_id = a.id AND e.version = a.version
             AND e.tx = pg_current_xact_id())
         IS DISTINCT FROM a.head_hash
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '% % changed without a new event in this transaction', TG_ARGV[0], bare
      USING ERRCODE = 'KV001', HINT = 'Write the event first; version and head_hash are those of its last event.';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_measure_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE plans uuid[]; any_closed boolean;
BEGIN
  SELECT array_agg(DISTINCT a.plan_id), bool_or(a.state = 'closed') INTO plans, any_closed FROM after a;
  IF any_closed THEN
    RAISE EXCEPTION 'a measure is closed from the start'
      USING ERRCODE = 'KV003', HINT = 'Register it, then close it.';
  END IF;
  IF plans IS NOT NULL THEN PERFORM public.require_plan_not_closed(plans); END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_measure_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid; reopened uuid[];
BEGIN
  -- Without a higher version only the columns of follow-up may differ.
  SELECT a.id INTO wrong FROM after a LEFT JOIN before b ON b.id = a.id
   WHERE b.id IS NULL
      OR CASE WHEN a.version = b.version THEN
           ({{columns of measure besides followed, next_due_at, due_version, demanded_through as a}})
           IS DISTINCT FROM
           ({{columns of measure besides followed, next_due_at, due_version, demanded_through as b}})
         ELSE
           a.version < b.version
           OR (SELECT e.hash FROM public.event e
                WHERE e.stream_kind = 'measure' AND e.stream_id = a.id AND e.version = a.version
                  AND e.tx = pg_current_xact_id())
              IS DISTINCT FROM a.head_hash
         END
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'measure % changed without a new event in this transaction', wrong
      USING ERRCODE = 'KV001', HINT = 'Write the event first; version and head_hash are those of its last event.';
  END IF;

  -- These are derived from the facts, and no event tells of them: the functions that write what was derived run as the
  -- owner of the table.
  IF current_user <> (SELECT pg_get_userbyid(c.relowner) FROM pg_catalog.pg_class c WHERE c.oid = TG_RELID) THEN
    SELECT a.id INTO wrong FROM after a JOIN before b ON b.id = a.id
     WHERE (a.followed, a.next_due_at, a.due_version, a.demanded_through)
           IS DISTINCT FROM (b.followed, b.next_due_at, b.due_version, b.demanded_through)
     LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'what is next due of measure % is derived, not set', wrong
        USING ERRCODE = 'KV012', HINT = 'Write through record_write or record_next_due.';
    END IF;
  END IF;

  SELECT a.id INTO wrong FROM after a JOIN before b ON b.id = a.id
   WHERE a.plan_id <> b.plan_id OR a.number <> b.number LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'measure % keeps its plan and its number', wrong
      USING ERRCODE = 'KV007', HINT = 'Numbers run through the whole plan and never change.';
  END IF;

  SELECT a.id INTO wrong FROM after a
   WHERE a.state = 'closed'
     AND EXISTS (SELECT 1 FROM public.item i WHERE i.measure_id = a.id AND i.state IN ('open', 'reported-done') OFFSET 0)
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'measure % has unfinished items', wrong
      USING ERRCODE = 'KV002', HINT = 'Every item is signed off, waived or ended before its measure is closed.';
  END IF;

  SELECT a.id INTO wrong FROM after a
   WHERE a.closed_as = 'implemented'
     AND (SELECT bool_and(i.state = 'signed-off') FROM public.item i WHERE i.measure_id = a.id) IS NOT TRUE
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'measure % is not implemented: not every item is signed off, or there is none', wrong
      USING ERRCODE = 'KV003', HINT = 'Implemented is what was done and signed off; leadership closes it otherwise.';
  END IF;

  reopened := ARRAY(
    SELECT DISTINCT a.plan_id FROM after a JOIN before b ON b.id = a.id
     WHERE b.state = 'closed' AND a.state <> 'closed');
  IF cardinality(reopened) > 0 THEN PERFORM public.require_plan_not_closed(reopened); END IF;
  RETURN NULL;
END $$;

-- One event after the registration, and that in the transaction that undoes the very import that registered it.
CREATE OR REPLACE FUNCTION guard_measure_withdrawn() RETURNS trigger LANGUAGE plpgsql SET enable_hashjoin = on AS $$
DECLARE wrong uuid;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT a.id INTO wrong FROM after a WHERE a.state = 'withdrawn' LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'measure % is withdrawn from the start', wrong
        USING ERRCODE = 'KV011', HINT = 'Only what an import made is withdrawn, when the import is undone.';
    END IF;
    RETURN NULL;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM after a WHERE a.state = 'withdrawn')
     AND NOT EXISTS (SELECT 1 FROM before b WHERE b.state = 'withdrawn') THEN RETURN NULL; END IF;

  SELECT a.id INTO wrong FROM after a JOIN before b ON b.id = a.id
   WHERE b.state = 'withdrawn' AND a.version > b.version LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'measure % is withdrawn', wrong
      USING ERRCODE = 'KV010', HINT = 'It is there to be read. Import the document again, or register the measure.';
  END IF;
  WITH undone AS MATERIALIZED (
    SELECT i.stream_id AS plan_id, i.command_id
      FROM public.event u JOIN public.event i ON i.stream_kind = 'plan' AND i.stream_id = u.stream_id
     WHERE u.stream_kind = 'plan' AND u.stream_id IN (SELECT a.plan_id FROM after a WHERE a.state = 'withdrawn')
       AND u.type = 'ImportUndone' AND u.tx = pg_current_xact_id() AND i.type = 'DocumentImported'
       AND i.body #>> '{data,importId}' = u.body #>> '{data,importId}')
  SELECT a.id INTO wrong FROM after a JOIN before b ON b.id = a.id
   WHERE a.state = 'withdrawn' AND a.version > b.version
     AND (b.state = 'proposed' AND b.version = 1 AND a.version = 2
          AND (SELECT e.type FROM public.event e
                WHERE e.stream_kind = 'measure' AND e.stream_id = a.id AND e.version = 2) = 'MeasureWithdrawn'
          AND (SELECT e.command_id FROM public.event e
                WHERE e.stream_kind = 'measure' AND e.stream_id = a.id AND e.version = 1)
              IN (SELECT undone.command_id FROM undone WHERE undone.plan_id = a.plan_id)) IS NOT TRUE
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'measure % is not withdrawn: something was done on it, or its import is not being undone', wrong
      USING ERRCODE = 'KV011', HINT = 'Only a proposed measure with no event but its registration by that import.';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION measures_named_by_measure(details jsonb) RETURNS SETOF uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT named.id::uuid FROM (
    SELECT jsonb_array_elements_text(details -> 'crossReferences')
    UNION ALL SELECT repetition ->> 'earlierMeasureId' FROM jsonb_array_elements(details -> 'repeats') AS repetition
    UNION ALL SELECT details ->> 'predecessorId'
    UNION ALL SELECT details #>> '{closure,successorId}'
    UNION ALL SELECT details #>> '{pickedFrom,occasionMeasureId}') AS named (id)
   WHERE named.id IS NOT NULL
$$;

-- Most measures name none, and ten thousand may come at once: their details are looked at, not taken apart.
CREATE OR REPLACE FUNCTION guard_measure_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM public.require_standing(
      ARRAY(SELECT named FROM after a, public.measures_named_by_measure(a.details) AS named
             WHERE a.details ?| '{predecessorId,pickedFrom,repeats,closure}' OR a.details -> 'crossReferences' <> '[]'),
      ARRAY(SELECT DISTINCT a.source_evaluation_id FROM after a WHERE a.source_evaluation_id IS NOT NULL));
  ELSE
    PERFORM public.require_standing(
      ARRAY(SELECT named FROM after a, public.measures_named_by_measure(a.details) AS named
             WHERE a.details ?| '{predecessorId,pickedFrom,repeats,closure}' OR a.details -> 'crossReferences' <> '[]'
            EXCEPT
            SELECT named FROM before b, public.measures_named_by_measure(b.details) AS named
             WHERE b.details ?| '{predecessorId,pickedFrom,repeats,closure}' OR b.details -> 'crossReferences' <> '[]'),
      ARRAY(SELECT a.source_evaluation_id FROM after a WHERE a.source_evaluation_id IS NOT NULL
            EXCEPT SELECT b.source_evaluation_id FROM before b));
  END IF;
  RETURN NULL;
END $$;

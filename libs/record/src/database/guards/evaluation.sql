CREATE OR REPLACE FUNCTION guard_evaluation_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT a.id INTO wrong FROM after a WHERE a.details ? 'withdrawn' LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'evaluation % is withdrawn from the start', wrong
        USING ERRCODE = 'KV011', HINT = 'Only what an import made is withdrawn, when the import is undone.';
    END IF;
    RETURN NULL;
  END IF;
  SELECT a.id INTO wrong FROM after a JOIN before b ON b.id = a.id WHERE b.details ? 'withdrawn' LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'evaluation % is withdrawn', wrong
      USING ERRCODE = 'KV010', HINT = 'It is there to be read. Import the document again, or register the evaluation.';
  END IF;
  SELECT a.id INTO wrong FROM after a
   WHERE a.details ? 'withdrawn'
     AND (SELECT e.type FROM public.event e
           WHERE e.stream_kind = 'evaluation' AND e.stream_id = a.id AND e.version = a.version)
         IS DISTINCT FROM 'EvaluationWithdrawn'
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'evaluation % is not withdrawn: no import that made it is being undone', wrong
      USING ERRCODE = 'KV011', HINT = 'Write the event that says so.';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_evaluation_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.measure m WHERE m.source_evaluation_id = NEW.id AND m.state <> 'withdrawn') THEN
    RAISE EXCEPTION 'evaluation % is withdrawn, and measures come from it', NEW.id
      USING ERRCODE = 'KV011', HINT = 'An evaluation is withdrawn with all that came from it, or not at all.';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION measures_named_by_evaluation(details jsonb) RETURNS SETOF uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT named.id::uuid
    FROM jsonb_array_elements(details -> 'recommendations') AS recommendation,
         LATERAL (SELECT jsonb_array_elements_text(recommendation #> '{outcome,measureIds}')
                  UNION ALL SELECT recommendation #>> '{outcome,measureId}') AS named (id)
   WHERE named.id IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION guard_evaluation_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.require_standing(
    ARRAY(SELECT public.measures_named_by_evaluation(a.details) FROM after a
          EXCEPT SELECT public.measures_named_by_evaluation(b.details) FROM before b),
    '{}');
  RETURN NULL;
END $$;

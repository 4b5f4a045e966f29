-- FOR SHARE waits for a closing that is under way, and a closing waits for us: they can't both win.
CREATE OR REPLACE FUNCTION require_plan_not_closed(plan_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE plans integer; closed text; withdrawn text;
BEGIN
  SELECT count(*), min(locked.id::text) FILTER (WHERE locked.state = 'closed'),
         min(locked.id::text) FILTER (WHERE locked.state = 'withdrawn')
    INTO plans, closed, withdrawn
    FROM (SELECT p.id, p.state FROM public.plan p WHERE p.id = ANY (plan_ids) ORDER BY p.id FOR SHARE) AS locked;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'plan % is closed', closed
      USING ERRCODE = 'KV006', HINT = 'A closed plan gets no measure, and none of its measures is reopened.';
  END IF;
  IF withdrawn IS NOT NULL THEN
    RAISE EXCEPTION 'plan % is withdrawn', withdrawn
      USING ERRCODE = 'KV010', HINT = 'The import that made it was undone.';
  END IF;
  IF plans < cardinality(plan_ids) THEN
    RAISE EXCEPTION 'a measure names a plan that does not exist'
      USING ERRCODE = 'KV007', HINT = 'Register the plan first.';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION guard_plan_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE born_closed uuid;
BEGIN
  SELECT a.id INTO born_closed FROM after a WHERE a.state = 'closed' LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'plan % is closed from the start', born_closed
      USING ERRCODE = 'KV004', HINT = 'Register it, then close it.';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_plan_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid;
BEGIN
  SELECT a.id INTO wrong FROM after a JOIN before b ON b.id = a.id WHERE a.number <> b.number LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'plan % keeps its number', wrong
      USING ERRCODE = 'KV007', HINT = 'Numbers are for good.';
  END IF;

  IF EXISTS (SELECT 1 FROM after a WHERE a.state = 'closed') THEN
    -- An older snapshot would not see a measure added and committed while we waited for the plan's row.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'a plan is not closed under isolation level %', current_setting('transaction_isolation')
        USING ERRCODE = 'KV009', HINT = 'Close it in a READ COMMITTED transaction.';
    END IF;
    SELECT a.id INTO wrong FROM after a
     WHERE a.state = 'closed'
       AND EXISTS (SELECT 1 FROM public.measure m
                    WHERE m.plan_id = a.id AND m.state NOT IN ('closed', 'withdrawn') OFFSET 0)
     LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'plan % has measures that are not closed', wrong
        USING ERRCODE = 'KV004', HINT = 'Every measure is closed before its plan.';
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_plan_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT a.id INTO wrong FROM after a WHERE a.state = 'withdrawn' LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'plan % is withdrawn from the start', wrong
        USING ERRCODE = 'KV011', HINT = 'Only what an import made is withdrawn, when the import is undone.';
    END IF;
    RETURN NULL;
  END IF;
  SELECT a.id INTO wrong FROM after a JOIN before b ON b.id = a.id WHERE b.state = 'withdrawn' LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'plan % is withdrawn', wrong
      USING ERRCODE = 'KV010', HINT = 'It is there to be read. Its number is not used again.';
  END IF;
  -- Nothing in its history but imports, and each of them undone.
  SELECT a.id INTO wrong FROM after a JOIN before b ON b.id = a.id
   WHERE a.state = 'withdrawn'
     AND (b.state <> 'draft'
          OR NOT EXISTS (SELECT 1 FROM public.event e
                          WHERE e.stream_kind = 'plan' AND e.stream_id = a.id AND e.version = a.version
                            AND e.type = 'PlanWithdrawn')
          OR EXISTS (SELECT 1 FROM public.event e
                      WHERE e.stream_kind = 'plan' AND e.stream_id = a.id
                        AND NOT EXISTS (SELECT 1 FROM public.event i
                                         WHERE i.stream_kind = 'plan' AND i.stream_id = a.id
                                           AND i.command_id = e.command_id
                                           AND i.type IN ('DocumentImported', 'ImportUndone')))
          OR (SELECT count(*) FILTER (WHERE e.type = 'DocumentImported')
                       <> count(*) FILTER (WHERE e.type = 'ImportUndone')
                FROM public.event e WHERE e.stream_kind = 'plan' AND e.stream_id = a.id))
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'plan % is not withdrawn: something was done on it, or no import made it', wrong
      USING ERRCODE = 'KV011', HINT = 'Only a draft that an import made, when that import is undone.';
  END IF;
  RETURN NULL;
END $$;

-- Asked at commit: what a large import made is withdrawn in several statements.
CREATE OR REPLACE FUNCTION guard_plan_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.measure m WHERE m.plan_id = NEW.id AND m.state <> 'withdrawn') THEN
    RAISE EXCEPTION 'plan % is withdrawn with measures in it', NEW.id
      USING ERRCODE = 'KV011', HINT = 'A plan is withdrawn with all that is in it, or not at all.';
  END IF;
  RETURN NULL;
END $$;

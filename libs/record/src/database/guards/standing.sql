-- FOR SHARE waits for an undoing that is under way, and an undoing waits for us: they can't both win. The state is
-- counted and not asked for in a WHERE, which PostgreSQL would try before it locks, on what was there before.
CREATE OR REPLACE FUNCTION require_standing(measure_ids uuid[], evaluation_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE withdrawn text;
BEGIN
  IF cardinality(measure_ids) > 0 THEN
    SELECT min(locked.id::text) FILTER (WHERE locked.state = 'withdrawn') INTO withdrawn
      FROM (SELECT m.id, m.state FROM public.measure m WHERE m.id = ANY (measure_ids) ORDER BY m.id FOR SHARE) AS locked;
  END IF;
  IF withdrawn IS NULL AND cardinality(evaluation_ids) > 0 THEN
    SELECT min(locked.id::text) FILTER (WHERE locked.details ? 'withdrawn') INTO withdrawn
      FROM (SELECT e.id, e.details FROM public.evaluation e WHERE e.id = ANY (evaluation_ids) ORDER BY e.id FOR SHARE)
           AS locked;
  END IF;
  IF withdrawn IS NOT NULL THEN
    RAISE EXCEPTION '% is withdrawn and can''t be referred to', withdrawn
      USING ERRCODE = 'KV010', HINT = 'The import that made it was undone.';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION queue_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.search_due (stream_ids)
  SELECT array_agg(DISTINCT a.stream_id) FROM after a
   WHERE a.stream_kind IN ('evaluation', 'plan', 'measure', 'decision', 'report', 'catalogue')
  HAVING count(*) > 0;
  RETURN NULL;
END $$;

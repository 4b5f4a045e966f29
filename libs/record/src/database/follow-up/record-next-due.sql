-- What of a measure changes without an event: when it next speaks, as it was derived from the facts. Runs as the
-- owner, whom alone the guard lets change these columns; the application may call this and nothing else.
CREATE OR REPLACE FUNCTION record_next_due(measure_id uuid, follows boolean, wakes_at timestamptz, demanded date)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
  UPDATE measure SET followed = follows, next_due_at = wakes_at, demanded_through = demanded, due_version = due_version + 1
   WHERE id = measure_id
$$;

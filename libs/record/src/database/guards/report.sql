CREATE OR REPLACE FUNCTION guard_report_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid;
BEGIN
  SELECT a.id INTO wrong FROM after a WHERE a.editions > 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'report % is locked from the start', wrong
      USING ERRCODE = 'KV007', HINT = 'Open it, then lock it.';
  END IF;
  PERFORM public.require_plan_not_closed(ARRAY(SELECT DISTINCT a.plan_id FROM after a));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_report_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid;
BEGIN
  SELECT a.id INTO wrong FROM after a JOIN before b ON b.id = a.id
   WHERE a.plan_id <> b.plan_id OR a.number <> b.number OR a.editions NOT IN (b.editions, b.editions + 1)
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'report % keeps its plan, its number and its versions', wrong
      USING ERRCODE = 'KV007', HINT = 'A correction is one more version.';
  END IF;
  RETURN NULL;
END $$;

-- Asked at commit: the snapshot is written after the event and the row that name it.
CREATE OR REPLACE FUNCTION guard_report_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.report_snapshot s
                  WHERE s.report_id = NEW.id AND s.edition = NEW.editions AND s.audience = 'internal') THEN
    RAISE EXCEPTION 'report % is locked without its content', NEW.id
      USING ERRCODE = 'KV001', HINT = 'Write report_snapshot in the transaction that locks the report.';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_report_snapshot_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid;
BEGIN
  SELECT a.report_id INTO wrong FROM after a
   WHERE NOT EXISTS (
     SELECT 1 FROM public.report r JOIN public.event e
         ON e.stream_kind = 'report' AND e.stream_id = r.id AND e.version = r.version
        AND e.tx = pg_current_xact_id() AND e.type IN ('ReportLocked', 'ReportCorrected')
      WHERE r.id = a.report_id AND r.plan_id = a.plan_id AND r.editions = a.edition AND e.at = a.locked_at
        AND (e.canonical::jsonb -> 'data' -> 'version')::integer = a.edition
        AND e.canonical::jsonb -> 'data' -> 'contents' @> jsonb_build_array(
              jsonb_build_object('audience', a.audience, 'sha256', encode(a.sha256, 'hex'))) OFFSET 0)
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'content of report % without the event that names its hash', wrong
      USING ERRCODE = 'KV001', HINT = 'Write the event and the report first, in this transaction.';
  END IF;
  SELECT a.report_id INTO wrong FROM after a
   WHERE a.ordinal > 1
     AND (SELECT s.sha256 FROM public.report_snapshot s
           WHERE s.plan_id = a.plan_id AND s.audience = a.audience AND s.ordinal = a.ordinal - 1)
         IS DISTINCT FROM a.previous_sha256
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'content of report % does not follow the one before it', wrong
      USING ERRCODE = 'KV008', HINT = 'previous_sha256 is the hash of the place before.';
  END IF;
  RETURN NULL;
END $$;

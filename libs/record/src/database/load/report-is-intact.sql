-- Whether a version of a report is what was locked: its text has the hash that its event names, and that event stands in
-- a whole chain which no anchor knows otherwise. Asked whenever a locked report is read.
CREATE OR REPLACE FUNCTION report_is_intact(of_report uuid, of_edition integer, of_audience text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  WITH chain AS MATERIALIZED (
    SELECT version, type, canonical, hash, prev_hash,
           lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY version) AS hash_before
      FROM public.event WHERE stream_kind = 'report' AND stream_id = of_report)
  SELECT coalesce(
           (SELECT bool_and(hash = sha256(prev_hash || convert_to(canonical, 'UTF8')) AND prev_hash = hash_before)
              FROM chain), false)
     AND NOT EXISTS (
           SELECT FROM public.anchored LEFT JOIN chain ON chain.version = anchored.part
            WHERE anchored.kind = 'report' AND anchored.id = of_report::text
              AND chain.hash IS DISTINCT FROM anchored.digest)
     AND EXISTS (
           SELECT FROM public.report_snapshot s JOIN chain ON chain.type IN ('ReportLocked', 'ReportCorrected')
            WHERE s.report_id = of_report AND s.edition = of_edition AND s.audience = of_audience
              AND (chain.canonical::jsonb #> '{data,version}')::integer = s.edition
              AND chain.canonical::jsonb #> '{data,contents}' @> jsonb_build_array(jsonb_build_object(
                    'audience', s.audience, 'sha256', encode(sha256(convert_to(s.canonical, 'UTF8')), 'hex'))))
$$;

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the database refuses whoever asks, the application's own role included. Statement-level triggers with
 * transition tables: the price of 10,000 rows is that of one statement. Classes of error: record-errors.ts.
 */
export class RecordGuards1760000000002 implements MigrationInterface {
  readonly name = 'RecordGuards1760000000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(functions);
    await queryRunner.query(triggers);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of guards) await queryRunner.query(`DROP FUNCTION ${name}() CASCADE`);
    await queryRunner.query(`DROP FUNCTION require_plan_not_closed(uuid[])`);
  }
}

const guards = [
  'guard_event_chain',
  'guard_state_inserted',
  'guard_state_updated',
  'guard_measure_inserted',
  'guard_measure_updated',
  'guard_item_inserted',
  'guard_item_updated',
  'guard_plan_inserted',
  'guard_plan_updated',
  'guard_report_inserted',
  'guard_report_updated',
  'guard_report_frozen',
  'guard_report_snapshot_inserted',
  'guard_membership_inserted',
  'guard_membership_updated',
] as const;

// Events and parents are looked up by key in scalar subqueries, which no planner turns into a scan of the whole
// history. Tables are named with their schema, because a temporary table of the session would else be found first.
const functions = `
CREATE FUNCTION guard_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION guard_state_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION guard_state_updated() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- FOR SHARE waits for a closing that is under way, and a closing waits for us: they can't both win.
CREATE FUNCTION require_plan_not_closed(plan_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE plans integer; closed text;
BEGIN
  SELECT count(*), min(locked.id::text) FILTER (WHERE locked.state = 'closed') INTO plans, closed
    FROM (SELECT p.id, p.state FROM public.plan p WHERE p.id = ANY (plan_ids) ORDER BY p.id FOR SHARE) AS locked;
  IF closed IS NOT NULL OR plans < cardinality(plan_ids) THEN
    IF closed IS NOT NULL THEN
      RAISE EXCEPTION 'plan % is closed', closed
        USING ERRCODE = 'KV006', HINT = 'A closed plan gets no measure, and none of its measures is reopened.';
    END IF;
    RAISE EXCEPTION 'a measure names a plan that does not exist'
      USING ERRCODE = 'KV007', HINT = 'Register the plan first.';
  END IF;
END $$;

CREATE FUNCTION guard_measure_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION guard_measure_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid; reopened uuid[];
BEGIN
  -- Without a higher version only the three columns of follow-up may differ.
  SELECT a.id INTO wrong FROM after a LEFT JOIN before b ON b.id = a.id
   WHERE b.id IS NULL
      OR CASE WHEN a.version = b.version THEN
           (a.head_hash, a.plan_id, a.number, a.state, a.title, a.about, a.text, a.theme_id, a.access_kind,
            a.mode, a.source_evaluation_id, a.source_recommendation_id, a.deadline_on,
            a.original_deadline_on, a.deadline_moves, a.review_on, a.latest_progress, a.latest_update_at,
            a.latest_update_text, a.registered_at, a.accepted_on, a.closed_as, a.closed_at,
            a.last_substantive_change_at, a.details, a.followed, a.shown_deadline_on, a.shown_owner_id,
            a.shown_owner_count)
           IS DISTINCT FROM
           (b.head_hash, b.plan_id, b.number, b.state, b.title, b.about, b.text, b.theme_id, b.access_kind,
            b.mode, b.source_evaluation_id, b.source_recommendation_id, b.deadline_on,
            b.original_deadline_on, b.deadline_moves, b.review_on, b.latest_progress, b.latest_update_at,
            b.latest_update_text, b.registered_at, b.accepted_on, b.closed_as, b.closed_at,
            b.last_substantive_change_at, b.details, b.followed, b.shown_deadline_on, b.shown_owner_id,
            b.shown_owner_count)
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

-- An item changes only together with its measure's row, in one transaction: the measure's own guard saw to
-- it that the row was written with that very event. So its row is locked by us, a concurrent closing waits
-- for us, and one that came first is seen here.
CREATE FUNCTION guard_item_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong record;
BEGIN
  SELECT a.id, a.party_id, (SELECT m.state FROM public.measure m WHERE m.id = a.measure_id) AS measure_state
    INTO wrong FROM after a
   WHERE (SELECT m.state <> 'closed'
                 AND (SELECT e.tx = pg_current_xact_id() FROM public.event e
                       WHERE e.stream_kind = 'measure' AND e.stream_id = m.id AND e.version = m.version)
            FROM public.measure m WHERE m.id = a.measure_id) IS NOT TRUE
      OR NOT EXISTS (SELECT 1 FROM public.party p WHERE p.id = a.party_id OFFSET 0)
   LIMIT 1;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF NOT EXISTS (SELECT 1 FROM public.party p WHERE p.id = wrong.party_id) THEN
    RAISE EXCEPTION 'item % names a party that does not exist', wrong.id
      USING ERRCODE = 'KV007', HINT = 'Register the party first.';
  END IF;
  IF wrong.measure_state = 'closed' THEN
    RAISE EXCEPTION 'item % belongs to a closed measure', wrong.id
      USING ERRCODE = 'KV005', HINT = 'Reopen the measure first.';
  END IF;
  RAISE EXCEPTION 'item % is new without an event of its measure in this transaction', wrong.id
    USING ERRCODE = 'KV001', HINT = 'Write the event and the measure first.';
END $$;

CREATE FUNCTION guard_item_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong record;
BEGIN
  SELECT a.id INTO wrong FROM after a LEFT JOIN before b ON b.id = a.id
   WHERE b.id IS NULL OR a.measure_id <> b.measure_id OR a.suffix <> b.suffix OR a.ordinal <> b.ordinal
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'item % keeps its measure and its number', wrong.id
      USING ERRCODE = 'KV007', HINT = 'Numbers are for good.';
  END IF;

  SELECT a.id, (SELECT m.state FROM public.measure m WHERE m.id = a.measure_id) AS measure_state INTO wrong
    FROM after a
   WHERE (SELECT (m.state <> 'closed' OR a.state NOT IN ('open', 'reported-done'))
                 AND EXISTS (SELECT 1 FROM public.event e
                              WHERE e.stream_kind = 'measure' AND e.stream_id = m.id AND e.version = m.version
                                AND e.tx = pg_current_xact_id() OFFSET 0)
            FROM public.measure m WHERE m.id = a.measure_id) IS NOT TRUE
   LIMIT 1;
  IF FOUND THEN
    IF wrong.measure_state = 'closed' THEN
      RAISE EXCEPTION 'item % belongs to a closed measure', wrong.id
        USING ERRCODE = 'KV005', HINT = 'Reopen the measure first, with an event of its own.';
    END IF;
    RAISE EXCEPTION 'item % changed without an event of its measure in this transaction', wrong.id
      USING ERRCODE = 'KV001', HINT = 'Write the event and the measure first.';
  END IF;

  SELECT a.id INTO wrong FROM after a
   WHERE NOT EXISTS (SELECT 1 FROM public.party p WHERE p.id = a.party_id OFFSET 0) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'item % names a party that does not exist', wrong.id
      USING ERRCODE = 'KV007', HINT = 'Register the party first.';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION guard_plan_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE born_closed uuid;
BEGIN
  SELECT a.id INTO born_closed FROM after a WHERE a.state = 'closed' LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'plan % is closed from the start', born_closed
      USING ERRCODE = 'KV004', HINT = 'Register it, then close it.';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION guard_plan_updated() RETURNS trigger LANGUAGE plpgsql AS $$
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
       AND EXISTS (SELECT 1 FROM public.measure m WHERE m.plan_id = a.id AND m.state <> 'closed' OFFSET 0)
     LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'plan % has measures that are not closed', wrong
        USING ERRCODE = 'KV004', HINT = 'Every measure is closed before its plan.';
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION guard_report_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION guard_report_updated() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE FUNCTION guard_report_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.report_snapshot s
                  WHERE s.report_id = NEW.id AND s.edition = NEW.editions AND s.audience = 'internal') THEN
    RAISE EXCEPTION 'report % is locked without its content', NEW.id
      USING ERRCODE = 'KV001', HINT = 'Write report_snapshot in the transaction that locks the report.';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION guard_report_snapshot_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION guard_membership_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid;
BEGIN
  SELECT a.group_id INTO wrong FROM after a
   WHERE (SELECT g.kind = 'group'
                 AND EXISTS (SELECT 1 FROM public.event e
                              WHERE e.stream_kind = 'party' AND e.stream_id = g.id AND e.version = g.version
                                AND e.tx = pg_current_xact_id() OFFSET 0)
            FROM public.party g WHERE g.id = a.group_id) IS NOT TRUE
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'members of % changed without an event of the group in this transaction', wrong
      USING ERRCODE = 'KV001', HINT = 'Write the event and the group first.';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION guard_membership_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong uuid;
BEGIN
  SELECT a.group_id INTO wrong
    FROM after a LEFT JOIN before b ON b.group_id = a.group_id AND b.ordinal = a.ordinal
   WHERE b.party_id IS DISTINCT FROM a.party_id
      OR (SELECT EXISTS (SELECT 1 FROM public.event e
                          WHERE e.stream_kind = 'party' AND e.stream_id = g.id AND e.version = g.version
                            AND e.tx = pg_current_xact_id() OFFSET 0)
            FROM public.party g WHERE g.id = a.group_id) IS NOT TRUE
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'members of % changed without an event of the group in this transaction', wrong
      USING ERRCODE = 'KV001', HINT = 'Write the event and the group first.';
  END IF;
  RETURN NULL;
END $$;
`;

const onInsert = 'REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION';
const onUpdate = 'REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION';

// Triggers of one event fire in the order of their names: whether there is an event comes first.
const triggers = `
CREATE TRIGGER a_chain AFTER INSERT ON event ${onInsert} guard_event_chain();
${['evaluation', 'plan', 'measure', 'party', 'person', 'decision', 'report', 'catalogue']
  .map(
    (kind) =>
      `CREATE TRIGGER a_event_inserted AFTER INSERT ON ${kind} ${onInsert} guard_state_inserted('${kind}');`,
  )
  .join('\n')}
${['evaluation', 'plan', 'party', 'person', 'decision', 'report', 'catalogue']
  .map(
    (kind) =>
      `CREATE TRIGGER a_event_updated AFTER UPDATE ON ${kind} ${onUpdate} guard_state_updated('${kind}');`,
  )
  .join('\n')}
CREATE TRIGGER b_rules_inserted AFTER INSERT ON plan ${onInsert} guard_plan_inserted();
CREATE TRIGGER b_rules_updated AFTER UPDATE ON plan ${onUpdate} guard_plan_updated();
CREATE TRIGGER b_rules_inserted AFTER INSERT ON measure ${onInsert} guard_measure_inserted();
CREATE TRIGGER b_rules_updated AFTER UPDATE ON measure ${onUpdate} guard_measure_updated();
CREATE TRIGGER b_rules_inserted AFTER INSERT ON item ${onInsert} guard_item_inserted();
CREATE TRIGGER b_rules_updated AFTER UPDATE ON item ${onUpdate} guard_item_updated();
CREATE TRIGGER b_rules_inserted AFTER INSERT ON report ${onInsert} guard_report_inserted();
CREATE TRIGGER b_rules_updated AFTER UPDATE ON report ${onUpdate} guard_report_updated();
CREATE CONSTRAINT TRIGGER c_frozen AFTER UPDATE ON report DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.editions <> OLD.editions) EXECUTE FUNCTION guard_report_frozen();
CREATE TRIGGER b_rules_inserted AFTER INSERT ON report_snapshot ${onInsert} guard_report_snapshot_inserted();
CREATE TRIGGER b_rules_inserted AFTER INSERT ON membership ${onInsert} guard_membership_inserted();
CREATE TRIGGER b_rules_updated AFTER UPDATE ON membership ${onUpdate} guard_membership_updated();
`;

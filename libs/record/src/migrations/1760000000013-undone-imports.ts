import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an undone import made is withdrawn: a state of its own, into which there is one way and out of which there is
 * none (docs/adr/015). Its classes of error: record-errors.ts.
 */
export class UndoneImports1760000000013 implements MigrationInterface {
  readonly name = 'UndoneImports1760000000013';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(states([...measureStates, 'withdrawn'], [...planStates, 'withdrawn']));
    await queryRunner.query(closing(['closed', 'withdrawn']));
    await queryRunner.query(functions);
    await queryRunner.query(triggers);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of guards) await queryRunner.query(`DROP FUNCTION ${name}() CASCADE`);
    await queryRunner.query(
      'DROP FUNCTION require_standing(uuid[], uuid[]), measures_named_by_measure(jsonb), measures_named_by_evaluation(jsonb)',
    );
    await queryRunner.query(closing(['closed']));
    await queryRunner.query(states(measureStates, planStates));
  }
}

const measureStates = ['proposed', 'accepted', 'in-follow-up', 'ready-to-close', 'closed'];
const planStates = ['draft', 'adopted', 'closed'];
const listed = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');

const states = (ofMeasure: readonly string[], ofPlan: readonly string[]): string => `
ALTER TABLE measure DROP CONSTRAINT measure_state_check,
  ADD CONSTRAINT measure_state_check CHECK (state IN (${listed(ofMeasure)}));
ALTER TABLE plan DROP CONSTRAINT plan_state_check,
  ADD CONSTRAINT plan_state_check CHECK (state IN (${listed(ofPlan)}));
`;

/** As in 0002, but for the states that don't keep a plan from being closed, and a plan from which nothing comes back. */
const closing = (finished: readonly string[]): string => `
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
                    WHERE m.plan_id = a.id AND m.state NOT IN (${listed(finished)}) OFFSET 0)
     LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'plan % has measures that are not closed', wrong
        USING ERRCODE = 'KV004', HINT = 'Every measure is closed before its plan.';
    END IF;
  END IF;
  RETURN NULL;
END $$;
`;

const guards = [
  'guard_measure_withdrawn',
  'guard_plan_withdrawn',
  'guard_evaluation_withdrawn',
  'guard_plan_emptied',
  'guard_evaluation_emptied',
  'guard_measure_names',
  'guard_evaluation_names',
] as const;

/** Most measures name none, and ten thousand may come at once: their details are looked at, not taken apart. */
const namedIn = (rows: 'after' | 'before'): string => `
  SELECT named FROM ${rows} r, public.measures_named_by_measure(r.details) AS named
   WHERE r.details ?| '{predecessorId,pickedFrom,repeats,closure}' OR r.details -> 'crossReferences' <> '[]'`;

const functions = `
CREATE FUNCTION measures_named_by_measure(details jsonb) RETURNS SETOF uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT named.id::uuid FROM (
    SELECT jsonb_array_elements_text(details -> 'crossReferences')
    UNION ALL SELECT repetition ->> 'earlierMeasureId' FROM jsonb_array_elements(details -> 'repeats') AS repetition
    UNION ALL SELECT details ->> 'predecessorId'
    UNION ALL SELECT details #>> '{closure,successorId}'
    UNION ALL SELECT details #>> '{pickedFrom,occasionMeasureId}') AS named (id)
   WHERE named.id IS NOT NULL
$$;

CREATE FUNCTION measures_named_by_evaluation(details jsonb) RETURNS SETOF uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT named.id::uuid
    FROM jsonb_array_elements(details -> 'recommendations') AS recommendation,
         LATERAL (SELECT jsonb_array_elements_text(recommendation #> '{outcome,measureIds}')
                  UNION ALL SELECT recommendation #>> '{outcome,measureId}') AS named (id)
   WHERE named.id IS NOT NULL
$$;

-- One event after the registration, and that in the transaction that undoes the very import that registered it.
CREATE FUNCTION guard_measure_withdrawn() RETURNS trigger LANGUAGE plpgsql SET enable_hashjoin = on AS $$
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

CREATE FUNCTION guard_plan_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION guard_evaluation_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- Asked at commit: what a large import made is withdrawn in several statements.
CREATE FUNCTION guard_plan_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.measure m WHERE m.plan_id = NEW.id AND m.state <> 'withdrawn') THEN
    RAISE EXCEPTION 'plan % is withdrawn with measures in it', NEW.id
      USING ERRCODE = 'KV011', HINT = 'A plan is withdrawn with all that is in it, or not at all.';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION guard_evaluation_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.measure m WHERE m.source_evaluation_id = NEW.id AND m.state <> 'withdrawn') THEN
    RAISE EXCEPTION 'evaluation % is withdrawn, and measures come from it', NEW.id
      USING ERRCODE = 'KV011', HINT = 'An evaluation is withdrawn with all that came from it, or not at all.';
  END IF;
  RETURN NULL;
END $$;

-- FOR SHARE waits for an undoing that is under way, and an undoing waits for us: they can't both win. The state is
-- counted and not asked for in a WHERE, which PostgreSQL would try before it locks, on what was there before.
CREATE FUNCTION require_standing(measure_ids uuid[], evaluation_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
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

CREATE FUNCTION guard_measure_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM public.require_standing(
      ARRAY(${namedIn('after')}),
      ARRAY(SELECT DISTINCT a.source_evaluation_id FROM after a WHERE a.source_evaluation_id IS NOT NULL));
  ELSE
    PERFORM public.require_standing(
      ARRAY(${namedIn('after')} EXCEPT ${namedIn('before')}),
      ARRAY(SELECT a.source_evaluation_id FROM after a WHERE a.source_evaluation_id IS NOT NULL
            EXCEPT SELECT b.source_evaluation_id FROM before b));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION guard_evaluation_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.require_standing(
    ARRAY(SELECT public.measures_named_by_evaluation(a.details) FROM after a
          EXCEPT SELECT public.measures_named_by_evaluation(b.details) FROM before b),
    '{}');
  RETURN NULL;
END $$;
`;

const onInsert = 'REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION';
const onUpdate = 'REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION';

const triggers = `
${['measure', 'plan', 'evaluation']
  .map(
    (kind) => `
CREATE TRIGGER c_withdrawn_inserted AFTER INSERT ON ${kind} ${onInsert} guard_${kind}_withdrawn();
CREATE TRIGGER c_withdrawn_updated AFTER UPDATE ON ${kind} ${onUpdate} guard_${kind}_withdrawn();`,
  )
  .join('')}
CREATE CONSTRAINT TRIGGER d_emptied AFTER UPDATE ON plan DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state = 'withdrawn') EXECUTE FUNCTION guard_plan_emptied();
CREATE CONSTRAINT TRIGGER d_emptied AFTER UPDATE ON evaluation DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.details ? 'withdrawn') EXECUTE FUNCTION guard_evaluation_emptied();
CREATE TRIGGER d_names_inserted AFTER INSERT ON measure ${onInsert} guard_measure_names();
CREATE TRIGGER d_names_updated AFTER UPDATE ON measure ${onUpdate} guard_measure_names();
CREATE TRIGGER d_names_updated AFTER UPDATE ON evaluation ${onUpdate} guard_evaluation_names();
`;

/**
 * What a team would have beside its queue to keep the same promise: the measure with when it next speaks, its item,
 * what has happened to it, chained, and what was told; and that nothing closes over an open item.
 */
export const schema = `
CREATE TABLE plan (id uuid PRIMARY KEY, next_number integer NOT NULL DEFAULT 1);
CREATE TABLE measure (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES plan,
  number integer NOT NULL,
  title text NOT NULL,
  about text NOT NULL,
  text text NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  deadline_on date NOT NULL,
  next_due_at timestamptz,
  job_id uuid NOT NULL,
  version integer NOT NULL,
  head_hash bytea NOT NULL,
  UNIQUE (plan_id, number)
);
CREATE TABLE item (
  id uuid PRIMARY KEY,
  measure_id uuid NOT NULL REFERENCES measure,
  party_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done'))
);
CREATE INDEX item_by_measure ON item (measure_id);
CREATE TABLE history (
  measure_id uuid NOT NULL REFERENCES measure,
  version integer NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  body text NOT NULL,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL CHECK (hash = sha256(prev_hash || convert_to(body, 'UTF8'))),
  PRIMARY KEY (measure_id, version)
);
-- What reached somebody: another system's table, written outside of our transactions.
CREATE TABLE sent (measure_id uuid NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());

CREATE FUNCTION refuse_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM item i WHERE i.measure_id = NEW.id AND i.state = 'open') THEN
    RAISE EXCEPTION 'measure % has open items', NEW.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER nothing_closes_over_an_open_item BEFORE UPDATE OF state ON measure
  FOR EACH ROW WHEN (NEW.state = 'closed') EXECUTE FUNCTION refuse_closing();
CREATE FUNCTION refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM measure m WHERE m.id = NEW.measure_id AND m.state = 'open' FOR SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION 'measure % is closed', NEW.measure_id; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER no_item_in_what_is_closed BEFORE INSERT OR UPDATE ON item
  FOR EACH ROW EXECUTE FUNCTION refuse_reopening();
`;

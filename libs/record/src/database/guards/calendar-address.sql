-- Whoever leaves has no calendar here any more.
CREATE OR REPLACE FUNCTION close_calendars_of_leaver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.calendar_address WHERE person_id = NEW.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER calendars_of_leaver AFTER UPDATE ON person FOR EACH ROW
  WHEN (OLD.active AND NOT NEW.active) EXECUTE FUNCTION close_calendars_of_leaver();

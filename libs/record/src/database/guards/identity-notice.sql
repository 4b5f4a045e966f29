-- Where somebody was reached is forgotten when they have been told, and when they, or whose address it was, are erased.
CREATE OR REPLACE FUNCTION forget_notice_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.identity_notice WHERE notification_id = NEW.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER notice_told AFTER UPDATE ON notification FOR EACH ROW
  WHEN (OLD.state <> 'sent' AND NEW.state = 'sent' AND NEW.kind = 'told') EXECUTE FUNCTION forget_notice_told();

CREATE OR REPLACE FUNCTION forget_notices_of_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.identity_notice WHERE person_id = NEW.id OR lower(email) = lower(OLD.email);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER notices_of_erased AFTER UPDATE ON person FOR EACH ROW
  WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL) EXECUTE FUNCTION forget_notices_of_erased();

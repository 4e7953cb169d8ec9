-- How often something was removed from the inboxes. While this is the same, what was counted below a place that has been
-- seen is still there. Counted here, so that it does not matter who removes.
CREATE TABLE notification.removal (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  count    bigint  NOT NULL
);
INSERT INTO notification.removal (count) VALUES (0);

CREATE FUNCTION notification.count_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM removed) THEN
    UPDATE notification.removal SET count = count + 1;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER removal AFTER DELETE ON notification.recipient
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION notification.count_removal();
CREATE TRIGGER removal AFTER DELETE ON notification.notification
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION notification.count_removal();

ALTER TABLE notification.notification ADD COLUMN expires_at timestamptz;
CREATE INDEX expiring ON notification.notification (expires_at) WHERE expires_at IS NOT NULL;

-- What is read is said by the two tables below, alike for what was sent to a user and for broadcasts, so that nothing is
-- written for a user before the user does something.
ALTER TABLE notification.recipient DROP COLUMN read;
-- Finds the recipients of what is purged.
CREATE INDEX recipients ON notification.recipient (cursor);

-- Everything up to here is read.
CREATE TABLE notification.reader (
  user_id text   PRIMARY KEY,
  up_to   bigint NOT NULL
);

-- Read one by one, wherever it lies.
CREATE TABLE notification.read_mark (
  cursor  bigint NOT NULL,
  user_id text   NOT NULL,
  PRIMARY KEY (cursor, user_id)
);

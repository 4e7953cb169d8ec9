-- Counts what a user has read one by one, above the place up to which everything is read.
CREATE INDEX marks_of_user ON notification.read_mark (user_id, cursor);

-- Reactions that were taken back are forgotten once nothing can come before that any more.
INSERT INTO history.progress (task, cursor) VALUES ('reactions', 0);

-- How often a message has mentioned somebody up to a place, without the places after it being looked at.
CREATE INDEX IF NOT EXISTS mention_version ON history.mention (room_id, sender_id, id, user_id, cursor);
DROP INDEX history.mention_message;

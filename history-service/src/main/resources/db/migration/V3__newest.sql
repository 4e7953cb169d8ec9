-- Where the log as a whole ends: a replica asks once, at its start.
CREATE INDEX message_cursor ON history.message (cursor);

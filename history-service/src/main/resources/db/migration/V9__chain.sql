-- The chain of a room's newest entries is read from the key alone, without their rows. Where the
-- tables are large, the indexes can be there before (docs/operations.md).
CREATE UNIQUE INDEX IF NOT EXISTS message_log ON history.message (room_id, cursor) INCLUDE (prev);
ALTER TABLE history.message DROP CONSTRAINT message_pkey;
ALTER TABLE history.message ADD CONSTRAINT message_pkey PRIMARY KEY USING INDEX message_log;
CREATE UNIQUE INDEX IF NOT EXISTS change_log ON history.change (room_id, cursor) INCLUDE (prev);
ALTER TABLE history.change DROP CONSTRAINT change_pkey;
ALTER TABLE history.change ADD CONSTRAINT change_pkey PRIMARY KEY USING INDEX change_log;

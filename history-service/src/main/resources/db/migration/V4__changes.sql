-- What a message answers. Replicas of an older version write messages without.
ALTER TABLE history.message ADD COLUMN reply_to_user_id text, ADD COLUMN reply_to_id text;

-- What was done to messages. Its rows are entries of the room's log as messages are, at places of the same chain. The
-- newest counts, by its place; a deletion ends a message, and what it erases is empty from then on.
CREATE TABLE history.change (
  room_id     text    NOT NULL,
  cursor      bigint  NOT NULL,
  prev        bigint,
  event       text    NOT NULL,
  -- The message's sender and id. It may come later, or never.
  user_id     text    NOT NULL,
  id          text    NOT NULL,
  by_user_id  text    NOT NULL,
  by_username text    NOT NULL,
  change_id   text    NOT NULL,
  content     text,
  metadata    text,
  reaction    text,
  is_on       boolean,
  PRIMARY KEY (room_id, cursor),
  -- The same change given again, whatever cursor it got, is the same change.
  UNIQUE (room_id, by_user_id, change_id)
);
-- What a message has become: its deletion is found before its edits, and the newest of those first.
CREATE INDEX change_message ON history.change (room_id, user_id, id, event, cursor DESC);
-- Where the log as a whole ends.
CREATE INDEX change_cursor ON history.change (cursor);

-- The newest of each user's reactions to a message: however often somebody changes their mind, a row.
CREATE TABLE history.reaction (
  room_id     text    NOT NULL,
  user_id     text    NOT NULL,
  id          text    NOT NULL,
  by_user_id  text    NOT NULL,
  reaction    text    NOT NULL,
  by_username text    NOT NULL,
  is_on       boolean NOT NULL,
  cursor      bigint  NOT NULL,
  PRIMARY KEY (room_id, user_id, id, by_user_id, reaction)
);

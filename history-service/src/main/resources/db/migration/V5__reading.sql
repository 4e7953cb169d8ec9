-- Which rooms are a user's, and how far they are read.
CREATE TABLE history.member (
  user_id text   NOT NULL,
  room_id text   NOT NULL,
  -- The place up to which the user has read.
  read    bigint NOT NULL DEFAULT 0,
  -- The place at which the log was when that changed, or a little before.
  changed bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, room_id)
);
INSERT INTO history.member (user_id, room_id) SELECT DISTINCT user_id, room_id FROM history.message;

-- Whom a version of a message mentions: the message as it was sent, or an edit, by its place.
CREATE TABLE history.mention (
  user_id   text   NOT NULL,
  room_id   text   NOT NULL,
  cursor    bigint NOT NULL,
  sender_id text   NOT NULL,
  id        text   NOT NULL,
  PRIMARY KEY (user_id, room_id, cursor)
);
CREATE INDEX mention_message ON history.mention (room_id, sender_id, id, user_id);

-- How far what replicas leave for later is done, by the places of the log.
CREATE TABLE history.progress (
  task   text   PRIMARY KEY,
  cursor bigint NOT NULL
);

-- The log of every room. Its key is the order in which clients read it.
CREATE TABLE history.message (
  room_id  text   NOT NULL,
  cursor   bigint NOT NULL,
  prev     bigint,
  id       text   NOT NULL,
  user_id  text   NOT NULL,
  username text   NOT NULL,
  content  text   NOT NULL,
  metadata text,
  PRIMARY KEY (room_id, cursor),
  -- The same message sent again, whatever cursor it got, is the same message.
  UNIQUE (room_id, user_id, id)
);

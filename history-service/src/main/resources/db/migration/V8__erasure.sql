-- Whose traces are being erased, or were. Each is carried on, step by step, by whichever replica comes to it.
CREATE TABLE history.erasure (
  -- Whoever asks chooses it.
  id          text    PRIMARY KEY,
  -- Null once nothing is left of the user.
  user_id     text,
  -- Tells a request that is repeated from one for somebody else.
  fingerprint text    NOT NULL,
  -- Stands in the place of the user.
  placeholder text    NOT NULL,
  -- Begins when the log is final up to here.
  since       bigint  NOT NULL,
  -- The rooms up to this one, by their names, are done.
  room_id     text    NOT NULL DEFAULT '',
  -- The room that it is at; its members are not told yet.
  at_room     text,
  rooms_done  boolean NOT NULL DEFAULT false,
  done        boolean NOT NULL DEFAULT false,
  entries     bigint  NOT NULL DEFAULT 0
);
CREATE INDEX erasure_under_way ON history.erasure (id) WHERE NOT done;

-- The cursor of the newest notification. Its row lock, held until the commit, makes the order of commits the order of
-- cursors: who has read up to a cursor has missed nothing below it.
CREATE TABLE notification.clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  last     bigint  NOT NULL
);
INSERT INTO notification.clock (last) VALUES (0);

CREATE TABLE notification.notification (
  cursor    bigint  PRIMARY KEY,
  id        text    NOT NULL UNIQUE,
  type      text    NOT NULL,
  title     text,
  message   text    NOT NULL,
  data      text,
  broadcast boolean NOT NULL
);
-- Broadcasts are in every inbox without a row for each user.
CREATE INDEX broadcasts ON notification.notification (cursor) WHERE broadcast;

-- Its key is the order in which an inbox is read.
CREATE TABLE notification.recipient (
  user_id text    NOT NULL,
  cursor  bigint  NOT NULL,
  read    boolean NOT NULL DEFAULT false,
  PRIMARY KEY (user_id, cursor)
);
CREATE INDEX unread ON notification.recipient (user_id) WHERE NOT read;

-- What a caller has asked for under a key of its own, and what it was answered.
CREATE TABLE notification.request (
  caller      text        NOT NULL,
  key         text        NOT NULL,
  fingerprint text        NOT NULL,
  id          text        NOT NULL,
  recipients  integer,
  received    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (caller, key)
);
CREATE INDEX request_age ON notification.request (received);

-- The words of messages as they are now; one that is deleted has none here.
CREATE TABLE history.searchable (
  room_id text     NOT NULL,
  cursor  bigint   NOT NULL,
  words   tsvector NOT NULL,
  PRIMARY KEY (room_id, cursor)
);
CREATE INDEX searchable_words ON history.searchable USING gin (words);
-- What has many hits is read from its newest on.
CREATE INDEX searchable_cursor ON history.searchable (cursor);
INSERT INTO history.progress (task, cursor) VALUES
  ('members', coalesce((SELECT max(cursor) FROM history.message), 0)),
  ('erase', 0),
  ('words', 0),
  ('words-of-edits', 0);

-- Which suite this log belongs to, made up once: on a shared Redis it tells one suite from another.
CREATE TABLE history.suite (
  id     text    NOT NULL DEFAULT gen_random_uuid()::text,
  single boolean PRIMARY KEY DEFAULT true CHECK (single)
);
INSERT INTO history.suite DEFAULT VALUES;

-- Run by psql, once, in a new database "chorus": each service owns its own schema and sees no other.
\getenv history_password HISTORY_PASSWORD
\getenv notification_password NOTIFICATION_PASSWORD

REVOKE ALL ON DATABASE chorus FROM PUBLIC;

CREATE ROLE history LOGIN PASSWORD :'history_password';
GRANT CONNECT ON DATABASE chorus TO history;
CREATE SCHEMA history AUTHORIZATION history;

CREATE ROLE notification LOGIN PASSWORD :'notification_password';
GRANT CONNECT ON DATABASE chorus TO notification;
CREATE SCHEMA notification AUTHORIZATION notification;

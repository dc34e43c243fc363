CREATE TABLE app (id integer PRIMARY KEY, name text);
INSERT INTO app VALUES (7, 'ours');

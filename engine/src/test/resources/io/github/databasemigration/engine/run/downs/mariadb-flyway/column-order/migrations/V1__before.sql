CREATE TABLE flagged (id integer PRIMARY KEY, flag integer NOT NULL DEFAULT 0, name varchar(10));
INSERT INTO flagged (id, name) VALUES (1, 'a');

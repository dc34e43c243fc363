CREATE TABLE history (id integer PRIMARY KEY, ended integer NOT NULL);
INSERT INTO history VALUES (1, 5);

CREATE TABLE pool (id integer PRIMARY KEY, name text);

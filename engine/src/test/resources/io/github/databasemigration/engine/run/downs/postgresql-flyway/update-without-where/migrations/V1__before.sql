CREATE TABLE tx (id integer PRIMARY KEY, input text);
INSERT INTO tx VALUES (1, 'a'), (2, NULL);

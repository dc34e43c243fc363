CREATE TABLE stock (id integer PRIMARY KEY, amount int unsigned NOT NULL);
INSERT INTO stock VALUES (1, 5);

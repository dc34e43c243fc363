CREATE TABLE item (id integer PRIMARY KEY, name text NOT NULL, price numeric(10,2) DEFAULT 0);
INSERT INTO item VALUES (1, 'tea', 2.50), (2, 'milk', 1.20);

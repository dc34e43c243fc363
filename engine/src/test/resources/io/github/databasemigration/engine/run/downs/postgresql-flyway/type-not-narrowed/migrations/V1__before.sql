CREATE TABLE payment (id integer PRIMARY KEY, amount numeric(10) );
INSERT INTO payment VALUES (1, 10);

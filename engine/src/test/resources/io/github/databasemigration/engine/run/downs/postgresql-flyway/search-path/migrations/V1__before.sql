CREATE SCHEMA shop;
CREATE TABLE orders (id integer);
INSERT INTO orders VALUES (1);

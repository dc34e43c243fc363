CREATE TABLE line (id integer PRIMARY KEY);
ALTER TABLE orders ADD COLUMN total integer;

ALTER TABLE item ADD COLUMN net_price numeric(10,2);

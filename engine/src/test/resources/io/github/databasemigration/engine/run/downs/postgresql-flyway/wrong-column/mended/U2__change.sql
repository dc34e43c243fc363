ALTER TABLE item DROP COLUMN net_price;

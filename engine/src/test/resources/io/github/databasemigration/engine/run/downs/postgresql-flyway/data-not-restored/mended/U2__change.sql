UPDATE item SET price = price / 100;
ALTER TABLE item DROP COLUMN currency;

ALTER TABLE item ADD COLUMN currency text DEFAULT 'ct';
UPDATE item SET price = price * 100;

ALTER TABLE payment ALTER COLUMN amount TYPE numeric(10,2);

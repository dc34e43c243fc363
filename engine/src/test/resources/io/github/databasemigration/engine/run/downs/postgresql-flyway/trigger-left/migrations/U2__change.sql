ALTER TABLE item DROP COLUMN reference;

ALTER TABLE tx DROP COLUMN size;
UPDATE tx SET input = NULL WHERE input = '';

UPDATE tx SET input = '' WHERE input IS NULL;
ALTER TABLE tx ADD COLUMN size integer;

DROP TRIGGER numbered ON item;
DROP FUNCTION numbered();
ALTER TABLE item DROP COLUMN reference;

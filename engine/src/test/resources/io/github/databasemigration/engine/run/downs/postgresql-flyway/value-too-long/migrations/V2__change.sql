ALTER TABLE link ALTER COLUMN url TYPE text;
INSERT INTO link VALUES (2, 'longer than that');

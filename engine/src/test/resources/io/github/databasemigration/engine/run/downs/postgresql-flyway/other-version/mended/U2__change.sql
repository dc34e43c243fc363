ALTER TABLE security_policy DROP COLUMN subscription;

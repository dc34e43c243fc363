ALTER TABLE security_policy ADD COLUMN subscription text;

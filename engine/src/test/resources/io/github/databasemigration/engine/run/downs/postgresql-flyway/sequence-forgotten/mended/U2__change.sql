ALTER TABLE ticket DROP COLUMN name;
CREATE SEQUENCE ticket_number START 100;
ALTER TABLE ticket ALTER COLUMN id SET DEFAULT nextval('ticket_number');

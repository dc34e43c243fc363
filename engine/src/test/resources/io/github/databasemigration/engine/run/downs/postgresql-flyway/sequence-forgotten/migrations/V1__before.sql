CREATE SEQUENCE ticket_number START 100;
CREATE TABLE ticket (id integer DEFAULT nextval('ticket_number') PRIMARY KEY);

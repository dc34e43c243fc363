CREATE TABLE security_policy (id integer PRIMARY KEY, name text);
INSERT INTO security_policy VALUES (1, 'require mail');

CREATE TABLE news (id integer PRIMARY KEY, message text);
INSERT INTO news VALUES (1, 'hello');

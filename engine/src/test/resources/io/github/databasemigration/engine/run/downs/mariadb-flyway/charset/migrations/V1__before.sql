CREATE TABLE post (id integer PRIMARY KEY, body varchar(100)) CHARACTER SET latin1;
INSERT INTO post VALUES (1, 'hello');

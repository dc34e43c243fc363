CREATE TABLE link (id integer PRIMARY KEY, url varchar(5));
INSERT INTO link VALUES (1, 'short');

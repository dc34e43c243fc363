CREATE TABLE user (id integer PRIMARY KEY);
CREATE TABLE tab (id integer PRIMARY KEY, user_id integer);

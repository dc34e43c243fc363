CREATE TABLE author (id integer PRIMARY KEY);
CREATE TABLE article (id integer PRIMARY KEY, author integer REFERENCES author (id));

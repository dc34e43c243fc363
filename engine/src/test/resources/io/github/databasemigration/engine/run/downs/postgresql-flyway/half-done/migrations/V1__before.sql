CREATE TABLE task (id integer PRIMARY KEY, severity text, source text);

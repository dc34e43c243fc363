CREATE TABLE task (id integer PRIMARY KEY, state text DEFAULT 'new');

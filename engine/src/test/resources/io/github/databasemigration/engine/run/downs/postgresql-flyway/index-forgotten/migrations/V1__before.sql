CREATE TABLE team (id integer PRIMARY KEY);
CREATE TABLE bundle (id integer PRIMARY KEY, team integer CONSTRAINT bundle_team_fk REFERENCES team (id));
CREATE INDEX bundle_team_idx ON bundle (team);

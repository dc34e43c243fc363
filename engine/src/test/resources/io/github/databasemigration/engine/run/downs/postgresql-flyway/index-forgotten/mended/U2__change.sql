CREATE INDEX bundle_team_idx ON bundle (team);
ALTER TABLE bundle ADD CONSTRAINT bundle_team_fk FOREIGN KEY (team) REFERENCES team (id);

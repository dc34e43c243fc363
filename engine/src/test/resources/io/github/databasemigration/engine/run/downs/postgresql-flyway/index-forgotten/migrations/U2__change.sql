ALTER TABLE bundle ADD CONSTRAINT bundle_team_fk FOREIGN KEY (team) REFERENCES team (id);

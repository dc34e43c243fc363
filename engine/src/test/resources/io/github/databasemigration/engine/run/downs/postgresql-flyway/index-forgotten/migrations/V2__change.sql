ALTER TABLE bundle DROP CONSTRAINT bundle_team_fk;
DROP INDEX bundle_team_idx;

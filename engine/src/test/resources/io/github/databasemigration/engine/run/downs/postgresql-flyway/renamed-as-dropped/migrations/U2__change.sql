ALTER TABLE news DROP COLUMN text_facebook;
ALTER TABLE news DROP COLUMN text_website;
ALTER TABLE news ADD COLUMN message text;

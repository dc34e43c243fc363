ALTER TABLE news RENAME COLUMN message TO text_website;
ALTER TABLE news ADD COLUMN text_facebook text;

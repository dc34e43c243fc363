ALTER TABLE news DROP COLUMN text_facebook;
ALTER TABLE news RENAME COLUMN text_website TO message;

ALTER TABLE page MODIFY state varchar(10) NOT NULL;

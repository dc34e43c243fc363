ALTER TABLE page MODIFY state varchar(20) NOT NULL DEFAULT 'draft' COMMENT 'who sees it';

CREATE TABLE page (id integer PRIMARY KEY, state varchar(10) NOT NULL DEFAULT 'draft' COMMENT 'who sees it');

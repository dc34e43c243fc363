ALTER TABLE stock MODIFY amount bigint unsigned NOT NULL;

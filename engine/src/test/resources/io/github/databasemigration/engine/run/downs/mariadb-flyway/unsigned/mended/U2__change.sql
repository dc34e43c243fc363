ALTER TABLE stock MODIFY amount int unsigned NOT NULL;

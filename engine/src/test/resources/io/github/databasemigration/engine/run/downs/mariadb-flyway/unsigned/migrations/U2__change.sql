ALTER TABLE stock MODIFY amount int NOT NULL;

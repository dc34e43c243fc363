-- Fails half-way, for demonstrations: copy it into db/migration and migrate.
ALTER TABLE customers ADD COLUMN email_confirmed BOOLEAN DEFAULT FALSE NOT NULL;

UPDATE customers SET email = LOWER(email);

DELETE FROM stock WHERE on_hand = 0;

-- Ann has two accounts, so this cannot work. Whoever wrote it tried it on an empty database.
CREATE UNIQUE INDEX one_account_per_email ON customers (email);

CREATE TABLE email_changes (
    customer_id INTEGER      NOT NULL,
    old_email   VARCHAR(200) NOT NULL
);

-- The corpus of MariaDB. Each case names the rules that it breaks; a test executes it on mariadb-base.sql and finds out.
-- "timeouts: no" runs with the server's own lock_wait_timeout.

-- case: a column
-- unsafe: MY-ALG-01
ALTER TABLE orders ADD COLUMN extra INT;

-- case: a column, instantly
ALTER TABLE orders ADD COLUMN extra INT, ALGORITHM=INSTANT;

-- case: a column, online
alter online table orders add column if not exists extra int after note;

-- case: a column with a constant, without a lock
ALTER TABLE orders ADD COLUMN extra VARCHAR(10) NOT NULL DEFAULT 'x', LOCK = NONE;

-- case: a column with the time of now
ALTER TABLE orders ADD COLUMN extra DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP, ALGORITHM=INSTANT;

-- case: a column of a small table
ALTER TABLE tiny ADD COLUMN extra INT;

-- case: two columns in parentheses
-- unsafe: MY-ALG-01
ALTER TABLE `orders` ADD (extra INT, other VARCHAR(20));

-- case: a column by copying
-- unsafe: MY-ALG-02 MY-OSC-01
ALTER TABLE orders ADD COLUMN extra INT, ALGORITHM=COPY, LOCK=SHARED;

-- case: an index under a lock
-- unsafe: MY-ALG-02
ALTER TABLE orders ADD INDEX orders_customer (customer_id), ALGORITHM=INPLACE, LOCK=EXCLUSIVE;

-- case: an index
-- unsafe: MY-ALG-01
CREATE INDEX orders_customer ON orders (customer_id);

-- case: an index in place
CREATE INDEX orders_customer ON orders (customer_id) ALGORITHM=INPLACE LOCK=NONE;

-- case: an index without a copy
ALTER TABLE orders ADD INDEX orders_customer (customer_id), ALGORITHM=NOCOPY;

-- case: a unique index
-- unsafe: MY-ALG-01 MY-IDX-01
CREATE UNIQUE INDEX orders_code ON orders (code);

-- case: a unique key, in place
-- unsafe: MY-IDX-01
ALTER TABLE orders ADD CONSTRAINT orders_code UNIQUE KEY (code), ALGORITHM=INPLACE, LOCK=NONE;

-- case: a column that is unique
-- unsafe: MY-IDX-01 MY-OSC-01
ALTER TABLE orders ADD COLUMN extra INT UNIQUE, LOCK=NONE;

-- case: a column and an index in one statement
-- unsafe: MY-ALG-01 MY-OSC-01
ALTER TABLE orders ADD COLUMN extra INT, ADD INDEX orders_extra (extra);

-- case: a unique key of a new table
CREATE TABLE fresh (id BIGINT PRIMARY KEY, code VARCHAR(20), UNIQUE KEY (code));

-- case: a wider number
-- unsafe: MY-ALG-01 MY-COL-01 MY-OSC-01
ALTER TABLE orders MODIFY qty BIGINT NOT NULL DEFAULT 0;

-- case: a wider number, by change
-- unsafe: MY-ALG-01 MY-COL-01 MY-OSC-01
ALTER TABLE orders CHANGE COLUMN qty qty BIGINT NOT NULL DEFAULT 0;

-- case: a number without a sign
-- unsafe: MY-ALG-01 MY-COL-01 MY-OSC-01
ALTER TABLE orders MODIFY COLUMN qty INT UNSIGNED NOT NULL DEFAULT 0;

-- case: more digits
-- unsafe: MY-ALG-01 MY-COL-01 MY-OSC-01
ALTER TABLE customers MODIFY balance DECIMAL(12, 2);

-- case: a text for a number
-- unsafe: MY-ALG-01 MY-COL-01 MY-OSC-01
ALTER TABLE customers MODIFY score VARCHAR(20);

-- case: a shorter text
-- unsafe: MY-ALG-01 MY-COL-01 MY-OSC-01
ALTER TABLE orders MODIFY note VARCHAR(80);

-- case: a new default
-- unsafe: MY-ALG-01
ALTER TABLE orders MODIFY qty INT NOT NULL DEFAULT 1;

-- case: a new default, by alter
-- unsafe: MY-ALG-01
ALTER TABLE orders ALTER COLUMN qty SET DEFAULT 2;

-- case: a type on a small table
ALTER TABLE tiny MODIFY id INT;

-- case: a longer text below 256 bytes
-- unsafe: MY-ALG-01
ALTER TABLE orders MODIFY code VARCHAR(60);

-- case: a longer text from below 128 bytes
-- unsafe: MY-ALG-01
ALTER TABLE orders MODIFY code VARCHAR(300);

-- case: a longer text from 128 bytes across 256
-- unsafe: MY-ALG-01 MY-COL-07 MY-OSC-01
ALTER TABLE customers MODIFY name VARCHAR(100) NOT NULL;

-- case: a longer text of one byte a character across 256
-- unsafe: MY-ALG-01 MY-COL-07 MY-OSC-01
ALTER TABLE customers MODIFY medium VARCHAR(300) CHARACTER SET latin1;

-- case: a longer text of one byte a character from below 128
-- unsafe: MY-ALG-01
ALTER TABLE customers MODIFY short VARCHAR(300) CHARACTER SET latin1;

-- case: a longer text above 256 bytes
-- unsafe: MY-ALG-01
ALTER TABLE orders MODIFY note VARCHAR(200);

-- case: not null without a default
-- unsafe: MY-COL-02
ALTER TABLE orders ADD COLUMN extra INT NOT NULL, ALGORITHM=INSTANT;

-- case: not null without a default, a text
-- unsafe: MY-ALG-01 MY-COL-02
ALTER TABLE orders ADD extra VARCHAR(20) NOT NULL FIRST;

-- case: a calculated default
-- unsafe: MY-ALG-01 MY-COL-03 MY-OSC-01
ALTER TABLE orders ADD COLUMN extra CHAR(36) DEFAULT uuid();

-- case: a calculated default in parentheses
-- unsafe: MY-ALG-01 MY-COL-03 MY-OSC-01
ALTER TABLE orders ADD COLUMN extra VARCHAR(60) NOT NULL DEFAULT (concat('x', uuid()));

-- case: a default that the server evaluates once
-- unsafe: MY-ALG-01
ALTER TABLE orders ADD COLUMN extra DOUBLE NOT NULL DEFAULT (rand());

-- case: null not allowed any more
-- unsafe: MY-ALG-01 MY-COL-04 MY-OSC-01
ALTER TABLE customers MODIFY score INT NOT NULL;

-- case: null allowed
-- unsafe: MY-ALG-01 MY-OSC-01
ALTER TABLE customers MODIFY name VARCHAR(50) NULL;

-- case: a column that refers to another table
ALTER TABLE tiny ADD COLUMN parent BIGINT REFERENCES customers (id);

-- case: a stored column
-- unsafe: MY-ALG-01 MY-COL-08 MY-OSC-01
ALTER TABLE orders ADD COLUMN extra DECIMAL(12, 2) GENERATED ALWAYS AS (total * qty) STORED;

-- case: a stored column by its old name
-- unsafe: MY-ALG-01 MY-COL-08 MY-OSC-01
ALTER TABLE orders ADD COLUMN extra DECIMAL(12, 2) AS (total * qty) PERSISTENT;

-- case: a virtual column
-- unsafe: MY-ALG-01
ALTER TABLE orders ADD COLUMN extra DECIMAL(12, 2) AS (total * qty) VIRTUAL;

-- case: a counted column
-- unsafe: MY-ALG-01 MY-COL-08 MY-IDX-01 MY-OSC-01
ALTER TABLE orders ADD COLUMN extra BIGINT NOT NULL AUTO_INCREMENT UNIQUE;

-- case: a value at the end of an enum
-- unsafe: MY-ALG-01
ALTER TABLE orders MODIFY status ENUM('new', 'paid', 'shipped', 'lost') NOT NULL;

-- case: a value in the middle of an enum
-- unsafe: MY-ALG-01 MY-ENUM-01 MY-OSC-01
ALTER TABLE orders MODIFY status ENUM('new', 'lost', 'paid', 'shipped') NOT NULL;

-- case: a value taken out of an enum
-- unsafe: MY-ALG-01 MY-ENUM-01 MY-OSC-01
ALTER TABLE orders CHANGE status status ENUM('new', 'paid') NOT NULL;

-- case: a value at the end of a set
-- unsafe: MY-ALG-01
ALTER TABLE orders MODIFY flags SET('gift', 'express', 'fragile');

-- case: so many values of a set that it needs another byte
-- unsafe: MY-ALG-01 MY-ENUM-01 MY-OSC-01
ALTER TABLE orders MODIFY flags SET('gift', 'express', 'a', 'b', 'c', 'd', 'e', 'f', 'g');

-- case: a foreign key
-- unsafe: MY-ALG-01 MY-FK-01 MY-OSC-01
ALTER TABLE items ADD CONSTRAINT items_order FOREIGN KEY (order_id) REFERENCES orders (id);

-- case: a foreign key without looking
SET SESSION foreign_key_checks = 0;
ALTER TABLE items ADD CONSTRAINT items_order FOREIGN KEY (order_id) REFERENCES orders (id), ALGORITHM=INPLACE, LOCK=NONE;

-- case: a foreign key without looking, in another spelling
SET @@foreign_key_checks := OFF;
ALTER TABLE items ADD FOREIGN KEY items_order (order_id) REFERENCES orders (id) ON DELETE CASCADE, LOCK=NONE;

-- case: a check
-- unsafe: MY-ALG-01 MY-CHK-01 MY-OSC-01
ALTER TABLE orders ADD CONSTRAINT orders_positive CHECK (total >= 0);

-- case: a check on a small table
ALTER TABLE tiny ADD CHECK (id > 0);

-- case: another character set
-- unsafe: MY-ALG-01 MY-CS-01 MY-OSC-01
ALTER TABLE orders CONVERT TO CHARACTER SET latin1;

-- case: another character set for later columns
ALTER TABLE orders DEFAULT CHARACTER SET = latin1, ALGORITHM=INSTANT;

-- case: a table written anew
-- unsafe: MY-ALG-01 MY-OSC-01
ALTER TABLE orders FORCE;

-- case: a table written anew by its engine
-- unsafe: MY-ALG-01 MY-OSC-01
ALTER TABLE orders ENGINE=InnoDB;

-- case: a table written anew by optimizing
-- unsafe: MY-OSC-01
OPTIMIZE TABLE orders;

-- case: partitions
-- unsafe: MY-ALG-01 MY-OSC-01
ALTER TABLE old_orders PARTITION BY HASH (id) PARTITIONS 4;

-- case: a table renamed
-- unsafe: MY-REN-01
RENAME TABLE orders TO purchases;

-- case: a table renamed by alter
-- unsafe: MY-REN-01
ALTER TABLE orders RENAME AS purchases;

-- case: a column renamed
-- unsafe: MY-REN-01
ALTER TABLE orders RENAME COLUMN note TO remark;

-- case: a column renamed by change
-- unsafe: MY-ALG-01 MY-REN-01
ALTER TABLE orders CHANGE note remark VARCHAR(100);

-- case: an index renamed
ALTER TABLE orders RENAME INDEX orders_status_idx TO orders_state_idx;

-- case: an index dropped
DROP INDEX orders_status_idx ON orders;

-- case: a table dropped
-- unsafe: MY-REN-01
DROP TABLE old_orders;

-- case: tables dropped in a comment for the server
-- unsafe: MY-REN-01
/*!40101 DROP TABLE IF EXISTS `old_orders`, tiny */;

-- case: a table of the plan dropped
CREATE TABLE fresh (id BIGINT PRIMARY KEY);
-- next migration
DROP TABLE fresh;

-- case: a temporary table
CREATE TEMPORARY TABLE work (id BIGINT);

-- case: a table replaced
-- unsafe: MY-REN-01
CREATE OR REPLACE TABLE old_orders (id BIGINT PRIMARY KEY, total INT);

-- case: a column dropped
-- unsafe: MY-ALG-01 MY-REN-01
ALTER TABLE orders DROP COLUMN note;

-- case: a column dropped instantly
-- unsafe: MY-REN-01
ALTER TABLE orders DROP COLUMN IF EXISTS note, ALGORITHM=INSTANT;

-- case: a table emptied
-- unsafe: MY-REN-01
TRUNCATE TABLE old_orders;

-- case: all rows deleted
-- unsafe: MY-REN-01
DELETE FROM old_orders;

-- case: all rows updated
-- unsafe: MY-REN-01
UPDATE orders SET note = 'x';

-- case: some rows updated
UPDATE orders SET note = 'x' WHERE id < 10;

-- case: rows inserted
INSERT INTO tiny (id, text) VALUES (100, 'DROP TABLE tiny; -- '), (101, "DELETE FROM tiny") ON DUPLICATE KEY UPDATE text = VALUES(text);

-- case: two tables in one migration
-- unsafe: MY-TX-01
CREATE TABLE fresh (id BIGINT PRIMARY KEY);
CREATE TABLE other (id BIGINT PRIMARY KEY);

-- case: two tables in two migrations
CREATE TABLE fresh (id BIGINT PRIMARY KEY);
-- next migration
CREATE TABLE other (id BIGINT PRIMARY KEY);

-- case: a table and its rows
CREATE TABLE fresh (id BIGINT PRIMARY KEY);
INSERT INTO fresh VALUES (1), (2);

-- case: a column without any timeout
-- timeouts: no
-- unsafe: MY-TX-02
ALTER TABLE orders ADD COLUMN extra INT, ALGORITHM=INSTANT;

-- case: a column with a timeout of its own
-- timeouts: no
SET SESSION lock_wait_timeout = 5;
ALTER TABLE orders ADD COLUMN extra INT, ALGORITHM=INSTANT;

-- case: a new table without any timeout
-- timeouts: no
CREATE TABLE fresh (id BIGINT PRIMARY KEY);

-- case: all rights
-- unsafe: SEC-01
GRANT ALL PRIVILEGES ON corpus_case.* TO clerk WITH GRANT OPTION;

-- case: ordinary rights
GRANT SELECT ON corpus_case.* TO clerk;

-- case: a user with a password
-- unsafe: SEC-01
CREATE USER IF NOT EXISTS reader IDENTIFIED BY 'hunter2';

-- case: a procedure whose body says much
CREATE PROCEDURE clean() BEGIN DELETE FROM orders; DROP TABLE old_orders; END;

-- case: a trigger whose body says much
CREATE TRIGGER orders_clean AFTER INSERT ON orders FOR EACH ROW BEGIN DELETE FROM items; UPDATE orders SET note = ''; END;

-- case: strings and comments that say much
SELECT 'DROP TABLE orders; /*! TRUNCATE orders */', "DELETE FROM items", `note` /* DROP TABLE orders */ FROM orders # DROP TABLE items
LIMIT 1;

-- case: a statement that nobody understands
-- unsafe: SQL-01
ALTER TABLE orders FROBNICATE COLUMN note;

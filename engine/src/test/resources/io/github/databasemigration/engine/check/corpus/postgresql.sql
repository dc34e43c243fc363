-- The corpus of PostgreSQL. Each case names the rules that it breaks; a test executes it on postgresql-base.sql and finds
-- out. "transaction: no" runs without one, "timeouts: no" with neither lock_timeout nor statement_timeout, "before:" changes
-- the database first.

-- case: an index
-- unsafe: PG-IDX-01
CREATE INDEX orders_customer_idx ON orders (customer_id);

-- case: an index without a name, in another spelling
-- unsafe: PG-IDX-01
create index on public.orders using btree (lower(note) desc nulls last) include (total) where qty > 3;

-- case: a unique index
-- unsafe: PG-IDX-01
CREATE UNIQUE INDEX IF NOT EXISTS "orders code" ON "orders" ("code");

-- case: an index on a table of the same plan
CREATE TABLE fresh (id bigint PRIMARY KEY, a int);
CREATE INDEX fresh_a ON fresh (a);
CREATE UNIQUE INDEX ON fresh (a, id);

-- case: an index on a table of an earlier migration
CREATE TABLE fresh (id bigint PRIMARY KEY, a int);
-- next migration
CREATE INDEX fresh_a ON public.fresh (a);

-- case: an index on a small table
CREATE INDEX tiny_text ON tiny (text);

-- case: an index concurrently
-- transaction: no
CREATE INDEX CONCURRENTLY orders_customer_idx ON orders (customer_id);

-- case: a unique index concurrently
-- transaction: no
CREATE UNIQUE INDEX CONCURRENTLY orders_code_idx ON orders USING btree (code);

-- case: an index concurrently in a transaction
-- unsafe: PG-IDX-04
CREATE INDEX CONCURRENTLY orders_customer_idx ON orders (customer_id);

-- case: an index concurrently beside a column
-- transaction: no
-- unsafe: PG-IDX-04
ALTER TABLE orders ADD COLUMN extra int;
CREATE INDEX CONCURRENTLY orders_extra_idx ON orders (extra);

-- case: an index concurrently beside a setting
-- transaction: no
SET lock_timeout = '10s';
CREATE INDEX CONCURRENTLY orders_customer_idx ON orders (customer_id);

-- case: an index dropped concurrently in a transaction
-- unsafe: PG-IDX-04
DROP INDEX CONCURRENTLY orders_status_idx;

-- case: an index of four columns concurrently
-- transaction: no
-- unsafe: PG-IDX-06
CREATE INDEX CONCURRENTLY wide ON orders (customer_id, status, qty, total);

-- case: an index of four columns in a transaction
-- unsafe: PG-IDX-01 PG-IDX-06
CREATE INDEX wide ON orders (customer_id, status, qty, total);

-- case: a unique index of four columns concurrently
-- transaction: no
CREATE UNIQUE INDEX CONCURRENTLY wide ON orders (customer_id, status, qty, id);

-- case: an index that may be there and invalid
-- transaction: no
-- before: CREATE UNIQUE INDEX CONCURRENTLY customers_country_idx ON customers (country)
-- unsafe: PG-IDX-05
CREATE INDEX CONCURRENTLY IF NOT EXISTS customers_country_idx ON customers (country);

-- case: an index dropped
-- unsafe: PG-IDX-02
DROP INDEX orders_status_idx;

-- case: an index dropped if it exists, with its schema
-- unsafe: PG-IDX-02
DROP INDEX IF EXISTS public.orders_status_idx;

-- case: an index dropped concurrently
-- transaction: no
DROP INDEX CONCURRENTLY IF EXISTS orders_status_idx;

-- case: an index of the plan dropped
CREATE TABLE fresh (a int);
CREATE INDEX fresh_a ON fresh (a);
DROP INDEX fresh_a;

-- case: an index made anew
-- unsafe: PG-IDX-03
REINDEX INDEX orders_status_idx;

-- case: the indexes of a table made anew
-- transaction: no
-- unsafe: PG-IDX-03
REINDEX (VERBOSE) TABLE orders;

-- case: an index made anew concurrently
-- transaction: no
REINDEX INDEX CONCURRENTLY orders_status_idx;

-- case: the indexes of a table made anew concurrently, as an option
-- transaction: no
REINDEX (CONCURRENTLY) TABLE orders;

-- case: a partition detached
-- unsafe: PG-PART-01
ALTER TABLE events DETACH PARTITION events_2024;

-- case: a partition detached concurrently
-- transaction: no
ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;

-- case: a partition added
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: a foreign key
-- unsafe: PG-CON-01
ALTER TABLE items ADD CONSTRAINT items_order_again FOREIGN KEY (order_id) REFERENCES orders (id);

-- case: a foreign key without a name and an index
-- unsafe: PG-CON-01 PG-FK-01
ALTER TABLE ONLY public.orders ADD FOREIGN KEY (customer_id) REFERENCES public.customers ON DELETE CASCADE;

-- case: a foreign key not valid
ALTER TABLE items ADD CONSTRAINT items_order_again FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;

-- case: a foreign key not valid, validated in a later migration
ALTER TABLE items ADD CONSTRAINT items_order_again FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;
-- next migration
ALTER TABLE items VALIDATE CONSTRAINT items_order_again;

-- case: a foreign key not valid, validated at once
-- unsafe: PG-CON-03
ALTER TABLE items ADD CONSTRAINT items_order_again FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;
ALTER TABLE items VALIDATE CONSTRAINT items_order_again;

-- case: a foreign key of a new table
CREATE TABLE fresh (id bigint PRIMARY KEY, order_id bigint, FOREIGN KEY (order_id) REFERENCES orders);
CREATE INDEX ON fresh (order_id);

-- case: a foreign key of a new table without an index
-- unsafe: PG-FK-01
CREATE TABLE fresh (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);

-- case: a foreign key whose index comes in a later migration
CREATE TABLE fresh (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
-- next migration
CREATE INDEX ON fresh (order_id, id);

-- case: a foreign key not valid without an index
-- unsafe: PG-FK-01
ALTER TABLE items ADD CONSTRAINT items_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;

-- case: two foreign keys in one transaction
-- unsafe: PG-FK-01 PG-FK-02
ALTER TABLE items ADD CONSTRAINT items_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;

-- case: two foreign keys in two transactions
-- unsafe: PG-FK-01
ALTER TABLE items ADD CONSTRAINT items_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
-- next migration
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;

-- case: a check
-- unsafe: PG-CON-02
ALTER TABLE orders ADD CONSTRAINT orders_qty CHECK (qty >= 0);

-- case: a check without a name, among others
-- unsafe: PG-CON-02
ALTER TABLE orders ADD COLUMN a int, ADD CHECK (char_length(code) < 30);

-- case: a check not valid
ALTER TABLE orders ADD CONSTRAINT orders_qty CHECK (qty >= 0) NOT VALID;

-- case: a check not valid, validated at once
-- unsafe: PG-CON-03 PG-TX-03
ALTER TABLE orders ADD CONSTRAINT orders_qty CHECK (qty >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_qty;

-- case: a check validated
-- before: ALTER TABLE orders ADD CONSTRAINT orders_qty CHECK (qty >= 0) NOT VALID
ALTER TABLE orders VALIDATE CONSTRAINT orders_qty;

-- case: a check on a small table
ALTER TABLE tiny ADD CHECK (id > 0);

-- case: a unique constraint
-- unsafe: PG-CON-04
ALTER TABLE orders ADD CONSTRAINT orders_code UNIQUE (code);

-- case: a unique constraint without a name
-- unsafe: PG-CON-04
alter table orders add unique (id, code) deferrable;

-- case: a unique constraint of an index that is there
ALTER TABLE customers ADD CONSTRAINT customers_email UNIQUE USING INDEX customers_email_idx;

-- case: a primary key
-- unsafe: PG-CON-05
ALTER TABLE keyless ADD PRIMARY KEY (id);

-- case: a primary key with a name
-- unsafe: PG-CON-05
ALTER TABLE keyless ADD CONSTRAINT keyless_pk PRIMARY KEY (id);

-- case: a primary key of an index that is there
ALTER TABLE keyless ADD CONSTRAINT keyless_pk PRIMARY KEY USING INDEX keyless_id_idx;

-- case: an exclusion constraint
-- unsafe: PG-CON-06
ALTER TABLE items ADD CONSTRAINT items_slot EXCLUDE USING gist (slot WITH &&);

-- case: an exclusion constraint on a new table
CREATE TABLE fresh (slot int4range, EXCLUDE USING gist (slot WITH &&));

-- case: not null
-- unsafe: PG-CON-07
ALTER TABLE customers ALTER COLUMN email SET NOT NULL;

-- case: not null, in another spelling
-- unsafe: PG-CON-07
ALTER TABLE IF EXISTS ONLY customers ALTER score SET NOT NULL, ALTER COLUMN score SET DEFAULT 0;

-- case: not null that a check proves
ALTER TABLE orders ALTER COLUMN code SET NOT NULL;

-- case: not null that a check of the plan proves
ALTER TABLE customers ADD CONSTRAINT present CHECK (email IS NOT NULL) NOT VALID;
-- next migration
ALTER TABLE customers VALIDATE CONSTRAINT present;
-- next migration
ALTER TABLE customers ALTER COLUMN email SET NOT NULL;
-- next migration
ALTER TABLE customers DROP CONSTRAINT present;

-- case: not null that a check does not prove yet
-- unsafe: PG-CON-07
ALTER TABLE customers ADD CONSTRAINT present CHECK (email IS NOT NULL) NOT VALID;
-- next migration
ALTER TABLE customers ALTER COLUMN email SET NOT NULL;

-- case: not null on a small table
ALTER TABLE tiny ALTER text SET NOT NULL;

-- case: a check dropped
-- unsafe: PG-CON-08
ALTER TABLE orders DROP CONSTRAINT orders_total_check;

-- case: a foreign key dropped
-- unsafe: PG-CON-08
ALTER TABLE public.items DROP CONSTRAINT IF EXISTS items_order_fk;

-- case: a constraint of the plan dropped
ALTER TABLE orders ADD CONSTRAINT orders_qty CHECK (qty >= 0) NOT VALID;
ALTER TABLE orders DROP CONSTRAINT orders_qty;

-- case: a column
ALTER TABLE orders ADD COLUMN extra int;

-- case: a column with a constant
ALTER TABLE orders ADD COLUMN extra int NOT NULL DEFAULT 5;

-- case: a column with the time of now
ALTER TABLE orders ADD COLUMN extra timestamptz NOT NULL DEFAULT now();

-- case: a column with the time of now, the standard's spellings
ALTER TABLE orders ADD a timestamptz DEFAULT CURRENT_TIMESTAMP, ADD b date DEFAULT CURRENT_DATE, ADD c text DEFAULT current_user;

-- case: columns with calculated constants
ALTER TABLE orders ADD a jsonb NOT NULL DEFAULT '{}'::jsonb, ADD b int DEFAULT 2 * 3, ADD c text[] DEFAULT ARRAY['x'], ADD d text DEFAULT upper('x');

-- case: a column that may not be null
-- unsafe: PG-COL-01
ALTER TABLE orders ADD COLUMN extra int NOT NULL;

-- case: a column that may not be null, in another order
-- unsafe: PG-COL-01
ALTER TABLE IF EXISTS orders ADD IF NOT EXISTS extra text COLLATE "C" NOT NULL;

-- case: a column that may not be null in a new table
CREATE TABLE fresh (id bigint PRIMARY KEY);
ALTER TABLE fresh ADD COLUMN extra int NOT NULL;

-- case: a column with a random default
-- unsafe: PG-COL-02
ALTER TABLE orders ADD COLUMN extra uuid NOT NULL DEFAULT gen_random_uuid();

-- case: a column with the time of the clock
-- unsafe: PG-COL-02
ALTER TABLE orders ADD COLUMN extra timestamptz DEFAULT clock_timestamp();

-- case: a column with a number by chance
-- unsafe: PG-COL-02
ALTER TABLE orders ADD COLUMN extra double precision DEFAULT (random() * 100)::int;

-- case: a random default for later rows
ALTER TABLE orders ADD COLUMN extra uuid;
ALTER TABLE orders ALTER COLUMN extra SET DEFAULT gen_random_uuid();

-- case: a computed column
-- unsafe: PG-COL-03
ALTER TABLE orders ADD COLUMN extra numeric GENERATED ALWAYS AS (total * qty) STORED;

-- case: a counted column
-- unsafe: PG-COL-04
ALTER TABLE orders ADD COLUMN extra bigserial;

-- case: a column of identity
-- unsafe: PG-COL-04
ALTER TABLE orders ADD COLUMN extra bigint GENERATED BY DEFAULT AS IDENTITY (START WITH 10);

-- case: a wider number
-- unsafe: PG-COL-05
ALTER TABLE orders ALTER COLUMN qty TYPE bigint;

-- case: a wider number, in another spelling
-- unsafe: PG-COL-05
ALTER TABLE orders ALTER qty SET DATA TYPE bigint USING qty::bigint;

-- case: a longer text
ALTER TABLE customers ALTER COLUMN email TYPE varchar(200);

-- case: a text without limit
ALTER TABLE customers ALTER COLUMN email TYPE text;

-- case: a text without limit, with the cast that does nothing
ALTER TABLE customers ALTER COLUMN email SET DATA TYPE text USING email::text;

-- case: a shorter text
-- unsafe: PG-COL-05
ALTER TABLE customers ALTER COLUMN email TYPE varchar(90);

-- case: a text that is converted
-- unsafe: PG-COL-05
ALTER TABLE customers ALTER COLUMN email TYPE text USING upper(email);

-- case: a longer text that a check reads
-- unsafe: PG-COL-05
ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);

-- case: more digits before the point
ALTER TABLE customers ALTER COLUMN balance TYPE numeric(12, 2);

-- case: any digits
ALTER TABLE customers ALTER COLUMN balance TYPE numeric;

-- case: more digits behind the point
-- unsafe: PG-COL-05
ALTER TABLE customers ALTER COLUMN balance TYPE numeric(12, 4);

-- case: a time that gets a zone
-- unsafe: PG-COL-05
ALTER TABLE customers ALTER COLUMN joined TYPE timestamptz USING joined AT TIME ZONE 'UTC';

-- case: another type of text
-- unsafe: PG-COL-05
ALTER TABLE customers ALTER COLUMN country TYPE varchar(2);

-- case: the same type again
ALTER TABLE orders ALTER COLUMN qty TYPE integer;

-- case: a type on a small table
ALTER TABLE tiny ALTER COLUMN text TYPE bytea USING text::bytea;

-- case: a column dropped
-- unsafe: PG-COL-06
ALTER TABLE orders DROP COLUMN note;

-- case: a column dropped, in another spelling
-- unsafe: PG-COL-06
alter table only orders drop if exists note restrict, drop qty;

-- case: a column of the plan dropped
ALTER TABLE orders ADD COLUMN extra int;
-- next migration
ALTER TABLE orders DROP COLUMN extra;

-- case: a column renamed
-- unsafe: PG-COL-07
ALTER TABLE orders RENAME COLUMN note TO remark;

-- case: a column renamed, in another spelling
-- unsafe: PG-COL-07
ALTER TABLE public.orders RENAME note TO remark;

-- case: a column of the plan renamed
ALTER TABLE orders ADD COLUMN extra int;
ALTER TABLE orders RENAME COLUMN extra TO other;

-- case: a constraint renamed
ALTER TABLE orders RENAME CONSTRAINT orders_total_check TO orders_total_positive;

-- case: an index renamed
ALTER INDEX orders_status_idx RENAME TO orders_state_idx;

-- case: a json column
-- unsafe: PG-COL-08
ALTER TABLE orders ADD COLUMN extra json;

-- case: a json column of a new table
-- unsafe: PG-COL-08
CREATE TABLE fresh (id bigint PRIMARY KEY, extra json NOT NULL);

-- case: a jsonb column
CREATE TABLE fresh (id bigint PRIMARY KEY, extra jsonb NOT NULL DEFAULT '{}');

-- case: null allowed
-- unsafe: PG-COL-09
ALTER TABLE customers ALTER COLUMN name DROP NOT NULL;

-- case: null allowed where it is
ALTER TABLE customers ALTER COLUMN email DROP NOT NULL;

-- case: a column with its own check
-- unsafe: PG-COL-10
ALTER TABLE orders ADD COLUMN extra int CHECK (extra > 0);

-- case: a column that is unique
-- unsafe: PG-COL-10
ALTER TABLE orders ADD COLUMN extra int UNIQUE;

-- case: a column that refers to another table
-- unsafe: PG-FK-01
ALTER TABLE orders ADD COLUMN parent bigint REFERENCES customers;

-- case: a column with a default that refers to another table
-- unsafe: PG-COL-10 PG-FK-01
ALTER TABLE orders ADD COLUMN parent bigint DEFAULT 1 REFERENCES customers;

-- case: a table dropped
-- unsafe: PG-TBL-01
DROP TABLE archive.old_orders;

-- case: tables dropped if they exist
-- unsafe: PG-TBL-01
drop table if exists keyless, "tiny" restrict;

-- case: a table of the plan dropped
CREATE TABLE fresh (id bigint);
INSERT INTO fresh VALUES (1);
DROP TABLE fresh;

-- case: a temporary table
CREATE TEMPORARY TABLE work AS SELECT id FROM tiny;
DROP TABLE work;

-- case: a table renamed
-- unsafe: PG-TBL-02
ALTER TABLE orders RENAME TO purchases;

-- case: a table moved to another schema
-- unsafe: PG-TBL-02
ALTER TABLE IF EXISTS orders SET SCHEMA archive;

-- case: a schema renamed
-- unsafe: PG-TBL-02
ALTER SCHEMA archive RENAME TO attic;

-- case: a view renamed
-- unsafe: PG-TBL-02
ALTER VIEW order_totals RENAME TO totals;

-- case: a table of the plan renamed
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh RENAME TO newer;
DROP TABLE newer;

-- case: a table emptied
-- unsafe: PG-TBL-03
TRUNCATE archive.old_orders;

-- case: tables emptied with all that refers to them
-- unsafe: PG-TBL-03
TRUNCATE TABLE orders RESTART IDENTITY CASCADE;

-- case: a schema dropped with all in it
-- unsafe: PG-TBL-04
DROP SCHEMA archive CASCADE;

-- case: a table dropped with all that depends on it
-- unsafe: PG-TBL-01 PG-TBL-04
DROP TABLE orders CASCADE;

-- case: a column dropped with all that depends on it
-- unsafe: PG-COL-06 PG-TBL-04
ALTER TABLE orders DROP COLUMN total CASCADE;

-- case: a table written anew by vacuum
-- transaction: no
-- unsafe: PG-TBL-05
VACUUM FULL orders;

-- case: a table written anew by vacuum, options in parentheses
-- transaction: no
-- unsafe: PG-TBL-05
VACUUM (FULL, ANALYZE) public.orders;

-- case: vacuum
-- transaction: no
VACUUM (FULL false, ANALYZE) orders;

-- case: a table written in another order
-- unsafe: PG-TBL-05
CLUSTER orders USING orders_status_idx;

-- case: a table that is not logged any more
-- unsafe: PG-TBL-05
ALTER TABLE keyless SET UNLOGGED;

-- case: a trigger
-- unsafe: PG-TRG-01
CREATE TRIGGER orders_touch BEFORE INSERT OR UPDATE OF note ON orders FOR EACH ROW EXECUTE FUNCTION touch();

-- case: a trigger on a new table
CREATE TABLE fresh (id bigint);
CREATE TRIGGER fresh_touch BEFORE INSERT ON fresh FOR EACH ROW EXECUTE FUNCTION touch();

-- case: a value of an enum renamed
-- unsafe: PG-ENUM-01
ALTER TYPE order_status RENAME VALUE 'paid' TO 'settled';

-- case: a value of a new enum renamed
CREATE TYPE mood AS ENUM ('a', 'b');
ALTER TYPE mood RENAME VALUE 'a' TO 'c';

-- case: a value at the end of an enum
-- unsafe: PG-ENUM-02
ALTER TYPE order_status ADD VALUE 'lost';

-- case: a value of an enum with its place
ALTER TYPE public.order_status ADD VALUE IF NOT EXISTS 'lost' AFTER 'shipped';

-- case: a value of an enum used at once
-- unsafe: PG-ENUM-02
ALTER TYPE order_status ADD VALUE 'lost' BEFORE 'paid';
UPDATE orders SET status = 'lost' WHERE id = 1;

-- case: a domain with a check
-- unsafe: PG-DOM-01
CREATE DOMAIN positive AS int CHECK (VALUE > 0);

-- case: a domain without one
CREATE DOMAIN label AS text;

-- case: a check for a domain in use
-- unsafe: PG-DOM-01
ALTER DOMAIN amount ADD CONSTRAINT amount_positive CHECK (VALUE >= 0);

-- case: a check for a domain, not valid
ALTER DOMAIN amount ADD CONSTRAINT amount_positive CHECK (VALUE >= 0) NOT VALID;

-- case: a column without any timeout
-- timeouts: no
-- unsafe: PG-TX-01
ALTER TABLE orders ADD COLUMN extra int;

-- case: a column with a timeout of its own
-- timeouts: no
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN extra int;

-- case: a timeout that is switched off again
-- timeouts: no
-- unsafe: PG-TX-01
SET lock_timeout = 2000;
SET lock_timeout TO '0';
ALTER TABLE orders ADD COLUMN extra int;

-- case: a timeout by a function
-- timeouts: no
SELECT set_config('lock_timeout', '2s', true);
ALTER TABLE orders ADD COLUMN extra int;

-- case: a new table without any timeout
-- timeouts: no
CREATE TABLE fresh (id bigint PRIMARY KEY);

-- case: long work without a timeout for statements
-- timeouts: no
-- unsafe: PG-CON-07 PG-TX-02
SET lock_timeout = '2s';
ALTER TABLE customers ALTER email SET NOT NULL;

-- case: long work with a timeout for statements
-- timeouts: no
-- unsafe: PG-CON-07
SET lock_timeout = '2s';
SET statement_timeout = '1min';
ALTER TABLE customers ALTER email SET NOT NULL;

-- case: a check after a column
-- unsafe: PG-CON-02 PG-TX-03
ALTER TABLE customers ADD COLUMN extra int;
ALTER TABLE orders ADD CONSTRAINT orders_qty CHECK (qty >= 0);

-- case: an index after a column
-- unsafe: PG-IDX-01 PG-TX-03
ALTER TABLE customers ADD COLUMN extra int;
CREATE INDEX ON orders (customer_id);

-- case: an index after a column, in migrations of their own
-- unsafe: PG-IDX-01
ALTER TABLE customers ADD COLUMN extra int;
-- next migration
CREATE INDEX ON orders (customer_id);

-- case: two columns one after the other
ALTER TABLE customers ADD COLUMN extra int;
ALTER TABLE orders ADD COLUMN extra int;

-- case: a transaction of its own
-- before: SELECT 1
-- unsafe: PG-TX-04
BEGIN;
CREATE TABLE fresh (id bigint);
COMMIT;

-- case: a commit in between
-- before: SELECT 1
-- unsafe: PG-TX-04
CREATE TABLE fresh (id bigint);
COMMIT;

-- case: a savepoint
SAVEPOINT here;
CREATE TABLE fresh (id bigint);
RELEASE here;

-- case: a column filled at once
-- unsafe: PG-DML-01 PG-DML-02 PG-TX-03 PG-TX-05
ALTER TABLE orders ADD COLUMN extra int;
UPDATE orders SET extra = qty;

-- case: a column filled in a migration of its own
-- unsafe: PG-DML-01 PG-DML-02
ALTER TABLE orders ADD COLUMN extra int;
-- next migration
UPDATE orders SET extra = qty;

-- case: rows for a table of the same migration
CREATE TABLE fresh (id bigint PRIMARY KEY, name text);
INSERT INTO fresh SELECT id, name FROM customers;

-- case: all rows deleted
-- unsafe: PG-DML-01 PG-DML-02
DELETE FROM items;

-- case: all rows updated
-- unsafe: PG-DML-01 PG-DML-02
update only orders as o set note = upper(o.note);

-- case: many rows updated
-- unsafe: PG-DML-02
UPDATE orders SET note = 'x' WHERE id > 100;

-- case: one row updated
UPDATE orders SET note = 'x' WHERE id = 100;

-- case: rows inserted
INSERT INTO tiny (id, text) VALUES (100, 'DELETE FROM tiny'), (101, $$DROP TABLE tiny$$) ON CONFLICT DO NOTHING;

-- case: many rows copied
-- unsafe: PG-DML-02
INSERT INTO archive.old_orders SELECT id + 100000, total FROM orders WHERE qty >= 0;

-- case: rows moved in one statement
-- unsafe: PG-DML-02
-- before: ALTER TABLE items DROP CONSTRAINT items_order_fk
WITH gone AS (DELETE FROM orders WHERE id > 0 RETURNING id, total) INSERT INTO archive.old_orders SELECT id + 10000, total FROM gone;

-- case: a small primary key
-- unsafe: PG-INT-01
CREATE TABLE fresh (id serial PRIMARY KEY, name text);

-- case: a small primary key as a constraint of the table
-- unsafe: PG-INT-01
CREATE TABLE fresh (id int GENERATED ALWAYS AS IDENTITY, CONSTRAINT fresh_pk PRIMARY KEY (id));

-- case: a small primary key of two bytes
-- unsafe: PG-INT-01
CREATE TABLE fresh (id smallint PRIMARY KEY);

-- case: a large primary key
CREATE TABLE fresh (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int);

-- case: a name that is too long
-- unsafe: PG-ID-01
CREATE TABLE a_name_that_is_longer_than_the_sixty_three_bytes_which_postgresql_keeps_of_it (id bigint);

-- case: a name that is long enough
CREATE TABLE a_name_of_sixty_three_bytes_which_is_all_that_postgresql_keeps_ (id bigint);

-- case: rights for everybody
-- unsafe: SEC-01
GRANT SELECT ON orders TO PUBLIC;

-- case: all rights
-- unsafe: SEC-01
GRANT ALL PRIVILEGES ON TABLE orders TO clerk;

-- case: rights to give away
-- unsafe: SEC-01
GRANT SELECT, INSERT ON orders TO clerk WITH GRANT OPTION;

-- case: ordinary rights
GRANT SELECT, INSERT ON orders TO clerk;

-- case: a role with a password
-- unsafe: SEC-01
CREATE USER reader WITH PASSWORD 'hunter2';

-- case: a password changed
-- unsafe: SEC-01
ALTER ROLE clerk PASSWORD 'hunter2';

-- case: a block whose body says much
DO $$ BEGIN IF false THEN DROP TABLE orders; DELETE FROM items; ALTER TABLE orders RENAME TO x; END IF; END $$;

-- case: a function whose body says much
CREATE OR REPLACE FUNCTION clean() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE orders;
    CREATE INDEX ON orders (note);
END $$;

-- case: strings and comments that say much
COMMENT ON TABLE orders IS 'DROP TABLE orders; CREATE INDEX ON orders (note)';
/* DROP TABLE orders; /* nested */ TRUNCATE orders; */ SELECT 'DELETE FROM orders', "note" FROM orders -- DROP TABLE items
WHERE note = E'its \'; DROP TABLE orders; --' LIMIT 1;

-- case: a view, a sequence, a statistic
CREATE OR REPLACE VIEW recent AS SELECT id FROM orders WHERE created_at > now() - interval '1 day';
CREATE SEQUENCE numbers AS bigint START 10;
CREATE STATISTICS orders_stat (dependencies) ON customer_id, status FROM orders;

-- case: a statement that nobody understands
-- unsafe: SQL-01
ALTER TABLE orders FROBNICATE COLUMN note;

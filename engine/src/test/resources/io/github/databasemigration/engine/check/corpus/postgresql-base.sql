-- The database that every case of the corpus runs on: a shop in use, its tables full enough to be large to the checks.
CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');
CREATE DOMAIN amount AS numeric(12, 2);
CREATE TABLE customers (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    email varchar(100),
    country char(2),
    score int,
    joined timestamp,
    balance numeric(8, 2)
);
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer_id bigint,
    total numeric(10, 2) CONSTRAINT orders_total_check CHECK (total >= 0),
    status order_status NOT NULL,
    note text,
    code varchar(20),
    qty int,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT orders_code_present CHECK (code IS NOT NULL)
);
CREATE TABLE items (
    id bigint PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT items_order_fk REFERENCES orders,
    customer_id bigint,
    price amount,
    slot int4range
);
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, text text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE keyless (id bigint NOT NULL, text text);
CREATE TABLE tiny (id bigint PRIMARY KEY, text text);
CREATE SCHEMA archive;
CREATE TABLE archive.old_orders (id bigint PRIMARY KEY, total numeric);
CREATE VIEW order_totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
INSERT INTO customers SELECT i, 'customer ' || i, 'c' || i || '@example.org', 'DE', i % 100, '2024-01-01', i
    FROM generate_series(1, 3000) i;
INSERT INTO orders SELECT i, 1 + i % 3000, i, 'new', 'note ' || i, 'code ' || i, i % 7, '2024-05-01'
    FROM generate_series(1, 5000) i;
INSERT INTO items SELECT i, i, 1 + i % 3000, i, int4range(i, i + 1) FROM generate_series(1, 5000) i;
INSERT INTO events SELECT i, '2024-06-01', 'e' FROM generate_series(1, 2000) i;
INSERT INTO events SELECT i, '2025-06-01', 'e' FROM generate_series(1, 2000) i;
INSERT INTO keyless SELECT i, 't' FROM generate_series(1, 3000) i;
INSERT INTO tiny SELECT i, 't' FROM generate_series(1, 5) i;
INSERT INTO archive.old_orders SELECT i, i FROM generate_series(1, 2000) i;
CREATE INDEX orders_status_idx ON orders (status);
CREATE INDEX items_order_idx ON items (order_id);
CREATE UNIQUE INDEX customers_email_idx ON customers (email);
CREATE UNIQUE INDEX keyless_id_idx ON keyless (id);
ANALYZE;

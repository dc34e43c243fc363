-- The shop's first day. Keys are given by the application, so the same SQL runs on every database.
CREATE TABLE customers (
    id    INTEGER      NOT NULL PRIMARY KEY,
    name  VARCHAR(100) NOT NULL,
    email VARCHAR(200) NOT NULL
);

CREATE TABLE products (
    sku         VARCHAR(20)  NOT NULL PRIMARY KEY,
    name        VARCHAR(100) NOT NULL,
    price_cents INTEGER      NOT NULL,
    CONSTRAINT price_is_not_negative CHECK (price_cents >= 0)
);

INSERT INTO customers (id, name, email) VALUES
    (1, 'Ann Lee',      'ann.lee@example.org'),
    (2, 'Björn Åkesson', 'bjorn@example.org'),
    (3, 'Chloé O''Neil', 'chloe@example.org'),
    -- The same person, who once ordered as a guest.
    (4, 'Ann Lee',      'Ann.Lee@example.org');

INSERT INTO products (sku, name, price_cents) VALUES
    ('TEA-GREEN', 'Green tea, 100 g',  690),
    ('TEA-BLACK', 'Black tea, 100 g',  590),
    ('POT-SMALL', 'Tea pot, 0.5 l',   2450),
    ('CUP-WHITE', 'Cup, white',        850);

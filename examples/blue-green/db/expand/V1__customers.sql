CREATE TABLE customers (
    id   INTEGER      NOT NULL PRIMARY KEY,
    name VARCHAR(100) NOT NULL
);

INSERT INTO customers (id, name) VALUES (1, 'Ann Lee'), (2, 'Chloé O''Neil');

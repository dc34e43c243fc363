CREATE TABLE customers (
    id BIGINT PRIMARY KEY,
    name VARCHAR(50) NOT NULL,
    email VARCHAR(30),
    short VARCHAR(20) CHARACTER SET latin1,
    medium VARCHAR(200) CHARACTER SET latin1,
    score INT,
    joined DATETIME NULL,
    balance DECIMAL(8, 2)
) DEFAULT CHARSET = utf8mb4;
CREATE TABLE orders (
    id BIGINT PRIMARY KEY,
    customer_id BIGINT,
    total DECIMAL(10, 2),
    status ENUM('new', 'paid', 'shipped') NOT NULL,
    flags SET('gift', 'express'),
    note VARCHAR(100),
    code VARCHAR(20),
    qty INT NOT NULL DEFAULT 0,
    created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    KEY orders_status_idx (status)
) DEFAULT CHARSET = utf8mb4;
CREATE TABLE items (
    id BIGINT PRIMARY KEY,
    order_id BIGINT NOT NULL,
    price DECIMAL(12, 2),
    KEY items_order_idx (order_id),
    CONSTRAINT items_positive CHECK (price >= 0)
) DEFAULT CHARSET = utf8mb4;
CREATE TABLE old_orders (id BIGINT PRIMARY KEY, total DECIMAL(10, 2)) DEFAULT CHARSET = utf8mb4;
CREATE TABLE tiny (id BIGINT PRIMARY KEY, text VARCHAR(20)) DEFAULT CHARSET = utf8mb4;
INSERT INTO customers SELECT seq, concat('c', seq), concat('c', seq, '@x.org'), 's', 'm', seq % 100, '2024-01-01', seq FROM seq_1_to_3000;
INSERT INTO orders SELECT seq, 1 + seq % 3000, seq, 'new', 'gift', concat('note ', seq), concat('code ', seq), seq % 7, '2024-01-01' FROM seq_1_to_4000;
INSERT INTO items SELECT seq, seq, seq FROM seq_1_to_4000;
INSERT INTO old_orders SELECT seq, seq FROM seq_1_to_2000;
INSERT INTO tiny SELECT seq, 't' FROM seq_1_to_5;
ANALYZE TABLE customers, orders, items, old_orders, tiny;

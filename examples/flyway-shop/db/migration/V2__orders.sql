CREATE TABLE orders (
    id          INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    ordered_on  DATE    NOT NULL,
    CONSTRAINT order_of_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
);

CREATE INDEX orders_by_customer ON orders (customer_id);

-- The price is the one of the day of the order, so it is kept here too.
CREATE TABLE order_lines (
    order_id    INTEGER     NOT NULL,
    line_no     INTEGER     NOT NULL,
    sku         VARCHAR(20) NOT NULL,
    quantity    INTEGER     NOT NULL,
    price_cents INTEGER     NOT NULL,
    PRIMARY KEY (order_id, line_no),
    CONSTRAINT line_of_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT line_of_product FOREIGN KEY (sku) REFERENCES products (sku),
    CONSTRAINT quantity_is_positive CHECK (quantity > 0)
);

INSERT INTO orders (id, customer_id, ordered_on) VALUES
    (1001, 1, '2026-08-14'),
    (1002, 2, '2026-08-20'),
    (1003, 1, '2026-09-03'),
    (1004, 4, '2026-09-12');

INSERT INTO order_lines (order_id, line_no, sku, quantity, price_cents) VALUES
    (1001, 1, 'TEA-GREEN', 2,  690),
    (1001, 2, 'POT-SMALL', 1, 2450),
    (1002, 1, 'TEA-BLACK', 5,  590),
    (1003, 1, 'CUP-WHITE', 6,  850),
    (1004, 1, 'TEA-GREEN', 1,  690);

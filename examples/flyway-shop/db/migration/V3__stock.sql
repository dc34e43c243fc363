CREATE TABLE stock (
    sku     VARCHAR(20) NOT NULL PRIMARY KEY,
    on_hand INTEGER     NOT NULL,
    CONSTRAINT stock_of_product FOREIGN KEY (sku) REFERENCES products (sku)
);

-- The first count of the warehouse; black tea was sold out.
INSERT INTO stock (sku, on_hand) SELECT sku, 40 FROM products;

UPDATE stock SET on_hand = 0 WHERE sku = 'TEA-BLACK';

ALTER TABLE products ADD COLUMN discontinued BOOLEAN DEFAULT FALSE NOT NULL;

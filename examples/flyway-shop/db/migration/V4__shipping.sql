ALTER TABLE orders ADD COLUMN status VARCHAR(20) DEFAULT 'new' NOT NULL;

ALTER TABLE orders ADD COLUMN shipped_on DATE;

-- What was ordered before the warehouse knew of this column has left it long ago.
UPDATE orders SET status = 'shipped', shipped_on = ordered_on WHERE ordered_on < '2026-09-01';

CREATE INDEX orders_by_status ON orders (status);

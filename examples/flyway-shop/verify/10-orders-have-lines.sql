-- Nobody orders nothing. Passes when it returns no row: each row is an order without lines.
SELECT orders.id, orders.customer_id
FROM orders
LEFT JOIN order_lines ON order_lines.order_id = orders.id
WHERE order_lines.order_id IS NULL;

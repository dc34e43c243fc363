-- The total of each order is the sum of its lines. Passes when it returns no row.
SELECT orders.id, orders.total_cents
FROM orders
LEFT JOIN order_line ON order_line.order_id = orders.id
GROUP BY orders.id, orders.total_cents
HAVING orders.total_cents <> COALESCE(SUM(order_line.quantity * order_line.price_cents), 0)

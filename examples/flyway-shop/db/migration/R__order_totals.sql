-- A repeatable migration: runs after the others, and again whenever this file changes.
DROP VIEW IF EXISTS order_totals;

CREATE VIEW order_totals AS
SELECT order_id, SUM(quantity * price_cents) AS total_cents
FROM order_lines
GROUP BY order_id;

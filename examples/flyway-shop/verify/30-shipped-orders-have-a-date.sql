-- What was shipped was shipped on some day. Passes when it returns no row.
SELECT id, status, shipped_on
FROM orders
WHERE (status = 'shipped' AND shipped_on IS NULL) OR (status <> 'shipped' AND shipped_on IS NOT NULL);

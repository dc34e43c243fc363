-- A foreign key of or to a partitioned table has one more row for each partition, under names that the server makes up.
SELECT
  format('constraint %I on %s', c.conname, t.name),
  pg_get_constraintdef(c.oid, false)
FROM pg_constraint c
JOIN relation t ON t.oid = c.conrelid
WHERE c.contype IN ('p', 'u', 'x', 'c') OR c.contype = 'f' AND c.conparentid = 0

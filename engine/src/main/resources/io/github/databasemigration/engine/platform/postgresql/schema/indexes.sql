-- Those of constraints are told by their constraints. A dump leaves invalid ones out.
SELECT
  'index ' || format('%I.%I', n.nspname, x.relname),
  pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END
FROM pg_index i
JOIN relation t ON t.oid = i.indrelid
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = x.relnamespace
WHERE NOT EXISTS (
  SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))

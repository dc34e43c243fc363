-- Told only where it is not the database's owner. Indexes and owned sequences follow their tables, and the schema public
-- comes with the server's owner.
SELECT 'owner of ' || o.name, pg_get_userbyid(o.owner)::text
FROM (
  SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || c.name, c.relowner
  FROM relation c
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL
  SELECT format('function %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), p.proowner
  FROM pg_proc p
  JOIN namespace n ON n.oid = p.pronamespace
  WHERE NOT EXISTS (
      SELECT FROM extension_member m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid)
    AND NOT EXISTS (
      SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
  UNION ALL
  SELECT format('type %I.%I', n.nspname, y.typname), y.typowner
  FROM pg_type y
  JOIN namespace n ON n.oid = y.typnamespace
  LEFT JOIN pg_class r ON r.oid = y.typrelid
  WHERE y.typtype IN ('e', 'd', 'r', 'b', 'c')
    AND (y.typtype <> 'c' OR r.relkind = 'c')
    AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = y.oid)
    AND NOT EXISTS (
      SELECT FROM extension_member m WHERE m.classid = 'pg_type'::regclass AND m.objid = y.oid)
  UNION ALL
  SELECT 'schema ' || quote_ident(n.nspname), n.nspowner
  FROM namespace n
  WHERE NOT (n.nspname = 'public' AND n.nspowner < 16384)
) AS o (name, owner)
WHERE o.owner <> (SELECT oid FROM database_owner)

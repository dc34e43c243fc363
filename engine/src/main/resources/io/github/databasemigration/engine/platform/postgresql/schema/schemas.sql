-- A new database has the schema public whether or not the old one had, so its mere existence says nothing.
SELECT 'schema ' || quote_ident(n.nspname), 'SCHEMA'
FROM namespace n
WHERE n.nspname <> 'public'
  AND NOT EXISTS (
    SELECT FROM extension_member m WHERE m.classid = 'pg_namespace'::regclass AND m.objid = n.oid)

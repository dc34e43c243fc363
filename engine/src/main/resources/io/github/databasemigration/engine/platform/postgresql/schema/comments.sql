-- Objects below 16384 are the server's own, except the schema public. What stands on a table goes with the table.
SELECT format('comment on %s %s', i.type, i.identity), d.description
FROM pg_description d
CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
LEFT JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND c.oid = d.objoid
LEFT JOIN pg_constraint k ON d.classoid = 'pg_constraint'::regclass AND k.oid = d.objoid
LEFT JOIN pg_trigger g ON d.classoid = 'pg_trigger'::regclass AND g.oid = d.objoid
LEFT JOIN pg_policy p ON d.classoid = 'pg_policy'::regclass AND p.oid = d.objoid
LEFT JOIN pg_rewrite w ON d.classoid = 'pg_rewrite'::regclass AND w.oid = d.objoid
CROSS JOIN LATERAL (
  SELECT coalesce(c.oid, nullif(k.conrelid, 0), g.tgrelid, p.polrelid, w.ev_class) AS oid) t
WHERE (d.objoid >= 16384
    OR d.objoid = to_regnamespace('public') AND d.classoid = 'pg_namespace'::regclass
      AND d.description <> 'standard public schema')
  AND (i.schema IN (SELECT nspname FROM namespace)
    OR i.schema IS NULL AND (d.classoid <> 'pg_namespace'::regclass OR d.objoid IN (SELECT oid FROM namespace)))
  AND NOT EXISTS (
    SELECT FROM extension_member m WHERE m.classid = d.classoid AND m.objid = d.objoid)
  AND (t.oid IS NULL OR c.relkind = 'c' OR t.oid IN (SELECT oid FROM relation))

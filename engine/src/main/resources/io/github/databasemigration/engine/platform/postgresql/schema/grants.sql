-- An object's own owner is called so, that the same schema of another owner reads the same. What equals the default is
-- left out: a dump does not tell it from none.
SELECT 'grants on ' || o.name, coalesce(x.now, 'nothing')
FROM (
  SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || c.name, c.relowner, c.relacl,
    acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
  FROM relation c
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL
  SELECT format('column %s.%I', c.name, a.attname), c.relowner, a.attacl, acldefault('c', c.relowner)
  FROM pg_attribute a
  JOIN relation c ON c.oid = a.attrelid
  WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL
  SELECT format('function %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
    p.proowner, p.proacl, acldefault('f', p.proowner)
  FROM pg_proc p
  JOIN namespace n ON n.oid = p.pronamespace
  WHERE NOT EXISTS (
    SELECT FROM extension_member m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid)
  UNION ALL
  SELECT format('type %I.%I', n.nspname, y.typname), y.typowner, y.typacl, acldefault('T', y.typowner)
  FROM pg_type y
  JOIN namespace n ON n.oid = y.typnamespace
  WHERE NOT EXISTS (
    SELECT FROM extension_member m WHERE m.classid = 'pg_type'::regclass AND m.objid = y.oid)
  UNION ALL
  SELECT 'schema ' || quote_ident(n.nspname), n.nspowner, n.nspacl,
    coalesce(
      (SELECT i.initprivs FROM pg_init_privs i
        WHERE i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid AND i.privtype = 'i'),
      acldefault('n', n.nspowner))
  FROM namespace n
) AS o (name, owner, acl, standard)
CROSS JOIN LATERAL (
  SELECT
    string_agg(g.text, E'\n' ORDER BY g.text COLLATE "C") FILTER (WHERE g.now) AS now,
    string_agg(g.text, E'\n' ORDER BY g.text COLLATE "C") FILTER (WHERE NOT g.now) AS standard
  FROM (
    SELECT e.now, concat(
      CASE e.grantee WHEN 0 THEN 'PUBLIC' WHEN o.owner THEN 'owner' ELSE pg_get_userbyid(e.grantee)::text END,
      ' ', e.privilege_type, CASE WHEN e.is_grantable THEN ' WITH GRANT OPTION' END)
    FROM (
      SELECT true AS now, * FROM aclexplode(o.acl)
      UNION ALL
      SELECT false, * FROM aclexplode(o.standard)) e
  ) AS g (now, text)
) x
WHERE o.acl IS NOT NULL AND x.now IS DISTINCT FROM x.standard

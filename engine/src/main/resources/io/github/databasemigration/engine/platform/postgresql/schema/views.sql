SELECT
  CASE v.relkind WHEN 'v' THEN 'view ' ELSE 'materialized view ' END || v.name,
  concat_ws(E'\n',
    'WITH ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(v.reloptions) o),
    pg_get_viewdef(v.oid, false))
FROM relation v
WHERE v.relkind IN ('v', 'm')

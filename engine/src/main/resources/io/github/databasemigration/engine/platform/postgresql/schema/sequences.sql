SELECT
  'sequence ' || r.name,
  concat_ws(E'\n',
    CASE r.relpersistence WHEN 'u' THEN 'UNLOGGED' END,
    format('AS %s START %s INCREMENT %s MINVALUE %s MAXVALUE %s CACHE %s%s', format_type(s.seqtypid, NULL),
      s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END),
    'OWNED BY ' || owned.by)
FROM pg_sequence s
JOIN relation r ON r.oid = s.seqrelid
LEFT JOIN LATERAL (
  SELECT d.refobjid::regclass || '.' || quote_ident(a.attname) AS by
  FROM pg_depend d
  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i')
    AND d.refclassid = 'pg_class'::regclass) owned ON true

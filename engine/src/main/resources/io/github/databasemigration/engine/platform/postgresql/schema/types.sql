-- Not the row types of tables, nor the arrays and multiranges that come with a type.
SELECT
  CASE y.typtype WHEN 'e' THEN 'enum ' WHEN 'd' THEN 'domain ' WHEN 'c' THEN 'composite type '
    WHEN 'r' THEN 'range type ' ELSE 'type ' END || format('%I.%I', n.nspname, y.typname),
  concat_ws(E'\n',
    'TYPE',
    (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = y.oid),
    (SELECT string_agg(
        concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
          (SELECT 'COLLATE ' || c.oid::regcollation FROM pg_collation c, pg_type b
            WHERE c.oid = a.attcollation AND b.oid = a.atttypid AND b.typcollation <> c.oid)),
        E'\n' ORDER BY a.attnum)
      FROM pg_attribute a
      WHERE y.typtype = 'c' AND a.attrelid = y.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
    (SELECT concat_ws(' ', format_type(r.rngsubtype, NULL), 'COLLATE ' || nullif(r.rngcollation, 0)::text,
        'OPCLASS ' || (SELECT opcname FROM pg_opclass WHERE oid = r.rngsubopc),
        'CANONICAL ' || nullif(r.rngcanonical, 0::regproc), 'SUBDIFF ' || nullif(r.rngsubdiff, 0::regproc))
      FROM pg_range r WHERE r.rngtypid = y.oid),
    CASE y.typtype
      WHEN 'd' THEN concat_ws(' ', format_type(y.typbasetype, y.typtypmod),
        (SELECT 'COLLATE ' || c.oid::regcollation FROM pg_collation c, pg_type b
          WHERE c.oid = y.typcollation AND b.oid = y.typbasetype AND b.typcollation <> c.oid),
        CASE WHEN y.typnotnull THEN 'NOT NULL' END,
        'DEFAULT ' || pg_get_expr(y.typdefaultbin, 0))
      WHEN 'b' THEN format('INPUT %s OUTPUT %s LENGTH %s', y.typinput, y.typoutput, y.typlen) END,
    (SELECT string_agg(
        format('CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid, false)), E'\n' ORDER BY c.conname)
      FROM pg_constraint c WHERE c.contypid = y.oid AND c.contype = 'c'))
FROM pg_type y
JOIN namespace n ON n.oid = y.typnamespace
LEFT JOIN pg_class r ON r.oid = y.typrelid
WHERE y.typtype IN ('e', 'd', 'r', 'b', 'c')
  AND (y.typtype <> 'c' OR r.relkind = 'c')
  AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = y.oid)
  AND NOT EXISTS (
    SELECT FROM extension_member m WHERE m.classid = 'pg_type'::regclass AND m.objid = y.oid)

SELECT 'table', c.oid::text, n.nspname || '.' || c.relname,
    coalesce((SELECT inhparent::text FROM pg_inherits WHERE inhrelid = c.oid AND NOT inhdetachpending), ''),
    json_build_object('file', pg_relation_filenode(c.oid), 'kind', c.relkind, 'acl', c.relacl::text)::text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_|^information_schema$'
UNION ALL
SELECT 'column', a.attrelid || ':' || a.attnum, a.attname, a.attrelid::text, json_build_object(
    'type', format_type(a.atttypid, a.atttypmod), 'notnull', a.attnotnull, 'generated', a.attgenerated <> '',
    'identity', a.attidentity <> '', 'default', pg_get_expr(d.adbin, d.adrelid))::text
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_|^information_schema$'
UNION ALL
SELECT 'index', i.indexrelid::text, c.relname, i.indrelid::text, json_build_object(
    'file', pg_relation_filenode(c.oid), 'valid', i.indisvalid, 'unique', i.indisunique, 'keys', i.indnkeyatts,
    'partial', i.indpred IS NOT NULL,
    'constraint', EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')),
    'columns', (SELECT string_agg(coalesce(a.attname, ''), ',' ORDER BY k.n)
        FROM unnest(i.indkey) WITH ORDINALITY k (attnum, n)
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum))::text
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_|^information_schema$'
UNION ALL
SELECT 'constraint', k.oid::text, k.conname, k.conrelid::text, json_build_object(
    'type', k.contype, 'validated', k.convalidated, 'index', k.conindid::text,
    'columns', (SELECT string_agg(a.attname, ',' ORDER BY u.n) FROM unnest(k.conkey) WITH ORDINALITY u (attnum, n)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
    'ids', (SELECT string_agg(k.conrelid || ':' || u, ',') FROM unnest(k.conkey) u),
    'references', k.confrelid::text)::text
FROM pg_constraint k WHERE k.conrelid <> 0 AND k.contype IN ('p', 'u', 'x', 'c', 'f')
UNION ALL
SELECT 'trigger', t.oid::text, t.tgname, t.tgrelid::text, '{}' FROM pg_trigger t WHERE NOT t.tgisinternal
UNION ALL
SELECT 'value', e.oid::text, e.enumlabel, e.enumtypid::text, json_build_object('last',
    e.enumsortorder = (SELECT max(o.enumsortorder) FROM pg_enum o WHERE o.enumtypid = e.enumtypid))::text
FROM pg_enum e
UNION ALL
SELECT 'domain', k.oid::text, k.conname, k.contypid::text, json_build_object('validated', k.convalidated)::text
FROM pg_constraint k WHERE k.contypid <> 0 AND k.connamespace = 'public'::regnamespace
UNION ALL
SELECT 'schema', n.oid::text, n.nspname, '', '{}' FROM pg_namespace n WHERE n.nspname !~ '^pg_|^information_schema$'
UNION ALL
SELECT 'role', a.oid::text, a.rolname, '', json_build_object('is', md5(a.*::text))::text FROM pg_authid a

SELECT 'table', t.table_name, t.table_name, '', json_object(
    'file', (SELECT i.table_id FROM information_schema.innodb_sys_tables i
        WHERE i.name = concat(t.table_schema, '/', t.table_name)),
    'collation', t.table_collation, 'type', t.table_type)
FROM information_schema.tables t WHERE t.table_schema = database()
UNION ALL
SELECT 'column', concat(c.table_name, '.', c.column_name), c.column_name, c.table_name, json_object(
    'type', c.column_type, 'data', c.data_type, 'nullable', c.is_nullable = 'YES', 'default', c.column_default,
    'generated', c.generation_expression IS NOT NULL, 'stored', c.extra LIKE '%STORED%',
    'counted', c.extra LIKE '%auto_increment%', 'length', coalesce(c.character_maximum_length, 0))
FROM information_schema.columns c WHERE c.table_schema = database()
UNION ALL
SELECT 'constraint', concat(k.table_name, '.', k.constraint_name), k.constraint_name, k.table_name,
    json_object('type', k.constraint_type)
FROM information_schema.table_constraints k WHERE k.table_schema = database()
UNION ALL
SELECT DISTINCT 'index', concat(s.table_name, '.', s.index_name), s.index_name, s.table_name,
    json_object('unique', s.non_unique = 0)
FROM information_schema.statistics s WHERE s.table_schema = database()
UNION ALL
SELECT 'user', concat(u.user, '@', u.host), u.user, '', json_object('is', md5(u.priv)) FROM mysql.global_priv u
UNION ALL
SELECT 'grant', concat(p.grantee, p.table_schema, p.privilege_type), p.privilege_type, p.grantee,
    json_object('grantable', p.is_grantable = 'YES')
FROM information_schema.schema_privileges p WHERE p.table_schema = database()

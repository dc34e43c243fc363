-- Rarer kinds.
SELECT 'statistics ' || format('%I.%I', n.nspname, s.stxname), pg_get_statisticsobjdef(s.oid)
FROM pg_statistic_ext s
JOIN namespace n ON n.oid = s.stxnamespace
WHERE s.stxrelid IN (SELECT oid FROM relation)
UNION ALL
SELECT 'collation ' || format('%I.%I', n.nspname, c.collname),
  (to_jsonb(c) - '{oid,collnamespace,collowner,collname,collversion}'::text[])::text
FROM pg_collation c
JOIN namespace n ON n.oid = c.collnamespace
WHERE NOT EXISTS (
  SELECT FROM extension_member m WHERE m.classid = 'pg_collation'::regclass AND m.objid = c.oid)
UNION ALL
SELECT 'operator ' || o.oid::regoperator,
  concat_ws(' ', 'FUNCTION', o.oprcode, 'COMMUTATOR ' || nullif(o.oprcom, 0)::regoperator,
    'NEGATOR ' || nullif(o.oprnegate, 0)::regoperator, 'RESTRICT ' || nullif(o.oprrest, 0::regproc),
    'JOIN ' || nullif(o.oprjoin, 0::regproc), CASE WHEN o.oprcanhash THEN 'HASHES' END,
    CASE WHEN o.oprcanmerge THEN 'MERGES' END)
FROM pg_operator o
JOIN namespace n ON n.oid = o.oprnamespace
WHERE NOT EXISTS (
  SELECT FROM extension_member m WHERE m.classid = 'pg_operator'::regclass AND m.objid = o.oid)
UNION ALL
SELECT 'text search configuration ' || format('%I.%I', n.nspname, c.cfgname),
  concat_ws(E'\n', 'PARSER ' || (SELECT prsname FROM pg_ts_parser WHERE oid = c.cfgparser), (
    SELECT string_agg(concat_ws(' ', m.maptokentype, m.mapdict::regdictionary), ', ' ORDER BY m.maptokentype, m.mapseqno)
    FROM pg_ts_config_map m WHERE m.mapcfg = c.oid))
FROM pg_ts_config c
JOIN namespace n ON n.oid = c.cfgnamespace
WHERE NOT EXISTS (
  SELECT FROM extension_member m WHERE m.classid = 'pg_ts_config'::regclass AND m.objid = c.oid)
UNION ALL
SELECT 'text search dictionary ' || format('%I.%I', n.nspname, d.dictname),
  concat_ws(' ', 'TEMPLATE', (SELECT tmplname FROM pg_ts_template WHERE oid = d.dicttemplate), d.dictinitoption)
FROM pg_ts_dict d
JOIN namespace n ON n.oid = d.dictnamespace
WHERE NOT EXISTS (
  SELECT FROM extension_member m WHERE m.classid = 'pg_ts_dict'::regclass AND m.objid = d.oid)

-- Rarer kinds. Those in the last part are told by their identity alone. An extension's version is not told: a restore
-- installs the server's own.
SELECT 'extension ' || quote_ident(e.extname), 'SCHEMA ' || e.extnamespace::regnamespace
FROM pg_extension e
UNION ALL
SELECT 'event trigger ' || quote_ident(t.evtname),
  concat_ws(' ', 'ON', t.evtevent, 'TAGS ' || array_to_string(t.evttags, ', '), 'EXECUTE', t.evtfoid::regprocedure,
    'ENABLED', t.evtenabled)
FROM pg_event_trigger t
UNION ALL
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
SELECT format('cast %s AS %s', c.castsource::regtype, c.casttarget::regtype),
  concat_ws(' ', 'METHOD', c.castmethod, 'CONTEXT', c.castcontext, 'FUNCTION ' || nullif(c.castfunc, 0)::regprocedure)
FROM pg_cast c
WHERE c.oid >= 16384
  AND NOT EXISTS (
    SELECT FROM extension_member m WHERE m.classid = 'pg_cast'::regclass AND m.objid = c.oid)
  AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')
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
SELECT 'foreign data wrapper ' || quote_ident(w.fdwname),
  concat_ws(' ', 'HANDLER ' || nullif(w.fdwhandler, 0)::regproc, 'VALIDATOR ' || nullif(w.fdwvalidator, 0)::regproc)
FROM pg_foreign_data_wrapper w
WHERE NOT EXISTS (
  SELECT FROM extension_member m WHERE m.classid = 'pg_foreign_data_wrapper'::regclass AND m.objid = w.oid)
UNION ALL
SELECT 'server ' || quote_ident(s.srvname),
  concat_ws(' ', 'WRAPPER', w.fdwname, 'TYPE ' || s.srvtype, 'VERSION ' || s.srvversion, 'OPTIONS ' || (
    SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(s.srvoptions) o WHERE o !~* 'passw'))
FROM pg_foreign_server s
JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
UNION ALL
SELECT format('user mapping %I on %I', u.usename, u.srvname), 'USER MAPPING'
FROM pg_user_mappings u
UNION ALL
SELECT 'publication ' || quote_ident(p.pubname),
  concat_ws(E'\n', (to_jsonb(p) - '{oid,pubname,pubowner}'::text[])::text, (
    SELECT string_agg(r.prrelid::regclass::text, ', ' ORDER BY r.prrelid::regclass::text COLLATE "C")
    FROM pg_publication_rel r WHERE r.prpubid = p.oid))
FROM pg_publication p
UNION ALL
SELECT concat('default privileges of ', CASE d.defaclrole WHEN o.oid THEN 'owner' ELSE pg_get_userbyid(d.defaclrole) END,
    ' in ' || nullif(d.defaclnamespace, 0)::regnamespace, ' on ', d.defaclobjtype),
  coalesce((
    SELECT string_agg(
      concat(CASE e.grantee WHEN 0 THEN 'PUBLIC' WHEN o.oid THEN 'owner' ELSE pg_get_userbyid(e.grantee)::text END,
        ' ', e.privilege_type, CASE WHEN e.is_grantable THEN ' WITH GRANT OPTION' END),
      E'\n' ORDER BY pg_get_userbyid(e.grantee), e.privilege_type)
    FROM aclexplode(d.defaclacl) e), 'nothing')
FROM pg_default_acl d
CROSS JOIN database_owner o
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
UNION ALL
SELECT i.type || ' ' || i.identity, upper(i.type)
FROM (
  SELECT 'pg_am'::regclass AS catalog, oid FROM pg_am
  UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
  UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
  UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
  UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
  UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform
  UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
  UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template
) o
CROSS JOIN LATERAL pg_identify_object(o.catalog, o.oid, 0) i
WHERE o.oid >= 16384
  AND NOT EXISTS (
    SELECT FROM extension_member m WHERE m.classid = o.catalog AND m.objid = o.oid)

-- What belongs to the database and not to one of its schemas. Those in the last part are told by their identity alone. An
-- extension's version is not told: a restore installs the server's own.
SELECT 'extension ' || quote_ident(e.extname), 'SCHEMA ' || e.extnamespace::regnamespace
FROM pg_extension e
UNION ALL
SELECT 'event trigger ' || quote_ident(t.evtname),
  concat_ws(' ', 'ON', t.evtevent, 'TAGS ' || array_to_string(t.evttags, ', '), 'EXECUTE', t.evtfoid::regprocedure,
    'ENABLED', t.evtenabled)
FROM pg_event_trigger t
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

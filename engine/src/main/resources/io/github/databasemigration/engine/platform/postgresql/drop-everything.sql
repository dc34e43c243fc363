-- Statements that drop all that a dump of this database would hold, whoever made it since: schemas first, for most goes
-- with them. What an extension made stays with the extension, and an extension stays if it is somebody else's. Default
-- privileges and the schema public become as in a new database, for a dump tells only how they differ from that.
WITH default_privileges AS (
  SELECT d.*, concat('ALTER DEFAULT PRIVILEGES FOR ROLE ', quote_ident(pg_get_userbyid(d.defaclrole)),
      ' IN SCHEMA ' || nullif(d.defaclnamespace, 0)::regnamespace) AS altering,
    CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
      WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS kind
  FROM pg_default_acl d
  WHERE pg_has_role(d.defaclrole, 'USAGE')
),
public_schema AS (
  SELECT n.nspacl, i.initprivs
  FROM pg_namespace n
  JOIN pg_init_privs i ON i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid
  WHERE n.nspname = 'public' AND pg_has_role(n.nspowner, 'USAGE')
),
privilege AS (
  SELECT 0 AS number, concat(d.altering, ' REVOKE ALL ON ', d.kind, ' FROM ') AS beginning, e.grantee
  FROM default_privileges d
  CROSS JOIN LATERAL (SELECT DISTINCT grantee FROM aclexplode(d.defaclacl)) e
  UNION ALL
  SELECT 1, concat(d.altering, ' GRANT ', e.privilege_type, ' ON ', d.kind, ' TO '), e.grantee
  FROM default_privileges d
  CROSS JOIN aclexplode(acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)) e
  WHERE d.defaclnamespace = 0
  UNION ALL
  SELECT 0, concat('REVOKE ', e.privilege_type, ' ON SCHEMA public FROM '), e.grantee
  FROM public_schema p
  CROSS JOIN aclexplode(p.nspacl) e
  UNION ALL
  SELECT 1, concat('GRANT ', e.privilege_type, ' ON SCHEMA public TO '), e.grantee
  FROM public_schema p
  CROSS JOIN aclexplode(p.initprivs) e
),
object AS (
  SELECT 2 AS number, 'pg_event_trigger'::regclass AS catalog, oid FROM pg_event_trigger
  UNION ALL SELECT 2, 'pg_publication'::regclass, oid FROM pg_publication
  UNION ALL SELECT 3, 'pg_extension'::regclass, oid FROM pg_extension WHERE pg_has_role(extowner, 'USAGE')
  UNION ALL SELECT 4, 'pg_namespace'::regclass, oid FROM pg_namespace
    WHERE nspname <> 'public' AND nspname NOT LIKE 'pg\_%' AND pg_has_role(nspowner, 'USAGE')
  UNION ALL SELECT 5, 'pg_class'::regclass, oid FROM pg_class
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND relpersistence <> 't'
  UNION ALL SELECT 6, 'pg_proc'::regclass, oid FROM pg_proc
  UNION ALL SELECT 7, 'pg_type'::regclass, y.oid FROM pg_type y LEFT JOIN pg_class c ON c.oid = y.typrelid
    WHERE y.typtype IN ('b', 'c', 'd', 'e', 'r') AND (y.typtype <> 'c' OR c.relkind = 'c')
      AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = y.oid)
  UNION ALL SELECT 8, 'pg_operator'::regclass, oid FROM pg_operator
  UNION ALL SELECT 8, 'pg_opfamily'::regclass, oid FROM pg_opfamily
  UNION ALL SELECT 8, 'pg_collation'::regclass, oid FROM pg_collation
  UNION ALL SELECT 8, 'pg_conversion'::regclass, oid FROM pg_conversion
  UNION ALL SELECT 8, 'pg_ts_config'::regclass, oid FROM pg_ts_config
  UNION ALL SELECT 8, 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
  UNION ALL SELECT 8, 'pg_ts_template'::regclass, oid FROM pg_ts_template
  UNION ALL SELECT 8, 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
  UNION ALL SELECT 8, 'pg_cast'::regclass, oid FROM pg_cast
  UNION ALL SELECT 8, 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
  UNION ALL SELECT 9, 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
  UNION ALL SELECT 9, 'pg_language'::regclass, oid FROM pg_language
  UNION ALL SELECT 9, 'pg_am'::regclass, oid FROM pg_am
)
SELECT statement
FROM (
  SELECT number,
    concat(beginning, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
  FROM privilege
  UNION ALL
  SELECT 1, 'COMMENT ON SCHEMA public IS ''standard public schema'''
  FROM public_schema
  UNION ALL
  SELECT 2, format('SELECT pg_catalog.lo_unlink(%s)', oid)
  FROM pg_largeobject_metadata
  UNION ALL
  SELECT o.number, format('DROP %s IF EXISTS %s CASCADE', replace(i.type, '-', ' '), i.identity)
  FROM object o
  CROSS JOIN LATERAL pg_identify_object(o.catalog, o.oid, 0) i
  WHERE o.oid >= 16384
    AND (i.schema IS NULL OR i.schema NOT LIKE 'pg\_%')
    AND NOT EXISTS (
      SELECT FROM pg_depend d
      WHERE d.classid = o.catalog AND d.objid = o.oid AND d.deptype IN ('e', 'i') AND d.refobjid <> d.objid)
) s (number, statement)
ORDER BY number

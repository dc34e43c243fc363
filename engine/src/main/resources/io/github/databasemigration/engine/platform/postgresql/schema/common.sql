-- What every query of this folder starts from. The parameters: the only schema to look at, or null; names of ignored tables
-- in lower case, whose indexes, partitions and own sequences go with them. The schema of the side copies is nobody's.
WITH extension_member AS MATERIALIZED (
  SELECT classid, objid FROM pg_depend
  WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass AND refobjid IN (SELECT oid FROM pg_extension)
),
namespace AS (
  SELECT oid, nspname, nspowner, nspacl
  FROM pg_namespace
  WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
    AND nspname <> 'database_migration_kept' AND nspname = coalesce(CAST(? AS text), nspname)
),
ignored AS MATERIALIZED (
  SELECT oid FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace IN (SELECT oid FROM namespace) AND lower(relname) = ANY (?)
),
relation AS (
  SELECT c.*, format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_class c
  JOIN namespace n ON n.oid = c.relnamespace
  WHERE c.relpersistence <> 't'
    AND c.oid NOT IN (SELECT oid FROM ignored)
    AND NOT EXISTS (
      SELECT FROM extension_member m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
    AND NOT EXISTS (
      SELECT FROM pg_depend d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM ignored))
),
database_owner AS (
  SELECT datdba AS oid FROM pg_database WHERE datname = current_database()
)

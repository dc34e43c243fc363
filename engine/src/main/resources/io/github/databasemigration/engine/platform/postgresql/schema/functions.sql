-- The functions that come with a range type belong to it.
SELECT
  format('%s %I.%I(%s)', CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
    n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
  CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) ELSE concat_ws(E'\n',
    pg_get_function_result(p.oid),
    concat('KIND ', a.aggkind, ' DIRECT ', a.aggnumdirectargs),
    'SFUNC ' || a.aggtransfn,
    'STYPE ' || format_type(a.aggtranstype, NULL),
    'INITCOND ' || a.agginitval,
    'FINALFUNC ' || nullif(a.aggfinalfn, 0::regproc) || ' ' || a.aggfinalextra || ' ' || a.aggfinalmodify::text,
    'COMBINEFUNC ' || nullif(a.aggcombinefn, 0::regproc),
    'SERIALFUNC ' || nullif(a.aggserialfn, 0::regproc),
    'DESERIALFUNC ' || nullif(a.aggdeserialfn, 0::regproc),
    'MSFUNC ' || nullif(a.aggmtransfn, 0::regproc),
    'MINVFUNC ' || nullif(a.aggminvtransfn, 0::regproc),
    'MSTYPE ' || format_type(nullif(a.aggmtranstype, 0), NULL),
    'MINITCOND ' || a.aggminitval,
    'MFINALFUNC ' || nullif(a.aggmfinalfn, 0::regproc) || ' ' || a.aggmfinalextra || ' ' || a.aggmfinalmodify::text,
    'SORTOP ' || nullif(a.aggsortop, 0)::regoperator,
    concat('PARALLEL ', p.proparallel)) END
FROM pg_proc p
JOIN namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
WHERE NOT EXISTS (
    SELECT FROM extension_member m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid)
  AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')

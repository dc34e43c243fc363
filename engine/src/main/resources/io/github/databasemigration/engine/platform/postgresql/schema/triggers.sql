SELECT
  format('trigger %I on %s', g.tgname, t.name),
  pg_get_triggerdef(g.oid, false) || CASE g.tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ' (disabled)'
    WHEN 'R' THEN ' (replica)' ELSE ' (always)' END
FROM pg_trigger g
JOIN relation t ON t.oid = g.tgrelid
WHERE NOT g.tgisinternal
UNION ALL
SELECT
  format('rule %I on %s', w.rulename, t.name),
  pg_get_ruledef(w.oid, false) || CASE w.ev_enabled WHEN 'O' THEN '' WHEN 'D' THEN ' (disabled)'
    WHEN 'R' THEN ' (replica)' ELSE ' (always)' END
FROM pg_rewrite w
JOIN relation t ON t.oid = w.ev_class
WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT
  format('policy %I on %s', p.polname, t.name),
  concat_ws(E'\n',
    CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
    'FOR ' || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
      WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
    'TO ' || (
      SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(role)::text END, ', ' ORDER BY 1)
      FROM (SELECT unnest(p.polroles) AS role) roles),
    'USING ' || pg_get_expr(p.polqual, p.polrelid),
    'WITH CHECK ' || pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p
JOIN relation t ON t.oid = p.polrelid

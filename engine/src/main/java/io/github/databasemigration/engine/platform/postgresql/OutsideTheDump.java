package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What belongs to a database and is in no dump of it: settings, rights, connection limit, comment. It is read in the
 * live database and given to the one that will take its place.
 */
final class OutsideTheDump {
    /** Why the user could not carry all of it over, or could not make and rename databases at all. */
    private static final String HINDRANCE = """
            SELECT CASE
              WHEN u.rolsuper THEN NULL
              WHEN NOT u.rolcreatedb THEN format('user %s may not create databases', u.rolname)
              WHEN NOT pg_has_role(d.datdba, 'MEMBER') THEN format('user %s does not own the database', u.rolname)
              WHEN EXISTS (
                  SELECT FROM pg_db_role_setting s WHERE s.setdatabase = d.oid AND s.setrole NOT IN (0, u.oid))
                THEN 'the database has settings for other roles'
              WHEN EXISTS (
                  SELECT FROM pg_db_role_setting s, unnest(s.setconfig) c
                  WHERE s.setdatabase = d.oid AND NOT EXISTS (
                    SELECT FROM pg_settings p
                    WHERE lower(p.name) = lower(split_part(c, '=', 1)) AND p.context IN ('user', 'backend')))
                THEN 'the database has settings that only a superuser may make'
            END
            FROM pg_database d, pg_roles u
            WHERE d.datname = current_database() AND u.rolname = current_user
            """;

    /** With one literal for a list of names the server would take it for one long name. */
    private static final String SETTINGS = """
            SELECT name, value, list, altering || CASE WHEN list THEN ' FROM CURRENT' ELSE ' TO ' || quote_literal(value) END
            FROM pg_db_role_setting s
            JOIN pg_database d ON d.oid = s.setdatabase
            CROSS JOIN unnest(s.setconfig) c
            CROSS JOIN LATERAL (SELECT split_part(c, '=', 1), substr(c, strpos(c, '=') + 1)) x (name, value)
            CROSS JOIN LATERAL (
              SELECT name IN ('search_path', 'temp_tablespaces', 'local_preload_libraries', 'session_preload_libraries'),
                concat('ALTER ', CASE WHEN s.setrole <> 0 THEN format('ROLE %I IN ', pg_get_userbyid(s.setrole)) END,
                  format('DATABASE %I SET %I', CAST(? AS text), name))) y (list, altering)
            WHERE d.datname = current_database()
            """;

    private static final String STATEMENTS = """
            SELECT s.statement
            FROM pg_database d
            CROSS JOIN (SELECT CAST(? AS text)) x (name)
            CROSS JOIN LATERAL (
              SELECT 1, format('ALTER DATABASE %I CONNECTION LIMIT %s IS_TEMPLATE %s', x.name, d.datconnlimit,
                CASE WHEN d.datistemplate THEN 'true' ELSE 'false' END)
              UNION ALL
              SELECT 2, format('COMMENT ON DATABASE %I IS %L', x.name, shobj_description(d.oid, 'pg_database'))
              UNION ALL
              SELECT 3, format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', x.name, pg_get_userbyid(d.datdba))
              WHERE d.datacl IS NOT NULL
              UNION ALL
              SELECT 4, concat(format('GRANT %s ON DATABASE %I TO ', e.privilege_type, x.name),
                CASE e.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END,
                CASE WHEN e.is_grantable THEN ' WITH GRANT OPTION' END)
              FROM aclexplode(d.datacl) e
            ) s (number, statement)
            WHERE d.datname = current_database()
            ORDER BY s.number
            """;

    private OutsideTheDump() {}

    /** Null if nothing hinders. */
    static String hindrance(Connection live) throws SQLException {
        return Rows.text(live, HINDRANCE);
    }

    static void carryOver(Connection live, String database) throws SQLException {
        live.setAutoCommit(false);
        for (Setting setting : Rows.of(live, SETTINGS, Setting::read, database)) {
            if (setting.list()) {
                Rows.text(live, "SELECT set_config(?, ?, true)", setting.name(), setting.value());
            }
            Rows.run(live, List.of(setting.statement()));
            live.commit();
        }
        Rows.run(live, Rows.of(live, STATEMENTS, row -> row.getString(1), database));
        live.commit();
    }

    /** A list is given by way of the session, which has it parsed. */
    private record Setting(String name, String value, boolean list, String statement) {
        static Setting read(ResultSet row) throws SQLException {
            return new Setting(row.getString(1), row.getString(2), row.getBoolean(3), row.getString(4));
        }
    }
}

package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the schema of one database in the server's own words ({@code SHOW CREATE}), without what differs between equal
 * databases: the database's name, definers, AUTO_INCREMENT counters, whether an event is switched on.
 */
final class MysqlSchema {
    private static final int DENIED = 1142;
    private static final String HIDDEN = "(this user may not see it)";
    private static final Pattern DEFINER = Pattern.compile(" DEFINER=" + Backticks.NAME + "(@" + Backticks.NAME + ")?");
    private static final Pattern EVENT_STATE =
            Pattern.compile("( ON COMPLETION (?:NOT )?PRESERVE) (?:ENABLE|DISABLE)(?: ON (?:SLAVE|REPLICA))?");

    private final Connection connection;
    private final String database;
    private final Set<String> ignored;
    private final SortedMap<String, String> schema = new TreeMap<>();

    private MysqlSchema(Connection connection, String database, Set<String> ignored) {
        this.connection = connection;
        this.database = database;
        this.ignored = ignored;
    }

    static SortedMap<String, String> read(Connection connection, String database, Set<String> ignoredTables)
            throws SQLException {
        Set<String> ignored = new java.util.TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ignored.addAll(ignoredTables);
        ignored.addAll(OwnTables.NAMES);
        // Session settings decide how the server writes definitions.
        Rows.run(connection, List.of("SET SESSION sql_mode = '', sql_quote_show_create = 1"));
        return new MysqlSchema(connection, database, ignored).read();
    }

    private SortedMap<String, String> read() throws SQLException {
        schema.put("default collation", Rows.text(connection, "SELECT @@collation_database"));
        tables();
        views();
        triggers();
        routines();
        events();
        return schema;
    }

    private void tables() throws SQLException {
        List<String[]> tables = Rows.of(
                connection,
                "SELECT table_name, table_type FROM information_schema.tables"
                        + " WHERE table_schema = ? AND table_type NOT LIKE '%VIEW'",
                row -> new String[] {row.getString(1), row.getString(2)},
                database);
        for (String[] table : tables) {
            if (ignored.contains(table[0]) || OwnTables.has(table[0])) {
                continue;
            }
            boolean sequence = table[1].equals("SEQUENCE");
            String text = showCreate(sequence ? "SEQUENCE" : "TABLE", table[0], 2);
            if (sequence) {
                schema.put("sequence " + table[0], text);
            } else {
                TableText.addTo(schema, table[0], text);
            }
        }
    }

    private void views() throws SQLException {
        List<String> views = Rows.of(
                connection,
                "SELECT table_name FROM information_schema.views WHERE table_schema = ?",
                row -> row.getString(1),
                database);
        for (String view : views) {
            // The server names the database in a view that uses another one too.
            schema.put("view " + view, showCreate("VIEW", view, 2).replace(Backticks.quote(database) + ".", ""));
        }
    }

    private void triggers() throws SQLException {
        List<String[]> triggers = Rows.of(
                connection,
                "SELECT event_object_table, trigger_name, CONCAT_WS(' ', action_timing, event_manipulation,"
                        + " action_order, sql_mode), action_statement"
                        + " FROM information_schema.triggers WHERE trigger_schema = ?",
                row -> new String[] {row.getString(1), row.getString(2), row.getString(3), row.getString(4)},
                database);
        for (String[] trigger : triggers) {
            if (!ignored.contains(trigger[0])) {
                schema.put("trigger " + trigger[0] + "." + trigger[1], trigger[2] + "\n" + trigger[3].strip());
            }
        }
    }

    private void routines() throws SQLException {
        List<String[]> routines = Rows.of(
                connection,
                "SELECT routine_type, routine_name, sql_mode FROM information_schema.routines"
                        + " WHERE routine_schema = ?",
                row -> new String[] {row.getString(1), row.getString(2), row.getString(3)},
                database);
        for (String[] routine : routines) {
            String text = showCreate(routine[0], routine[1], 3);
            schema.put(routine[0].toLowerCase(java.util.Locale.ROOT) + " " + routine[1], routine[2] + "\n" + text);
        }
    }

    private void events() throws SQLException {
        List<String[]> events = Rows.of(
                connection,
                "SELECT event_name, CONCAT_WS(' ', sql_mode, time_zone) FROM information_schema.events"
                        + " WHERE event_schema = ?",
                row -> new String[] {row.getString(1), row.getString(2)},
                database);
        for (String[] event : events) {
            String text = EVENT_STATE.matcher(showCreate("EVENT", event[0], 4)).replaceFirst("$1");
            schema.put("event " + event[0], event[1] + "\n" + text);
        }
    }

    private String showCreate(String kind, String name, int column) throws SQLException {
        try {
            String text = Rows.of(
                            connection,
                            "SHOW CREATE " + kind + " " + Backticks.quote(name),
                            row -> row.getString(column))
                    .get(0);
            return text == null
                    ? HIDDEN
                    : DEFINER.matcher(text).replaceFirst("").strip();
        } catch (SQLException e) {
            if (e.getErrorCode() == DENIED) {
                return HIDDEN;
            }
            throw e;
        }
    }
}

package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.OwnTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads the schema, one query a kind of object; the queries are the files of the folder {@code schema} beside this
 * class. Definitions come from the server's own functions ({@code pg_get_constraintdef} and its like).
 */
final class Schema {
    private static final String OF_THE_DATABASE = "globals";

    private static final List<String> KINDS = List.of(
            "schemas",
            "tables",
            "views",
            "sequences",
            "constraints",
            "indexes",
            "triggers",
            "functions",
            "types",
            "comments",
            "grants",
            "owners",
            "others",
            OF_THE_DATABASE);

    /** The kinds that are the server's own rendering through and through. */
    private static final Set<String> RENDERED =
            Set.of("tables", "views", "constraints", "indexes", "triggers", "types", "others", OF_THE_DATABASE);

    /** What a function has that is kept parsed, and not as its author wrote it. */
    private static final String PARSED_BODY = "\nBEGIN ATOMIC\n";

    /** As pg_dump does, so that no setting of the user, the database or the client shows in a text. */
    static final String FORMATS = "SET LOCAL search_path = pg_catalog; SET LOCAL DateStyle = ISO;"
            + " SET LOCAL IntervalStyle = postgres; SET LOCAL TimeZone = 'UTC'; SET LOCAL extra_float_digits = 3;"
            + " SET LOCAL bytea_output = hex; SET LOCAL quote_all_identifiers = off";

    private static final String SETTINGS = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; " + FORMATS
            // To compile these queries takes longer than to run them.
            + "; SET LOCAL jit = off";

    private Schema() {}

    /** @param only the only schema to look at; empty: all */
    static SortedMap<String, String> read(Connection connection, Optional<String> only, Set<String> ignoredTables)
            throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        }
        Object[] ignored = Stream.concat(ignoredTables.stream(), OwnTables.NAMES.stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toArray();
        SortedMap<String, String> schema = new TreeMap<>();
        String common = Resources.sql("schema/common");
        for (String kind : KINDS) {
            if (only.isPresent() && kind.equals(OF_THE_DATABASE)) {
                continue;
            }
            try (PreparedStatement query = connection.prepareStatement(common + Resources.sql("schema/" + kind))) {
                query.setString(1, only.orElse(null));
                query.setArray(2, connection.createArrayOf("text", ignored));
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        String definition = rows.getString(2);
                        boolean rendered = RENDERED.contains(kind) || definition.contains(PARSED_BODY);
                        schema.put(rows.getString(1), rendered ? Expressions.canonical(definition) : definition);
                    }
                }
            }
        }
        return schema;
    }
}

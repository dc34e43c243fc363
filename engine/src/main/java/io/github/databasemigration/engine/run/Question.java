package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A query of the configuration, asked where nothing can be changed. */
public final class Question {
    private Question() {}

    /**
     * The first column of every row, in the order of the server.
     *
     * <p>Faults: those of opening a database; {@code CONFIGURATION_INVALID} where the query fails or answers NULL.
     *
     * @param url the JDBC URL of the database to ask, for the same user; empty: the order's own
     */
    public static List<String> firstColumn(Order order, Optional<String> url, String query) {
        Connecting connecting = url.map(order.connecting()::to).orElseGet(order::connecting);
        Database database = Platforms.installed().find(connecting.url()).open(connecting);
        try (Connection connection = database.connectReadOnly()) {
            List<Optional<String>> column = Rows.of(connection, query, row -> Optional.ofNullable(row.getString(1)));
            return column.stream()
                    .map(value -> value.orElseThrow(() -> invalid(query, "it answers NULL")))
                    .toList();
        } catch (SQLException e) {
            throw invalid(
                    query,
                    order.redactor().redact(String.valueOf(e.getMessage())).replace('\n', ' '));
        }
    }

    private static Fault invalid(String query, String why) {
        return new Fault(
                FaultCode.CONFIGURATION_INVALID,
                "The query \"" + query + "\" of the configuration cannot be used: " + why + ".",
                "Try it with the database's own client, as the same user.");
    }
}

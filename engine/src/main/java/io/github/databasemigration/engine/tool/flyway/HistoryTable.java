package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.platform.Quotes;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.tool.PlanComparison;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Flyway's history, where something has to be taken out of it.
 *
 * <p>The editions of Flyway that can undo add a row of a type that the free one refuses to read, and with it the whole
 * history. Without the row of what was undone every Flyway takes the migration for pending again.
 */
final class HistoryTable {
    private final FlywaySettings settings;
    private final boolean databasesAreSchemas;
    private final boolean searchPath;

    HistoryTable(FlywaySettings settings, String platform) {
        this.settings = settings;
        this.databasesAreSchemas = Catalogue.DATABASES_ARE_SCHEMAS.contains(platform);
        this.searchPath = platform.equals("postgresql");
    }

    /** Makes the first configured schema the session's own, as Flyway does for each script. */
    void enter(Connection connection) throws SQLException {
        if (settings.schemas().isEmpty()) {
            return;
        }
        String schema = settings.schemas().get(0);
        if (databasesAreSchemas) {
            connection.setCatalog(schema);
        } else if (searchPath) {
            String others = Rows.text(connection, "SHOW search_path");
            Rows.run(connection, List.of("SET search_path TO " + Quotes.quoted(connection, schema) + ", " + others));
        } else {
            connection.setSchema(schema);
        }
    }

    /** Takes the row of a version out. A history that has not exactly one is not the one that was planned with. */
    void remove(Connection connection, String version) throws SQLException {
        String schema = settings.schemas().isEmpty()
                ? ""
                : Quotes.quoted(connection, settings.schemas().get(0)) + ".";
        String sql = "DELETE FROM " + schema + Quotes.quoted(connection, settings.table()) + " WHERE "
                + Quotes.quoted(connection, "version") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, version);
            int removed = statement.executeUpdate();
            if (removed != 1) {
                throw PlanComparison.changed(
                        "The history has " + removed + " entries of version " + version + " where one was planned.");
            }
        }
    }
}

package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What there is in a database, as far as Flyway's public API does not tell. */
final class Catalogue {
    static final Set<String> DATABASES_ARE_SCHEMAS = Set.of("mysql", "mariadb");

    private final DatabaseMetaData metaData;
    private final Connection connection;
    private final boolean databasesAreSchemas;

    Catalogue(Connection connection, String platform) throws SQLException {
        this.connection = connection;
        this.metaData = connection.getMetaData();
        this.databasesAreSchemas = DATABASES_ARE_SCHEMAS.contains(platform);
    }

    /** Whether the history table exists, in the schema where Flyway would look for it. */
    boolean hasHistory(FlywaySettings settings) throws SQLException {
        String schema =
                settings.schemas().isEmpty() ? current() : settings.schemas().get(0);
        String escape = metaData.getSearchStringEscape();
        String table = settings.table().replace(escape, escape + escape).replace("_", escape + "_");
        try (ResultSet tables = databasesAreSchemas
                ? metaData.getTables(schema, null, table, null)
                : metaData.getTables(null, schema, table, null)) {
            return tables.next();
        }
    }

    /** The configured schemas that are not there, and that Flyway will create. */
    List<String> missing(List<String> schemas) throws SQLException {
        if (schemas.isEmpty()) {
            return List.of();
        }
        Set<String> existing = new HashSet<>();
        try (ResultSet rows = databasesAreSchemas ? metaData.getCatalogs() : metaData.getSchemas()) {
            while (rows.next()) {
                existing.add(rows.getString(1));
            }
        }
        return schemas.stream().filter(schema -> !existing.contains(schema)).toList();
    }

    private String current() throws SQLException {
        return databasesAreSchemas ? connection.getCatalog() : connection.getSchema();
    }
}

package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.MigrationFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The history is the one that plain Flyway would have written, whatever runs in one go. */
class HistoryRowsTest {
    private static final String ROWS = "SELECT \"installed_rank\", \"version\", \"description\", \"type\", \"script\","
            + " \"checksum\", \"installed_by\", \"success\" FROM \"flyway_schema_history\" ORDER BY \"installed_rank\"";

    @TempDir
    Path folder;

    private Project project(Server server) {
        Project project = new Project(folder, server.open(folder))
                .threeMigrations()
                .script("V4_1__With_several_words.sql", "INSERT INTO customers VALUES (3, '${name}');\n")
                .script("V20261123.0500__By_the_clock.sql", "-- nothing but a comment\n")
                .script("V20261123.0501__windows.sql", "INSERT INTO orders VALUES (1, 1);\r\nDELETE FROM orders;\r\n")
                .script("R__counts.sql", "CREATE VIEW counts AS SELECT COUNT(*) AS n FROM customers;");
        project.placeholders.put("name", "Eve");
        return project;
    }

    @ParameterizedTest
    @EnumSource
    void areThoseOfPlainFlyway(Server server) {
        Project ours = project(server);
        ours.migrate();
        Project plain = project(server);
        plain.plainFlyway().load().migrate();

        assertThat(rows(ours.database())).hasSizeGreaterThanOrEqualTo(7).isEqualTo(rows(plain.database()));
    }

    @ParameterizedTest
    @EnumSource
    void areThoseOfPlainFlywayAfterAFailure(Server server) {
        Project ours = project(server).script("V5__broken.sql", "INSERT INTO nowhere VALUES (1);");
        assertThatThrownBy(ours::migrate).isInstanceOf(MigrationFailure.class);
        Project plain = project(server);
        assertThatThrownBy(() -> plain.plainFlyway().load().migrate()).isNotNull();

        assertThat(rows(ours.database()))
                .hasSizeGreaterThanOrEqualTo(server.transactionalDdl() ? 4 : 5)
                .isEqualTo(rows(plain.database()));
    }

    @Test
    void eachIsCommittedWithItsMigrationAndNoOther() {
        Project project = project(Server.POSTGRESQL);
        project.migrate();
        assertThat(project.text("SELECT COUNT(DISTINCT xmin::text) FROM flyway_schema_history"))
                .isEqualTo("7");
        assertThat(project.text("SELECT xmin::text FROM pg_class WHERE relname = 'orders'"))
                .isEqualTo(project.text("SELECT xmin::text FROM flyway_schema_history WHERE version = '3'"));
    }

    private static List<List<String>> rows(Database database) {
        try (Connection connection = database.connect()) {
            String quote = connection.getMetaData().getIdentifierQuoteString();
            try (ResultSet rows = connection.createStatement().executeQuery(ROWS.replace("\"", quote))) {
                List<List<String>> found = new ArrayList<>();
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        row.add(String.valueOf(rows.getString(column)));
                    }
                    // Each database has an owner of its own.
                    row.set(6, row.get(6).replaceAll("[0-9]+$", ""));
                    found.add(row);
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The scratch copies that may be left behind: none. */
final class Scratches {
    private static final String NAMES = "SELECT count(*) FROM pg_database WHERE datname LIKE 'migration\\_scratch\\_%'";

    private Scratches() {}

    /** Neither in the server nor in the folder for temporary files. */
    static void assertNothingLeft(Project project) {
        switch (project.server) {
            case POSTGRESQL -> {
                try (Connection admin = PostgresServer.shared().admin("postgres")) {
                    assertThat(on(admin)).isEqualTo("0");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
            case MARIADB ->
                assertThat(project.database.query("SELECT COUNT(*) FROM information_schema.schemata"
                                + " WHERE schema_name LIKE '%\\_scratch\\_%'"))
                        .isEqualTo("0");
            default -> assertThat(temporaryFolders()).isEmpty();
        }
    }

    private static List<Path> temporaryFolders() {
        String ours = "database-migration-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return new ArrayList<>(
                    files.filter(file -> file.getFileName().toString().startsWith(ours))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many there are on a PostgreSQL server. */
    static String on(Connection admin) throws SQLException {
        return Rows.text(admin, NAMES);
    }
}

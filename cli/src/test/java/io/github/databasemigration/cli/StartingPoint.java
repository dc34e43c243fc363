package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database and the runs of its project as they were once; every case begins there. */
final class StartingPoint {
    private static final String KEPT = "kept";

    private final CrashedServer server;
    private final TestDatabase database;
    private final Path runs;
    private final Path keptRuns;
    private final List<String> again = new ArrayList<>();

    /**
     * Keeps what there is now.
     *
     * @param runs the folder in which runs leave their traces
     * @param copy a folder for a copy of it
     */
    StartingPoint(CrashedServer server, TestDatabase database, Path runs, Path copy) {
        this.server = server;
        this.database = database;
        this.runs = runs;
        keptRuns = copy;
        copy(runs, keptRuns);
        String name = database.name();
        try (Connection connection = server.admin();
                Statement statement = connection.createStatement()) {
            if (server.transactional()) {
                statement.execute("CREATE DATABASE " + KEPT + " TEMPLATE " + name);
                again.add("CREATE DATABASE " + name + " TEMPLATE " + KEPT + " OWNER " + database.user());
                return;
            }
            statement.execute("CREATE DATABASE " + KEPT);
            again.add("CREATE DATABASE " + name);
            for (String table : texts(
                    statement,
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + name + "'")) {
                copyTable(name, KEPT, table).forEach(sql -> execute(statement, sql));
                again.addAll(copyTable(KEPT, name, table));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts it back, and takes away everything that came to it. */
    void again() {
        try (Connection connection = server.admin();
                Statement statement = connection.createStatement()) {
            String names = server.transactional()
                    ? "SELECT datname FROM pg_database"
                    : "SELECT schema_name FROM information_schema.schemata";
            for (String name : texts(statement, names)) {
                if (name.startsWith(database.name())) {
                    statement.execute("DROP DATABASE " + name + (server.transactional() ? " WITH (FORCE)" : ""));
                }
            }
            again.forEach(sql -> execute(statement, sql));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        CanaryWatch.delete(runs);
        copy(keptRuns, runs);
    }

    private static List<String> copyTable(String from, String to, String table) {
        return List.of(
                "CREATE TABLE " + to + "." + table + " LIKE " + from + "." + table,
                "INSERT INTO " + to + "." + table + " SELECT * FROM " + from + "." + table);
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.databasemigration.engine.verification;

import static java.util.stream.Collectors.joining;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DriverFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The application's verify scripts, read and ready to run. They are read, and refused, before anything is migrated; they
 * run afterwards, each in a session of its own that can change nothing.
 */
public final class ApplicationChecks {
    /** Rows are fetched in portions, so that memory does not grow with the violations. */
    private static final int FETCH_ROWS = 100;

    /** The server has this long to show that it is still there. */
    private static final int ALIVE_SECONDS = 5;

    private final Database database;
    private final List<CheckScript> scripts;

    private ApplicationChecks(Database database, List<CheckScript> scripts) {
        this.database = database;
        this.scripts = scripts;
    }

    /**
     * Reads every {@code *.sql} of a folder, in the order of the names; subfolders and hidden files are left alone.
     * Faults: {@code LOCATION_MISSING}, {@code LOCATION_EMPTY}, {@code SCRIPT_UNREADABLE}.
     */
    public static ApplicationChecks read(Path folder, Database database) {
        SqlSyntax syntax = SqlSyntax.of(database.target().platform());
        List<CheckScript> scripts =
                files(folder).map(file -> CheckScript.read(file, syntax)).toList();
        if (scripts.isEmpty()) {
            throw new Fault(
                    FaultCode.LOCATION_EMPTY,
                    "The folder of verify scripts " + folder + " has no *.sql file.",
                    "Add a script, or take verify out of the configuration.");
        }
        return new ApplicationChecks(database, scripts);
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw missing(folder, "is not there");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(ApplicationChecks::isScript).sorted().toList().stream();
        } catch (IOException | UncheckedIOException e) {
            throw missing(folder, "cannot be read");
        }
    }

    private static boolean isScript(Path file) {
        String name = file.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(".sql") && !name.startsWith(".") && !Files.isDirectory(file);
    }

    private static Fault missing(Path folder, String what) {
        return new Fault(
                FaultCode.LOCATION_MISSING,
                "The folder of verify scripts " + folder + " " + what + ".",
                "Correct verify in the configuration; paths start at its own folder.");
    }

    /**
     * Runs every script, also after one that did not pass, and tells of each. Faults: {@code SERVER_UNREACHABLE},
     * {@code CANCELLED}; then it is not known whether the database is as it should be.
     */
    public List<Check> run(RunListener listener) {
        List<Check> checks = new ArrayList<>();
        for (CheckScript script : scripts) {
            database.connecting().cancellation().check();
            Check check = run(script);
            checks.add(check);
            listener.on(new RunEvent.CheckFinished(check.script(), check.passed(), check.detail()));
        }
        return List.copyOf(checks);
    }

    private Check run(CheckScript script) {
        Instant started = Instant.now();
        try (Connection connection = database.connectReadOnly()) {
            return query(connection, script, started);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    private Check query(Connection connection, CheckScript script, Instant started) throws SQLException {
        Connecting connecting = database.connecting();
        Duration limit = connecting.timeouts().statement();
        // PostgreSQL hands out rows in portions only within a transaction.
        connection.setAutoCommit(false);
        try (Watch watch = new Watch(database, database.sessionOf(connection), limit)) {
            try {
                Optional<Found> found = found(connection, script.query());
                return found.map(rows -> Check.of(script, rows, since(started)))
                        .orElseGet(
                                () -> Check.failed(script, "is no query: it returns no rows at all", since(started)));
            } catch (SQLException e) {
                connecting.cancellation().check();
                if (watch.expired()) {
                    return Check.failed(script, "was stopped after the statement limit of " + limit, since(started));
                }
                if (!connection.isValid(ALIVE_SECONDS)) {
                    throw e;
                }
                return Check.failed(script, DriverFaults.words(connecting, e), since(started));
            }
        }
    }

    private Optional<Found> found(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // What is in braces is the query's own, no JDBC escape.
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCH_ROWS);
            statement.setMaxRows(Found.MOST_COUNTED);
            if (!statement.execute(query)) {
                return Optional.empty();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return Optional.of(Found.in(rows, database.connecting().redactor()));
            }
        }
    }

    private static Duration since(Instant started) {
        return Duration.between(started, Instant.now());
    }

    private Fault unreachable(SQLException e) {
        return new Fault(
                FaultCode.SERVER_UNREACHABLE,
                "No session to verify " + database.target() + ": " + DriverFaults.words(database.connecting(), e),
                "When the server is back, run verify.");
    }

    /** The fault {@code VERIFICATION_FAILED} that names what did not pass; empty where everything did. */
    public static Optional<Fault> verdict(List<Check> checks) {
        List<Check> failed = checks.stream().filter(check -> !check.passed()).toList();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                FaultCode.VERIFICATION_FAILED,
                failed.size() + " of " + checks.size() + " verify scripts did not pass: "
                        + failed.stream()
                                .map(check -> check.script() + " (" + check.detail() + ")")
                                .collect(joining("; ")),
                "Look at what they found: correct the data or the script."));
    }
}

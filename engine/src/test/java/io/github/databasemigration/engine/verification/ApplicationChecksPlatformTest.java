package io.github.databasemigration.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplicationChecksPlatformTest {
    /** A minute's work at least, unless somebody stops it. */
    private static final String ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            + " WHERE i < 2000000000) SELECT count(*) FROM n";

    @TempDir
    private Path temp;

    private Thread background;

    /** A platform with a fresh database on it. */
    enum Kind {
        POSTGRESQL(ENDLESS),
        MARIADB("SELECT count(*) FROM seq_1_to_2000000000 a WHERE seq * seq < 0"),
        SQLITE(ENDLESS),
        H2("SELECT count(*) FROM SYSTEM_RANGE(1, 20000000000) WHERE X * 3 < 0");

        private final String endless;

        Kind(String endless) {
            this.endless = endless;
        }

        Connecting connecting(Path temp) {
            return switch (this) {
                case POSTGRESQL -> server(PostgresServer.shared().createDatabase());
                case MARIADB -> server(MariaDbServer.shared().createDatabase());
                case SQLITE -> Reached.connecting("jdbc:sqlite:" + temp.resolve("shop.db"));
                case H2 -> Reached.connecting("jdbc:h2:" + temp.resolve("shop"), "sa", Canary.PASSWORD);
            };
        }

        private static Connecting server(TestDatabase database) {
            return Reached.connecting(database);
        }
    }

    private static Database open(Connecting connecting) {
        Database database = Platforms.installed().find(connecting.url()).open(connecting);
        Reached.execute(
                database,
                "CREATE TABLE orders (id INTEGER, note VARCHAR(400))",
                "INSERT INTO orders VALUES (1, 'first')");
        return database;
    }

    private Check run(Database database, String script) throws IOException {
        Files.writeString(Files.createDirectories(temp.resolve("verify")).resolve("a.sql"), script);
        return ApplicationChecks.read(temp.resolve("verify"), database)
                .run(RunListener.NONE)
                .get(0);
    }

    private static String orders(Database database) throws SQLException {
        try (Connection connection = database.connectReadOnly()) {
            return Reached.text(connection, "SELECT count(*) FROM orders");
        }
    }

    @ParameterizedTest
    @EnumSource
    void passesAndFailsOnEveryPlatform(Kind kind) throws IOException {
        Database database = open(kind.connecting(temp));

        assertThat(run(database, "SELECT * FROM orders WHERE note IS NULL;").passed())
                .isTrue();
        assertThat(run(database, "-- expect: rows\nSELECT * FROM orders /* ; */ -- ;\n;")
                        .passed())
                .isTrue();
        assertThat(run(database, "-- expect: value {d 'x;y'} ?\nSELECT '{d ''x;y''} ?'"))
                .satisfies(check -> assertThat(check.sample()).hasSize(1));
        assertThat(run(database, "-- expect: value 1\nSELECT count(*) FROM orders")
                        .passed())
                .isTrue();
        Check check = run(database, "SELECT id, note FROM orders");
        assertThat(check.passed()).isFalse();
        assertThat(check.rows()).isEqualTo(1);
        assertThat(check.sample().get(0)).isEqualToIgnoringCase("id=1, note=first");
    }

    @ParameterizedTest
    @EnumSource
    void letsNoScriptChangeAnything(Kind kind) throws Exception {
        Database database = open(kind.connecting(temp));

        for (String change : List.of(
                "INSERT INTO orders VALUES (2, 'second')",
                "UPDATE orders SET id = 7",
                "DELETE FROM orders",
                "DROP TABLE orders",
                "CREATE TABLE more (id INTEGER)",
                "ALTER TABLE orders ADD COLUMN more INTEGER")) {
            Check check = run(database, change);
            assertThat(check.passed()).as(change).isFalse();
            assertThat(check.error()).as(change).isPresent();
        }
        assertThat(run(database, "-- expect: value 1\nSELECT count(*) FROM orders WHERE id = 1")
                        .detail())
                .endsWith("=1");
        assertThat(run(database, "SELECT more FROM orders").error()).isPresent();
        assertThat(run(database, "SELECT * FROM more").error()).isPresent();
    }

    @Test
    void letsNoFunctionChangeAnythingEither() throws Exception {
        Database database = open(Kind.POSTGRESQL.connecting(temp));
        Reached.execute(
                database,
                "CREATE FUNCTION sneak() RETURNS integer LANGUAGE sql AS 'INSERT INTO orders VALUES (9) RETURNING id'");

        assertThat(run(database, "SELECT sneak()").error()).isPresent();
        assertThat(run(database, "WITH d AS (DELETE FROM orders RETURNING id) SELECT * FROM d WHERE id = 0")
                        .error())
                .isPresent();
        assertThat(orders(database)).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void stopsAQueryAtTheStatementLimit(Kind kind) throws IOException {
        Connecting plain = kind.connecting(temp);
        Database database = open(new Connecting(
                plain.url(),
                plain.credentials(),
                new SessionTimeouts(Duration.ZERO, Duration.ofMillis(200)),
                plain.holder(),
                plain.programs(),
                plain.redactor(),
                plain.cancellation()));

        Check check = run(database, kind.endless);

        assertThat(check.passed()).isFalse();
        assertThat(check.error()).contains("was stopped after the statement limit of PT0.2S");
    }

    @ParameterizedTest
    @EnumSource
    void stopsWithTheRun(Kind kind) throws Exception {
        Connecting connecting = kind.connecting(temp);
        Cancellation cancellation = connecting.cancellation();
        Database database = open(connecting);
        Future<Check> running = inBackground(() -> run(database, kind.endless));

        awaitQuery();
        cancellation.request("enough");

        assertThat(running)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(Fault.class)
                .satisfies(e -> assertThat(((Fault) e.getCause()).code()).isEqualTo(FaultCode.CANCELLED));
    }

    @Test
    void showsNoPasswordThatStandsInTheData() throws IOException {
        Database database = open(Kind.POSTGRESQL.connecting(temp));
        String quoted = Canary.PASSWORD.replace("'", "''");

        Check shown = run(database, "SELECT repeat('x', 190) || '" + quoted + "' AS leak");
        Check error = run(database, "SELECT CAST('" + quoted + "' AS integer)");

        assertThat(Canary.in(shown.toString() + error)).isEmpty();
        assertThat(error.error()).isPresent();
    }

    @Test
    void doesNotTakeALostServerForAFailedCheck() throws Exception {
        PostgresServer server = PostgresServer.own();
        try {
            Database database = open(Reached.connecting(server.createDatabase()));
            Future<Check> running = inBackground(() -> run(database, "SELECT pg_sleep(60)"));
            awaitQuery();
            server.handle().destroyForcibly();

            assertThat(running)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(Fault.class)
                    .satisfies(e -> assertThat(((Fault) e.getCause()).code()).isEqualTo(FaultCode.SERVER_UNREACHABLE));
            Reached.fault(FaultCode.SERVER_UNREACHABLE, () -> run(database, "SELECT 1"));
        } finally {
            server.stop();
        }
    }

    /** A thread of its own: the common pool may have only one. */
    private Future<Check> inBackground(Callable<Check> work) {
        FutureTask<Check> task = new FutureTask<>(work);
        background = new Thread(task, "checks");
        background.start();
        return task;
    }

    /** Waits until the thread in the background has sent a query, or is about to. */
    private void awaitQuery() {
        Instant limit = Instant.now().plusSeconds(30);
        while (Stream.of(background.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals("found"))) {
            assertThat(Instant.now()).isBefore(limit);
        }
    }
}

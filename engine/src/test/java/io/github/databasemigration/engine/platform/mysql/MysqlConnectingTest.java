package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MysqlConnectingTest {
    private final MariaDbServer server = MariaDbServer.shared();
    private final TestDatabase owned = server.createDatabase();
    private final MysqlPlatform platform = new MysqlPlatform();
    private final Database database = platform.open(Reached.connecting(owned));

    @Test
    void saysWhoAndWhatIsThere() {
        Target target = database.target();
        assertThat(target.platform()).isEqualTo("mariadb");
        assertThat(target.server()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(target.database()).isEqualTo(owned.name());
        assertThat(owned.query("SELECT VERSION()")).startsWith(target.serverVersion() + "-");
        assertThat(target.user()).isEqualTo(owned.user());
        assertThat(platform.open(Reached.connecting(
                                owned.jdbcUrl().replace("jdbc:mariadb:", "jdbc:mysql:"),
                                owned.user(),
                                owned.password()))
                        .target())
                .isEqualTo(target);
    }

    @Test
    void aSessionForMigrationsHasItsLimitsAndSpeaksUtf8mb4() throws SQLException {
        try (Connection connection = database.connect()) {
            assertThat(Reached.text(connection, "SELECT @@lock_wait_timeout")).isEqualTo("2");
            assertThat(Reached.text(connection, "SELECT @@innodb_lock_wait_timeout"))
                    .isEqualTo("2");
            assertThat(Reached.text(connection, "SELECT @@max_statement_time")).isEqualTo("90.000000");
            assertThat(Reached.text(
                            connection,
                            "SELECT CONCAT_WS(' ', @@character_set_client, @@character_set_connection,"
                                    + " @@character_set_results)"))
                    .isEqualTo("utf8mb4 utf8mb4 utf8mb4");
            assertThat(Reached.text(connection, "SELECT '🦭'")).isEqualTo("🦭");
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void aReadOnlySessionChangesNothing() throws SQLException {
        owned.execute("CREATE TABLE t (a INT)");
        try (Connection connection = database.connectReadOnly()) {
            for (String change : new String[] {
                "INSERT INTO t VALUES (1)",
                "CREATE TABLE u (a INT)",
                "DROP TABLE t",
                "TRUNCATE t",
                "ALTER TABLE t ADD b INT"
            }) {
                assertThatThrownBy(() -> connection.createStatement().execute(change))
                        .as(change)
                        .isInstanceOf(SQLException.class);
            }
            assertThat(Reached.text(connection, "SELECT COUNT(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void cancelsAStatementAndTheSessionLives() throws Exception {
        try (Connection connection = database.connect()) {
            SessionId session = database.sessionOf(connection);
            assertThat(Reached.text(connection, database.sessionIdQuery().orElseThrow()))
                    .isEqualTo(session.value());
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                try {
                    Reached.text(connection, "SELECT COUNT(*) FROM seq_1_to_1000000 a JOIN seq_1_to_1000000 b");
                } catch (SQLException e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            });
            while (owned.query("SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + session.value()
                            + " AND info LIKE 'SELECT COUNT(*) FROM seq%'")
                    .equals("0")) {
                Thread.onSpinWait();
            }
            database.cancel(session);
            assertThatThrownBy(running::join).hasMessageContaining("interrupted");
            assertThat(Reached.text(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void whatTheEngineItselfAsksIsCancelledToo() throws Exception {
        owned.execute("CREATE TABLE t (a INT)");
        Connecting connecting = Reached.connecting(owned);
        Database cancelled = platform.open(connecting);
        try (Connection locking = owned.connect()) {
            locking.createStatement().execute("LOCK TABLES t WRITE");
            CompletableFuture<?> counting = CompletableFuture.supplyAsync(cancelled::rowCounts);
            while (owned.query("SELECT COUNT(*) FROM information_schema.processlist WHERE user = '" + owned.user()
                            + "' AND state LIKE 'Waiting for table%'")
                    .equals("0")) {
                Thread.onSpinWait();
            }
            connecting.cancellation().request("a test");
            assertThatThrownBy(counting::join)
                    .hasCauseInstanceOf(Fault.class)
                    .hasMessageContaining("Stopped while counting rows: a test");
        }
        assertThat(cancelled.rowCounts()).as("what has to be known afterwards").isEqualTo(Map.of("t", 0L));
    }

    @Test
    void cancellingASessionThatIsGoneDoesNothing() {
        database.cancel(new SessionId("999999999"));
    }

    @Test
    void tellsItselfFromItsNeighbours() throws SQLException {
        TestDatabase neighbour = server.createDatabase();
        String identity = owned.query(database.identityQuery());
        assertThat(owned.query(database.identityQuery())).isEqualTo(identity);
        assertThat(neighbour.query(database.identityQuery())).isNotEqualTo(identity);
    }

    @Test
    void tellsFaultsApart() throws Exception {
        assertThat(Reached.fault(
                        FaultCode.LOGIN_REFUSED,
                        () -> platform.open(
                                Reached.connecting(owned.jdbcUrl(), owned.user(), Canary.PASSWORD + "wrong"))))
                .matches(fault -> Canary.in(fault.getMessage()).isEmpty());
        String missing = owned.jdbcUrl() + "_missing";
        Reached.fault(
                FaultCode.DATABASE_MISSING,
                () -> platform.open(Reached.connecting(missing, owned.user(), owned.password())));
        Reached.fault(
                FaultCode.LOGIN_REFUSED,
                () -> platform.open(
                        Reached.connecting(server.createDatabase().jdbcUrl(), owned.user(), owned.password())));
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Reached.fault(
                FaultCode.SERVER_UNREACHABLE,
                () -> platform.open(Reached.connecting("jdbc:mariadb://127.0.0.1:" + closed + "/x", "x", "x")));
    }
}

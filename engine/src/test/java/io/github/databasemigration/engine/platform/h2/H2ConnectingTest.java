package io.github.databasemigration.engine.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.testkit.Canary;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2ConnectingTest {
    @TempDir
    Path folder;

    private static Database open(String url) {
        return new H2Platform().open(Reached.connecting(url, "app", Canary.PASSWORD));
    }

    @Test
    void aMissingFileIsAnEmptyDatabaseUntilSomebodyMigrates() throws SQLException {
        Path file = folder.resolve("shop.mv.db");
        Database database = open("jdbc:h2:file:" + folder.resolve("shop"));
        Target target = database.target();
        assertThat(target.platform()).isEqualTo("h2");
        assertThat(target.server()).isEqualTo(file.toString());
        assertThat(target.database()).isEqualTo("shop");
        assertThat(target.user()).isEqualTo("APP");
        assertThat(file).doesNotExist();
        Reached.execute(database, "CREATE TABLE t (a INT)");
        assertThat(file).exists();
        try (Connection connection = database.connectReadOnly()) {
            assertThat(Reached.text(connection, "SELECT COUNT(*) FROM t")).isEqualTo("0");
            assertThat(Reached.text(connection, database.identityQuery()))
                    .contains(folder.resolve("shop").toString());
        }
    }

    @Test
    void aSessionForMigrationsHasItsLimits() throws SQLException {
        try (Connection connection = open("jdbc:h2:mem:limits").connect()) {
            assertThat(Reached.text(connection, "SELECT LOCK_TIMEOUT()")).isEqualTo("1500");
            assertThat(
                            Reached.text(
                                    connection,
                                    "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT'"))
                    .isEqualTo("90000");
        }
    }

    @Test
    void aReadOnlySessionChangesNothing() throws SQLException {
        Database database = open("jdbc:h2:mem:reading;DB_CLOSE_DELAY=-1");
        Reached.execute(database, "CREATE TABLE t (a INT)");
        try (Connection connection = database.connectReadOnly()) {
            for (String change : new String[] {
                "DROP TABLE t", "SELECT 1; DROP TABLE t", "INSERT INTO t VALUES (1)", "SET PASSWORD 'x'", "SHUTDOWN"
            }) {
                assertThatThrownBy(() -> connection.createStatement().execute(change))
                        .as(change)
                        .hasMessageContaining("read only");
                assertThatThrownBy(() -> connection.prepareStatement(change))
                        .as(change)
                        .hasMessageContaining("read only");
            }
            connection.setAutoCommit(true);
            connection.createStatement().execute("SET SCHEMA PUBLIC");
            Reached.text(connection, "SELECT a FROM FINAL TABLE (INSERT INTO t VALUES (1))");
            connection.commit();
        }
        try (Connection connection = database.connectReadOnly()) {
            assertThat(Reached.text(connection, "SELECT COUNT(*) FROM t; -- all"))
                    .isEqualTo("0");
        }
    }

    @Test
    void cancelsAStatementAndTheSessionLives() throws Exception {
        Database database = open("jdbc:h2:mem:cancelling");
        try (Connection connection = database.connect()) {
            SessionId session = database.sessionOf(connection);
            CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return Reached.text(
                            connection, "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 1000000) a, SYSTEM_RANGE(1, 1000000) b");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            while (!running.isDone()) {
                database.cancel(session);
            }
            assertThatThrownBy(running::join).hasMessageContaining("canceled");
            assertThat(Reached.text(connection, "SELECT 1")).isEqualTo("1");
            database.cancel(new SessionId("999"));
        }
    }

    @Test
    void speaksToAServerAndCreatesNothingThere() throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        try {
            String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./served";
            Reached.fault(FaultCode.DATABASE_MISSING, () -> open(url));
            try (Connection connection = new org.h2.Driver().connect(url, properties())) {
                assertThat(connection.isValid(1)).isTrue();
            }
            Target target = open(url).target();
            assertThat(target.server()).isEqualTo("127.0.0.1:" + server.getPort());
            assertThat(target.database()).isEqualTo("./served");
            Reached.fault(
                    FaultCode.LOGIN_REFUSED, () -> new H2Platform().open(Reached.connecting(url, "app", "wrong")));
        } finally {
            server.stop();
        }
    }

    private static java.util.Properties properties() {
        java.util.Properties properties = new java.util.Properties();
        properties.setProperty("user", "app");
        properties.setProperty("password", Canary.PASSWORD);
        return properties;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:",
                "jdbc:h2:relative",
                "jdbc:h2:/tmp/x;USER=geheim",
                "jdbc:h2:/tmp/x;GEHEIM=1",
                "jdbc:h2:zip:/tmp/a.zip!/x"
            })
    void refusesWhatCannotBeMigrated(String url) {
        assertThat(Reached.fault(FaultCode.CONFIGURATION_INVALID, () -> open(url)))
                .hasMessageNotContaining("geheim");
    }

    @Test
    void tellsFaultsApart() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Reached.fault(FaultCode.SERVER_UNREACHABLE, () -> open("jdbc:h2:tcp://127.0.0.1:" + closed + "/x"));
    }
}

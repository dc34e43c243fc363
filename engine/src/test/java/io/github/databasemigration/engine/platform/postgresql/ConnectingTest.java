package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectingTest {
    private static TestDatabase owned;
    private static Database database;

    @BeforeAll
    static void open() {
        owned = PostgresServer.shared().createDatabase();
        database = Opened.open(owned);
    }

    @Test
    void tellsWhoAndWhatIsThere() {
        assertThat(database.target().platform()).isEqualTo("postgresql");
        assertThat(database.target().server())
                .isEqualTo("127.0.0.1:" + PostgresServer.shared().port());
        assertThat(database.target().database()).isEqualTo(owned.name());
        assertThat(database.target().user()).isEqualTo(owned.user());
        assertThat(database.target().serverVersion()).matches("\\d+\\.\\d+");
        assertThat(owned.query("SHOW server_version"))
                .startsWith(database.target().serverVersion());
    }

    @Test
    void setsLimitsAndNameInSessionsOfMigrationsEvenAgainstTheRolesOwn() throws SQLException {
        TestDatabase strict = PostgresServer.shared()
                .createDatabase()
                .execute("ALTER ROLE CURRENT_USER SET statement_timeout = '5s'");
        try (Connection session = Opened.open(strict).connect()) {
            assertThat(ask(session, "SHOW lock_timeout")).isEqualTo("1500ms");
            assertThat(ask(session, "SHOW statement_timeout")).isEqualTo("90s");
            assertThat(ask(session, "SHOW application_name")).isEqualTo("migrate-database r-20261122-1");
            assertThat(session.getAutoCommit()).isTrue();
        }
        try (Connection session = Opened.open(strict).connectReadOnly()) {
            assertThat(ask(session, "SHOW statement_timeout")).isEqualTo("0");
        }
    }

    @Test
    void aToolWithItsOwnSessionCanSettleItTheSameWay() throws SQLException {
        try (Connection session = owned.connect();
                Statement statement = session.createStatement()) {
            for (String setting : database.sessionSettings()) {
                statement.execute(setting);
            }
            assertThat(ask(session, "SHOW lock_timeout")).isEqualTo("1500ms");
            assertThat(ask(session, "SHOW statement_timeout")).isEqualTo("90s");
            assertThat(ask(session, "SHOW application_name")).isEqualTo("migrate-database r-20261122-1");
            assertThat(ask(session, database.sessionIdQuery().orElseThrow()))
                    .isEqualTo(database.sessionOf(session).value());
        }
    }

    @Test
    void aReadOnlySessionRefusesChanges() throws SQLException {
        try (Connection session = database.connectReadOnly()) {
            assertThatThrownBy(() -> ask(session, "CREATE TABLE t ()")).hasMessageContaining("read-only transaction");
        }
    }

    @Test
    void cancelsTheStatementAndLeavesTheSession() throws Exception {
        try (Connection session = database.connect()) {
            var sleeping = CompletableFuture.supplyAsync(() -> stateOf(() -> ask(session, "SELECT pg_sleep(60)")));
            while (!"active"
                    .equals(owned.query("SELECT coalesce(max(state), '') FROM pg_stat_activity"
                            + " WHERE query = 'SELECT pg_sleep(60)'"))) {
                Thread.onSpinWait();
            }
            database.cancel(database.sessionOf(session));
            assertThat(sleeping.get(30, TimeUnit.SECONDS)).isEqualTo("57014");
            assertThat(ask(session, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void cancellingASessionThatIsGoneDoesNothing() throws SQLException {
        Connection session = database.connect();
        var id = database.sessionOf(session);
        session.close();
        database.cancel(id);
    }

    @Test
    void theIdentityIsTheSameForEveryClientAndDiffersBetweenDatabases() {
        TestDatabase other = PostgresServer.shared().createDatabase();
        String here = owned.query(database.identityQuery());
        assertThat(owned.query(database.identityQuery())).isEqualTo(here);
        assertThat(other.query(database.identityQuery())).isNotEqualTo(here);
    }

    @Test
    void tellsTheKindsOfRefusalApartAndNeverShowsThePassword() throws IOException {
        int port = PostgresServer.shared().port();
        refused(owned.jdbcUrl(), "wrong " + Canary.PASSWORD, FaultCode.LOGIN_REFUSED);
        refused(url("127.0.0.1", port, "no such"), owned.password(), FaultCode.DATABASE_MISSING);
        refused(url("no-such-host.invalid", port, "x"), owned.password(), FaultCode.SERVER_UNREACHABLE);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int nobody = free.getLocalPort();
            free.close();
            refused(url("127.0.0.1", nobody, "x"), owned.password(), FaultCode.SERVER_UNREACHABLE);
        }
    }

    @Test
    void aServerThatSaysNothingIsUnreachable() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(
                    url("127.0.0.1", mute.getLocalPort(), "x?loginTimeout=1"),
                    owned.password(),
                    FaultCode.SERVER_UNREACHABLE);
        }
    }

    @Test
    void aUserWhoMayNotConnectIsRefused() {
        TestDatabase closed = PostgresServer.shared().createDatabase();
        closed.execute("REVOKE CONNECT ON DATABASE " + closed.name() + " FROM PUBLIC");
        refused(
                new TestDatabase(closed.jdbcUrl(), closed.name(), owned.user(), owned.password()),
                FaultCode.LOGIN_REFUSED);
    }

    private static void refused(String url, String password, FaultCode code) {
        refused(new TestDatabase(url, owned.name(), owned.user(), password), code);
    }

    private static void refused(TestDatabase database, FaultCode code) {
        assertThatThrownBy(() -> Opened.open(database)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.getMessage()).doesNotContain("\n");
            assertThat(Canary.in(fault.getMessage())).isEmpty();
            assertThat(fault.getCause()).isNull();
        });
    }

    private static String url(String host, int port, String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database.replace(" ", "%20");
    }

    private static String ask(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String stateOf(Asking asking) {
        try {
            return asking.ask();
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private interface Asking {
        String ask() throws SQLException;
    }
}

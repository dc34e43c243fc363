package io.github.databasemigration.engine.platform.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.engine.platform.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteConnectingTest {
    @TempDir
    Path folder;

    private Database open(Path file) {
        return new SqlitePlatform().open(Reached.connecting("jdbc:sqlite:" + file));
    }

    @Test
    void aMissingFileIsAnEmptyDatabaseUntilSomebodyMigrates() throws SQLException {
        Path file = folder.resolve("a b%20ü.db");
        Database database = open(file);
        Target target = database.target();
        assertThat(target.platform()).isEqualTo("sqlite");
        assertThat(target.server()).isEqualTo(file.toString());
        assertThat(target.database()).isEqualTo("a b%20ü.db");
        try (Connection connection = database.connectReadOnly()) {
            assertThat(Reached.text(connection, "SELECT count(*) FROM sqlite_master"))
                    .isEqualTo("0");
        }
        assertThat(file).doesNotExist();
        Reached.execute(database, "CREATE TABLE t (a)");
        assertThat(file).exists();
        try (Connection connection = database.connect()) {
            assertThat(Reached.text(connection, database.identityQuery())).isEqualTo(file.toString());
        }
        assertThat(database.sqlAlchemyUrl()).isEqualTo("sqlite+pysqlite:///" + file);
    }

    @Test
    void aSessionForMigrationsWaitsAsLongAsItMayAndLeavesForeignKeysAlone() throws SQLException {
        Path file = folder.resolve("x.db");
        try (Connection connection = open(file).connect()) {
            assertThat(Reached.text(connection, "PRAGMA busy_timeout")).isEqualTo("1500");
            assertThat(Reached.text(connection, "PRAGMA foreign_keys")).isEqualTo("0");
        }
        Database strict = new SqlitePlatform().open(Reached.connecting("jdbc:sqlite:" + file + "?foreign_keys=true"));
        try (Connection connection = strict.connect()) {
            assertThat(Reached.text(connection, "PRAGMA foreign_keys")).isEqualTo("1");
        }
    }

    @Test
    void aReadOnlySessionChangesNothing() throws SQLException {
        Database database = open(folder.resolve("x.db"));
        Reached.execute(database, "CREATE TABLE t (a)");
        try (Connection connection = database.connectReadOnly()) {
            assertThatThrownBy(() -> connection.createStatement().execute("DROP TABLE t"))
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void cancelsAStatementAndTheSessionLives() throws Exception {
        Database database = open(folder.resolve("x.db"));
        try (Connection connection = database.connect()) {
            SessionId session = database.sessionOf(connection);
            assertThat(database.sessionOf(connection)).isEqualTo(session);
            CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return Reached.text(
                            connection,
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            while (!running.isDone()) {
                database.cancel(session);
            }
            assertThatThrownBy(running::join).hasMessageContaining("interrupted");
            assertThat(Reached.text(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void cancellingASessionOfAnotherProcessDoesNothing() {
        open(folder.resolve("x.db")).cancel(new SessionId("unknown"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:file:x?mode=memory"})
    void refusesADatabaseThatIsGoneWithItsSession(String url) {
        Reached.fault(FaultCode.CONFIGURATION_INVALID, () -> new SqlitePlatform().open(Reached.connecting(url)));
    }

    @Test
    void tellsFaultsApart() throws Exception {
        Reached.fault(FaultCode.DATABASE_MISSING, () -> open(folder.resolve("none/x.db")));
        Path text = Files.writeString(folder.resolve("x.txt"), "This is not a database. ".repeat(100));
        Reached.fault(FaultCode.DATABASE_MISSING, () -> open(text));
        assertThat(text).hasContent("This is not a database. ".repeat(100));
    }
}

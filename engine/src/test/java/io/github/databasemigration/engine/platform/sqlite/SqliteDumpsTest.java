package io.github.databasemigration.engine.platform.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.engine.platform.DumpsContract;
import io.github.databasemigration.engine.platform.Reached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteDumpsTest extends DumpsContract {
    @TempDir
    Path place;

    @Override
    protected Connecting rich() {
        Connecting connecting = empty();
        if (Files.notExists(place.resolve("shop.db"))) {
            Reached.execute(open(connecting), RichSqlite.STATEMENTS);
        }
        return connecting;
    }

    @Override
    protected Connecting empty() {
        return Reached.connecting("jdbc:sqlite:" + place.resolve("shop.db"));
    }

    @Override
    protected String[] damage() {
        return new String[] {
            "DROP TABLE \"order \"\"1\"\"\"",
            "ALTER TABLE customer ADD COLUMN more",
            "UPDATE customer SET name = 'changed' || id",
            "DROP VIEW rich",
            "CREATE TABLE intruder (a)",
            "INSERT INTO intruder VALUES (1)",
            "PRAGMA user_version = 8"
        };
    }

    @Override
    protected Set<String> surroundings() {
        return filesIn(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "WAL"})
    void whileSomebodyWritesNothingIsRestored(String journal) throws SQLException, IOException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            statement.executeQuery("PRAGMA journal_mode = " + journal).close();
            database.dumps().dump(dumped, DumpProgress.NONE);
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO strict_one VALUES (1, 4)");
            assertThat(Reached.fault(FaultCode.RESTORE_FAILED_UNCHANGED, () -> database.dumps()
                            .restore(dumped, fresh("kept"))))
                    .hasMessageContaining("in use");
            writer.commit();
            assertThat(database.rowCounts()).containsEntry("strict_one", 4L);
            database.dumps().restore(dumped, fresh("kept-again"));
            assertThat(Reached.text(writer, "SELECT count(*) FROM strict_one")).isEqualTo("3");
        }
    }

    @Test
    void readersGoOnWhileADumpIsTaken() throws SQLException {
        Database database = open(rich());
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            assertThat(Reached.text(reader, "SELECT count(*) FROM customer")).isEqualTo("2");
            database.dumps().dump(fresh("dump"), (what, bytes) -> {
                try {
                    Reached.text(reader, "SELECT max(name) FROM customer");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @Test
    void aDatabaseThatIsGoneIsRestoredWithNothingToKeep() throws IOException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        database.dumps().dump(dumped, DumpProgress.NONE);
        var schema = database.schema(Set.of());
        Files.delete(place.resolve("shop.db"));
        assertThat(database.dumps().restore(dumped, fresh("kept")).keptAt()).contains("nowhere");
        assertThat(database.schema(Set.of())).isEqualTo(schema);
    }

    @Test
    void aDatabaseWithABadPageCanStillBeReplaced() throws IOException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        database.dumps().dump(dumped, DumpProgress.NONE);
        var contents = database.rowCounts();
        Path file = place.resolve("shop.db");
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 4096, 3 * 4096, (byte) 0x55);
        Files.write(file, bytes);
        database.dumps().restore(dumped, fresh("kept"));
        assertThat(database.rowCounts()).isEqualTo(contents);
    }
}

package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps.Dump;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.engine.platform.Dumps.Scratch;
import io.github.databasemigration.engine.platform.DumpsContract;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MysqlDumpsTest extends DumpsContract {
    private final TestDatabase owned = MariaDbServer.shared().createDatabase();
    private boolean filled;

    @Override
    protected Connecting rich() {
        if (!filled) {
            owned.execute(RichMysql.STATEMENTS);
            filled = true;
        }
        return empty();
    }

    @Override
    protected Connecting empty() {
        return Reached.connecting(owned);
    }

    @Override
    protected String[] damage() {
        return new String[] {
            "DROP TABLE `order \"1\"`",
            "ALTER TABLE customer ADD COLUMN more INT",
            "UPDATE customer SET email = 'changed' WHERE id = 2",
            "DROP VIEW a_view, b_view",
            "DROP PROCEDURE add_customer",
            "CREATE OR REPLACE TRIGGER polite BEFORE UPDATE ON customer FOR EACH ROW SET NEW.name = 'x'",
            "CREATE TABLE intruder (a INT)",
            "INSERT INTO intruder VALUES (1)",
            "CREATE VIEW intruding AS SELECT * FROM intruder",
            "CREATE FUNCTION intrude () RETURNS INT DETERMINISTIC RETURN 1",
            "CREATE SEQUENCE intruders",
            "CREATE EVENT intrusion ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO DELETE FROM intruder",
            "ALTER DATABASE COLLATE utf8mb4_bin",
            "UPDATE remembered SET a = 7",
        };
    }

    @Override
    protected Set<String> surroundings() {
        Set<String> names = new TreeSet<>();
        try (Connection admin = MariaDbServer.shared().admin("mysql");
                ResultSet rows = admin.createStatement().executeQuery("SHOW DATABASES")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        names.removeIf(name -> !name.startsWith(owned.name() + "_") && !name.equals(owned.name()));
        return names;
    }

    @Test
    void inAScratchNoEventRunsAndWhoeverLoadsIsTheDefiner() throws SQLException {
        rich();
        String elsewhere = owned.name() + "_elsewhere";
        admin(
                "CREATE DATABASE " + elsewhere,
                "CREATE TABLE " + elsewhere + ".t (a INT)",
                "CREATE VIEW " + owned.name() + ".others AS SELECT id FROM " + owned.name() + ".customer, " + elsewhere
                        + ".t");
        Database database = open(empty());
        Path dumped = fresh("dump");
        database.dumps().dump(dumped, DumpProgress.NONE);
        try (Scratch scratch = database.dumps().restoreToScratch(dumped);
                Connection connection = scratch.database().connectReadOnly()) {
            String name = scratch.database().target().database();
            assertThat(name).startsWith(owned.name() + "_scratch_");
            assertThat(Reached.text(
                            connection,
                            "SELECT CONCAT(status, ' ', definer) FROM information_schema.events WHERE event_schema = '"
                                    + name + "'"))
                    .isEqualTo("DISABLED " + owned.user() + "@%");
            assertThat(Reached.text(
                            connection,
                            "SELECT definer FROM information_schema.views WHERE table_schema = '" + name
                                    + "' AND table_name = 'others'"))
                    .isEqualTo(owned.user() + "@%");
            assertThat(scratch.database().schema(Set.of())).isEqualTo(database.schema(Set.of()));
        }
    }

    private static void admin(String... statements) throws SQLException {
        try (Connection admin = MariaDbServer.shared().admin("mysql")) {
            for (String sql : statements) {
                admin.createStatement().execute(sql);
            }
        }
    }

    @Test
    void tablesWithoutTransactionsAreLockedWhileTheyAreDumped() throws Exception {
        owned.execute(
                "CREATE TABLE old_one (a INT, b CHAR(250)) ENGINE = MyISAM",
                "CREATE TABLE new_one (a INT)",
                "INSERT INTO old_one SELECT seq, REPEAT('x', 250) FROM seq_1_to_200000");
        Database database = open(empty());
        CompletableFuture<Void> writer = new CompletableFuture<>();
        AtomicBoolean begun = new AtomicBoolean();
        Dump dump = database.dumps().dump(fresh("dump"), (what, bytes) -> {
            // Whichever is told of: the first table may be through in one piece with the second.
            if (!what.isEmpty() && begun.compareAndSet(false, true)) {
                writer.completeAsync(() -> {
                    owned.execute("INSERT INTO new_one VALUES (1)", "INSERT INTO old_one VALUES (0, 'late')");
                    return null;
                });
            }
        });
        assertThat(begun).isTrue();
        writer.get();
        assertThat(dump.rowCounts()).containsEntry("new_one", 0L).containsEntry("old_one", 200_000L);
    }

    @Test
    void aDumpIsOneSnapshotWhileOthersWrite() throws Exception {
        owned.execute(
                "CREATE TABLE a (i INT) SELECT seq AS i FROM seq_1_to_100000",
                "CREATE TABLE b (i INT) SELECT seq AS i FROM seq_1_to_100000");
        Database database = open(empty());
        Dump dump = database.dumps().dump(fresh("dump"), (what, bytes) -> {
            if (what.equals("a")) {
                owned.execute("INSERT INTO b VALUES (0)");
            }
        });
        assertThat(dump.rowCounts()).containsEntry("a", 100_000L).containsEntry("b", 100_000L);
        assertThat(database.rowCounts().get("b")).isGreaterThan(100_000L);
    }

    @Test
    void thePasswordIsInNoArgumentAndNoFile() throws IOException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        Set<String> programs = new TreeSet<>();
        database.dumps().dump(dumped, (what, bytes) -> programs.addAll(commandLines()));
        try (Scratch scratch = database.dumps().restoreToScratch(dumped)) {
            programs.addAll(commandLines());
        }
        assertThat(programs).anyMatch(line -> line.contains("dump")).allMatch(line -> Canary.in(line)
                .isEmpty());
        try (var text = Loading.open(dumped.resolve("dump.sql.gz"))) {
            assertThat(Canary.in(new String(text.readAllBytes(), StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    private static List<String> commandLines() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(process -> {
                        try {
                            return Files.readString(process.resolve("cmdline"));
                        } catch (IOException gone) {
                            return "";
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatAKilledRunLeftIsDroppedByTheNext() throws SQLException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        database.dumps().dump(dumped, DumpProgress.NONE);
        Set<String> before = surroundings();
        String dead = owned.name() + "_scratch_dm0123456789";
        String alive = owned.name() + "_scratch_dmabcdef0123";
        String other = owned.name() + "_scratch_mine";
        admin("CREATE DATABASE " + dead, "CREATE DATABASE " + alive, "CREATE DATABASE " + other);
        try (Connection holder = owned.connect()) {
            Reached.text(holder, "SELECT GET_LOCK('" + alive + "', 0)");
            database.dumps().restoreToScratch(dumped).close();
            before.add(alive);
            before.add(other);
            assertThat(surroundings()).isEqualTo(before);
        }
        admin("DROP DATABASE " + other);
    }
}

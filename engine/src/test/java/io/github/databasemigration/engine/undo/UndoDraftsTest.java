package io.github.databasemigration.engine.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a migration did, its generated undo leaves the schema and the rows as they were, or it was refused before. */
class UndoDraftsTest {
    private static final int CASES = Integer.getInteger("undo.cases", 40);

    enum Server {
        POSTGRESQL {
            @Override
            Connection admin(String database) throws SQLException {
                return PostgresServer.shared().admin(database);
            }

            @Override
            String url(String database) {
                return "jdbc:postgresql://127.0.0.1:" + PostgresServer.shared().port() + "/" + database;
            }

            @Override
            String dump(String database) {
                return ServersDump.postgresql(database);
            }
        },
        MARIADB {
            @Override
            Connection admin(String database) throws SQLException {
                return MariaDbServer.shared().admin(database);
            }

            @Override
            String url(String database) {
                return "jdbc:mariadb://127.0.0.1:" + MariaDbServer.shared().port() + "/" + database;
            }

            @Override
            String dump(String database) {
                return ServersDump.mariaDb(database);
            }
        };

        abstract Connection admin(String database) throws SQLException;

        abstract String url(String database);

        abstract String dump(String database);
    }

    @ParameterizedTest
    @EnumSource
    void takesBackAllOrSaysThatItCannot(Server server) throws SQLException {
        takesBackAllOrSaysThatItCannot(server, RandomChanges::migration, Optional.empty());
    }

    /** With side copies, what is destroyed comes back to the last row. */
    @ParameterizedTest
    @EnumSource
    void putsBackWhatWasDestroyedOrSaysThatItCannot(Server server) throws SQLException {
        takesBackAllOrSaysThatItCannot(server, RandomChanges::destructive, Optional.of(1000L));
    }

    private static void takesBackAllOrSaysThatItCannot(
            Server server, Function<RandomChanges, List<String>> migration, Optional<Long> keeping)
            throws SQLException {
        boolean postgresql = server == Server.POSTGRESQL;
        int undone = 0;
        int refused = 0;
        String main = postgresql ? "postgres" : "mysql";
        for (long seed = 1; undone + refused < CASES; seed++) {
            String name = "undo_case";
            try (Connection admin = server.admin(main)) {
                if (!postgresql) {
                    // A table that was moved elsewhere may refer to one that stayed.
                    run(admin, List.of("SET foreign_key_checks = 0", "DROP DATABASE IF EXISTS undo_case_elsewhere"));
                }
                run(admin, List.of("DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name));
            }
            RandomChanges changes = new RandomChanges(seed, postgresql);
            try (Connection connection = server.admin(name)) {
                run(connection, changes.schema());
                Database database = Platforms.installed()
                        .find(server.url(name))
                        .open(Reached.connecting(
                                server.url(name), postgresql ? "postgres" : "root", postgresql ? "none" : ""));
                List<String> up = migration.apply(changes);
                UndoDraft draft =
                        UndoDrafts.of(database, List.of(migration(up)), keeping).get(0);
                State before = State.of(server.dump(name), database, connection);
                if (!applies(connection, kept(database.target().platform(), draft, up))) {
                    continue;
                }
                if (!draft.complete()) {
                    refused++;
                    continue;
                }
                assertThatCode(() -> run(connection, draft.statements()))
                        .as("seed %d: %s, undone by %s", seed, up, draft.statements())
                        .doesNotThrowAnyException();
                if (!draft.kept().isEmpty()) {
                    assertThat(Rows.text(
                                    connection, "SELECT count(*) FROM " + new SideCopyPlaces(postgresql).manifest()))
                            .isEqualTo("0");
                    run(
                            connection,
                            List.of(
                                    postgresql
                                            ? "DROP SCHEMA " + OwnTables.KEPT + " CASCADE"
                                            : "DROP TABLE " + new SideCopyPlaces(false).manifest()));
                }
                assertThat(State.of(server.dump(name), database, connection))
                        .as("seed %d: %s, undone by %s", seed, up, draft.statements())
                        .isEqualTo(before);
                undone++;
            }
        }
        System.out.println(server + ": " + undone + " taken back, " + refused + " refused beforehand");
        assertThat(undone).isGreaterThan(CASES / 5);
        assertThat(refused).isPositive();
    }

    /** The migration with the copies that are made in its course. */
    private static List<String> kept(String platform, UndoDraft draft, List<String> up) {
        Keeping keeping = new Keeping(platform, "digest", "run");
        List<String> statements = new ArrayList<>(keeping.first(draft));
        for (int i = 0; i < up.size(); i++) {
            int at = i;
            draft.kept().stream()
                    .filter(kept -> kept.statement() == at)
                    .forEach(kept -> statements.addAll(keeping.before(draft, kept)));
            statements.add(up.get(i));
        }
        return statements;
    }

    /** The schema as the server's dump and as the engine tells it, and the rows. */
    private record State(String dump, SortedMap<String, String> schema, SortedMap<String, List<String>> rows) {
        static State of(String dump, Database database, Connection connection) throws SQLException {
            SortedMap<String, List<String>> rows = new TreeMap<>();
            for (String table : database.rowCounts().keySet()) {
                rows.put(table, contents(connection, table));
            }
            return new State(dump, database.schema(Set.of()), rows);
        }

        private static List<String> contents(Connection connection, String table) throws SQLException {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT * FROM " + table + " ORDER BY id")) {
                while (result.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.append(result.getMetaData().getColumnName(i))
                                .append('=')
                                .append(result.getString(i))
                                .append(' ');
                    }
                    rows.add(row.toString());
                }
            }
            return rows;
        }
    }

    /** Whether a random migration is one at all: some name what is not there any more. */
    private static boolean applies(Connection connection, List<String> statements) throws SQLException {
        try {
            connection.setAutoCommit(false);
            run(connection, statements);
            connection.commit();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            return false;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static PlannedMigration migration(List<String> statements) {
        return new PlannedMigration(
                Optional.of("2"),
                "random",
                "V2__random.sql",
                MigrationKind.VERSIONED,
                "",
                Optional.empty(),
                statements,
                Optional.empty(),
                true,
                List.of());
    }
}

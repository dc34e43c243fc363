package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is told to stop, or whose parent dies. */
class StopTest {
    private static final String ENDLESS_IN_SQLITE =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n";

    @TempDir
    Path temporary;

    /** A migration that creates a table and then does not end by itself. */
    private AlembicProject endless(Server server) {
        String sql =
                switch (server) {
                    case POSTGRESQL -> "SELECT pg_sleep(600)";
                    case MARIADB -> "SELECT SLEEP(600)";
                    case SQLITE -> ENDLESS_IN_SQLITE;
                };
        return AlembicProject.shop(server, temporary)
                .revision(
                        "long",
                        "'d95e'",
                        "op.create_table('half', sa.Column('a', sa.Integer))\n"
                                + "connection = op.get_bind()\nfrom alembic import context\n"
                                + "context.is_offline_mode() or open('begun', 'w').close()\nconnection.execute(sa.text('"
                                + sql
                                + "')).all()",
                        "pass");
    }

    @ParameterizedTest
    @EnumSource
    void stopsTheStatementThatRuns(Server server) {
        assertStops(endless(server));
        assertThat(temporary.resolve("shop/begun")).exists();
    }

    @Test
    void stopsAStatementOfAnAsynchronousDriver() {
        AlembicProject project = endless(Server.POSTGRESQL).write("migrations/env.py", DriversTest.ASYNCHRONOUS);
        assertStops(project);
        await(() -> sessions(project, true) == 0);
    }

    private static void assertStops(AlembicProject project) {
        Heard heard = new Heard() {
            @Override
            public void statementStarted(String sql) {
                super.statementStarted(sql);
                if (sql.contains("SLEEP") || sql.contains("pg_sleep") || sql.contains("RECURSIVE")) {
                    stopSoon(project);
                }
            }
        };
        try (AlembicTool tool = project.tool()) {
            var planned = tool.inspect().pending();
            assertThatThrownBy(() -> tool.migrate(planned, TransactionMode.EACH, heard))
                    .isInstanceOfSatisfying(MigrationFailure.class, failure -> assertThat(failure.label())
                            .isEqualTo("long"))
                    .hasMessage("Stopped: the time is up");
            assertThat(tool.inspect().current())
                    .as("looking is possible afterwards")
                    .contains("d95e");
        }
        assertThat(project.hasTable("half")).isEqualTo(!project.open().transactionalDdl());
    }

    private static void stopSoon(AlembicProject project) {
        new Thread(() -> {
                    await(() -> sleeping(project));
                    project.cancellation.request("the time is up");
                })
                .start();
    }

    private static boolean sleeping(AlembicProject project) throws SQLException {
        // Nobody can see from outside that SQLite computes: the migration says that it is about to.
        return sqlite(project) ? Files.exists(project.folder.resolve("begun")) : sessions(project, true) > 0;
    }

    private static boolean sqlite(AlembicProject project) {
        return project.database.jdbcUrl().contains("sqlite");
    }

    /** How many sessions of the database's user there are, or how many of them sleep in a statement. */
    private static long sessions(AlembicProject project, boolean asleep) throws SQLException {
        boolean postgres = project.database.jdbcUrl().contains("postgresql");
        String name = project.database.name();
        String sql = postgres
                ? "SELECT COUNT(*) FROM pg_stat_activity WHERE usename = '" + name + "'"
                        + (asleep ? " AND wait_event = 'PgSleep'" : "")
                : "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '" + name + "'"
                        + (asleep ? " AND info LIKE '%SLEEP(600)%'" : "");
        try (Connection admin = postgres
                        ? PostgresServer.shared().admin("postgres")
                        : MariaDbServer.shared().admin("mysql");
                var rows = admin.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void await(Callable<Boolean> condition) {
        long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try {
            while (!condition.call()) {
                assertThat(System.nanoTime()).as("did not happen in a minute").isLessThan(limit);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sendsNothingThatTheListenerRefuses() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary);
        Heard heard = new Heard() {
            @Override
            public void statementStarted(String sql) {
                if (sql.startsWith("CREATE TABLE order_line")) {
                    throw new IllegalArgumentException("the journal is full");
                }
                super.statementStarted(sql);
            }
        };
        try (AlembicTool tool = project.tool()) {
            var planned = tool.inspect().pending();
            assertThatThrownBy(() -> tool.migrate(planned, TransactionMode.EACH, heard))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the journal is full");
            assertThat(tool.inspect().current()).contains("4f1c");
        }
        assertThat(project.hasTable("orders")).isFalse();
    }

    @Test
    void announcesTheSessionThatTheServerCanCancel() {
        AlembicProject project = endless(Server.POSTGRESQL);
        var database = project.open();
        Heard heard = new Heard() {
            private SessionId session;

            @Override
            public void sessionOpened(SessionId opened) {
                session = opened;
            }

            @Override
            public void statementStarted(String sql) {
                if (sql.contains("pg_sleep")) {
                    new Thread(() -> {
                                await(() -> sleeping(project));
                                database.cancel(session);
                            })
                            .start();
                }
            }
        };
        try (AlembicTool tool = project.tool()) {
            var planned = tool.inspect().pending();
            assertThatThrownBy(() -> tool.migrate(planned, TransactionMode.EACH, heard))
                    .isInstanceOf(MigrationFailure.class)
                    .hasMessageContaining("canceling statement due to user request");
        }
        assertThat(project.hasTable("half")).isFalse();
    }

    @Test
    void saysThatSomebodyKilledPython() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary);
        Heard heard = new Heard() {
            @Override
            public void statementStarted(String sql) {
                if (sql.startsWith("CREATE TABLE order_line")) {
                    ProcessHandle.current()
                            .children()
                            .filter(child -> child.info().command().orElse("").contains("python"))
                            .forEach(ProcessHandle::destroyForcibly);
                }
            }
        };
        try (AlembicTool tool = project.tool()) {
            var planned = tool.inspect().pending();
            assertThatThrownBy(() -> tool.migrate(planned, TransactionMode.EACH, heard))
                    .isInstanceOfSatisfying(MigrationFailure.class, failure -> assertThat(failure.label())
                            .isEqualTo("8a20"))
                    .hasMessageContaining("status 137");
            assertThat(tool.inspect().current()).contains("4f1c");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhenItsParentIsKilled(Server server) throws Exception {
        AlembicProject project = endless(server);
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MigratingProcess.class.getName(),
                        project.folder.toString(),
                        project.database.jdbcUrl(),
                        project.database.user())
                .inheritIO()
                .start();
        try {
            await(() -> sleeping(project));
            ProcessHandle python = parent.children().findFirst().orElseThrow();
            parent.destroyForcibly().waitFor();

            await(() -> !python.isAlive());
            await(() -> sqlite(project) || sessions(project, false) == 0);
        } finally {
            parent.destroyForcibly();
        }
        assertThat(project.revision()).isEqualTo("d95e");
        assertThat(project.hasTable("half")).isEqualTo(!server.transactionalDdl());
    }
}

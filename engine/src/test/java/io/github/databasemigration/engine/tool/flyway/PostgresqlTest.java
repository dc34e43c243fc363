package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only PostgreSQL can do. */
class PostgresqlTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void open() {
        project = new Project(folder, Server.POSTGRESQL.open(folder)).threeMigrations();
    }

    @Test
    @Timeout(60)
    void buildsAnIndexConcurrentlyBetweenTransactionalMigrations() {
        project.script("V4__index.sql", "CREATE INDEX CONCURRENTLY by_name ON customers (name);")
                .script("V5__after.sql", "ALTER TABLE orders ADD note text;");
        List<PlannedMigration> planned = project.inspect().pending();
        assertThat(planned).extracting(PlannedMigration::transactional).containsExactly(true, true, true, false, true);
        assertThat(Reached.fault(FaultCode.UNSUPPORTED, () -> project.migrate(TransactionMode.ALL)))
                .hasMessageContaining("V4__index.sql");
        assertThat(project.tables()).isEmpty();
        assertThat(project.migrate().finished()).containsExactly("1", "2", "3", "4", "5");
        assertThat(project.text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_name'::regclass"))
                .isEqualTo("t");
        project.assertFlywayAgrees();
    }

    @Test
    void refusesToMixStatementsWithAndWithoutTransaction() {
        project.script(
                "V4__mixed.sql",
                "ALTER TABLE orders ADD note text;\nCREATE INDEX CONCURRENTLY by_name ON customers (name);");
        assertThat(Reached.fault(FaultCode.UNSUPPORTED, project::inspect))
                .hasMessageContaining("db/migration/V4__mixed.sql line 2");
        project.mixed = true;
        assertThat(project.inspect().pending().get(3).transactional()).isFalse();
        assertThat(project.migrate().finished()).contains("4");
    }

    @Test
    void aMigrationThatFailsOnlyWhenItCommitsIsNotRecorded() {
        project.script(
                        "V4__deferred.sql",
                        "ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED;")
                .script("V5__orphan.sql", "INSERT INTO orders VALUES (1, 99);")
                .script("V6__after.sql", "CREATE TABLE after (id int);");
        Recorder recorder = new Recorder();
        MigrationFailure failure =
                catchThrowableOfType(MigrationFailure.class, () -> project.migrate(TransactionMode.EACH, recorder));
        assertThat(failure.label()).isEqualTo("5");
        assertThat(failure).hasMessageContaining("SQL state 23503").hasMessageContaining("foreign key");
        assertThat(recorder.finished()).containsExactly("1", "2", "3", "4");
        assertThat(project.inspect().current()).contains("4");
        assertThat(project.text("SELECT count(*) FROM orders")).isEqualTo("0");
    }

    @Test
    void aMigrationAndItsRowInTheHistoryAreOneTransaction() {
        Recorder recorder = project.migrate();
        assertThat(recorder.sessions).hasSize(1);
        String together = "SELECT count(*) FROM " + Project.HISTORY + " h JOIN pg_class c ON h.xmin = c.xmin"
                + " WHERE h.version = '3' AND c.relname = 'orders'";
        assertThat(project.text(together)).isEqualTo("1");
    }

    @Test
    void noMigrationInheritsTheRoleOrTheSearchPathOfTheOneBefore() throws SQLException {
        String user = project.text("SELECT current_user");
        try (Connection admin = PostgresServer.shared().admin("postgres")) {
            Rows.run(admin, List.of("CREATE ROLE other_" + user, "GRANT other_" + user + " TO " + user));
        }
        project.script("V4__leave.sql", "SET ROLE other_" + user + "; SET search_path = pg_catalog;")
                .script("V5__look.sql", "CREATE TABLE seen AS SELECT current_user::text AS role;")
                .script("V6__leave.sql", "SET ROLE other_" + user + "; SET search_path = pg_catalog;")
                .script("V7__look.sql", "INSERT INTO seen SELECT current_user::text;");

        assertThat(project.migrate().finished()).contains("7");
        assertThat(project.text("SELECT string_agg(role, ',') FROM public.seen"))
                .isEqualTo(user + "," + user);
    }

    @Test
    void migrationsReachEverySchemaTheyName() {
        project.schemas = List.of("shop", "audit");
        project.script("V4__audit.sql", "CREATE TABLE audit.log (id int);");
        project.migrate();
        assertThat(project.text("SELECT count(*) FROM shop.customers")).isEqualTo("2");
        assertThat(project.text("SELECT count(*) FROM audit.log")).isEqualTo("0");
        assertThat(project.text("SELECT count(*) FROM shop." + Project.HISTORY)).isEqualTo("5");
        project.assertFlywayAgrees();
    }

    @Test
    @Timeout(60)
    void aCancelledStatementEndsAsAFailureAndIsRolledBack() {
        project.script("V4__slow.sql", "CREATE TABLE slow (id int);\nSELECT pg_sleep(300);");
        Recorder recorder = new Recorder();
        recorder.then = line -> {
            if (line.contains("pg_sleep")) {
                cancelOnceItRuns(recorder);
            }
        };
        MigrationFailure failure =
                catchThrowableOfType(MigrationFailure.class, () -> project.migrate(TransactionMode.EACH, recorder));
        assertThat(failure.label()).isEqualTo("4");
        assertThat(failure).hasMessageContaining("57014").hasMessageContaining("line 2");
        assertThat(project.has("slow")).isFalse();
        assertThat(project.inspect().current()).contains("3");
    }

    private void cancelOnceItRuns(Recorder recorder) {
        Thread canceller = new Thread(() -> {
            String running = "SELECT count(*) FROM pg_stat_activity WHERE pid = "
                    + recorder.sessions.get(0).value() + " AND state = 'active' AND query LIKE '%pg_sleep%'";
            while (project.text(running).equals("0")) {
                Thread.onSpinWait();
            }
            project.database().cancel(recorder.sessions.get(0));
        });
        canceller.setDaemon(true);
        canceller.start();
    }

    @Test
    void anotherFlywayIsWaitedForOnlyAWhile() throws Exception {
        project.plainFlyway().target("1").load().migrate();
        try (var holder = project.database().connect();
                var statement = holder.createStatement()) {
            // Flyway's own number for the lock of this history table.
            long number = 77431708279161L + "\"public\".\"flyway_schema_history\"".hashCode();
            statement.execute("SELECT pg_advisory_lock(" + number + ")");
            long began = System.nanoTime();
            Reached.fault(FaultCode.LOCKED, project::migrate);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(45));
        }
        assertThat(project.migrate().finished()).containsExactly("2", "3");
    }

    @Test
    void copiesInlineData() {
        project.script("V4__copy.sql", "COPY customers FROM STDIN;\n3\tEve\n4\tDan\n\\.\n");
        project.migrate();
        assertThat(project.text("SELECT count(*) FROM customers")).isEqualTo("4");
        project.assertFlywayAgrees();
    }

    @Test
    void whatAServerSaysIsToldWithoutThePassword() {
        project.script("V4__leak.sql", "DO $$ BEGIN RAISE EXCEPTION '%', '${leak}'; END $$;");
        project.placeholders.put("leak", Canary.PASSWORD.replace("'", "''"));
        Recorder recorder = new Recorder();
        MigrationFailure failure =
                catchThrowableOfType(MigrationFailure.class, () -> project.migrate(TransactionMode.EACH, recorder));
        assertThat(failure.getMessage()).contains("P0001");
        assertThat(Canary.in(failure.getMessage())).isEmpty();
        assertThat(recorder.errors).singleElement().matches(error -> Canary.in(error)
                .isEmpty());
    }
}

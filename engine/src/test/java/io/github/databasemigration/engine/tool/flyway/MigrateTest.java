package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.ToolState;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MigrateTest {
    @TempDir
    Path folder;

    private Project project(Server server) {
        return new Project(folder, server.open(folder));
    }

    @ParameterizedTest
    @EnumSource
    void looksAtAnEmptyDatabaseWithoutTouchingIt(Server server) {
        Project project = project(server).threeMigrations();
        ToolState state = project.inspect();
        assertThat(state.current()).isEmpty();
        assertThat(state.target()).contains("3");
        assertThat(state.applied()).isEmpty();
        assertThat(state.failed()).isEmpty();
        assertThat(Project.scripts(state.pending()))
                .containsExactly("V1__customers.sql", "V2__seed.sql", "V3__orders.sql");
        assertThat(state.pending()).extracting(PlannedMigration::label).containsExactly("1", "2", "3");
        assertThat(state.pending().get(1).statements())
                .containsExactly("INSERT INTO customers VALUES (1, 'Ada')", "INSERT INTO customers VALUES (2, 'Bob')");
        assertThat(state.pending()).allMatch(migration -> migration.transactional() == server.transactionalDdl());
        assertThat(project.tables()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, EACH", "POSTGRESQL, ALL", "MARIADB, EACH", "MARIADB, ALL",
        "SQLITE, EACH", "SQLITE, ALL", "H2, EACH", "H2, ALL"
    })
    void migratesAnEmptyDatabaseAndTellsEachStep(Server server, TransactionMode transaction) {
        Project project = project(server).threeMigrations();
        Recorder recorder = project.migrate(transaction);
        assertThat(recorder.heard)
                .containsExactly(
                        "start 1",
                        "send CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(50))",
                        "done",
                        "end 1",
                        "start 2",
                        "send INSERT INTO customers VALUES (1, 'Ada')",
                        "done",
                        "send INSERT INTO customers VALUES (2, 'Bob')",
                        "done",
                        "end 2",
                        "start 3",
                        "send CREATE TABLE orders (id INT PRIMARY KEY, customer INT)",
                        "done",
                        "end 3");
        assertThat(recorder.sessions).isNotEmpty();
        assertThat(project.text("SELECT COUNT(*) FROM customers")).isEqualTo("2");
        ToolState state = project.inspect();
        assertThat(state.current()).contains("3");
        assertThat(state.target()).contains("3");
        assertThat(state.pending()).isEmpty();
        assertThat(state.applied()).hasSize(3).allMatch(applied -> applied.installedOn()
                .isPresent());
        project.tool().validate();
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void goesOnFromWherePlainFlywayStopped(Server server) {
        Project project = project(server).threeMigrations();
        project.plainFlyway().target("1").load().migrate();
        ToolState state = project.inspect();
        assertThat(state.current()).contains("1");
        assertThat(Project.scripts(state.pending())).containsExactly("V2__seed.sql", "V3__orders.sql");
        assertThat(project.migrate().finished()).containsExactly("2", "3");
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void hasNothingToDoInADatabaseThatIsUpToDate(Server server) {
        Project project = project(server).threeMigrations();
        project.plainFlyway().load().migrate();
        assertThat(project.inspect().pending()).isEmpty();
        assertThat(project.migrate().heard).isEmpty();
        assertThat(project.tool().repair()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhichStatementFailedAndWhatTheServerSaid(Server server) {
        Project project = project(server).threeMigrations();
        project.script(
                "V2__seed.sql",
                "INSERT INTO customers VALUES (1, 'Ada');\n\nINSERT INTO customers\nVALUES (1, 'again');\n"
                        + "CREATE TABLE never (id INT);");
        Recorder recorder = new Recorder();
        MigrationFailure failure =
                catchThrowableOfType(MigrationFailure.class, () -> project.migrate(TransactionMode.EACH, recorder));
        assertThat(failure.label()).isEqualTo("2");
        assertThat(failure)
                .hasMessageContaining("in db/migration/V2__seed.sql line 3")
                .hasNoCause();
        assertThat(failure.getMessage()).doesNotContain("\n").containsPattern("(?i)primary|unique|pkey");
        assertThat(recorder.heard)
                .endsWith(
                        "end 1",
                        "start 2",
                        "send INSERT INTO customers VALUES (1, 'Ada')",
                        "done",
                        "send INSERT INTO customers VALUES (1, 'again')",
                        "failed");
        assertThat(recorder.errors).singleElement().asString().containsPattern("(?i)primary|unique|pkey");
        assertThat(project.has("never")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aFailedMigrationLeavesWhatThePlatformCannotTakeBackAndIsRepaired(Server server) {
        Project project = project(server).threeMigrations();
        project.script("V2__seed.sql", "CREATE TABLE half (id INT);\nINSERT INTO nowhere VALUES (1);");
        assertThatThrownBy(project::migrate).isInstanceOf(MigrationFailure.class);
        ToolState state = project.inspect();
        assertThat(state.current()).contains("1");
        assertThat(Project.scripts(state.pending())).containsExactly("V2__seed.sql", "V3__orders.sql");
        assertThat(project.has("half")).isEqualTo(!server.transactionalDdl());
        if (server.transactionalDdl()) {
            assertThat(state.failed()).isEmpty();
            assertThat(project.tool().repair()).isEmpty();
        } else {
            assertThat(state.failed()).containsExactly("2");
            Reached.fault(FaultCode.HISTORY_INVALID, project::migrate);
            project.execute("DROP TABLE half");
            assertThat(project.tool().repair())
                    .containsExactly("Took the failed entry of version 2 (seed) out of flyway_schema_history.");
        }
        project.script("V2__seed.sql", "CREATE TABLE whole (id INT);");
        assertThat(project.inspect().failed()).isEmpty();
        assertThat(project.migrate().finished()).containsExactly("2", "3");
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE"})
    void oneTransactionForAllLeavesNothingWhenTheLastMigrationFails(Server server) {
        Project project = project(server).threeMigrations();
        project.script("V4__broken.sql", "INSERT INTO nowhere VALUES (1);");
        Recorder recorder = new Recorder();
        assertThatThrownBy(() -> project.migrate(TransactionMode.ALL, recorder)).isInstanceOf(MigrationFailure.class);
        assertThat(recorder.heard).contains("start 4", "failed");
        assertThat(project.has("customers")).isFalse();
        ToolState state = project.inspect();
        assertThat(state.applied()).isEmpty();
        assertThat(state.failed()).isEmpty();
        assertThat(state.pending()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void aListenerThatThrowsStopsTheRunBeforeTheStatementIsSent(Server server) {
        Project project = project(server).threeMigrations();
        Recorder recorder = new Recorder();
        RuntimeException stop = new IllegalStateException("the lock is lost");
        recorder.then = line -> {
            if (line.contains("Bob")) {
                throw stop;
            }
        };
        MigrationFailure failure =
                catchThrowableOfType(MigrationFailure.class, () -> project.migrate(TransactionMode.EACH, recorder));
        assertThat(failure.label()).isEqualTo("2");
        assertThat(failure).hasMessage("the lock is lost").hasCause(stop);
        assertThat(project.text("SELECT COUNT(*) FROM customers WHERE name = 'Bob'"))
                .isEqualTo("0");
        assertThat(project.inspect().current()).contains("1");
    }
}

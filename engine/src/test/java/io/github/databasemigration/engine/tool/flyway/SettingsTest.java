package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.ToolState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flyway's settings and kinds of migrations, as far as they decide what runs. */
class SettingsTest {
    @TempDir
    Path folder;

    private Project project(Server server) {
        return new Project(folder, server.open(folder));
    }

    @ParameterizedTest
    @EnumSource
    void stopsAtTheTarget(Server server) {
        Project project = project(server).threeMigrations();
        project.target = Optional.of("2");
        ToolState state = project.inspect();
        assertThat(state.target()).contains("2");
        assertThat(state.settings()).containsEntry("target", "2");
        assertThat(project.migrate().finished()).containsExactly("1", "2");
        assertThat(project.inspect().pending()).isEmpty();
        project.tool().validate();
        project.target = Optional.empty();
        assertThat(project.migrate().finished()).containsExactly("3");
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void runsOlderMigrationsOnlyWhereTheProjectAllowsIt(Server server) {
        Project project = project(server).threeMigrations();
        project.migrate();
        project.script("V2.5__late.sql", "CREATE TABLE late (id INT);");
        assertThat(Reached.fault(FaultCode.OUT_OF_ORDER, project::inspect))
                .hasMessageContaining("V2.5__late.sql")
                .hasMessageNotContaining("V3");
        project.outOfOrder = true;
        assertThat(project.migrate().finished()).containsExactly("2.5");
        assertThat(project.inspect().current()).contains("3");
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void readsSeveralFoldersAndTheirFoldersInOneOrder(Server server) {
        Project project = project(server);
        project.locations = List.of("db/common", "db/shop", "db/shop/late");
        project.file("db/shop/V1__a.sql", "CREATE TABLE a (id INT);")
                .file("db/common/deep/V2__b.sql", "CREATE TABLE b (id INT);")
                .file("db/shop/late/V3__c.sql", "CREATE TABLE c (id INT);")
                .file("db/shop/.hidden/V3__c.sql", "CREATE TABLE c (id INT);");
        assertThat(Project.scripts(project.inspect().pending()))
                .containsExactly("V1__a.sql", "deep/V2__b.sql", "late/V3__c.sql");
        assertThat(project.migrate().finished()).containsExactly("1", "2", "3");
        project.locations = List.of("db/common", "db/shop");
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void replacesPlaceholdersAndTellsThemOnlyByTheirHash(Server server) {
        Project project = project(server);
        project.placeholders.put("table", "t1");
        project.placeholders.put("unused", "geheim");
        project.script("V1__a.sql", "CREATE TABLE ${table} (id INT);\nINSERT INTO ${TABLE} VALUES (1);");
        ToolState state = project.inspect();
        assertThat(state.pending().get(0).statements())
                .containsExactly("CREATE TABLE t1 (id INT)", "INSERT INTO t1 VALUES (1)");
        assertThat(state.settings()).containsKey("placeholders");
        assertThat(state.settings().toString()).doesNotContain("geheim").doesNotContain("t1");
        project.migrate();
        assertThat(project.text("SELECT COUNT(*) FROM t1")).isEqualTo("1");
        project.assertFlywayAgrees();
        project.placeholders.put("unused", "anders");
        assertThat(project.inspect().settings().get("placeholders"))
                .isNotEqualTo(state.settings().get("placeholders"));
    }

    @ParameterizedTest
    @EnumSource
    void runsRepeatableMigrationsLastAndAgainWhenTheyChange(Server server) {
        Project project = project(server).threeMigrations();
        project.script("R__b_view.sql", "DROP VIEW IF EXISTS b;\nCREATE VIEW b AS SELECT id FROM customers;")
                .script("R__a_view.sql", "DROP VIEW IF EXISTS a;\nCREATE VIEW a AS SELECT id FROM customers;");
        assertThat(project.migrate().finished()).containsExactly("1", "2", "3", "R__a_view.sql", "R__b_view.sql");
        assertThat(project.inspect().pending()).isEmpty();
        project.assertFlywayAgrees();
        project.script("R__b_view.sql", "DROP VIEW IF EXISTS b;\nCREATE VIEW b AS SELECT id, name FROM customers;");
        PlannedMigration again = project.inspect().pending().get(0);
        assertThat(again.kind()).isEqualTo(MigrationKind.REPEATABLE);
        assertThat(again.version()).isEmpty();
        assertThat(project.inspect().target()).contains("3");
        assertThat(project.migrate().finished()).containsExactly("R__b_view.sql");
        assertThat(project.inspect().applied())
                .extracting(ToolState.Applied::script)
                .contains("R__b_view.sql");
        project.tool().validate();
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatableMigrationWithTheTimeInItRunsEveryTimeUnderTheSamePlan(Server server) {
        Project project = project(server).threeMigrations();
        project.script("R__stamp.sql", "UPDATE customers SET name = '${flyway:timestamp}' WHERE id = 1;");
        project.migrate();
        awaitNextSecond();
        project.tool().validate();
        List<PlannedMigration> planned = project.inspect().pending();
        assertThat(Project.scripts(planned)).containsExactly("R__stamp.sql");
        assertThat(planned.get(0).toolChecksum()).isEmpty();
        assertThat(planned.get(0).statements())
                .containsExactly("UPDATE customers SET name = '<flyway:timestamp>' WHERE id = 1");
        awaitNextSecond();
        Recorder recorder = new Recorder();
        project.tool().migrate(planned, TransactionMode.EACH, recorder);
        assertThat(recorder.finished()).containsExactly("R__stamp.sql");
        assertThat(project.text("SELECT name FROM customers WHERE id = 1")).matches("\\d{4}-\\d\\d-\\d\\d .*");
    }

    /** Flyway's time has seconds, and within one of them nothing has changed. */
    private static void awaitNextSecond() {
        long second = Instant.now().getEpochSecond();
        while (Instant.now().getEpochSecond() == second) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesADatabaseWithoutHistoryAtItsBaseline(Server server) {
        Project project = project(server).threeMigrations();
        project.execute("CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(50))");
        assertThat(Reached.fault(FaultCode.BASELINE_REQUIRED, project::inspect)).hasMessageContaining(Project.HISTORY);
        assertThat(project.has(Project.HISTORY)).isFalse();
        project.baselineOnMigrate = true;
        project.baselineVersion = Optional.of("1");
        ToolState state = project.inspect();
        assertThat(state.current()).isEmpty();
        assertThat(state.pending())
                .extracting(PlannedMigration::kind)
                .containsExactly(MigrationKind.BASELINE, MigrationKind.VERSIONED, MigrationKind.VERSIONED);
        assertThat(state.pending().get(0).label()).isEqualTo("1");
        assertThat(project.has(Project.HISTORY)).isFalse();
        assertThat(project.migrate().heard).startsWith("start 1", "end 1", "start 2");
        assertThat(project.inspect().current()).contains("3");
        assertThat(project.inspect().pending()).isEmpty();
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void aBaselineCanBeAllThereIsToDo(Server server) {
        Project project = project(server).threeMigrations();
        project.execute("CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(50))");
        project.baselineOnMigrate = true;
        project.baselineVersion = Optional.of("3");
        assertThat(project.migrate().finished()).containsExactly("3");
        assertThat(project.inspect().current()).contains("3");
        assertThat(project.migrate().heard).isEmpty();
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void aBaselineScriptStandsForAllBeforeItInAnEmptyDatabase(Server server) {
        Project project = project(server).threeMigrations();
        project.script(
                "B2__start.sql",
                "CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(50));\nINSERT INTO customers VALUES (1, 'Ada');");
        ToolState state = project.inspect();
        assertThat(Project.scripts(state.pending())).containsExactly("B2__start.sql", "V3__orders.sql");
        assertThat(state.pending().get(0).kind()).isEqualTo(MigrationKind.BASELINE);
        assertThat(project.migrate().finished()).containsExactly("2", "3");
        assertThat(project.inspect().pending()).isEmpty();
        assertThat(project.inspect().current()).contains("3");
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    void managesSeveralSchemasAndCreatesThemOnlyWhenItMigrates(Server server) {
        Project project = project(server).threeMigrations();
        // In MariaDB a schema is a database, and the owner may create only those with this beginning.
        String name = project.database().target().database();
        project.schemas = List.of(name + "_shop", name + "_audit");
        ToolState before = project.inspect();
        assertThat(before.settings()).containsEntry("schemasToCreate", name + "_shop," + name + "_audit");
        assertThat(project.inspect().settings()).isEqualTo(before.settings());
        assertThat(project.migrate().finished()).containsExactly("1", "2", "3");
        assertThat(project.tables()).isEmpty();
        ToolState after = project.inspect();
        assertThat(after.settings()).doesNotContainKey("schemasToCreate");
        assertThat(after.current()).contains("3");
        assertThat(after.applied()).hasSize(3);
        assertThat(after.pending()).isEmpty();
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void readsScriptsInTheDeclaredEncoding(Server server) {
        Project project = project(server);
        String sql = "CREATE TABLE names (name VARCHAR(50));\nINSERT INTO names VALUES ('Zoë');";
        project.encoding = StandardCharsets.ISO_8859_1;
        project.file("db/migration/V1__latin.sql", sql.getBytes(StandardCharsets.ISO_8859_1))
                .file("db/migration/V2__utf.sql", "INSERT INTO names VALUES ('Ğül');".getBytes(StandardCharsets.UTF_8))
                .script("V2__utf.sql.conf", "encoding=UTF-8\n");
        project.migrate();
        assertThat(project.text("SELECT COUNT(*) FROM names WHERE name IN ('Zoë', 'Ğül')"))
                .isEqualTo("2");
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void aScriptsOwnSettingsDecideAboutItsTransaction(Server server) {
        Project project = project(server).threeMigrations();
        project.script("V2__seed.sql.conf", "executeInTransaction=false\n");
        List<PlannedMigration> planned = project.inspect().pending();
        assertThat(planned)
                .extracting(PlannedMigration::transactional)
                .containsExactly(server.transactionalDdl(), false, server.transactionalDdl());
        if (server.transactionalDdl()) {
            assertThat(Reached.fault(FaultCode.UNSUPPORTED, () -> project.migrate(TransactionMode.ALL)))
                    .hasMessageContaining("V2__seed.sql");
            assertThat(project.tables()).isEmpty();
        }
        project.migrate();
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsOutsideATransactionStaysAndIsRecordedAsFailed(Server server) {
        Project project = project(server).threeMigrations();
        project.script("V4__half.sql", "CREATE TABLE half (id INT);\nINSERT INTO nowhere VALUES (1);")
                .script("V4__half.sql.conf", "executeInTransaction=false\n");
        assertThat(catchThrowableOfType(MigrationFailure.class, project::migrate)
                        .label())
                .isEqualTo("4");
        assertThat(project.has("half")).isTrue();
        assertThat(project.inspect().failed()).containsExactly("4");
        assertThat(project.tool().repair()).hasSize(1);
        project.execute("DROP TABLE half");
        project.script("V4__half.sql", "CREATE TABLE half (id INT);");
        assertThat(project.migrate().finished()).containsExactly("4");
        project.assertFlywayAgrees();
    }
}

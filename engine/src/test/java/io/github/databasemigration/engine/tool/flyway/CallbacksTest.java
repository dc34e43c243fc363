package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.engine.tool.MigrationFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallbacksTest {
    @TempDir
    Path folder;

    private Project project(Server server) {
        Project project = new Project(folder, server.open(folder));
        return project.script("V1__log.sql", "CREATE TABLE log (what VARCHAR(50));")
                .script("V2__entry.sql", "INSERT INTO log VALUES ('V2');")
                .script("R__again.sql", "INSERT INTO log VALUES ('R');");
    }

    @ParameterizedTest
    @EnumSource
    void everyCallbackThatFiresIsPlannedWhereItFiresFirst(Server server) {
        Project project = project(server);
        for (String event : List.of(
                "afterMigrateError",
                "afterMigrate",
                "afterMigrateApplied",
                "afterEachMigrate",
                "beforeEachMigrate",
                "beforeEachMigrateStatement",
                "beforeMigrate__b",
                "beforeMigrate__a",
                "beforeRepeatables",
                "afterVersioned",
                "beforeValidate",
                "beforeClean",
                "afterInfo",
                "beforeRepair",
                "beforeBaseline")) {
            project.script(event + ".sql", "SELECT '" + event + "';");
        }
        List<PlannedMigration> planned = project.inspect().pending();
        assertThat(Project.scripts(planned))
                .containsExactly(
                        "beforeValidate.sql",
                        "beforeMigrate__a.sql",
                        "beforeMigrate__b.sql",
                        "beforeEachMigrate.sql",
                        "beforeEachMigrateStatement.sql",
                        "V1__log.sql",
                        "V2__entry.sql",
                        "afterVersioned.sql",
                        "beforeRepeatables.sql",
                        "R__again.sql",
                        "afterEachMigrate.sql",
                        "afterMigrateApplied.sql",
                        "afterMigrate.sql",
                        "afterMigrateError.sql");
        PlannedMigration callback = planned.get(1);
        assertThat(callback.kind()).isEqualTo(MigrationKind.CALLBACK);
        assertThat(callback.label()).isEqualTo("beforeMigrate__a.sql");
        assertThat(callback.statements()).containsExactly("SELECT 'beforeMigrate__a'");
        assertThat(callback.sha256()).hasSize(64).isNotEqualTo(planned.get(2).sha256());
    }

    @ParameterizedTest
    @EnumSource
    void callbacksOfTheRunAreAnnouncedAndThoseOfAMigrationBelongToIt(Server server) {
        Project project = project(server);
        project.delete("R__again.sql")
                .script("beforeMigrate__b.sql", "SELECT 2;")
                .script("beforeMigrate__a.sql", "SELECT 1;")
                .script("beforeEachMigrate.sql", "SELECT 3;")
                .script("afterEachMigrate.sql", "INSERT INTO log VALUES ('each');")
                .script("afterMigrateApplied.sql", "INSERT INTO log VALUES ('applied');")
                .script("afterMigrate.sql", "INSERT INTO log VALUES ('end');")
                .script("afterMigrateError.sql", "INSERT INTO log VALUES ('error');");
        assertThat(project.migrate().heard)
                .containsExactly(
                        "start beforeMigrate__a.sql",
                        "end beforeMigrate__a.sql",
                        "start beforeMigrate__b.sql",
                        "end beforeMigrate__b.sql",
                        "start 1",
                        "send CREATE TABLE log (what VARCHAR(50))",
                        "done",
                        "end 1",
                        "start 2",
                        "send INSERT INTO log VALUES ('V2')",
                        "done",
                        "end 2",
                        "start afterMigrateApplied.sql",
                        "end afterMigrateApplied.sql",
                        "start afterMigrate.sql",
                        "end afterMigrate.sql");
        assertThat(project.text("SELECT COUNT(*) FROM log WHERE what = 'each'")).isEqualTo("2");
        assertThat(project.text("SELECT COUNT(*) FROM log")).isEqualTo("5");
        assertThat(project.inspect().pending()).isEmpty();
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void lookingFiresNothing(Server server) {
        Project project = project(server);
        for (String event : List.of("beforeInfo", "afterInfo", "beforeValidate", "afterValidate", "afterConnect")) {
            project.script(event + ".sql", "CREATE TABLE " + event + " (id INT);");
        }
        project.inspect();
        assertThat(project.tables()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void callbacksBetweenVersionedAndRepeatableMigrationsRunThere(Server server) {
        Project project = project(server);
        project.script("afterVersioned.sql", "INSERT INTO log VALUES ('versioned');")
                .script("beforeRepeatables.sql", "INSERT INTO log VALUES ('repeatables');");
        if (server.transactionalDdl()) {
            assertThat(Reached.fault(FaultCode.UNSUPPORTED, () -> project.migrate(TransactionMode.ALL)))
                    .hasMessageContaining("afterVersioned.sql");
            assertThat(project.tables()).isEmpty();
        }
        assertThat(project.migrate().finished())
                .containsExactly("1", "2", "afterVersioned.sql", "beforeRepeatables.sql", "R__again.sql");
        assertThat(project.text("SELECT COUNT(*) FROM log")).isEqualTo("4");
        project.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void aFailingCallbackIsNamedAndNothingAfterItRuns(Server server) {
        Project project = project(server);
        project.script("beforeMigrate.sql", "SELECT 1;\nINSERT INTO nowhere VALUES (1);");
        MigrationFailure failure = catchThrowableOfType(MigrationFailure.class, project::migrate);
        assertThat(failure.label()).isEqualTo("beforeMigrate.sql");
        assertThat(failure).hasMessageContaining("beforeMigrate.sql line 2");
        assertThat(project.inspect().current()).isEmpty();
        assertThat(project.has("log")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whateverRunsAfterAFailureTheMigrationThatFailedIsNamed(Server server) {
        Project project = project(server);
        project.script("V2__entry.sql", "INSERT INTO nowhere VALUES (1);")
                .script("afterMigrateError.sql", "INSERT INTO log VALUES ('error');");
        Recorder recorder = new Recorder();
        MigrationFailure failure =
                catchThrowableOfType(MigrationFailure.class, () -> project.migrate(TransactionMode.EACH, recorder));
        assertThat(failure.label()).isEqualTo("2");
        assertThat(recorder.finished()).containsExactly("1", "afterMigrateError.sql");
        assertThat(project.text("SELECT what FROM log")).isEqualTo("error");
    }

    @ParameterizedTest
    @EnumSource
    void callbacksWithFoldersOfTheirOwnReplaceThoseAmongTheMigrations(Server server) {
        Project project = project(server);
        project.callbackLocations = List.of("db/callbacks");
        project.script("afterMigrate.sql", "INSERT INTO log VALUES ('not this');")
                .file("db/callbacks/afterMigrate.sql", "INSERT INTO log VALUES ('this');")
                .file("db/callbacks/V9__no_migration.sql", "SELECT 1;");
        assertThat(Project.scripts(project.inspect().pending()))
                .containsExactly("V1__log.sql", "V2__entry.sql", "R__again.sql", "afterMigrate.sql");
        project.migrate();
        assertThat(project.text("SELECT what FROM log WHERE what LIKE '%this'")).isEqualTo("this");
    }
}

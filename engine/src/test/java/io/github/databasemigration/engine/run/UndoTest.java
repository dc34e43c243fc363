package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.configuration.ToolSettings;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.drift.Drift;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.report.Report.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flyway's migrations, taken back by undo scripts. */
class UndoTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void leavesAHistoryThatPlainFlywayCanGoOnWith(Server server) throws IOException {
        Project project = migrated(server, 3);
        undo(project, 3, "DROP TABLE t3;");
        undo(project, 2, "DELETE FROM t2; DROP TABLE t2;");

        Report down = down(project, "1");

        assertThat(down.done()).as(down.toString()).isTrue();
        assertThat(down.migrations())
                .extracting(Report.MigrationRecord::script)
                .containsExactly("U3__t3.sql", "U2__t2.sql");
        assertThat(down.toVersion()).contains("1");
        assertThat(project.has(1)).isTrue();
        assertThat(project.has(2) || project.has(3)).isFalse();
        assertThat(SchemaDrift.look(project.order()).condition()).isEqualTo(Drift.Condition.NONE);
        Flyway plain = plain(project);
        assertThat(plain.info().pending()).hasSize(2);
        assertThat(plain.migrate().migrationsExecuted).isEqualTo(2);
        assertThat(plain.validateWithResult().validationSuccessful).isTrue();
        assertThat(plain.info().all()).allMatch(info -> info.getState() == MigrationState.SUCCESS);
        assertThat(project.has(2) && project.has(3)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void goesDownToBeforeTheFirstAndUpAgain(Server server) throws IOException {
        Project project = migrated(server, 2);
        undo(project, 1, "DROP TABLE t1;");
        undo(project, 2, "DROP TABLE t2;");
        project.transaction = TransactionMode.ALL;

        assertThat(down(project, "base").done()).isTrue();

        assertThat(project.has(1) || project.has(2)).isFalse();
        assertThat(project.migrate().done()).isTrue();
        assertThat(project.has(1) && project.has(2)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatAFailedScriptLeft(Server server) throws IOException {
        Project project = migrated(server, 3);
        undo(project, 3, "DROP TABLE t3;");
        undo(project, 2, "DROP TABLE t2; DROP TABLE nowhere;");

        Report failed = down(project, "1");

        assertThat(failed.exitStatus())
                .isEqualTo((server.transactionalDdl()
                                ? FaultCode.MIGRATION_FAILED_AT_VERSION
                                : FaultCode.MIGRATION_FAILED_PARTIAL)
                        .exitStatus());
        assertThat(failed.migrations())
                .extracting(Report.MigrationRecord::fate)
                .containsExactly(Fate.APPLIED, server.transactionalDdl() ? Fate.ROLLED_BACK : Fate.PARTIAL);
        assertThat(failed.toVersion()).contains("2");
        assertThat(project.has(3)).isFalse();
        assertThat(project.has(2)).isEqualTo(server.transactionalDdl());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE"})
    void takesNothingBackWhereAllIsOneTransactionAndOneFails(Server server) throws IOException {
        Project project = migrated(server, 3);
        undo(project, 3, "DROP TABLE t3;");
        undo(project, 2, "DROP TABLE nowhere;");
        project.transaction = TransactionMode.ALL;

        assertThat(down(project, "1").exitStatus()).isEqualTo(FaultCode.MIGRATION_FAILED_UNCHANGED.exitStatus());

        assertThat(project.has(2) && project.has(3)).isTrue();
        assertThat(plain(project).validateWithResult().validationSuccessful).isTrue();
    }

    @Test
    void refusesToSkipAMigrationWithoutAWayBack() throws IOException {
        Project project = migrated(Server.H2, 3);
        undo(project, 2, "DROP TABLE t2;");

        assertThatThrownBy(() -> PlanOnly.plan(project.order(), Direction.down("1"), false))
                .hasMessage("There is no way down to 1: nothing undoes V3__t3.sql.")
                .hasFieldOrPropertyWithValue(
                        "remedy", "Write U3__t3.sql, or go back to a backup: migrate-database" + " rollback.");
        assertThatThrownBy(() -> PlanOnly.plan(project.order(), Direction.down("7"), false))
                .hasFieldOrPropertyWithValue("code", FaultCode.TARGET_UNKNOWN);
    }

    @Test
    void doesNotGoBelowABaseline() throws IOException {
        Project project = new Project(folder, Tool.FLYWAY, Server.H2).good(2, 2);
        undo(project, 1, "DROP TABLE t1;");
        undo(project, 2, "DROP TABLE t2;");
        plain(project).baseline();
        assertThat(project.migrate().done()).isTrue();

        assertThatThrownBy(() -> PlanOnly.plan(project.order(), Direction.down("base"), false))
                .hasMessage("There is no way down to base: nothing undoes the baseline at version 1.");
        assertThat(down(project, "1").done()).isTrue();
    }

    @Test
    void runsExactlyWhatWasApproved() throws IOException {
        Project project = migrated(Server.H2, 2);
        undo(project, 2, "DROP TABLE t2;");
        Plan plan = PlanOnly.plan(project.order(), Direction.down("1"), false);
        undo(project, 2, "DROP TABLE t2; DROP TABLE t1;");

        Report refused = Migrate.run(
                project.order(),
                new Migrate.Options(
                        PlanFiles.approval(project.order(), Optional.of(plan.digest()), Optional.empty()),
                        Direction.down("1"),
                        false),
                RunListener.NONE);

        assertThat(refused.outcome()).isEqualTo("PLAN_CHANGED");
        assertThat(project.has(1) && project.has(2)).isTrue();
        assertThat(plan.migrations().get(0).statements()).isEqualTo(List.of("DROP TABLE t2"));
    }

    @Test
    void generatesNothingForAVersionThatAnyFolderTakesBack() throws IOException {
        Project project = migrated(Server.POSTGRESQL, 1).good(2, 2);
        Files.createDirectories(folder.resolve("undo"));
        Files.writeString(folder.resolve("undo/U02__away.sql"), "DROP TABLE t2;");
        ToolSettings one = project.settings;
        project.settings = new FlywaySettings(
                List.of("migrations", "undo"),
                List.of(),
                List.of(),
                "flyway_schema_history",
                new TreeMap<>(),
                true,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                StandardCharsets.UTF_8,
                false);

        assertThat(GenerateUndo.run(project.order())).isEmpty();
        project.settings = one;
        assertThat(GenerateUndo.run(project.order()))
                .extracting(GenerateUndo.Generated::file)
                .containsExactly(Optional.of("migrations/U2__t2.sql"));
    }

    private Project migrated(Server server, int versions) {
        Project project = new Project(folder, Tool.FLYWAY, server).good(1, versions);
        project.backup = false;
        assertThat(project.migrate().done()).isTrue();
        return project;
    }

    private static void undo(Project project, int version, String sql) throws IOException {
        Files.writeString(project.folder.resolve("migrations/U" + version + "__t" + version + ".sql"), sql);
    }

    private static Report down(Project project, String version) {
        return Migrate.run(
                project.order(), new Migrate.Options(Approval.NONE, Direction.down(version), false), RunListener.NONE);
    }

    private static Flyway plain(Project project) {
        return Flyway.configure()
                .dataSource(project.database.jdbcUrl(), project.database.user(), project.database.password())
                .locations("filesystem:" + project.folder.resolve("migrations"))
                .load();
    }
}

package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.configuration.Environment.PhasePolicy;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Phase;
import io.github.databasemigration.engine.plan.PhaseOfMigration;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One phase of the migrations at a time, on real servers with the real tools. */
class ExpandAndContractTest {
    @TempDir
    Path folder;

    private Project project;

    private void shop(Tool tool, Server server) {
        project = new Project(folder, tool, server);
        project.backup = false;
        tool.write(folder, 1, List.of("CREATE TABLE orders (id INTEGER PRIMARY KEY, note VARCHAR(9))"));
        project.migrate();
    }

    private void evidence(Optional<String> query, List<String> command, boolean waived) {
        project.phases = new PhasePolicy("expand", "contract", query, command, waived);
    }

    private Report migrate(Phase phase) {
        return Migrate.run(
                project.order(), new Migrate.Options(Approval.NONE, Direction.through(phase), false), RunListener.NONE);
    }

    private CheckedPlan plan(Direction direction) {
        return PlanOnly.checked(project.order(), direction, false);
    }

    private boolean column(String name) {
        try {
            project.database.query("SELECT COUNT(" + name + ") FROM orders");
            return true;
        } catch (IllegalStateException missing) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"FLYWAY,POSTGRESQL", "FLYWAY,MARIADB", "ALEMBIC,POSTGRESQL", "ALEMBIC,MARIADB"})
    void expandsThenContractsWhenTheOldVersionIsGone(Tool tool, Server server) throws SQLException {
        shop(tool, server);
        tool.write(folder, 2, List.of("ALTER TABLE orders ADD COLUMN remark VARCHAR(9)"));
        tool.write(folder, 3, List.of("ALTER TABLE orders DROP COLUMN note"));
        boolean postgres = server == Server.POSTGRESQL;
        evidence(
                Optional.of(
                        postgres
                                ? "SELECT application_name FROM pg_stat_activity WHERE application_name = 'shop-1'"
                                : "SELECT 'shop-1' FROM dual WHERE IS_USED_LOCK('shop-1') IS NOT NULL"),
                List.of(),
                false);

        assertThat(plan(Direction.UP).phases())
                .extracting(PhaseOfMigration::phase)
                .containsExactly(Phase.EXPAND, Phase.CONTRACT);
        assertThat(migrate(Phase.CONTRACT).outcome()).isEqualTo("UNSUPPORTED");

        assertThat(migrate(Phase.EXPAND).exitStatus()).isZero();
        assertThat(column("remark")).isTrue();
        assertThat(column("note")).isTrue();
        assertThat(plan(Direction.through(Phase.EXPAND)).plan().empty()).isTrue();

        try (Connection old = project.database.connect();
                Statement statement = old.createStatement()) {
            statement.execute(postgres ? "SET application_name = 'shop-1'" : "SELECT GET_LOCK('shop-1', 0)");
            Report refused = migrate(Phase.CONTRACT);
            assertThat(refused.outcome()).isEqualTo("STILL_IN_USE");
            assertThat(refused.failure().orElseThrow().message()).contains("shop-1");
            assertThat(column("note")).isTrue();
        }
        assertThat(migrate(Phase.CONTRACT).exitStatus()).isZero();
        assertThat(column("note")).isFalse();
        assertThat(plan(Direction.UP).plan().empty()).isTrue();
        if (tool == Tool.FLYWAY) {
            Flyway.configure()
                    .loggers("slf4j")
                    .dataSource(project.database.jdbcUrl(), project.database.user(), project.database.password())
                    .locations("filesystem:" + folder.resolve("migrations"))
                    .load()
                    .validate();
        }
    }

    @Test
    void thePhaseIsPartOfWhatIsApproved() {
        shop(Tool.FLYWAY, Server.POSTGRESQL);
        Tool.FLYWAY.write(folder, 2, List.of("ALTER TABLE orders ADD COLUMN remark VARCHAR(9)"));

        Plan all = plan(Direction.UP).plan();
        Plan expand = plan(Direction.through(Phase.EXPAND)).plan();

        assertThat(expand.settings()).containsEntry("phase", "expand");
        assertThat(expand.digest()).isNotEqualTo(all.digest());
        assertThat(expand.migrations()).isEqualTo(all.migrations());
    }

    @Test
    void asksAgainJustBeforeItRunsAndWantsToBeToldWhatToAsk() {
        shop(Tool.FLYWAY, Server.POSTGRESQL);
        Tool.FLYWAY.write(folder, 2, List.of("ALTER TABLE orders DROP COLUMN note"));

        assertThat(migrate(Phase.CONTRACT).outcome()).isEqualTo("CONFIGURATION_INVALID");

        evidence(Optional.of("SELECT 1 FROM nowhere"), List.of(), false);
        assertThat(migrate(Phase.CONTRACT).outcome()).isEqualTo("STILL_IN_USE");

        evidence(Optional.empty(), List.of("sh", "-c", "test ! -e asked && touch asked"), false);
        assertThat(migrate(Phase.CONTRACT).outcome()).isEqualTo("STILL_IN_USE");
        assertThat(folder.resolve("asked")).exists();
        assertThat(column("note")).isTrue();

        evidence(Optional.empty(), List.of(), true);
        assertThat(migrate(Phase.CONTRACT).exitStatus()).isZero();
        assertThat(column("note")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatStandsBehindTheOtherPhase(Tool tool) {
        shop(tool, Server.POSTGRESQL);
        tool.write(folder, 2, List.of("ALTER TABLE orders DROP COLUMN note"));
        tool.write(folder, 3, List.of("ALTER TABLE orders ADD COLUMN remark VARCHAR(9)"));

        Fault fault = catchThrowableOfType(Fault.class, () -> plan(Direction.through(Phase.EXPAND)));

        assertThat(fault.code()).isEqualTo(FaultCode.UNSUPPORTED);
        assertThat(fault.getMessage()).contains("stands behind");
        evidence(Optional.empty(), List.of(), true);
        assertThat(plan(Direction.through(Phase.CONTRACT)).plan().migrations())
                .extracting(each -> each.version().orElseThrow())
                .containsExactly(tool.version(2));
    }

    @Test
    void runsRepeatableMigrationsWithThePhaseTheyBelongTo() throws IOException {
        shop(Tool.FLYWAY, Server.POSTGRESQL);
        Files.writeString(
                folder.resolve("migrations/R__ids.sql"),
                "DROP VIEW IF EXISTS ids;\nCREATE VIEW ids AS SELECT id FROM orders;\n");
        Tool.FLYWAY.write(folder, 2, List.of("ALTER TABLE orders DROP COLUMN note"));

        assertThat(plan(Direction.through(Phase.EXPAND)).plan().migrations())
                .extracting(each -> each.script())
                .containsExactly("R__ids.sql");
        assertThat(migrate(Phase.EXPAND).exitStatus()).isZero();
        evidence(Optional.empty(), List.of(), true);
        assertThat(migrate(Phase.CONTRACT).exitStatus()).isZero();
        assertThat(column("note")).isFalse();
    }

    @Test
    void followsTheLabelsOfAlembicsBranches() throws IOException {
        shop(Tool.ALEMBIC, Server.POSTGRESQL);
        project.settings = project.settings.withTarget("heads");
        revision("c1", "contract", "'e1'", "op.drop_column('orders', 'note')");
        revision("e1", "expand", "None", "op.add_column('orders', sa.Column('remark', sa.Text))");
        evidence(Optional.empty(), List.of(), true);

        assertThat(catchThrowableOfType(Fault.class, () -> plan(Direction.through(Phase.CONTRACT)))
                        .code())
                .isEqualTo(FaultCode.UNSUPPORTED);
        assertThat(migrate(Phase.EXPAND).exitStatus()).isZero();
        assertThat(column("remark")).isTrue();
        assertThat(column("note")).isTrue();
        assertThat(migrate(Phase.CONTRACT).exitStatus()).isZero();
        assertThat(column("note")).isFalse();
    }

    private void revision(String id, String label, String depends, String upgrade) throws IOException {
        Files.writeString(
                folder.resolve("migrations/versions/" + id + ".py"),
                String.join(
                        "\n",
                        "import sqlalchemy as sa",
                        "from alembic import op",
                        "revision = '" + id + "'",
                        "down_revision = 'v1'",
                        "branch_labels = ('" + label + "',)",
                        "depends_on = " + depends,
                        "def upgrade():",
                        "    " + upgrade,
                        ""));
    }
}

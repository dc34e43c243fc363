package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.configuration.Environment.FailurePolicy;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.report.Report.Fate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every tool on every platform, from every state a database can be in. */
class MigrateMatrixTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "FLYWAY, POSTGRESQL",
        "FLYWAY, MARIADB",
        "FLYWAY, SQLITE",
        "FLYWAY, H2",
        "ALEMBIC, POSTGRESQL",
        "ALEMBIC, MARIADB",
        "ALEMBIC, SQLITE",
        "LIQUIBASE, POSTGRESQL",
        "LIQUIBASE, MARIADB",
        "LIQUIBASE, SQLITE",
        "LIQUIBASE, H2"
    })
    void goesFromEmptyToPartWayToTheEndAndStaysThere(Tool tool, Server server) {
        Project project = new Project(folder, tool, server).good(1, 2);
        Report empty = project.migrate();
        assertThat(empty.failure()).isEmpty();
        assertThat(empty.fromVersion()).isEmpty();
        assertThat(empty.toVersion()).contains(tool.version(2));
        assertThat(empty.migrations())
                .extracting(Report.MigrationRecord::fate)
                .containsExactly(Fate.APPLIED, Fate.APPLIED);
        assertThat(empty.migrations())
                .allSatisfy(migration -> assertThat(migration.statements()).hasSize(2));
        assertThat(empty.backup()).isPresent();

        Report partWay = project.good(3, 4).migrate();
        assertThat(partWay.failure()).isEmpty();
        assertThat(partWay.fromVersion()).contains(tool.version(2));
        assertThat(partWay.toVersion()).contains(tool.version(4));
        assertThat(partWay.migrations())
                .extracting(Report.MigrationRecord::label)
                .containsExactly(tool.version(3), tool.version(4));
        assertThat(project.database.query("SELECT COUNT(*) FROM t4")).isEqualTo("1");

        Report upToDate = project.migrate();
        assertThat(upToDate.failure()).isEmpty();
        assertThat(upToDate.migrations()).isEmpty();
        assertThat(upToDate.backup()).isEmpty();
        assertThat(upToDate.toVersion()).contains(tool.version(4));
    }

    @ParameterizedTest(name = "{0} on {1}, {2}")
    @CsvSource({
        "FLYWAY, POSTGRESQL, EACH", "FLYWAY, POSTGRESQL, ALL", "FLYWAY, MARIADB, EACH", "FLYWAY, SQLITE, EACH",
        "FLYWAY, SQLITE, ALL", "FLYWAY, H2, EACH", "ALEMBIC, POSTGRESQL, EACH", "ALEMBIC, POSTGRESQL, ALL",
        "ALEMBIC, MARIADB, EACH", "ALEMBIC, SQLITE, EACH", "ALEMBIC, SQLITE, ALL", "LIQUIBASE, POSTGRESQL, EACH",
        "LIQUIBASE, POSTGRESQL, ALL", "LIQUIBASE, MARIADB, EACH", "LIQUIBASE, SQLITE, EACH", "LIQUIBASE, SQLITE, ALL",
        "LIQUIBASE, H2, EACH"
    })
    void saysExactlyWhatStaysWhenTheThirdFails(Tool tool, Server server, TransactionMode transaction) {
        Project project = new Project(folder, tool, server).good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        project.good(2, 2).bad(3).good(4, 4);
        project.transaction = transaction;

        Report report = project.migrate();

        boolean all = transaction == TransactionMode.ALL && server.transactionalDdl();
        assertThat(project.has(2)).isEqualTo(!all);
        assertThat(project.has(3)).isEqualTo(!server.transactionalDdl());
        assertThat(project.has(4)).isFalse();
        Fate second = all ? Fate.ROLLED_BACK : Fate.APPLIED;
        Fate third = server.transactionalDdl() ? Fate.ROLLED_BACK : Fate.PARTIAL;
        assertThat(report.migrations())
                .extracting(Report.MigrationRecord::fate)
                .containsExactly(second, third, Fate.NOT_RUN);
        assertThat(report.outcome())
                .isEqualTo(
                        all
                                ? "MIGRATION_FAILED_UNCHANGED"
                                : server.transactionalDdl()
                                        ? "MIGRATION_FAILED_AT_VERSION"
                                        : "MIGRATION_FAILED_PARTIAL");
        assertThat(report.toVersion()).isEqualTo(Optional.of(tool.version(all ? 1 : 2)));
        Report.MigrationRecord failed = report.migrations().get(1);
        assertThat(failed.statements()).extracting(Report.StatementRecord::ok).containsExactly(true, false);
        assertThat(failed.statements().get(1).sql()).contains("INSERT INTO nowhere");
        assertThat(report.failure().orElseThrow().message()).contains("nowhere");
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "FLYWAY, POSTGRESQL",
        "FLYWAY, MARIADB",
        "FLYWAY, SQLITE",
        "FLYWAY, H2",
        "ALEMBIC, POSTGRESQL",
        "ALEMBIC, MARIADB",
        "ALEMBIC, SQLITE",
        "LIQUIBASE, POSTGRESQL",
        "LIQUIBASE, MARIADB",
        "LIQUIBASE, SQLITE",
        "LIQUIBASE, H2"
    })
    void restoresTheBackupWhenThePolicySaysSo(Tool tool, Server server) {
        Project project = new Project(folder, tool, server).good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        var schema = schema(project);
        project.good(2, 2).bad(3);
        project.onFailure = FailurePolicy.RESTORE;

        Report report = project.migrate();

        assertThat(report.outcome()).isEqualTo("MIGRATION_FAILED_RESTORED");
        assertThat(report.restored()).isPresent();
        assertThat(report.toVersion()).contains(tool.version(1));
        assertThat(project.has(2)).isFalse();
        assertThat(project.database.query("SELECT COUNT(*) FROM t1")).isEqualTo("1");
        assertThat(schema(project)).isEqualTo(schema);

        // What was restored is a database like any other: corrected, the same migration goes through.
        project.good(3, 3);
        assertThat(project.migrate().failure()).isEmpty();
        assertThat(project.has(3)).isTrue();
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"FLYWAY, MARIADB", "FLYWAY, H2", "ALEMBIC, MARIADB", "LIQUIBASE, MARIADB", "LIQUIBASE, H2"})
    void refusesToGoOnAfterAPartialFailureUntilItIsRepaired(Tool tool, Server server) {
        Project project = new Project(folder, tool, server).good(1, 1).bad(2);
        assertThat(project.migrate().outcome()).isEqualTo("MIGRATION_FAILED_PARTIAL");

        project.good(2, 2);
        Report refused = project.migrate();
        assertThat(refused.outcome()).isEqualTo("INTERRUPTED_RUN");
        assertThat(refused.failure().orElseThrow().message()).contains("2");

        project.database.execute("DROP TABLE t2");
        Report repaired = Migrate.run(
                project.order(),
                new Migrate.Options(Approval.NONE, Direction.UP, true),
                io.github.databasemigration.engine.event.RunListener.NONE);
        assertThat(repaired.failure()).isEmpty();
        assertThat(project.database.query("SELECT COUNT(*) FROM t2")).isEqualTo("1");
    }

    private static Object schema(Project project) {
        Database database = Workbench.reach(project.order());
        return database.schema(
                Set.of("flyway_schema_history", "alembic_version", "DATABASECHANGELOG", "DATABASECHANGELOGLOCK"));
    }
}

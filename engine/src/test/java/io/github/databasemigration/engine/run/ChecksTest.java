package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks as part of a plan and of a run, on real servers. */
class ChecksTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void saysInThePlanWhatAMigrationWillDo(Tool tool) {
        Project project = shop(tool, Server.POSTGRESQL);
        tool.write(folder, 2, List.of("CREATE INDEX orders_customer ON orders (customer)"));

        List<Finding> findings = findings(project);

        assertThat(findings).extracting(Finding::rule).containsExactly("PG-IDX-01");
        Finding finding = findings.get(0);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.message()).contains("orders", "has about");
        assertThat(finding.place()).startsWith("migrations/");
        assertThat(finding.blocking()).isFalse();
    }

    @Test
    void namesFileAndLine() {
        Project project = shop(Tool.FLYWAY, Server.POSTGRESQL);
        Tool.FLYWAY.write(folder, 2, List.of("-- a comment\n\nSELECT 1", "DROP TABLE\n orders"));

        assertThat(findings(project))
                .filteredOn(finding -> finding.rule().equals("PG-TBL-01"))
                .extracting(Finding::place)
                .containsExactly("migrations/V2__t2.sql:4");
    }

    @Test
    void countsTheRowsThatStandInTheWay() {
        Project project = shop(Tool.FLYWAY, Server.POSTGRESQL);
        Tool.FLYWAY.write(
                folder,
                2,
                List.of(
                        "ALTER TABLE orders ADD CONSTRAINT one UNIQUE (customer)",
                        "ALTER TABLE orders ALTER note SET NOT NULL",
                        "ALTER TABLE orders DROP COLUMN customer"));

        assertThat(findings(project))
                .filteredOn(finding -> finding.rule().startsWith("PRE-"))
                .extracting(Finding::message)
                .containsExactly(
                        "10 values of customer in public.orders occur more than once.",
                        "100 rows of orders have no note.",
                        "100 rows of public.orders have a customer.");
    }

    @Test
    void doesNotCountWhatThePlanItselfCorrects() {
        Project project = shop(Tool.FLYWAY, Server.POSTGRESQL);
        Tool.FLYWAY.write(folder, 2, List.of("UPDATE orders SET note = '' WHERE note IS NULL"));
        Tool.FLYWAY.write(folder, 3, List.of("ALTER TABLE orders ALTER note SET NOT NULL"));

        assertThat(findings(project))
                .filteredOn(finding -> finding.rule().startsWith("PRE-"))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @Test
    void countsOnMariaDbAsWell() {
        Project project = shop(Tool.FLYWAY, Server.MARIADB);
        Tool.FLYWAY.write(folder, 2, List.of("ALTER TABLE orders ADD UNIQUE KEY one (customer)"));
        Tool.FLYWAY.write(folder, 3, List.of("ALTER TABLE orders MODIFY note VARCHAR(20) NOT NULL"));

        assertThat(findings(project))
                .extracting(Finding::rule)
                .contains("MY-IDX-01", "MY-COL-04", "PRE-01")
                .doesNotContain("MY-TX-02", "SQL-01");
        assertThat(findings(project))
                .filteredOn(finding -> finding.rule().startsWith("PRE-"))
                .extracting(Finding::message)
                .allMatch(message -> message.startsWith("10 ") || message.startsWith("100 "));
    }

    /** Liquibase takes comments out of what it sends; there they hold for a whole file. */
    @Test
    void isAllowedInAChangelogWithAReason() throws IOException {
        Project project = shop(Tool.LIQUIBASE, Server.POSTGRESQL);
        project.checksFail = Optional.of(Severity.WARNING);
        Tool.LIQUIBASE.write(folder, 2, List.of("DROP TABLE orders"));
        assertThat(findings(project)).isNotEmpty().allMatch(Finding::blocking);

        Files.writeString(
                folder.resolve("migrations/v2.sql"),
                "-- database-migration:allow-file PG-TBL-01,PRE-02 nobody reads it\n",
                StandardOpenOption.APPEND);

        assertThat(findings(project)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.allowed()).contains("nobody reads it");
            assertThat(finding.blocking()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"FLYWAY", "ALEMBIC"})
    void isAllowedInTheScriptWithAReason(Tool tool) {
        Project project = shop(tool, Server.POSTGRESQL);
        project.checksFail = Optional.of(Severity.WARNING);
        tool.write(
                folder,
                2,
                List.of(
                        "-- database-migration:allow PG-TBL-01,PRE-02 nobody reads it\nDROP TABLE orders",
                        "-- database-migration:allow PG-TBL-02\nALTER TABLE customers RENAME TO people",
                        "-- database-migration:allow PG-XXX-99 for fun\nSELECT 1"));

        List<Finding> findings = findings(project);

        assertThat(findings)
                .filteredOn(finding -> finding.statement() == 1)
                .allSatisfy(finding -> {
                    assertThat(finding.allowed()).contains("nobody reads it");
                    assertThat(finding.blocking()).isFalse();
                })
                .extracting(Finding::rule)
                .containsExactly("PG-TBL-01", "PRE-02");
        assertThat(findings)
                .filteredOn(finding -> finding.statement() > 1)
                .allMatch(Finding::blocking)
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("PG-TBL-02", "SQL-03", "SQL-03");
    }

    @Test
    void refusesToMigrateWhatThePolicyDoesNotLetRun() {
        Project project = shop(Tool.FLYWAY, Server.POSTGRESQL);
        Tool.FLYWAY.write(folder, 2, List.of("DROP TABLE orders"));
        project.checksFail = Optional.of(Severity.ERROR);

        Report report = project.migrate();

        assertThat(report.outcome()).isEqualTo("CHECKS_FAILED");
        assertThat(report.failure().orElseThrow().message()).contains("PG-TBL-01", "orders");
        assertThat(report.findings()).extracting(Finding::rule).contains("PG-TBL-01");
        assertThat(report.backup()).isEmpty();
        assertThatThrownBy(() ->
                        PlanOnly.checked(project.order(), Direction.UP, false).require())
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CHECKS_FAILED));

        project.checksFail = Optional.empty();
        assertThat(project.migrate().failure()).isEmpty();
    }

    @Test
    void neverRefusesTheWayBack() {
        Project project = shop(Tool.ALEMBIC, Server.POSTGRESQL);
        Tool.ALEMBIC.write(folder, 2, List.of("CREATE TABLE t2 (id BIGINT PRIMARY KEY)"));
        assertThat(project.migrate().failure()).isEmpty();
        project.checksFail = Optional.of(Severity.WARNING);

        Report report = Migrate.run(
                project.order(), new Migrate.Options(Approval.NONE, Direction.down("v1"), false), RunListener.NONE);

        assertThat(report.failure()).isEmpty();
        assertThat(report.findings()).extracting(Finding::rule).contains("PG-TBL-01");
    }

    @Test
    void findingsAreNoPartOfTheDigest() {
        Project project = shop(Tool.FLYWAY, Server.POSTGRESQL);
        Tool.FLYWAY.write(folder, 2, List.of("ALTER TABLE orders ADD CONSTRAINT one UNIQUE (customer)"));
        CheckedPlan before = PlanOnly.checked(project.order(), Direction.UP, false);

        project.database.execute("DELETE FROM orders");
        CheckedPlan after = PlanOnly.checked(project.order(), Direction.UP, false);

        assertThat(after.findings()).isNotEqualTo(before.findings());
        assertThat(after.plan().digest()).isEqualTo(before.plan().digest());
    }

    @Test
    void aStatementThatIsNotUnderstoodIsAFinding() {
        Project project = shop(Tool.FLYWAY, Server.POSTGRESQL);
        Tool.FLYWAY.write(folder, 2, List.of("ALTER TABLE orders FROBNICATE"));

        assertThat(findings(project))
                .extracting(Finding::rule, Finding::severity)
                .contains(org.assertj.core.groups.Tuple.tuple("SQL-01", Severity.ERROR));
    }

    private static List<Finding> findings(Project project) {
        return PlanOnly.checked(project.order(), Direction.UP, false).findings();
    }

    /** A shop at version 1 with a hundred orders of ten customers. */
    private Project shop(Tool tool, Server server) {
        Project project = new Project(folder, tool, server);
        tool.write(
                folder,
                1,
                List.of(
                        "CREATE TABLE customers (id BIGINT PRIMARY KEY)",
                        "CREATE TABLE orders (id BIGINT PRIMARY KEY, customer BIGINT, note VARCHAR(20))"));
        assertThat(project.migrate().failure()).isEmpty();
        for (int order = 0; order < 100; order++) {
            project.database.execute("INSERT INTO orders VALUES (" + order + ", " + order % 10 + ", NULL)");
        }
        return project;
    }
}

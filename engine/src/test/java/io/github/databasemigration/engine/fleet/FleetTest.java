package io.github.databasemigration.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.report.FleetReport;
import io.github.databasemigration.engine.report.FleetReport.Outcome;
import io.github.databasemigration.engine.report.FleetReport.TargetRecord;
import io.github.databasemigration.engine.report.FleetReportFiles;
import io.github.databasemigration.engine.run.Direction;
import io.github.databasemigration.engine.run.PlanOnly;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many schemas and databases of real servers, one plan. */
class FleetTest {
    @TempDir
    private Path folder;

    private FleetProject schemas(String... names) {
        return FleetProject.ofSchemas(folder, PostgresServer.shared().createDatabase(), names);
    }

    private static List<Outcome> outcomes(FleetReport report) {
        return report.targets().stream().map(TargetRecord::outcome).toList();
    }

    @Test
    void everySchemaIsMigratedOnceAfterOneBackupOfTheWholeDatabase() {
        FleetProject project = schemas(FleetProject.names(12)).good(1);

        FleetReport report = project.migrate();

        assertThat(report.failure()).isEmpty();
        assertThat(outcomes(report)).hasSize(12).containsOnly(Outcome.MIGRATED);
        assertThat(report.targets()).allSatisfy(target -> {
            assertThat(project.applied(target.name())).isEqualTo("1");
            assertThat(target.toVersion()).contains("1");
        });
        assertThat(report.backup()).isPresent();
        assertThat(folder.resolve(".database-migration/backups/production"))
                .isDirectoryContaining("glob:**" + report.backup().get());
        assertThat(project.migrate().targets())
                .extracting(TargetRecord::outcome)
                .containsOnly(Outcome.UP_TO_DATE);

        project.good(2).execute("t3", "CREATE TABLE by_hand (id INTEGER)");
        FleetPlan next = project.plan();
        assertThat(next.groups()).hasSize(1);
        assertThat(next.targets()).allMatch(target -> target.currentVersion().equals(Optional.of("1")));
        assertThat(project.migrate(next).done()).isTrue();
        assertThat(project.applied("t12")).isEqualTo("12");
    }

    @Test
    void everyDatabaseHasItsOwnBackup() {
        for (TestDatabase database : List.of(
                PostgresServer.shared().createDatabase(), MariaDbServer.shared().createDatabase())) {
            FleetProject project = FleetProject.ofDatabases(folder, database, "acme", "beta", "corp")
                    .good(1);

            FleetReport report = project.migrate(project.plan());

            assertThat(report.failure()).isEmpty();
            assertThat(outcomes(report)).hasSize(3).containsOnly(Outcome.MIGRATED);
            assertThat(report.backup()).isEmpty();
            assertThat(project.applied("corp")).isEqualTo("1");
            assertThat(folder.resolve(".database-migration/backups")).isDirectoryContaining("glob:**beta@production");
        }
    }

    @Test
    void whereTheCanaryFailsNothingElseRuns() {
        FleetProject project = schemas("a", "b", "c")
                .with("rollout: {canary: b, maxFailures: 2}\nbackup: none")
                .file(
                        "db/migration/V1__t.sql",
                        "CREATE TABLE n1 (id INTEGER);\nINSERT INTO n1 SELECT one FROM public.gate;\n");
        project.database.execute(
                "CREATE VIEW public.gate AS SELECT 1 / (SELECT CASE current_schema() WHEN 'b' THEN 0 ELSE 1 END)"
                        + " AS one");

        FleetReport report = project.migrate();

        assertThat(report.targets())
                .extracting(TargetRecord::name, TargetRecord::outcome)
                .containsExactly(
                        tuple("b", Outcome.FAILED), tuple("a", Outcome.NOT_BEGUN), tuple("c", Outcome.NOT_BEGUN));
        assertThat(report.outcome()).isEqualTo(FaultCode.MIGRATION_FAILED_UNCHANGED.name());
        assertThat(project.applied("a") + project.applied("c")).isEmpty();
    }

    @Test
    void theBreakerStopsWhatHasNotBegunAndTheNextRunGoesOn() {
        FleetProject project = schemas(FleetProject.names(6))
                .with("rollout: {canary: none, parallel: 1, maxFailures: 1}\nbackup: none")
                .file(
                        "db/migration/V1__t.sql",
                        "CREATE TABLE n1 (id INTEGER);\nINSERT INTO n1 SELECT one FROM public.gate;\n");
        project.database.execute(
                "CREATE VIEW public.gate AS SELECT 1 / (SELECT CASE WHEN current_schema() IN ('t2', 't4')"
                        + " THEN 0 ELSE 1 END) AS one");
        FleetPlan plan = project.plan();

        FleetReport report = project.migrate(plan);

        assertThat(outcomes(report))
                .containsExactly(
                        Outcome.MIGRATED,
                        Outcome.FAILED,
                        Outcome.MIGRATED,
                        Outcome.FAILED,
                        Outcome.NOT_BEGUN,
                        Outcome.NOT_BEGUN);
        assertThat(report.outcome()).isEqualTo(FaultCode.FLEET_INCOMPLETE.name());
        assertThat(report.targets().get(1).code()).contains(FaultCode.MIGRATION_FAILED_UNCHANGED.name());
        assertThat(report.next())
                .contains("migrate-database migrate --environment production --approved " + plan.digest());
        assertThat(project.applied("t5")).isEmpty();
        assertThat(FleetReportFiles.read(
                        folder.resolve(".database-migration/runs").resolve(report.run())))
                .contains(report);

        project.database.execute("CREATE OR REPLACE VIEW public.gate AS SELECT 1 AS one");
        FleetReport rest = project.migrate(plan);

        assertThat(rest.failure()).isEmpty();
        assertThat(outcomes(rest))
                .containsExactly(
                        Outcome.DONE_BEFORE,
                        Outcome.MIGRATED,
                        Outcome.DONE_BEFORE,
                        Outcome.MIGRATED,
                        Outcome.MIGRATED,
                        Outcome.MIGRATED);
        assertThat(project.query("t4", "SELECT COUNT(*) FROM n1")).isEqualTo("1");
    }

    @Test
    void aTargetThatIsNotAsItWasApprovedIsRefusedAndTheOthersGoOn() {
        FleetProject project = schemas("a", "b", "c")
                .with("rollout: {maxFailures: 40%}\nbackup: none")
                .good(1);
        FleetPlan plan = project.plan();
        project.execute("b", "COMMENT ON SCHEMA b IS 'by hand'");

        FleetReport report = project.migrate(plan);

        assertThat(outcomes(report)).containsExactly(Outcome.MIGRATED, Outcome.REFUSED, Outcome.MIGRATED);
        assertThat(report.targets().get(1).failure().orElseThrow().message())
                .contains("the schema of the database was changed since the approval");
        assertThat(project.applied("b")).isEmpty();
    }

    @Test
    void whoComesOrGoesAfterTheApprovalStopsEverything() {
        FleetProject project = schemas("a", "b").with("backup: none").good(1);
        FleetPlan plan = project.plan();
        project.database.execute("CREATE SCHEMA c");

        FleetReport report = project.targets("of: schemas, list: [a, c]").migrate(plan);

        assertThat(report.exitStatus()).isEqualTo(FaultCode.PLAN_CHANGED.exitStatus());
        assertThat(report.failure().orElseThrow().message())
                .isEqualTo("The targets are not those of the plan, came since: c, gone since: b.");
        assertThat(project.applied("a") + project.applied("c")).isEmpty();
    }

    @Test
    void theDigestIsAboutEveryTargetAndTheRollout() {
        FleetProject project = schemas("a", "b").with("backup: none").good(1);
        FleetPlan plan = project.plan();

        assertThat(project.plan().digest()).isEqualTo(plan.digest());
        assertThat(project.with("backup: none\nrollout: {wave: 7}").plan().digest())
                .isNotEqualTo(plan.digest());
        assertThat(project.with("backup: none\nrollout: {parallel: 7}").plan().digest())
                .isEqualTo(plan.digest());
        project.execute("b", "COMMENT ON SCHEMA b IS 'by hand'");
        assertThat(project.plan().digest()).isNotEqualTo(plan.digest());
        assertThatThrownBy(() -> project.migrate(
                        FleetPlanFiles.approved(
                                project.order(),
                                Optional.of("0".repeat(64)),
                                Optional.of(folder.resolve(".database-migration/plans/" + plan.digest() + ".json"))),
                        Part.ALL,
                        FleetListener.NONE))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.PLAN_CHANGED));
    }

    @Test
    void partsOfThePlanAreMigratedByThemselvesAfterTheCanary() {
        FleetProject project =
                schemas(FleetProject.names(6)).with("backup: none").good(1);
        FleetPlan plan = project.plan();

        FleetReport early = project.migrate(plan, Part.shard("1/2"));
        assertThat(early.exitStatus()).isEqualTo(FaultCode.CANARY_MISSING.exitStatus());
        assertThat(project.applied("t2")).isEmpty();

        assertThat(project.migrate(plan, Part.CANARY).targets())
                .extracting(TargetRecord::name)
                .containsExactly("t1");
        assertThat(project.migrate(plan, Part.shard("2/2")).targets())
                .extracting(TargetRecord::name)
                .containsExactly("t3", "t5");
        FleetReport first = project.migrate(plan, Part.shard("1/2"));
        assertThat(first.targets()).extracting(TargetRecord::name).containsExactly("t2", "t4", "t6");
        assertThat(first.part()).contains("shard 1/2");
        assertThat(project.migrate(plan, Part.AFTER_CANARY).targets())
                .hasSize(5)
                .allMatch(target -> target.outcome() == Outcome.DONE_BEFORE);
    }

    @Test
    void noMoreAreAtWorkThanMayBe() {
        FleetProject project = schemas(FleetProject.names(9))
                .with("rollout: {canary: 1, parallel: 3}\nbackup: none")
                .good(1);
        Semaphore places = new Semaphore(3);
        ConcurrentLinkedQueue<String> tooMany = new ConcurrentLinkedQueue<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        FleetListener counting = new FleetListener() {
            @Override
            public void on(RunEvent event) {
                if (event instanceof RunEvent.TargetStarted started) {
                    seen.add(started.target());
                    if (!places.tryAcquire()) {
                        tooMany.add(started.target());
                    }
                }
            }

            @Override
            public RunListener of(String target) {
                return event -> {
                    if (event instanceof RunEvent.RunFinished) {
                        places.release();
                    }
                };
            }
        };

        assertThat(project.migrate(Optional.empty(), Part.ALL, counting).done()).isTrue();

        assertThat(seen).hasSize(9);
        assertThat(tooMany).isEmpty();
    }

    @Test
    void oneOfThemIsADatabaseByItself() {
        FleetProject project = schemas("a", "b").with("backup: none").good(1);

        Plan plan = PlanOnly.plan(project.fleet().only("b"), Direction.UP, false);

        assertThat(plan.environment()).isEqualTo("b@production");
        assertThat(plan.digest())
                .isNotEqualTo(PlanOnly.plan(project.fleet().only("a"), Direction.UP, false)
                        .digest());
        assertThat(project.plan().targets().get(1).digest()).contains(plan.digest());
        assertThatThrownBy(() -> project.fleet().only("nobody"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.ENVIRONMENT_UNKNOWN));
    }

    @Test
    void theChecksAreAskedOnceForEachGroupAndNeverOfTheDigest() {
        FleetProject project = schemas("a", "b", "c", "d")
                .with("rollout: {canary: c}\nbackup: none")
                .good(1);
        assertThat(project.migrate(project.plan(), Part.CANARY).done()).isTrue();
        project.file("db/migration/V2__d.sql", "DROP TABLE n1;\n");

        CheckedFleetPlan checked = project.checked();

        assertThat(checked.plan().groups()).hasSize(2);
        assertThat(checked.checks().values()).extracting(GroupChecks::target).containsExactlyInAnyOrder("c", "a");
        assertThat(checked.findings()).extracting(Finding::rule).contains("PG-TBL-01");
        // The table that only the canary has holds a row: what its rows say is in no other group.
        assertThat(checked.checks()
                        .get(checked.plan().targets().get(2).group().orElseThrow())
                        .findings())
                .extracting(Finding::rule)
                .contains("PRE-02");
        checked.require();
        String digest = checked.plan().digest();
        project.execute("c", "DELETE FROM n1");
        assertThat(project.checked().findings()).extracting(Finding::rule).doesNotContain("PRE-02");
        assertThat(project.plan().digest()).isEqualTo(digest);
    }

    @Test
    void whatThePolicyBlocksBeginsNowhere() {
        FleetProject project = schemas("a", "b", "c", "d")
                .with("rollout: {canary: none}\nbackup: none")
                .good(1);
        project.migrate();
        String policy = "rollout: {canary: none, maxFailures: 3}\nbackup: none\nchecks: {fail: error}";
        FleetPlan approved = project.file("db/migration/V2__d.sql", "DROP TABLE n1;\n")
                .with(policy.replace("error", "never"))
                .plan();
        project.with(policy);

        assertThatThrownBy(() -> project.checked().require())
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CHECKS_FAILED));
        for (FleetReport report : List.of(project.migrate(), project.migrate(approved))) {
            assertThat(report.outcome()).isEqualTo(FaultCode.CHECKS_FAILED.name());
            assertThat(outcomes(report)).allMatch(Outcome.NOT_BEGUN::equals);
        }
    }

    @Test
    void aTargetThatWasChangedPastTheMigrationsIsNamedAndWhereThatIsForbiddenRefused() {
        FleetProject project = schemas("a", "b", "c").with("backup: none").good(1);
        project.migrate();
        project.execute("b", "CREATE TABLE by_hand (id INTEGER)");

        // Nothing is pending, so the schema is not read.
        assertThat(project.checked().drift()).isEmpty();
        CheckedFleetPlan warned = project.good(2).checked();
        assertThat(warned.drift()).containsOnlyKeys("b");
        assertThat(warned.drift().get("b")).contains("by_hand").contains("(added)");
        assertThat(warned.plan().targets()).allMatch(FleetPlan.TargetPlan::pending);
        assertThat(project.with("backup: none\ndrift: ignore").checked().drift())
                .isEmpty();

        String block = "backup: none\ndrift: block\nrollout: {maxFailures: %d}";
        CheckedFleetPlan blocked = project.with(block.formatted(1)).checked();
        assertThat(blocked.drift()).isEqualTo(warned.drift());
        assertThat(blocked.plan().targets().get(1).refused()).contains(FaultCode.DRIFTED.name());
        assertThat(outcomes(project.migrate(blocked.plan())))
                .containsExactly(Outcome.MIGRATED, Outcome.REFUSED, Outcome.MIGRATED);
        assertThat(project.applied("b")).isEqualTo("1");
        assertThatThrownBy(() -> project.with(block.formatted(0)).plan()).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.DRIFTED);
            assertThat(fault.getMessage()).startsWith("b: ").contains("by_hand");
        });
    }

    @Test
    void aCancelledRunBeginsNothingMore() {
        FleetProject project = schemas(FleetProject.names(4))
                .with("rollout: {canary: none, parallel: 1}\nbackup: none")
                .good(1);
        FleetListener stopping = event -> {
            if (event instanceof RunEvent.TargetFinished finished
                    && finished.target().equals("t2")) {
                project.cancellation.request("somebody pressed the button");
            }
        };

        FleetReport report = project.migrate(Optional.empty(), Part.ALL, stopping);

        assertThat(outcomes(report))
                .containsExactly(Outcome.MIGRATED, Outcome.MIGRATED, Outcome.NOT_BEGUN, Outcome.NOT_BEGUN);
        assertThat(report.outcome()).isEqualTo(FaultCode.FLEET_INCOMPLETE.name());
        assertThat(project.applied("t3")).isEmpty();
    }
}

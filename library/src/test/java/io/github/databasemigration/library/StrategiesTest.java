package io.github.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order schema and code change, and what each question that has to be answered yes holds back. */
class StrategiesTest {
    private final Steps steps = new Steps();

    @Test
    void anApplicationThatMigratesItselfIsBackedUpApprovedAndWaitedFor() throws Throwable {
        Deque<Plan> plans = new ArrayDeque<>(List.of(Plan.of("V7"), Plan.of("V7"), Plan.of(), Plan.of()));
        steps.on("planDatabaseMigration", call -> plans.remove());

        Pipeline.on("main", steps).run(jenkinsfile("check: false, strategy: 'startup'", """
                deploy { sh 'deploy' }
                verify { sh 'verify' }
                """));

        assertThat(steps.only("stage", "sh", "backupDatabase", "sleep", "migrateDatabase"))
                .endsWith(
                        "stage Plan production",
                        "stage Approve production",
                        "stage Back up production",
                        "backupDatabase environment: production",
                        "stage Deploy production",
                        "sh deploy",
                        "stage Wait for the version production",
                        "sleep 1",
                        "stage Verify production",
                        "sh verify");
        assertThat(steps.calls("migrateDatabase")).isEmpty();
    }

    @Test
    void anOperatorMigratesAfterTheDeploymentAndBeforeTraffic() throws Throwable {
        Pipeline.on("main", steps).run(jenkinsfile("check: false, strategy: 'manual'", """
                deploy { sh 'deploy' }
                verify { sh 'verify' }
                switchTraffic { sh 'switch' }
                """));

        assertThat(steps.only("stage", "sh"))
                .endsWith(
                        "stage Deploy production",
                        "sh deploy",
                        "stage Plan production",
                        "stage Approve production",
                        "stage Back up and migrate production",
                        "stage Verify production",
                        "sh verify",
                        "stage Switch traffic production",
                        "sh switch");
    }

    @Test
    void whatTakesAwayRunsWhenNothingOfTheOldVersionServes() throws Throwable {
        steps.on("sh", call -> true);
        Pipeline.on("main", steps).run(expandContract());

        assertThat(steps.only("stage", "sh", "migrateDatabase"))
                .endsWith(
                        "stage Plan expand production",
                        "stage Approve expand production",
                        "stage Back up and migrate expand production",
                        "migrateDatabase environment: production, target: e@head, plan: plan of [V7]",
                        "stage Verify expand production",
                        "stage Deploy green expand production",
                        "sh green",
                        "stage Check green production",
                        "sh healthy",
                        "stage Switch traffic production",
                        "sh switch",
                        "stage Check traffic production",
                        "sh healthy",
                        "stage Retire blue production",
                        "sh gone",
                        "stage Plan contract production",
                        "stage Approve contract production",
                        "stage Check blue contract production",
                        "sh gone",
                        "stage Back up and migrate contract production",
                        "migrateDatabase environment: production, target: c@head, plan: plan of [V7]",
                        "stage Verify contract production");
    }

    /** Neither kind is all of it, and with Alembic there is no target that is. */
    @Test
    void bothKindsAreCheckedOnBranches() throws Throwable {
        steps.on("planDatabaseMigration", call -> Plan.of("V7", String.valueOf(call.argument("target"))));
        Pipeline.on("feature", steps).run(expandContract().replace("check: false, ", ""));
        assertThat(steps.only("planDatabaseMigration"))
                .containsExactly(
                        "planDatabaseMigration environment: production, target: e@head",
                        "planDatabaseMigration environment: production, target: c@head");
        assertThat(steps.all()).contains("echo Pending: V7, e@head, c@head");
    }

    @Test
    void aSickNewVersionGetsNoTraffic() {
        steps.on("sh", call -> !call.argument().equals("healthy"));
        assertThatThrownBy(() -> Pipeline.on("main", steps).run(expandContract()))
                .hasMessage("Check green: not so after 0 minutes. Nothing further was run.");
        assertThat(steps.stages()).endsWith("Check green production");
    }

    @Test
    void nothingIsTakenAwayWhenTheOldVersionCameBackWhilePeopleThought() {
        Deque<Object> gone = new ArrayDeque<>(List.of(true, "yes"));
        steps.on("sh", call -> call.argument().equals("gone") ? gone.remove() : true);
        assertThatThrownBy(() -> Pipeline.on("main", steps).run(expandContract()))
                .hasMessageStartingWith("Check blue: not so");
        assertThat(steps.only("migrateDatabase")).hasSize(1);
        assertThat(gone).isEmpty();
    }

    @Test
    void withNothingToTakeAwayNobodyIsAskedAboutIt() throws Throwable {
        steps.on("sh", call -> true).on("planDatabaseMigration", call -> Plan.of());
        Pipeline.on("main", steps).run(expandContract());
        assertThat(steps.stages()).endsWith("Retire blue production", "Plan contract production");
    }

    private static String expandContract() {
        return jenkinsfile(
                "check: false, strategy: 'expandContract', waitMinutes: 0, expand: [target: 'e@head'],"
                        + " contract: [target: 'c@head']",
                """
                deployGreen { sh 'green' }
                healthy { sh 'healthy' }
                switchTraffic { sh 'switch' }
                retireBlue { sh 'gone' }
                """);
    }

    private static String jenkinsfile(String arguments, String closures) {
        return "databasePipeline(environments: 'production', " + arguments + ") {\n" + closures + "}\n";
    }
}

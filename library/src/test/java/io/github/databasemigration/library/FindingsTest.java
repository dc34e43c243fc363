package io.github.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the checks find is posted back, wherever Jenkins can show it, and decides nothing by itself. */
class FindingsTest {
    private static final String JENKINSFILE = "databasePipeline(environments: 'production', %s) { deploy { } }";

    private final Steps steps = new Steps();

    @Test
    void areAmongTheTestsOfTheCheckAndOfEachPlan() throws Throwable {
        Pipeline.on("main", steps).run(JENKINSFILE.formatted("approval: false, config: 'db/database-migration.yml'"));
        assertThat(steps.only("junit"))
                .containsOnly("junit testResults: db/.database-migration/check.xml, allowEmptyResults: true,"
                        + " skipMarkingBuildUnstable: true");
        assertThat(steps.only("stage", "junit"))
                .filteredOn(call -> call.startsWith("junit") || call.matches(".*(check|Plan production)"))
                .hasSize(4)
                .startsWith("stage Migration check")
                .containsSubsequence(
                        "stage Plan production", steps.only("junit").get(1));
    }

    @Test
    void areBesideTheCodeWhereThereIsThePluginForIt() throws Throwable {
        steps.on("recordIssues", call -> null).on("sarif", StepCall::toString);
        Pipeline.on("main", steps).run(JENKINSFILE.formatted("approval: false"));
        assertThat(steps.only("recordIssues"))
                .containsExactly(
                        "recordIssues enabledForFailure: true, tool: sarif pattern: .database-migration/check.sarif,"
                                + " name: Migration check production, id: migration-check-production",
                        "recordIssues enabledForFailure: true, tool: sarif pattern: .database-migration/check.sarif,"
                                + " name: Plan production, id: plan-production");
    }

    @Test
    void arePublishedAlsoWhereTheyLetNothingRun() {
        steps.on("planDatabaseMigration", call -> {
            throw new Exception("V7 would lock orders");
        });
        assertThatThrownBy(() -> Pipeline.on("feature", steps).run(JENKINSFILE.formatted("agent: 'linux'")))
                .hasMessage("V7 would lock orders");
        assertThat(steps.only("junit")).hasSize(1);
        assertThat(steps.stages()).endsWith("Migration check");
    }

    @Test
    void cannotBePublishedAndNothingElseChanges() throws Throwable {
        steps.on("junit", call -> {
            throw new Exception("the disk is full");
        });
        Pipeline.on("main", steps).run(JENKINSFILE.formatted("approval: false"));
        assertThat(steps.calls("echo").toString())
                .contains("What the checks found was not published: the disk is full");
        assertThat(steps.stages()).endsWith("Deploy production");
    }

    @Test
    void areNotPublishedByAStepThatIsNotThere() throws Throwable {
        Pipeline.on("feature", steps).run(JENKINSFILE.formatted("agent: 'linux'"));
        assertThat(steps.calls("recordIssues")).isEmpty();
        assertThat(steps.calls("echo").toString()).doesNotContain("not published");
    }

    @Test
    void doNotHideADefectOfTheLibrary() {
        steps.on("junit", call -> {
            throw new NoSuchMethodError("No signature of method");
        });
        assertThatThrownBy(() -> Pipeline.on("feature", steps).run(JENKINSFILE.formatted("agent: 'linux'")))
                .isInstanceOf(NoSuchMethodError.class);
        assertThat(steps.calls("junit")).isEqualTo(List.of(steps.calls("junit").get(0)));
    }
}

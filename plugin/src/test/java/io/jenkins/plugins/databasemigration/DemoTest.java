package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.BooleanParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.databasemigration.approval.ApprovalAction;
import java.nio.file.Path;
import java.util.Map;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The Jenkins of {@code mvn hpi:run}, from its configuration to the end of its builds. */
@WithJenkins
class DemoTest {
    private static final Path DEMO = Path.of("src/demo").toAbsolutePath();

    private Map<String, String> properties;
    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void configure(JenkinsRule rule, @TempDir Path folder) throws Exception {
        jenkins = rule;
        properties = Map.of(
                "demo.folder", DEMO.toString(),
                "demo.shop", Path.of("../examples/flyway-shop").toRealPath().toString(),
                "demo.database", folder.resolve("shop").toString(),
                "demo.drivers", Path.of("../cli/target/migrate-database.jar").toString());
        properties.forEach(System::setProperty);
        ConfigurationAsCode.get().configure(DEMO.resolve("jenkins.yaml").toString());
        job = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
    }

    @AfterEach
    void forget() {
        properties.keySet().forEach(System::clearProperty);
    }

    @Test
    void theShopIsMigratedAndThenRestored() throws Exception {
        assertThat(build(false, Result.SUCCESS)).satisfies(result -> {
            assertThat(result.getToVersion()).isEqualTo("4");
            assertThat(result.getApplied()).hasSize(5);
        });
        assertThat(build(true, Result.FAILURE)).satisfies(result -> {
            assertThat(result.getStatus()).isEqualTo("MIGRATION_FAILED_RESTORED");
            assertThat(result.getToVersion()).isEqualTo("4");
        });
        assertThat(jenkins.jenkins.getSlaveAgentPort()).isEqualTo(-1);
    }

    private DatabaseMigrationResult build(boolean broken, Result expected) throws Exception {
        QueueTaskFuture<WorkflowRun> scheduled =
                job.scheduleBuild2(0, new ParametersAction(new BooleanParameterValue("BREAK", broken)));
        WorkflowRun build = scheduled.waitForStart();
        Await.until("the gate waits", () -> !ApprovalAction.approvals(build).isEmpty() || !build.isBuilding());
        assertThat(ApprovalAction.approvals(build)).as(build.getLog()).hasSize(1);
        HtmlPage gate = jenkins.createWebClient()
                .login("dba", "only-to-try")
                .getPage(
                        build,
                        "database-approval/"
                                + ApprovalAction.approvals(build).get(0).getId());
        HtmlButton approve = gate.querySelector("button[formaction=approve]");
        approve.click();
        jenkins.assertBuildStatus(expected, jenkins.waitForCompletion(build));
        return build.getAction(DatabaseMigrationAction.class).getResults().get(0);
    }
}

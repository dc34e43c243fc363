package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.Result;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.nodes.StepAtomNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a build's pages show of the example, on a database that takes everything back and on one that cannot. */
@WithJenkins
class BuildPagesTest {
    private static final Path EXAMPLE = Path.of("../examples/flyway-shop");

    private JenkinsRule jenkins;
    private JenkinsRule.WebClient web;
    private WorkflowJob job;
    private FilePath workspace;

    @BeforeEach
    void checkOutTheExample(JenkinsRule rule) throws Exception {
        jenkins = rule;
        web = jenkins.createWebClient();
        job = jenkins.createProject(WorkflowJob.class, "shop");
        workspace = jenkins.jenkins.getWorkspaceFor(job);
        new FilePath(EXAMPLE.toFile()).copyRecursiveTo(workspace);
    }

    @Test
    void whatWasPlannedAndWhatBecameOfIt() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                node {
                  def plan = planDatabaseMigration environment: 'development'
                  migrateDatabase environment: 'development', plan: plan
                }
                """);

        assertThat(build.getDescription()).isEqualTo("development: \u2192 4");
        assertThat(text(build, "")).contains("development: Done\n5 migrations applied, from version - to 4");
        assertThat(text(build, "database-migration")).contains("shop.db", "Planned", "Done");
        HtmlPage plan = page(
                build,
                "database-migration/plan/" + action(build).getPlans().get(0).getRun());
        assertThat(plan.asNormalizedText())
                .contains(
                        "Plan for development",
                        "To version\n4",
                        "V2__orders.sql",
                        action(build).getPlans().get(0).getDigest());
        assertThat(sql(plan)).anyMatch(statement -> statement.contains("CREATE TABLE orders"));
        HtmlPage report = report(build);
        assertThat(report.asNormalizedText())
                .contains(
                        "migrate development",
                        "Done",
                        "Migrate",
                        "Verify",
                        "V4__shipping.sql",
                        "applied",
                        "10-orders-have-lines.sql");
        assertThat(sql(report)).anyMatch(statement -> statement.contains("CREATE TABLE orders"));
        assertThat(report.querySelectorAll("svg rect")).hasSizeGreaterThan(8).allSatisfy(bar -> {
            int start = Integer.parseInt(((DomElement) bar).getAttribute("x"));
            int length = Integer.parseInt(((DomElement) bar).getAttribute("width"));
            assertThat(start).isNotNegative();
            assertThat(length).isPositive();
            assertThat(start + length).isLessThanOrEqualTo(1000);
        });
    }

    @Test
    void aFailureHalfWayThatTheBackupTookBack() throws Exception {
        TestDatabase database = MariaDbServer.shared().createDatabase();
        addCredentials(database);
        String step = "migrateDatabase environment: 'development', credentialsId: 'shop', backup: 'readable',"
                + " onFailure: 'restore', url: '" + database.jdbcUrl() + "'";
        run(Result.SUCCESS, "node { " + step + " }");
        workspace
                .child("broken/V5__one_account_per_email.sql")
                .copyTo(workspace.child("db/migration/V5__one_account_per_email.sql"));

        WorkflowRun build = run(Result.FAILURE, "node { " + step + " }");

        assertThat(build.getDescription()).isEqualTo("development: failed, restored, at 4");
        assertThat(failedSteps(build))
                .singleElement()
                .satisfies(node -> assertThat(node.getAction(ErrorAction.class).getError())
                        .hasMessageContaining("one_account_per_email.sql failed"))
                .satisfies(node -> assertThat(ArgumentsAction.getStepArgumentsAsString(node))
                        .isEqualTo("development"));
        String summary = text(build, "");
        assertThat(summary)
                .contains("development: Failed: the backup was restored", "Nothing applied, from version 4 to 4")
                .contains("Backup on the agent: " + workspace.getRemote());
        HtmlPage page = report(build);
        assertThat(page.asNormalizedText())
                .contains("The backup was restored", "MIGRATION_FAILED_RESTORED, exit status 70")
                .contains("undone by the restore", "Restore the backup", "Not protected by a transaction");
        assertThat(page.<DomElement>querySelector("details").hasAttribute("open"))
                .isTrue();
        assertThat(page.querySelectorAll("svg rect.database-migration-failed")).isNotEmpty();
        JSONObject result = web.getJSON(build.getUrl() + "database-migration/api/json")
                .getJSONObject()
                .getJSONArray("results")
                .getJSONObject(0);
        assertThat(result.getString("status")).isEqualTo("MIGRATION_FAILED_RESTORED");
        assertThat(result.getInt("exitStatus")).isEqualTo(70);
        assertThat(result.getString("toVersion")).isEqualTo("4");
    }

    @Test
    void markupInNamesAndSqlAndErrorsIsText() throws Exception {
        String script = "V5__<img src=x onerror=alert(1)>.sql";
        write("db/migration/" + script, "SELECT '<script>alert(2)</script>' FROM \"<b>nowhere\";");
        WorkflowRun build = run(Result.FAILURE, """
                node {
                  planDatabaseMigration environment: 'development'
                  migrateDatabase environment: 'development'
                }
                """);

        String run = action(build).getPlans().get(0).getRun();
        HtmlPage report = report(build);
        HtmlPage plan = page(build, "database-migration/plan/" + run);
        for (HtmlPage page : List.of(page(build, ""), page(build, "database-migration"), plan, report)) {
            assertThat(page.querySelectorAll("img[onerror], #main-panel b")).isEmpty();
            assertThat(page.getWebResponse().getContentAsString()).doesNotContain("<script>alert", "<img src=x");
        }
        for (HtmlPage page : List.of(plan, report)) {
            assertThat(page.asNormalizedText()).contains(script);
            assertThat(sql(page)).anyMatch(statement -> statement.contains("'<script>alert(2)</script>'"));
            assertThat(page.querySelectorAll("#main-panel script:not([src]), #main-panel style, #main-panel [style]"))
                    .isEmpty();
        }
        assertThat(report.asNormalizedText()).contains("<b>nowhere");
    }

    @Test
    void aDescriptionThatSomebodyGaveStays() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                node {
                  currentBuild.description = 'the release of the teas'
                  migrateDatabase environment: 'development'
                }
                """);

        assertThat(build.getDescription()).isEqualTo("the release of the teas");
    }

    @Test
    void aPlanThatIsNotTheOneWithItsDigestIsNotShown() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, "node { planDatabaseMigration environment: 'development' }");
        String run = action(build).getPlans().get(0).getRun();
        FilePath archived = new FilePath(build.getRootDir()).child("archive/database-migration/" + run + "/plan.json");
        archived.write(
                archived.readToString().replace("CREATE TABLE orders", "CREATE TABLE other"),
                StandardCharsets.UTF_8.name());

        assertThat(text(build, "database-migration/plan/" + run))
                .contains("not the one with the digest")
                .doesNotContain("CREATE TABLE");
        archived.delete();
        assertThat(text(build, "database-migration/plan/" + run)).contains("not among the artifacts");
        web.assertFails(build.getUrl() + "database-migration/plan/" + run + "x", 404);
        web.assertFails(build.getUrl() + "database-migration/report/" + run, 404);
    }

    private void addCredentials(TestDatabase database) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "shop", null, database.user(), database.password()));
    }

    private void write(String path, String content) throws Exception {
        workspace.child(path).write(content, StandardCharsets.UTF_8.name());
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    private static DatabaseMigrationAction action(WorkflowRun build) {
        return build.getAction(DatabaseMigrationAction.class);
    }

    private static List<FlowNode> failedSteps(WorkflowRun build) {
        return new DepthFirstScanner()
                .filteredNodes(
                        build.getExecution(),
                        node -> node instanceof StepAtomNode && node.getAction(ErrorAction.class) != null);
    }

    private HtmlPage report(WorkflowRun build) throws Exception {
        return page(
                build,
                "database-migration/report/" + action(build).getResults().get(0).getRun());
    }

    private HtmlPage page(WorkflowRun build, String path) throws Exception {
        return web.getPage(build, path);
    }

    private String text(WorkflowRun build, String path) throws Exception {
        return page(build, path).asNormalizedText();
    }

    private static List<String> sql(HtmlPage page) {
        return page.querySelectorAll(".database-migration-sql").stream()
                .map(DomNode::getTextContent)
                .toList();
    }
}

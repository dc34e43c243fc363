package io.jenkins.plugins.databasemigration.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.databasemigration.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the page of a job shows of all its builds, and that it says what they say. */
@WithJenkins
class HistoryTest {
    private static final String MIGRATE = "node { migrateDatabase environment: '%s' }";

    private JenkinsRule jenkins;
    private HistoryShop shop;
    private WorkflowJob job;

    @BeforeEach
    void people(JenkinsRule rule) throws Exception {
        jenkins = rule;
        HistoryShop.people(jenkins);
        job = HistoryShop.job(jenkins.jenkins, "shop");
        shop = new HistoryShop(jenkins, job);
    }

    @Test
    void everyBuildIsThereAlsoTheFailedOnes() throws Exception {
        shop.run(MIGRATE.formatted("test"));
        shop.decide(shop.atGate(), "approve");
        shop.write("db/V2__two.sql", "CREATE TABLE two (id INTEGER);");
        shop.write("db/V3__three.sql", "CREATE TABLE three (id INTEGER);");
        shop.decide(shop.atGate(), "reject");
        shop.write("db/V3__three.sql", "CREATE TABLE one (id INTEGER);");
        shop.run(MIGRATE.formatted("test"));
        WorkflowRun last = shop.run("node { planDatabaseMigration environment: 'production' }");
        settled(last);

        HtmlPage page = page("");

        assertThat(lines(page))
                .hasSize(5)
                .satisfiesExactly(
                        planned ->
                                assertThat(planned).contains("#5", "production", "Planned, not run", "1 → 3", "0 of 2"),
                        failed -> assertThat(failed)
                                .contains(
                                        "#4",
                                        "test",
                                        "Failed: somebody has to look at the database",
                                        "1 → 2",
                                        "1 of 2"),
                        rejected -> assertThat(rejected).contains("#3", "production", "Rejected", "1 → 3", "0 of 2"),
                        approved -> assertThat(approved).contains("#2", "Done", "- → 1", "1 of 1", "alice"),
                        first -> assertThat(first).contains("#1", "test", "Done", "- → 1", "1 of 1"));
        assertThat(page.<DomElement>querySelector(".database-migration-trend").getAttribute("data-model"))
                .contains("#1", "#2", "#4")
                .doesNotContain("#3", "#5");
        assertThat(lines(page("?environment=production"))).hasSize(3).noneMatch(line -> line.contains("test"));
        assertThat(lines(page("?environment=nowhere&page=x"))).isEmpty();
        assertThat(page.querySelectorAll("#main-panel script:not([src]), #main-panel style"))
                .isEmpty();
        jenkins.createWebClient()
                .login("bob")
                .goTo(job.getUrl() + "4/database-migration/report/"
                        + entries().get(1).run() + "/");
        jenkins.createWebClient().login("reader").assertFails(job.getUrl() + HistoryPage.URL, 404);

        JSONObject api = jenkins.createWebClient()
                .login("bob")
                .getJSON(job.getUrl() + HistoryPage.URL + "/api/json?depth=1")
                .getJSONObject();
        JSONObject approved = api.getJSONArray("entries").getJSONObject(3);
        assertThat(approved.getInt("build")).isEqualTo(2);
        assertThat(approved.getString("status")).isEqualTo("done");
        assertThat(approved.getJSONArray("approvers").getString(0)).isEqualTo("alice");
        assertThat(approved.getString("toVersion")).isEqualTo("1");
        assertThat(approved.getLong("duration")).isPositive();
        assertThat(approved.getString("started")).isNotEmpty();
    }

    @Test
    void theIndexIsWhatTheBuildsSay() throws Exception {
        shop.run(MIGRATE.formatted("test"));
        shop.run(MIGRATE.formatted("production"));
        settled(shop.run("node { planDatabaseMigration environment: 'test' }"));
        List<HistoryEntry> kept = entries();
        assertThat(kept).extracting(HistoryEntry::build).containsExactly(3, 2, 1);

        for (String damage : new String[] {null, "", "{\"format\":1,\"buil", "{\"format\":2,\"builds\":[]}"}) {
            if (damage == null) {
                Files.delete(index());
            } else {
                Files.writeString(index(), damage);
            }
            reload();
            assertThat(entries()).as("rebuilt after: " + damage).isEqualTo(kept);
            assertThat(index()).content().contains("\"format\":1");
        }

        job.getBuildByNumber(2).delete();
        Await.until("the deleted build is forgotten", () -> entries().size() == 2);
        assertThat(entries()).extracting(HistoryEntry::build).containsExactly(3, 1);
        reload();
        assertThat(JobHistory.of(job).indexed()).extracting(HistoryEntry::build).containsExactly(3, 1);
        job.renameTo("renamed");
        shop = new HistoryShop(jenkins, job);
        settled(shop.run(MIGRATE.formatted("production")));
        assertThat(entries()).hasSize(3);
        assertThat(index()).content().contains("\"number\":4");
    }

    @Test
    void aBuildThatWentOnWhenTheIndexWasWrittenIsAskedAgain() throws Exception {
        WorkflowRun build = shop.atGate();
        Await.until(
                "the gate is in the history",
                () -> !entries().isEmpty() && entries().get(0).isWaiting());
        String waiting = Files.readString(index());
        assertThat(waiting).contains("\"settled\":false");
        shop.decide(build, "approve");
        settled(build);
        assertThat(index()).content().contains("\"settled\":true", "\"status\":\"done\"");

        // As if Jenkins had died before it could write.
        Files.writeString(index(), waiting);
        reload();

        assertThat(JobHistory.of(job).indexed()).singleElement().satisfies(entry -> assertThat(entry.status())
                .isEqualTo("done"));
    }

    private List<HistoryEntry> entries() throws Exception {
        return JobHistory.of(job).entries();
    }

    /** Waits until the index knows the end of a build. */
    private void settled(WorkflowRun build) throws Exception {
        Await.until(
                build + " is in the index",
                () -> Files.exists(index())
                        && Files.readString(index())
                                .contains("{\"number\":" + build.getNumber() + ",\"settled\":true"));
    }

    /** As after a restart: nothing of it is in memory. */
    private void reload() throws Exception {
        jenkins.jenkins.reload();
        job = jenkins.jenkins.getItemByFullName(job.getFullName(), WorkflowJob.class);
    }

    private Path index() {
        return job.getRootDir().toPath().resolve("database-migrations.json");
    }

    private HtmlPage page(String query) throws Exception {
        return jenkins.createWebClient().login("bob").goTo(job.getUrl() + HistoryPage.URL + "/" + query);
    }

    private static List<String> lines(HtmlPage page) {
        return page.querySelectorAll("table.database-migration-cards tbody tr").stream()
                .map(row -> row.asNormalizedText())
                .toList();
    }
}

package io.jenkins.plugins.databasemigration.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import io.jenkins.plugins.databasemigration.Await;
import java.util.List;
import net.sf.json.JSONArray;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the dashboard shows, and to whom. */
@WithJenkins
class DashboardTest {
    private static final String MIGRATE = "node { migrateDatabase environment: '%s' }";

    @Test
    void everyDatabaseOfTheJobsThatOneMayRead(JenkinsRule jenkins) throws Exception {
        MockAuthorizationStrategy who = HistoryShop.people(jenkins);
        Folder team = jenkins.createProject(Folder.class, "team");
        HistoryShop shop = new HistoryShop(jenkins, HistoryShop.job(jenkins.jenkins, "shop"));
        HistoryShop secret = new HistoryShop(jenkins, HistoryShop.job(team, "secret"));
        who.grant(Item.READ).onItems(shop.job()).to("reader");
        shop.run(MIGRATE.formatted("test"));
        shop.write("db/V2__two.sql", "CREATE TABLE one (id INTEGER);");
        shop.run(MIGRATE.formatted("test"));
        WorkflowRun waiting = shop.atGate();
        secret.run(MIGRATE.formatted("production"));
        Await.until(
                "all builds are known", () -> databases(jenkins, "admin", "").size() == 3);

        assertThat(rows(jenkins, "alice", ""))
                .satisfiesExactly(
                        mine -> assertThat(mine)
                                .contains("production", "shop", "2 migrations to version 2", "#3 waits for you"),
                        other -> assertThat(other).contains("production", "1", "Done", "team \u00bb secret"),
                        failed -> assertThat(failed)
                                .contains("test", "1", "Failed: the database is as it was", "shop #2"));
        assertThat(rows(jenkins, "bob", "")).hasSize(3).first().asString().contains("#3 waits for others");
        assertThat(rows(jenkins, "reader", "")).hasSize(2).noneMatch(row -> row.contains("secret"));
        assertThat(rows(jenkins, "bob", "job/team/")).singleElement().asString().contains("secret");
        jenkins.createWebClient().login("reader").assertFails("job/team/" + Dashboard.URL, 404);
        jenkins.createWebClient().assertFails(Dashboard.URL, 403);
        assertThat(databases(jenkins, "reader", "").toString()).doesNotContain("secret", "team");
        assertThat(databases(jenkins, "alice", "").getJSONObject(0).getBoolean("waitingForYou"))
                .isTrue();
        assertThat(databases(jenkins, "bob", "").getJSONObject(0).getBoolean("waitingForYou"))
                .isFalse();

        HtmlPage gate = jenkins.createWebClient()
                .login("alice")
                .goTo(Dashboard.URL)
                .getAnchorByText("#3 waits for you")
                .click();
        assertThat(gate.getUrl().getPath()).contains(waiting.getUrl() + "database-approval/");
        shop.decide(waiting, "reject");
        assertThat(rows(jenkins, "alice", "")).noneMatch(row -> row.contains("waits for"));
    }

    private static List<String> rows(JenkinsRule jenkins, String person, String folder) throws Exception {
        HtmlPage page = jenkins.createWebClient().login(person).goTo(folder + Dashboard.URL);
        return page.querySelectorAll("table.database-migration-cards tbody tr").stream()
                .map(row -> row.asNormalizedText())
                .toList();
    }

    private static JSONArray databases(JenkinsRule jenkins, String person, String folder) throws Exception {
        return jenkins.createWebClient()
                .login(person)
                .getJSON(folder + Dashboard.URL + "/api/json?depth=3")
                .getJSONObject()
                .getJSONArray("databases");
    }
}

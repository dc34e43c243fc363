package io.jenkins.plugins.databasemigration.history;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.protection.DatabaseMigrationConfiguration;
import io.jenkins.plugins.databasemigration.protection.ProtectedDatabase;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A database that demands a fresh proof of its backups is red on the dashboard until a drill gives one. */
@WithJenkins
class ProofTest {
    private static final String BACK_UP = "properties([databaseBackupReaders('drill')]); node { backupDatabase"
            + " environment: 'production', verification: 'checksum' }";

    private final ProtectedDatabase policy = new ProtectedDatabase("production");

    @Test
    void aDatabaseIsRedUntilABackupIsProven(JenkinsRule jenkins) throws Exception {
        MockAuthorizationStrategy who = HistoryShop.people(jenkins);
        policy.setHosts("*/production.db");
        policy.setProofMaxAge("26h");
        DatabaseMigrationConfiguration.get().setProtectedDatabases(List.of(policy));
        HistoryShop shop = new HistoryShop(jenkins, HistoryShop.job(jenkins.jenkins, "shop"));
        who.grant(Item.READ).onItems(shop.job()).to("reader");
        shop.run("node { migrateDatabase environment: 'test', backup: 'none' }");
        shop.run("node { migrateDatabase environment: 'production', backup: 'none' }");
        shop.run(BACK_UP);
        Await.until("the build is known", () -> lines(jenkins, "bob").size() == 2);

        assertThat(lines(jenkins, "bob")).first().asString().contains("production", "Never proven", "1 day 2 hr");
        assertThat(lines(jenkins, "bob")).last().asString().contains("test").doesNotContain("proven");
        assertThat(page(jenkins, "bob").asNormalizedText()).contains("One database has no backup that was proven");
        assertThat(proof(jenkins).getBoolean("missing")).isTrue();

        WorkflowJob drill = HistoryShop.job(jenkins.jenkins, "drill");
        drill.setDefinition(new CpsFlowDefinition(
                "node { dir('" + jenkins.jenkins.getWorkspaceFor(shop.job())
                        + "') { verifyDatabaseBackup environment: 'production', backupsOf: 'shop' } }",
                true));
        WorkflowRun proven = jenkins.buildAndAssertSuccess(drill);
        Await.until("it is proven", () -> !proof(jenkins).getBoolean("missing"));

        assertThat(proof(jenkins).getLong("recovery")).isPositive();
        assertThat(proof(jenkins).getString("url")).contains(proven.getUrl());
        assertThat(lines(jenkins, "bob"))
                .filteredOn(line -> line.contains("production"))
                .singleElement()
                .asString()
                .contains("restored in")
                .doesNotContain("proven");
        assertThat(page(jenkins, "bob").asNormalizedText()).doesNotContain("no backup that was proven");
        // Who may not read the drill sees that there is one all the same, and no more of it.
        assertThat(page(jenkins, "reader").asXml()).contains("restored in").doesNotContain("job/drill");

        shop.run("node { deleteDir() }");
        jenkins.buildAndAssertStatus(Result.FAILURE, drill);
        policy.setProofMaxAge("1s");
        Await.until("it is not fresh any more", () -> proof(jenkins).getBoolean("missing"));
        assertThat(lines(jenkins, "bob"))
                .first()
                .asString()
                .contains("production", "No proven backup since", "restored in", "1 sec");
    }

    private static HtmlPage page(JenkinsRule jenkins, String person) throws Exception {
        return jenkins.createWebClient().login(person).goTo(Dashboard.URL);
    }

    private static List<String> lines(JenkinsRule jenkins, String person) throws Exception {
        return page(jenkins, person).querySelectorAll("table.database-migration-cards tbody tr").stream()
                .map(row -> row.asNormalizedText())
                .toList();
    }

    private static JSONObject proof(JenkinsRule jenkins) throws Exception {
        return jenkins
                .createWebClient()
                .login("bob")
                .getJSON(Dashboard.URL + "/api/json?depth=3")
                .getJSONObject()
                .getJSONArray("databases")
                .stream()
                .map(JSONObject.class::cast)
                .filter(database -> database.getString("environment").equals("production"))
                .findFirst()
                .orElseThrow()
                .getJSONObject("proof");
    }
}

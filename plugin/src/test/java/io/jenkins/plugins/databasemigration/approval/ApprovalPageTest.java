package io.jenkins.plugins.databasemigration.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** One page says all that whoever decides has to know, and the remote API says it to programs. */
@WithJenkins
class ApprovalPageTest {
    private JenkinsRule jenkins;
    private WorkflowRun build;
    private Approval approval;

    @Test
    void itAnswersWhetherOneMay(JenkinsRule rule) throws Exception {
        jenkins = rule;
        waitAtGate();
        Visitor alice = new Visitor(jenkins, "alice");

        HtmlPage before = alice.page(build, approval);
        assertThat(before.asNormalizedText())
                .contains("waiting for a decision", "PG-IDX-01", "V2__index.sql:1", "CREATE INDEX CONCURRENTLY, alone")
                .contains("Changed past the migrations", "table public.by_night (added)")
                .contains("At version -, proven by readable", "shop #1")
                .contains(
                        "2 different people of: alice, dba. Not whoever started the build. Only with a reason.",
                        "0 of 2")
                .contains("Too late from:");
        assertThat(texts(before, ".database-migration-mark"))
                .anyMatch(mark -> mark.contains("transaction"))
                .anyMatch(mark -> mark.contains("drops a table"));
        assertThat(before.querySelectorAll("td details"))
                .extracting(details -> ((DomElement) details).hasAttribute("open"))
                .as("long SQL is not unfolded")
                .containsExactly(true, true, true, false);
        assertThat(texts(before, ".database-migration-sql-keyword"))
                .contains("CREATE", "INDEX", "CONCURRENTLY", "DROP");
        assertThat(texts(before, "#decide button[type=submit]")).containsExactly("Approve", "Reject");
        assertThat(texts(before, "label[for=database-approval-reason]")).containsExactly("Reason (required)");
        assertThat(before.querySelectorAll("a[href='#decide']")).hasSize(1);
        assertThat(before.querySelectorAll("#main-panel script:not([src]), #main-panel style, #main-panel [style],"
                        + " #main-panel [onclick], #main-panel [onsubmit]"))
                .isEmpty();

        String digest = approval.getPlan().getDigest();
        assertThat(alice.decide(build, approval, "approve", digest, null)).isEqualTo(400);
        assertThat(alice.decide(build, approval, "approve", digest, "looks good"))
                .isEqualTo(200);
        HtmlPage after = alice.page(build, approval);
        assertThat(after.asNormalizedText())
                .contains("1 of 2", "One of: dba.", "alice (alice)", "looks good", "You have decided already");
        assertThat(after.querySelectorAll("#decide")).isEmpty();
        HtmlPage reader = new Visitor(jenkins, "reader").page(build, approval);
        assertThat(reader.asNormalizedText()).contains("CREATE INDEX", "You have no permission");
        assertThat(reader.querySelectorAll("#decide")).isEmpty();

        programsReadTheSame(new Visitor(jenkins, "reader"), digest);
        build.doStop();
        jenkins.waitForCompletion(build);
    }

    private void programsReadTheSame(Visitor reader, String digest) throws Exception {
        JSONObject gate =
                JSONObject.fromObject(reader.get(build, "database-approval/" + approval.getId() + "/api/json"));
        assertThat(gate.getString("state")).isEqualTo("WAITING");
        assertThat(gate.getJSONObject("plan").getString("digest")).isEqualTo(digest);
        assertThat(gate.getJSONObject("plan")
                        .getJSONArray("findings")
                        .getJSONObject(0)
                        .getString("rule"))
                .startsWith("PG-");
        JSONObject decision = gate.getJSONArray("decisions").getJSONObject(0);
        assertThat(decision.getJSONObject("approver").getString("userId")).isEqualTo("alice");
        assertThat(decision.getString("digest")).isEqualTo(digest);
        assertThat(decision.getString("reason")).isEqualTo("looks good");
        assertThat(reader.get(build, "database-approval/api/json?tree=approvals[state]"))
                .contains("WAITING");
        assertThat(reader.get(build, "logText/progressiveHtml?start=0"))
                .contains("href='/jenkins/" + build.getUrl() + "database-approval/" + approval.getId() + "/'");
    }

    private void waitAtGate() throws Exception {
        Shop.people(jenkins);
        TestDatabase database = PostgresServer.shared().createDatabase();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "shop", null, database.user(), database.password()));
        WorkflowJob job = Shop.job(jenkins, "shop", "");
        String at = "url: '" + database.jdbcUrl() + "', credentialsId: 'shop', tool: 'flyway', locations: 'db'";
        job.setDefinition(new CpsFlowDefinition("node { migrateDatabase " + at + " }", true));
        jenkins.buildAndAssertSuccess(job);
        database.execute("CREATE TABLE by_night (id int)");
        FilePath scripts = jenkins.jenkins.getWorkspaceFor(job).child("db");
        scripts.child("V2__index.sql").write("CREATE INDEX shop_id ON shop (id);\n", "UTF-8");
        scripts.child("V3__alone.sql").write("CREATE INDEX CONCURRENTLY shop_ids ON shop (id);\n", "UTF-8");
        scripts.child("V4__gone.sql").write("DROP TABLE shop;\n", "UTF-8");
        scripts.child("V5__long.sql").write("CREATE TABLE long (id INTEGER);\n".repeat(20), "UTF-8");
        job.setDefinition(new CpsFlowDefinition("""
                def plan
                node { plan = planDatabaseMigration %s }
                approveDatabaseMigration plan: plan, approvers: 'alice, dba', required: 2, notStarter: true,
                  reasonRequired: true, expiresAfter: '1d'
                """.formatted(at), true));
        build = job.scheduleBuild2(0).waitForStart();
        approval = Shop.atGate(jenkins, build);
    }

    private static List<String> texts(HtmlPage page, String selector) {
        return page.querySelectorAll(selector).stream()
                .map(DomNode::getTextContent)
                .map(String::strip)
                .toList();
    }
}

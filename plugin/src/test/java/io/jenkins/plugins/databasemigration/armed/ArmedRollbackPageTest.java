package io.jenkins.plugins.databasemigration.armed;

import static io.jenkins.plugins.databasemigration.armed.ArmedShop.MIGRATE;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.databasemigration.Permissions;
import io.jenkins.plugins.databasemigration.approval.Approval;
import io.jenkins.plugins.databasemigration.approval.ApprovalAction;
import io.jenkins.plugins.databasemigration.armed.Fate.State;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may disarm, who may start it now, and what the pages say about it. */
@WithJenkins
class ArmedRollbackPageTest {
    private static final String LATER = "armDatabaseRollback within: '1h', job: 'rollback'\n";

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;
    private ArmedShop shop;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        shop = new ArmedShop(jenkins, folder);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "disarmer", "roller")
                .grant(Permissions.DISARM)
                .onItems(shop.job)
                .to("disarmer")
                .grant(Jenkins.READ, Item.READ, Permissions.APPROVE)
                .everywhere()
                .to("approver")
                .grant(Permissions.ROLLBACK)
                .onItems(shop.rollback)
                .to("roller"));
    }

    @Test
    void peopleDecideWithTheirPermissionAndThePagesShowIt() throws Exception {
        WorkflowRun build = shop.run(Result.SUCCESS, MIGRATE + LATER + LATER);
        List<ArmedRollback> armed = ArmedRollbacks.get().of(build);
        String first = armed.get(0).getId();
        String second = armed.get(1).getId();

        assertThat(ask(null, first, "disarm?evidence=fine")).isEqualTo(403);
        assertThat(ask("stranger", first, "disarm?evidence=fine")).isEqualTo(404);
        for (String other : List.of("reader", "roller")) {
            assertThat(ask(other, first, "disarm?evidence=fine")).as(other).isEqualTo(403);
        }
        for (String other : List.of("reader", "disarmer")) {
            assertThat(ask(other, second, "fire")).as(other).isEqualTo(403);
        }
        assertThat(ask("disarmer", first, "disarm?evidence=")).isEqualTo(400);
        assertThat(login("disarmer")
                        .getPage(new URL(jenkins.getURL(), url(first, "disarm")))
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(405);
        assertThat(armed)
                .allMatch(each -> ArmedRollbacks.get().find(each.getId()).is(State.ARMED));

        assertThat(page("reader", "database-migrations/").querySelectorAll("form[action*=armed]"))
                .isEmpty();
        assertThat(page("reader", build.getUrl()).asNormalizedText()).contains("Armed: rollback starts at");
        assertThat(page("stranger", "database-migrations/").asNormalizedText()).doesNotContain("Armed");
        HtmlPage dashboard = page("disarmer", "database-migrations/");
        String form = "form[action$='" + first + "/disarm'] ";
        ((HtmlInput) dashboard.querySelector(form + "input[name=evidence]")).setValue("it answers");
        ((HtmlElement) dashboard.querySelector(form + "button")).click();
        assertThat(ask("roller", second, "fire")).isEqualTo(200);
        assertThat(ask("disarmer", first, "disarm?evidence=again")).isEqualTo(409);
        assertThat(ask("roller", first, "fire")).isEqualTo(409);

        assertThat(ArmedRollbacks.get().find(first).getFate().getBy()).isEqualTo("disarmer");
        ArmedShop.await(armed.get(1), State.FIRED);
        WorkflowRun back = jenkins.waitForCompletion(shop.rollback.getBuildByNumber(1));
        jenkins.assertBuildStatusSuccess(back);
        jenkins.assertLogContains("Armed rollback of shop #1, started before its time by roller", back);
        assertThat(page("reader", "database-migrations/").asNormalizedText())
                .contains("Disarmed by disarmer: it answers", "Started: rollback #1, roller");
    }

    @Test
    void whoMayNotPutDatabasesBackMayNotArmThatEither() throws Exception {
        shop.run(Result.SUCCESS, "echo 'once'");
        shop.job.setDefinition(new CpsFlowDefinition(MIGRATE + LATER, true));
        WorkflowRun build = shop.job
                .scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("reader")))
                .get();
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("No rollback was armed: reader may not put databases of rollback back", build);
    }

    /** Whoever approves the migration, knowing of its way back, answers for that, too. */
    @Test
    void peopleApproveTheWayBackTogetherWithTheMigration() throws Exception {
        shop.job.setDefinition(new CpsFlowDefinition("""
            def plan
            node { plan = planDatabaseMigration environment: 'production' }
            approveDatabaseMigration plan: plan, rollbackWithin: '1h', rollbackJob: 'rollback'
            node { migrateDatabase environment: 'production', plan: plan }
            armDatabaseRollback within: '60m', job: 'rollback'
            armDatabaseRollback within: '2h', job: 'rollback'
            """, true));
        WorkflowRun build = shop.job
                .scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("reader")))
                .waitForStart();
        jenkins.waitForMessage("Waiting for approval", build);
        Approval gate = ApprovalAction.approvals(build).get(0);
        String page = build.getUrl() + "database-approval/" + gate.getId() + "/";
        assertThat(page("approver", page).asNormalizedText())
                .contains("A rollback will be armed after this migration: unless it is disarmed within 1h, rollback"
                        + " puts");
        JenkinsRule.WebClient web = login("approver");
        web.getPage(web.addCrumb(new WebRequest(
                new URL(
                        jenkins.getURL(),
                        page + "approve?digest=" + gate.getPlan().getDigest()),
                HttpMethod.POST)));

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        ArmedRollback armed = ArmedShop.of(build);
        assertThat(armed.getBuild().getApprovers()).containsExactly("approver");
        assertThat(armed.answerable()).isEmpty();
        assertThat(armed.people()).containsExactly("approver", "reader");
        jenkins.assertLogContains("No rollback was armed: reader may not put databases of rollback back", build);
    }

    private int ask(String person, String id, String what) throws Exception {
        JenkinsRule.WebClient web = login(person);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), url(id, what)), HttpMethod.POST);
        return web.getPage(web.addCrumb(request)).getWebResponse().getStatusCode();
    }

    private static String url(String id, String what) {
        return "database-migrations/armed/" + id + "/" + what;
    }

    private HtmlPage page(String person, String path) throws Exception {
        return login(person).goTo(path);
    }

    private JenkinsRule.WebClient login(String person) throws Exception {
        JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        web.setRefreshHandler((page, url, seconds) -> {});
        return person == null ? web.withJavaScriptEnabled(false) : web.login(person);
    }
}

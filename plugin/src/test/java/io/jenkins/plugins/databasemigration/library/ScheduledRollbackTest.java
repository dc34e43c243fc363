package io.jenkins.plugins.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import io.github.databasemigration.testkit.PostgresServer;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.Permissions;
import io.jenkins.plugins.databasemigration.protection.DatabaseMigrationConfiguration;
import io.jenkins.plugins.databasemigration.protection.MaintenanceWindow;
import io.jenkins.plugins.databasemigration.protection.ProtectedDatabase;
import java.net.URL;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalUntrustedLibraries;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Rollbacks that wait for their time: over a restart, called off, and in a Jenkins that was not there when it came. */
class ScheduledRollbackTest {
    private static final int A_WHILE = 60;
    private static final int AN_HOUR = 3600;

    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final ShopScript shop = new ShopScript(PostgresServer.shared().createDatabase());
    private ZonedDateTime away;

    @Test
    void itBeginsAtItsTimeOrAsSoonAsJenkinsIsBackOrNotAtAll() throws Throwable {
        sessions.then(jenkins -> {
            prepare(jenkins);
            WorkflowRun migrated = build(jenkins, "shop");
            proposesTheWindow(jenkins, migrated);
            refusesOthers(jenkins, migrated);

            schedule(jenkins, migrated, "off", in(AN_HOUR));
            away = in(A_WHILE);
            schedule(jenkins, migrated, "late", away);
            for (String job : List.of("off", "late")) {
                approve(build(jenkins, job));
            }
            missed(jenkins);
            assertThat(build(jenkins, "off").getCause(Cause.UserIdCause.class).getUserId())
                    .isEqualTo("ops");
            assertThat(dashboard(jenkins, "reader"))
                    .contains("by off #2", "by late #2", "scheduled by ops")
                    .doesNotContain("Call it off");
            assertThat(page(jenkins, "ops", migrated.getUrl())).contains("by off #2", "by late #2", "Call it off");
            assertThat(jenkins.jenkins.toComputer().countBusy()).isZero();
            assertThat(shop.has("owner")).isTrue();
        });
        // Jenkins is not there when the time comes of two of them.
        Await.until("their time is over", () -> Instant.now()
                .isAfter(away.toInstant().plusSeconds(2)));
        sessions.then(jenkins -> {
            people(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build(jenkins, "late")));
            assertThat(shop.has("owner")).isFalse();
            WorkflowRun missed = jenkins.waitForCompletion(build(jenkins, "missed"));
            jenkins.assertBuildStatus(Result.FAILURE, missed);
            jenkins.assertLogContains("now it is too late", missed);

            WorkflowRun off = build(jenkins, "off");
            assertThat(off.isBuilding()).isTrue();
            assertThat(status(jenkins, "reader", off.getUrl() + "database-rollback/cancel"))
                    .isEqualTo(403);
            assertThat(jenkins.createWebClient()
                            .login("ops")
                            .withThrowExceptionOnFailingStatusCode(false)
                            .goTo(off.getUrl() + "database-rollback/cancel")
                            .getWebResponse()
                            .getStatusCode())
                    .isEqualTo(405);
            assertThat(status(jenkins, "ops", off.getUrl() + "database-rollback/cancel"))
                    .isEqualTo(200);
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(off));
            assertThat(status(jenkins, "ops", missed.getUrl() + "database-rollback/cancel"))
                    .isEqualTo(409);
            assertThat(dashboard(jenkins, "ops")).doesNotContain("Call it off");
            assertThat(page(jenkins, "ops", off.getUrl())).contains("Called off");
            assertThat(page(jenkins, "ops", "job/missed/database-migrations/")).contains("Its time went by");
        });
    }

    private void prepare(JenkinsRule jenkins) throws Exception {
        GlobalUntrustedLibraries.get().setLibraries(List.of(LibraryFolder.configuration()));
        people(jenkins);
        shop.addCredentials();
        String migrate = shop.files() + "properties([databaseBackupReaders('off, late, missed')])\n"
                + "node { files(); migrateDatabase environment: 'production', target: env.BUILD_NUMBER }";
        jenkins.buildAndAssertSuccess(job(jenkins, "shop", migrate));
        jenkins.buildAndAssertSuccess(jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class));
        String back = "databaseRollbackPipeline(environment: 'production', approvers: 'ops') { checkout { files() } }";
        for (String name : List.of("off", "late", "missed")) {
            // The first build brings the parameters.
            jenkins.buildAndAssertStatus(Result.FAILURE, job(jenkins, name, shop.files() + back));
        }
    }

    private static void people(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "ops")
                .grant(Item.BUILD, Permissions.ROLLBACK)
                .everywhere()
                .to("ops"));
    }

    private static WorkflowJob job(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(LibraryFolder.pipeline(script));
        return job;
    }

    private static WorkflowRun build(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getLastBuild();
    }

    private static ZonedDateTime in(int seconds) {
        return ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Where there are maintenance windows, the form proposes the next one, and takes no time outside of them. */
    private static void proposesTheWindow(JenkinsRule jenkins, WorkflowRun migrated) throws Exception {
        ProtectedDatabase policy = new ProtectedDatabase("production");
        policy.setEnvironments("production");
        ZonedDateTime opening = in(2 * AN_HOUR).truncatedTo(ChronoUnit.MINUTES);
        policy.setWindows(
                List.of(new MaintenanceWindow(opening.getMinute() + " " + opening.getHour() + " * * *", "UTC", 30)));
        DatabaseMigrationConfiguration.get().setProtectedDatabases(List.of(policy));
        HtmlPage form = jenkins.createWebClient().login("ops").goTo(migrated.getUrl() + "schedule-database-rollback/");
        assertThat(form.getElementsByName("at").get(0).getAttribute("value"))
                .isEqualTo(opening.toLocalDateTime().toString());
        assertThat(ask(jenkins, "ops", migrated, "off", in(AN_HOUR)).getContentAsString())
                .contains("only in its maintenance windows");
        DatabaseMigrationConfiguration.get().setProtectedDatabases(List.of());
    }

    private static void refusesOthers(JenkinsRule jenkins, WorkflowRun migrated) throws Exception {
        assertThat(ask(jenkins, "reader", migrated, "off", in(AN_HOUR)).getStatusCode())
                .isEqualTo(403);
        assertThat(ask(jenkins, "ops", migrated, "shop", in(AN_HOUR)).getStatusCode())
                .isEqualTo(400);
        assertThat(ask(jenkins, "ops", migrated, "off", in(-AN_HOUR)).getContentAsString())
                .contains("has gone by");
        assertThat(build(jenkins, "off").getNumber()).isEqualTo(1);
    }

    private static void schedule(JenkinsRule jenkins, WorkflowRun migrated, String job, ZonedDateTime at)
            throws Exception {
        assertThat(ask(jenkins, "ops", migrated, job, at).getStatusCode()).isEqualTo(200);
        Await.until("a build of " + job, () -> build(jenkins, job).getNumber() == 2);
    }

    private static WebResponse ask(
            JenkinsRule jenkins, String person, WorkflowRun migrated, String job, ZonedDateTime at) throws Exception {
        return post(
                jenkins,
                person,
                migrated.getUrl() + "schedule-database-rollback/schedule",
                new NameValuePair("run", run(migrated)),
                new NameValuePair("job", job),
                new NameValuePair("at", at.toLocalDateTime().toString()),
                new NameValuePair("zone", "UTC"));
    }

    private static String run(WorkflowRun migrated) {
        return migrated.getAction(io.jenkins.plugins.databasemigration.DatabaseMigrationAction.class)
                .getResults()
                .get(0)
                .getRun();
    }

    private static WebResponse post(JenkinsRule jenkins, String person, String path, NameValuePair... parameters)
            throws Exception {
        JenkinsRule.WebClient web =
                jenkins.createWebClient().login(person).withThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        request.setRequestParameters(List.of(parameters));
        return web.getPage(web.addCrumb(request)).getWebResponse();
    }

    private static int status(JenkinsRule jenkins, String person, String path) throws Exception {
        return post(jenkins, person, path).getStatusCode();
    }

    /** Somebody answers, and the build waits for its time. */
    private static void approve(WorkflowRun build) throws Exception {
        Await.until("a question of " + build, () -> build.getAction(InputAction.class) != null || !build.isBuilding());
        build.getAction(InputAction.class).getExecutions().get(0).proceed(null);
        waits(build);
    }

    private static void waits(WorkflowRun build) throws Exception {
        Await.until(
                build + " waits", () -> build.getLog(1000).toString().contains("Waiting until") || !build.isBuilding());
        assertThat(build.isBuilding()).as(String.join("\n", build.getLog(1000))).isTrue();
    }

    /** One that must begin within a second of its time, started by hand. */
    private void missed(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = jenkins.jenkins
                .getItemByFullName("missed", WorkflowJob.class)
                .scheduleBuild2(
                        0,
                        new ParametersAction(
                                new StringParameterValue("TO_BACKUP_OF", "shop#2"),
                                new StringParameterValue("AT", away + "/PT1S")))
                .waitForStart();
        approve(build);
    }

    private static String dashboard(JenkinsRule jenkins, String person) throws Exception {
        return page(jenkins, person, "database-migrations/");
    }

    private static String page(JenkinsRule jenkins, String person, String path) throws Exception {
        return jenkins.createWebClient().login(person).goTo(path).asNormalizedText();
    }
}

package io.jenkins.plugins.databasemigration.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.microsoft.playwright.options.ColorScheme;
import hudson.FilePath;
import hudson.model.Item;
import hudson.model.Result;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import io.jenkins.plugins.darktheme.DarkThemeSystemManagerFactory;
import io.jenkins.plugins.databasemigration.DatabaseMigrationAction;
import io.jenkins.plugins.databasemigration.Permissions;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import java.nio.file.Path;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What people do from the plan to the history, with a real browser: two approve, one in English on a light screen and one in
 * Brazilian Portuguese on a dark one; and every page is fit for screen readers.
 */
@WithJenkins
class PagesInBrowserTest {
    private static final Path EXAMPLE = Path.of("../examples/flyway-shop");

    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void checkOutTheExample(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Permissions.APPROVE)
                .everywhere()
                .to("alice", "bob"));
        LocaleProvider.setProvider(new LanguageOfTheBrowser());
        ThemeManagerPageDecorator.get().setTheme(new DarkThemeSystemManagerFactory());
        TestDatabase database = PostgresServer.shared().createDatabase();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "shop", null, database.user(), database.password()));
        String settings = "environment: 'development', credentialsId: 'shop', url: '" + database.jdbcUrl() + "'";
        job = jenkins.createProject(WorkflowJob.class, "shop");
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        new FilePath(EXAMPLE.toFile()).copyRecursiveTo(workspace);
        define("node { migrateDatabase " + settings + ", target: '2' }");
        // Its queries need the later migrations, so this one fails.
        jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        define("""
                def plan
                node { plan = planDatabaseMigration %s }
                approveDatabaseMigration plan: plan, approvers: 'alice,bob', required: 2
                node { migrateDatabase %s, plan: plan }
                """.formatted(settings, settings));
    }

    @AfterEach
    void inNoLanguage() {
        LocaleProvider.setProvider(new DefaultLanguage());
    }

    @Test
    void fromThePlanToTheHistory() throws Exception {
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Waiting for approval", build);
        try (Chromium chromium = new Chromium();
                Person alice = new Person(jenkins, chromium.browser(), "alice", "en-US", ColorScheme.LIGHT);
                Person bob = new Person(jenkins, chromium.browser(), "bob", "pt-BR", ColorScheme.DARK)) {
            alice.goTo("database-migrations/");
            look(alice, "jenkins-dashboard");
            alice.click("#2 waits for you");
            assertThat(alice.reads()).contains("V3__", "V4__");
            look(alice, "jenkins-approval");
            alice.fill("#database-approval-reason", "read and tried");
            alice.click("Approve");
            assertThat(alice.reads()).contains("read and tried");

            bob.goTo("database-migrations/");
            look(bob, "jenkins-dashboard-dark-pt");
            bob.click("#2 espera por voc\u00ea");
            look(bob, "jenkins-approval-dark-pt");
            bob.click("Aprovar");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

            everyPage(alice, build, "", "Done");
            everyPage(bob, build, "-dark-pt", "Conclu\u00eddo");
        }
    }

    private void everyPage(Person who, WorkflowRun build, String kind, String done) throws Exception {
        who.goTo(build.getUrl());
        assertThat(who.reads()).contains(done);
        who.checkAccessibility(".database-migration-summary");
        who.photograph("jenkins-build-summary" + kind);
        String plan = build.getUrl() + "database-migration/plan/";
        who.goTo(build.getUrl() + "database-migration/");
        who.click(done);
        look(who, "jenkins-report-page" + kind);
        who.goTo(plan + plannedRun(build) + "/");
        look(who, "jenkins-plan" + kind);
        who.goTo(job.getUrl() + "database-migrations/");
        who.waitFor("#2");
        assertThat(who.reads()).contains("alice, bob");
        look(who, "jenkins-history" + kind);
        who.checkNarrow("jenkins-history-narrow" + kind);
        who.goTo("database-migrations/");
        who.checkNarrow("jenkins-dashboard-narrow" + kind);
    }

    private static void look(Person who, String picture) {
        who.checkAccessibility("#main-panel");
        who.photograph(picture);
    }

    private static String plannedRun(WorkflowRun build) {
        return build.getAction(DatabaseMigrationAction.class).getPlans().get(0).getRun();
    }

    private void define(String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
    }

    /** As the harness has it. */
    private static final class DefaultLanguage extends LocaleProvider {
        @Override
        public Locale get() {
            return Locale.getDefault();
        }
    }

    /** As Jenkins has it from its start, which the harness leaves out. */
    private static final class LanguageOfTheBrowser extends LocaleProvider {
        @Override
        public Locale get() {
            StaplerRequest2 request = Stapler.getCurrentRequest2();
            return request == null ? Locale.getDefault() : request.getLocale();
        }
    }
}

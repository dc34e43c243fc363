package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.approval.ApproveDatabaseMigrationStep;
import io.jenkins.plugins.databasemigration.protection.MaintenanceWindow;
import io.jenkins.plugins.databasemigration.protection.ProtectedDatabase;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.assertj.core.api.SoftAssertions;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who gets what from every web method of this plugin. A new one fails here until it has its row. */
@WithJenkins
class WebPermissionsTest {
    private static final List<String> PEOPLE = List.of("anonymous", "reader", "builder", "developer", "admin");

    /**
     * The method, the request, and what each of the people gets: a status, or {@code none} for an answer that offers
     * nothing. {@code FORM} is the form of a step, {@code RUN} the page of a build.
     */
    private static final String TABLE = """
            DatabaseMigrationAction/index                     GET  RUN/                            403 200  200  200 200
            DatabaseMigrationAction.getApi                    GET  RUN/api/json                    403 200  200  200 200
            DatabaseMigrationAction.getPlan                   GET  RUN/plan/PLANNED/               403 200  200  200 200
            DatabaseMigrationAction.getReport                 GET  RUN/report/MIGRATED/            403 200  200  200 200
            report.DocumentPage/index                         GET  RUN/report/MIGRATED/            403 200  200  200 200
            history.HistoryPage/index                         GET  JOB/database-migrations/        403 200  200  200 200
            history.HistoryPage.getApi                        GET  JOB/database-migrations/api/json 403 200 200  200 200
            history.Dashboard/index                           GET  database-migrations/            403 200  200  200 200
            history.Dashboard.getApi                          GET  database-migrations/api/json    403 200  200  200 200
            DatabaseMigrationStepDescriptor.doFillToolItems   POST FORM/fillToolItems              403 none none 200 200
            DatabaseMigrationStepDescriptor.doFillToolItems   GET  FORM/fillToolItems              403 404  404  404 404
            DatabaseMigrationStepDescriptor.doFillCredentialsIdItems POST FORM/fillCredentialsIdItems 403 none none 200 200
            DatabaseMigrationStepDescriptor.doFillCredentialsIdItems GET  FORM/fillCredentialsIdItems 403 404 404 404 404
            DatabaseMigrationStepDescriptor.doFillPhaseItems  POST FORM/fillPhaseItems             403 none none 200 200
            DatabaseMigrationStepDescriptor.doFillPhaseItems  GET  FORM/fillPhaseItems             403 404  404  404 404
            MigrateDatabaseStep.DescriptorImpl.doFillBackupItems    POST FORM/fillBackupItems      403 none none 200 200
            MigrateDatabaseStep.DescriptorImpl.doFillBackupItems    GET  FORM/fillBackupItems      403 404  404  404 404
            MigrateDatabaseStep.DescriptorImpl.doFillOnFailureItems POST FORM/fillOnFailureItems   403 none none 200 200
            MigrateDatabaseStep.DescriptorImpl.doFillOnFailureItems GET  FORM/fillOnFailureItems   403 404  404  404 404
            approval.ApproveDatabaseMigrationStep.DescriptorImpl.doFillStyleItems POST GATE/fillStyleItems 403 none none 200 200
            approval.ApproveDatabaseMigrationStep.DescriptorImpl.doFillStyleItems GET  GATE/fillStyleItems 403 404 404 404 404
            protection.ProtectedDatabase.DescriptorImpl.doFillBackupItems POST POLICY/fillBackupItems 403 none none 200 200
            protection.ProtectedDatabase.DescriptorImpl.doFillBackupItems GET  POLICY/fillBackupItems 403 404  404  404 404
            protection.ProtectedDatabase.DescriptorImpl.doCheckProofMaxAge POST POLICY/checkProofMaxAge?value=never 403 none none 200 200
            protection.ProtectedDatabase.DescriptorImpl.doCheckProofMaxAge GET  POLICY/checkProofMaxAge?value=never 403 404  404  404 404
            protection.MaintenanceWindow.DescriptorImpl.doCheckStart POST WINDOW/checkStart?value=never  403 none none 200 200
            protection.MaintenanceWindow.DescriptorImpl.doCheckStart GET  WINDOW/checkStart?value=never  403 404  404  404 404
            protection.MaintenanceWindow.DescriptorImpl.doCheckTimeZone POST WINDOW/checkTimeZone?value=never 403 none none 200 200
            protection.MaintenanceWindow.DescriptorImpl.doCheckTimeZone GET  WINDOW/checkTimeZone?value=never 403 404 404 404 404
            """;

    /** Those of the approval gate, of archived backups and of armed rollbacks, whose people are not the same: their own tests say who may what. */
    private static final Set<String> ELSEWHERE = Set.of(
            "approval.ApprovalAction.getApi",
            "approval.ApprovalAction.getDynamic",
            "approval.ApprovalAction/index",
            "approval.ApprovalPage.doApprove",
            "approval.ApprovalPage.doReject",
            "approval.ApprovalPage.getApi",
            "approval.ApprovalPage/index",
            "armed.ArmedRollbackPage.doDisarm",
            "armed.ArmedRollbackPage.doFire",
            "history.Dashboard.getArmed",
            "backup.ArchivedBackups.getApi",
            "backup.ArchivedBackups.getArchived",
            "backup.ArchivedBackups/index",
            "backup.BackupPages.doData",
            "backup.BackupPages.doKey",
            "backup.BackupPages.doManifest",
            "scheduled.RollbackScheduling.doSchedule",
            "scheduled.RollbackScheduling/index",
            "scheduled.ScheduledRollback.doCancel",
            "BackupDatabaseStep.DescriptorImpl.doFillVerificationItems",
            "DatabaseMigrationStepDescriptor.doFillBackupKeyCredentialsIdItems");

    private JenkinsRule jenkins;
    private WorkflowRun build;

    @BeforeEach
    void migrateOnceAndSecure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "shop", null, "user", "a password of a test"));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        jenkins.jenkins
                .getWorkspaceFor(job)
                .child("db/V1__one.sql")
                .write("CREATE TABLE one (id INTEGER);", StandardCharsets.UTF_8.name());
        String settings = "tool: 'flyway', locations: 'db', url: 'jdbc:sqlite:shop.db'";
        job.setDefinition(new CpsFlowDefinition(
                "node { planDatabaseMigration " + settings + "; migrateDatabase " + settings + ", backup: 'none' }",
                true));
        build = jenkins.buildAndAssertSuccess(job);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "builder", "developer")
                .grant(Item.BUILD)
                .everywhere()
                .to("builder", "developer")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("developer"));
    }

    @Test
    void everyWebMethodIsForThoseItIsFor() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (String person : PEOPLE) {
            JenkinsRule.WebClient web = client(person);
            for (Row row : rows()) {
                softly.assertThat(row.askedBy(web))
                        .as("%s %s by %s", row.verb(), row.path(), person)
                        .isEqualTo(row.expected().get(PEOPLE.indexOf(person)));
            }
        }
        softly.assertAll();
    }

    @Test
    void everyWebMethodIsInTheTable() throws Exception {
        Set<String> known = new TreeSet<>(ELSEWHERE);
        rows().forEach(row -> known.add(row.method()));

        assertThat(WebMethods.all()).isEqualTo(known);
    }

    @Test
    void whoMayNotReadArtifactsMayNotReadThemAsPagesEither() throws Exception {
        System.setProperty("hudson.security.ArtifactsPermission", "true");
        Run.ARTIFACTS.setEnabled(true);
        ((MockAuthorizationStrategy) jenkins.jenkins.getAuthorizationStrategy())
                .grant(Run.ARTIFACTS)
                .everywhere()
                .to("admin");
        try {
            for (Row row : rows()) {
                if (row.path().contains("/plan/") || row.path().contains("/report/")) {
                    assertThat(row.askedBy(client("developer"))).as(row.path()).isEqualTo("403");
                    assertThat(row.askedBy(client("admin"))).as(row.path()).isEqualTo("200");
                }
            }
        } finally {
            Run.ARTIFACTS.setEnabled(false);
            System.clearProperty("hudson.security.ArtifactsPermission");
        }
    }

    private JenkinsRule.WebClient client(String person) throws Exception {
        JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        // With scripts, the page that refuses anonymous goes on to the login.
        return person.equals("anonymous") ? anonymous(web) : web.login(person);
    }

    private static JenkinsRule.WebClient anonymous(JenkinsRule.WebClient web) {
        web.setRefreshHandler((page, url, seconds) -> {});
        return web.withJavaScriptEnabled(false);
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        TABLE.lines().forEach(line -> rows.add(row(line.split(" +"))));
        return rows;
    }

    private Row row(String[] columns) {
        DatabaseMigrationAction action = build.getAction(DatabaseMigrationAction.class);
        String path = columns[2]
                .replace("RUN/", build.getUrl() + "database-migration/")
                .replace("JOB/", build.getParent().getUrl())
                .replace("FORM/", form(MigrateDatabaseStep.class))
                .replace("GATE/", form(ApproveDatabaseMigrationStep.class))
                .replace("POLICY/", form(ProtectedDatabase.class))
                .replace("WINDOW/", form(MaintenanceWindow.class))
                .replace("PLANNED", action.getPlans().get(0).getRun())
                .replace("MIGRATED", action.getResults().get(0).getRun());
        return new Row(
                columns[0],
                HttpMethod.valueOf(columns[1]),
                path,
                Arrays.asList(columns).subList(3, 8));
    }

    private String form(Class<?> type) {
        return build.getParent().getUrl() + "descriptorByName/" + type.getName() + "/";
    }

    private record Row(String method, HttpMethod verb, String path, List<String> expected) {
        String askedBy(JenkinsRule.WebClient web) throws Exception {
            WebRequest request = new WebRequest(new URL(web.getContextPath() + path), verb);
            if (verb == HttpMethod.POST) {
                web.addCrumb(request);
            }
            WebResponse response = web.getPage(request).getWebResponse();
            boolean offersNothing = path.matches(".*/(fill|check).*")
                    && Stream.of("flyway", "shop", "restore", "input", "error", "contract")
                            .noneMatch(response.getContentAsString()::contains);
            return response.getStatusCode() == 200 && offersNothing ? "none" : String.valueOf(response.getStatusCode());
        }
    }
}

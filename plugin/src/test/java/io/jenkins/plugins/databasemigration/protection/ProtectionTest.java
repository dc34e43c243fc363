package io.jenkins.plugins.databasemigration.protection;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import io.jenkins.plugins.databasemigration.approval.ApprovalRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A job that does not satisfy what a database demands fails before it connects, whatever its pipeline says. */
@WithJenkins
class ProtectionTest {
    private static final String SHOP = "url: 'jdbc:sqlite:shop.db', tool: 'flyway', locations: 'db'";

    private JenkinsRule jenkins;
    private Folder folder;
    private WorkflowJob job;
    private final ProtectedDatabase policy = new ProtectedDatabase("production");

    @BeforeEach
    void protect(JenkinsRule rule) throws Exception {
        jenkins = rule;
        folder = jenkins.createProject(Folder.class, "team");
        job = folder.createProject(Folder.class, "shop").createProject(WorkflowJob.class, "main");
        jenkins.jenkins
                .getWorkspaceFor(job)
                .child("db/V1__one.sql")
                .write("CREATE TABLE one (id INTEGER);", StandardCharsets.UTF_8.name());
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "shop-production", null, "shop", "a password of a test"));
        policy.setHosts("*/shop.db");
        DatabaseMigrationConfiguration.get().setProtectedDatabases(List.of(policy));
    }

    @Test
    void onlyAllowedJobsWorkThere() throws Exception {
        policy.setJobs("release/*, team/other");
        refused("migrateDatabase " + SHOP, "only the jobs release/*, team/other may, and this is team/shop/main");
        refused("planDatabaseMigration " + SHOP, "only the jobs release/*, team/other may, and this is team/shop/main");
        // The same file under another name of its path, and with parameters.
        refused(
                "migrateDatabase url: 'jdbc:sqlite:./x/../shop.db?journal_mode=WAL', tool: 'flyway', locations: 'db'",
                "The policy production protects shop.db");

        policy.setJobs("TEAM/shop/*");
        succeeds("migrateDatabase " + SHOP);
    }

    @Test
    void changesBeginInTheirWindows() throws Exception {
        ZonedDateTime later = ZonedDateTime.now(ZoneOffset.UTC).plusHours(2);
        MaintenanceWindow closed =
                new MaintenanceWindow(later.getMinute() + " " + later.getHour() + " * * *", "UTC", 60);
        policy.setWindows(List.of(closed));
        refused("migrateDatabase " + SHOP, "changes may begin only in its maintenance windows, " + closed);

        policy.setWindows(List.of(closed, new MaintenanceWindow("0 * * * *", "UTC", (int)
                Duration.ofHours(1).toMinutes())));
        succeeds("migrateDatabase " + SHOP);
    }

    @Test
    void theBackupIsProvenAsFarAsDemanded() throws Exception {
        policy.setBackup("readable");
        refused(
                "migrateDatabase " + SHOP + ", backup: 'none'",
                "it demands a backup proven by readable at least, and this is none");
        refused(
                "migrateDatabase " + SHOP + ", backup: 'checksum'",
                "it demands a backup proven by readable at least, and this is checksum");
        succeeds("migrateDatabase " + SHOP + ", backup: 'restore'");
    }

    @Test
    void theCredentialsAreASignWhateverTheServerIsCalled() throws Exception {
        policy.setHosts(null);
        policy.setCredentialsIds("*-production");
        policy.setJobs("release/*");
        refused(
                "migrateDatabase url: 'jdbc:postgresql://an-alias.invalid/shop', tool: 'flyway', locations: 'db',"
                        + " credentialsId: 'shop-production'",
                "The policy production protects shop on an-alias.invalid:5432");
    }

    @Test
    void aFolderDemandsMoreAndNeverLess() throws Exception {
        policy.setJobs("team/*");
        ProtectedDatabase stricter = new ProtectedDatabase("team policy");
        stricter.setDatabases("shop*");
        stricter.setBackup("readable");
        folder.addProperty(new FolderProtection(List.of(stricter)));
        ProtectedDatabase laxer = new ProtectedDatabase("lax");
        laxer.setDatabases("*");
        ((Folder) job.getParent()).addProperty(new FolderProtection(List.of(laxer)));

        refused("migrateDatabase " + SHOP + ", backup: 'none'", "The policy team policy protects shop.db");
        policy.setJobs("release/*");
        refused("migrateDatabase " + SHOP, "The policy production protects shop.db");
        policy.setJobs(null);
        succeeds("migrateDatabase " + SHOP);
    }

    @Test
    void whatNobodyEnteredMayBeRefusedAsAWhole() throws Exception {
        DatabaseMigrationConfiguration.get().setOthersRefused(true);
        refused(
                "migrateDatabase url: 'jdbc:sqlite:copy.db', tool: 'flyway', locations: 'db'",
                "No policy of this Jenkins covers copy.db on");
        succeeds("migrateDatabase " + SHOP);
    }

    @Test
    void theFormsKeepEverything() throws Exception {
        policy.setDatabases("shop");
        policy.setEnvironments("production");
        policy.setCredentialsIds("shop-*");
        policy.setJobs("team/*");
        policy.setBackup("restore");
        policy.setWindows(List.of(new MaintenanceWindow("0 22 * * 6", "Europe/Berlin", 90)));
        ApprovalRule rule = new ApprovalRule();
        rule.setApprovers("dba");
        rule.setRequired(2);
        rule.setNotAuthors(true);
        policy.setApproval(rule);
        DatabaseMigrationConfiguration configuration = DatabaseMigrationConfiguration.get();
        configuration.setOthersRefused(true);
        jenkins.configRoundtrip();
        assertThat(configuration.isOthersRefused()).isTrue();
        jenkins.assertEqualDataBoundBeans(List.of(policy), configuration.getProtectedDatabases());

        folder.addProperty(new FolderProtection(List.of(policy)));
        folder = jenkins.configRoundtrip(folder);
        jenkins.assertEqualDataBoundBeans(
                new FolderProtection(List.of(policy)), folder.getProperties().get(FolderProtection.class));

        configuration.setProtectedDatabases(List.of());
        configuration.setOthersRefused(false);
        jenkins.configRoundtrip();
        assertThat(configuration.getProtectedDatabases()).isEmpty();
        assertThat(configuration.isOthersRefused()).isFalse();
    }

    private void refused(String step, String line) throws Exception {
        WorkflowRun build = run(step, Result.FAILURE);
        jenkins.assertLogContains(line, build);
        assertThat(build.getLog(1000)).noneMatch(text -> text.startsWith("\tat ") || text.startsWith("run "));
        assertThat(jenkins.jenkins.getWorkspaceFor(job).child("shop.db").exists())
                .isFalse();
    }

    private void succeeds(String step) throws Exception {
        run(step, Result.SUCCESS);
    }

    private WorkflowRun run(String step, Result expected) throws Exception {
        job.setDefinition(new CpsFlowDefinition("node { " + step + " }", true));
        return jenkins.buildAndAssertStatus(expected, job);
    }
}

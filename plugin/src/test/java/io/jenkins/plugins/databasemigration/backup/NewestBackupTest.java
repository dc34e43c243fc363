package io.jenkins.plugins.databasemigration.backup;

import static io.jenkins.plugins.databasemigration.backup.BackupShop.AT;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** verifyDatabaseBackup, with jobs that archive backups and one that proves them. */
@WithJenkins
class NewestBackupTest {
    private static final String PROVE =
            "def b = verifyDatabaseBackup(%s, " + AT + ");" + " echo \"said: ${b.id} ${b.verification}\"";

    @Test
    void theNewestOfAllJobsIsProvenOrTheBuildIsRed(JenkinsRule jenkins) throws Exception {
        BackupShop shop = BackupShop.onPostgres(jenkins);
        WorkflowJob nightly = shop.job("nightly");
        WorkflowJob main = shop.job("main");
        WorkflowJob drill = shop.job("drill");
        String allowed = "properties([databaseBackupReaders('drill')]); ";

        refused(shop, drill, "backupsOf: 'main'", "There is no job main whose backups drill may restore");
        shop.run(main, Result.SUCCESS, allowed);
        refused(shop, drill, "backupsOf: 'main'", "There is no archived backup of the environment production in main");
        shop.run(nightly, Result.SUCCESS, allowed + "backupDatabase(" + AT + ")");
        WorkflowRun newest = shop.run(main, Result.SUCCESS, "migrateDatabase(" + AT + ")");
        shop.run(main, Result.SUCCESS, "echo 'a build without a backup'");
        shop.damage(drill);

        WorkflowRun proven =
                shop.run(drill, Result.SUCCESS, PROVE.formatted("backupsOf: 'main, nightly', maxAge: '1d'"));
        String id = ArchivedBackups.in(newest).get(0).getId();
        jenkins.assertLogContains("Fetching backup " + id, proven);
        jenkins.assertLogContains("said: " + id + " restore", proven);
        assertThat(proven.getDescription()).isEqualTo("production: backup proven");
        assertThat(shop.orders()).isEqualTo(BackupShop.DAMAGED);
        assertThat(jenkins.jenkins.getRootPath().list("workspace/**/unpacked/**", null))
                .isEmpty();
        assertThat(shop.leaks()).isEmpty();

        refused(shop, drill, "backupsOf: 'main', maxAge: '1s'", "is older than maxAge allows");
        refused(shop, drill, "backupsOf: 'main', maxAge: 'soon'", "maxAge: expected a time such as 30m");
        Path data = BackupShop.artifact(newest, "backup.zip.age");
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length / 2] ^= 1;
        Files.write(data, bytes);
        refused(shop, drill, "backupsOf: 'main, nightly'", "its SHA-256 is another");
        Files.delete(data);
        refused(shop, drill, "backupsOf: 'main, nightly'", "is no longer among its artifacts");
    }

    private static void refused(BackupShop shop, WorkflowJob job, String arguments, String why) throws Exception {
        WorkflowRun build = shop.run(job, Result.FAILURE, PROVE.formatted(arguments));
        assertThat(build.getLog(1000)).anyMatch(line -> line.contains(why) && line.contains("Nothing was run."));
    }
}

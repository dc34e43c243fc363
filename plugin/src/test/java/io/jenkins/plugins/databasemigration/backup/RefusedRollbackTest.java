package io.jenkins.plugins.databasemigration.backup;

import static io.jenkins.plugins.databasemigration.backup.BackupShop.AT;
import static io.jenkins.plugins.databasemigration.backup.BackupShop.DAMAGED;
import static io.jenkins.plugins.databasemigration.backup.BackupShop.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.databasemigration.Permissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What must not be restored is not: one clear line, nothing run, the database as it was. */
@WithJenkins
class RefusedRollbackTest {
    @TempDir
    Path folder;

    private JenkinsRule jenkins;
    private BackupShop shop;
    private WorkflowJob job;

    @BeforeEach
    void backUpAndDamage(JenkinsRule rule) throws Exception {
        jenkins = rule;
        shop = BackupShop.inFile(jenkins, folder);
        job = shop.job("shop");
    }

    @Test
    void anotherKeyOrNone() throws Exception {
        Path identity = folder.resolve("identity");
        String recipient = AgeIdentity.create(identity);
        Path other = folder.resolve("other");
        AgeIdentity.create(other);
        BackupShop.secret("passphrase", "the right passphrase");
        BackupShop.secret("wrong", "another passphrase");
        BackupShop.secret("other", Files.readString(other));
        WorkflowRun byPassphrase =
                shop.run(job, Result.SUCCESS, "backupDatabase backupKeyCredentialsId: 'passphrase', " + AT);
        WorkflowRun byRecipient =
                shop.run(job, Result.SUCCESS, "backupDatabase backupRecipient: '" + recipient + "', " + AT);
        shop.damage(job);

        String closed = "The key does not open the packed backup.";
        refused(closed, byPassphrase.getNumber(), "backupKeyCredentialsId: 'wrong'");
        refused(closed, byRecipient.getNumber(), "backupKeyCredentialsId: 'other'");
        refused("is encrypted for a recipient", byRecipient.getNumber(), "jdk: ''");
        refused(
                "There is no secret text with the id nobody",
                byPassphrase.getNumber(),
                "backupKeyCredentialsId: 'nobody'");
        WorkflowRun both = shop.run(
                job,
                Result.FAILURE,
                "backupDatabase backupRecipient: '" + recipient + "', backupKeyCredentialsId: 'wrong', " + AT);
        jenkins.assertLogContains("not with both. Nothing was run.", both);
    }

    @Test
    void whatIsGoneChangedOrCutOff() throws Exception {
        WorkflowRun first = shop.run(job, Result.SUCCESS, "backupDatabase " + AT);
        shop.damage(job);
        Path data = BackupShop.artifact(first, "backup.zip.age");
        byte[] good = Files.readAllBytes(data);

        Files.write(data, Arrays.copyOf(good, good.length - 100));
        refused("backup.zip.age of backup", 1, "jdk: ''");
        byte[] changed = good.clone();
        changed[good.length / 2] ^= 1;
        Files.write(data, changed);
        refused("its SHA-256 is another. Nothing was run.", 1, "jdk: ''");
        Files.delete(data);
        refused("is no longer among its artifacts.", 1, "jdk: ''");

        refused("shop has no build 99", 99, "jdk: ''");
        int without = job.getLastBuild().getNumber();
        refused("has archived no backup of the environment production", without, "jdk: ''");
        for (String unclear :
                new String[] {"toBackupOf: '../1'", "toBackupOf: 'shop'", "toBackupOf: '20261122-193342-ab12cd'"}) {
            WorkflowRun build = shop.run(job, Result.FAILURE, "rollbackDatabase " + unclear + ", " + AT);
            jenkins.assertLogContains("Nothing was run.", build);
        }
        for (String neither : new String[] {AT, "toBackupOf: 1, toVersion: '1', " + AT}) {
            WorkflowRun build = shop.run(job, Result.FAILURE, "rollbackDatabase " + neither);
            jenkins.assertLogContains("Name either toBackupOf or toVersion.", build);
        }

        Files.write(data, good);
        shop.run(job, Result.SUCCESS, "rollbackDatabase toBackupOf: 1, " + AT);
        assertThat(shop.orders()).isEqualTo(WHOLE);
    }

    @Test
    void severalBackupsUntilOneIsNamed() throws Exception {
        WorkflowRun two = shop.run(job, Result.SUCCESS, "backupDatabase " + AT + "; backupDatabase " + AT);
        shop.damage(job);
        String run = ArchivedBackups.in(two).get(1).getRun();

        refused("has archived several backups of the environment production. Name the run of one", 1, "jdk: ''");
        shop.run(job, Result.SUCCESS, "rollbackDatabase toBackupOf: '" + run + "', " + AT);

        assertThat(shop.orders()).isEqualTo(WHOLE);
    }

    @Test
    void theBackupOfAnotherJobUnlessItAllowsThat() throws Exception {
        shop.run(job, Result.SUCCESS, "backupDatabase " + AT);
        shop.damage(job);
        WorkflowJob other = shop.job("rollback-shop");
        String rollback = "rollbackDatabase toBackupOf: 'shop#1', " + AT;

        WorkflowRun foreign = shop.run(other, Result.FAILURE, rollback);
        jenkins.assertLogContains("There is no job shop whose backups rollback-shop may restore.", foreign);
        WorkflowRun unknown = shop.run(other, Result.FAILURE, "rollbackDatabase toBackupOf: 'nothing#1', " + AT);
        jenkins.assertLogContains("There is no job nothing whose backups rollback-shop may restore.", unknown);
        job.addProperty(new BackupReaders("rollback, rollback-*, rollback-shop-2"));
        shop.run(other, Result.FAILURE, rollback);
        assertThat(shop.orders()).isEqualTo(DAMAGED);

        job.removeProperty(BackupReaders.class);
        job.addProperty(new BackupReaders("elsewhere\n rollback-shop"));
        shop.run(other, Result.SUCCESS, rollback);
        assertThat(shop.orders()).isEqualTo(WHOLE);
    }

    @Test
    void aPersonWithoutThePermission() throws Exception {
        shop.run(job, Result.SUCCESS, "backupDatabase " + AT);
        shop.damage(job);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CONFIGURE)
                .everywhere()
                .to("developer", "dba")
                .grant(Permissions.ROLLBACK)
                .everywhere()
                .to("dba"));
        shop.define(job, "rollbackDatabase toBackupOf: 1, " + AT);

        WorkflowRun developer = startedBy("developer", Result.FAILURE);
        jenkins.assertLogContains("developer started this and may not put databases of shop back.", developer);
        WorkflowRun anonymous = started(Result.FAILURE, new Cause.UserIdCause(null));
        jenkins.assertLogContains("may not put databases of shop back. Nothing was run.", anonymous);
        WorkflowRun through = started(Result.FAILURE, new Cause.UpstreamCause(developer));
        jenkins.assertLogContains("may not put databases of shop back. Nothing was run.", through);
        assertThat(shop.orders()).isEqualTo(DAMAGED);

        startedBy("dba", Result.SUCCESS);
        assertThat(shop.orders()).isEqualTo(WHOLE);
        startedBy("admin", Result.SUCCESS);
        started(Result.SUCCESS, new hudson.triggers.TimerTrigger.TimerTriggerCause());
    }

    private WorkflowRun startedBy(String user, Result expected) throws Exception {
        return started(expected, new Cause.UserIdCause(User.getById(user, true).getId()));
    }

    private WorkflowRun started(Result expected, Cause cause) throws Exception {
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0, new CauseAction(cause)));
    }

    private void refused(String why, int build, String more) throws Exception {
        String before = shop.orders();
        WorkflowRun refused =
                shop.run(job, Result.FAILURE, "rollbackDatabase toBackupOf: " + build + ", " + more + ", " + AT);
        jenkins.assertLogContains(why, refused);
        assertThat(refused.getLog(1000)).noneMatch(line -> line.startsWith("\tat "));
        assertThat(shop.orders()).isEqualTo(before);
        assertThat(jenkins.jenkins.getRootPath().list("workspace/*@tmp/database-migration-*"))
                .isEmpty();
    }
}

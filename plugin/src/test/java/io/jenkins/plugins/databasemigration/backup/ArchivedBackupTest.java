package io.jenkins.plugins.databasemigration.backup;

import static io.jenkins.plugins.databasemigration.backup.BackupShop.AT;
import static io.jenkins.plugins.databasemigration.backup.BackupShop.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import hudson.tasks.Fingerprinter;
import hudson.util.Secret;
import io.github.databasemigration.testkit.Canary;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Backup, damage, rollback by a later build that has nothing but the archived backup. */
@WithJenkins
class ArchivedBackupTest {
    @TempDir
    Path folder;

    @Test
    void aLaterBuildBringsPostgresBackAndNothingIsToldOnTheWay(JenkinsRule jenkins) throws Exception {
        BackupShop shop = BackupShop.onPostgres(jenkins);
        WorkflowJob job = shop.job("shop");

        WorkflowRun first = shop.run(
                job,
                Result.SUCCESS,
                "def b = backupDatabase(" + AT + ");"
                        + " echo \"${b.environment} ${b.id} ${b.size > 0} ${b.verification} ${b.archived} ${b.version}\"");
        ArchivedBackup backup = ArchivedBackups.in(first).get(0);
        jenkins.assertLogContains("production " + backup.getId() + " true readable true null", first);
        jenkins.assertLogContains("Archived backup " + backup.getId() + ", " + backup.getSizeString(), first);
        byte[] data = Files.readAllBytes(BackupShop.artifact(first, "backup.zip.age"));
        assertThat(new String(data, 0, 21, StandardCharsets.US_ASCII)).isEqualTo("age-encryption.org/v1");
        assertThat(backup.getSize()).isEqualTo(data.length + Files.size(BackupShop.artifact(first, "manifest.json")));
        assertThat(first.getAction(Fingerprinter.FingerprintAction.class).getFingerprints())
                .containsKeys(backup.path() + "/backup.zip.age", backup.path() + "/manifest.json");
        assertThat(first.isKeepLog()).isFalse();
        assertThat(shop.backups(job).list("production/*/manifest.json", null)).hasSize(1);

        shop.damage(job);
        WorkflowRun second =
                shop.run(job, Result.SUCCESS, "echo \"back: ${rollbackDatabase(toBackupOf: 1, " + AT + ").status}\"");

        jenkins.assertLogContains("Fetching backup " + backup.getId(), second);
        jenkins.assertLogContains("back: done", second);
        assertThat(shop.orders()).isEqualTo(WHOLE);
        assertThat(shop.leaks()).isEmpty();
        String key = Secret.toString(backup.key());
        try (var files = Files.walk(jenkins.jenkins.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(key);
            }
        }
        assertThat(jenkins.jenkins.getRootPath().list("workspace/*@tmp/database-migration-*"))
                .isEmpty();
        assertThat(jenkins.jenkins.getRootPath().list("workspace/**/unpacked/**", null))
                .isEmpty();
    }

    @Test
    void everyKindOfKeyWorks(JenkinsRule jenkins) throws Exception {
        BackupShop shop = BackupShop.inFile(jenkins, folder);
        Path identity = folder.resolve("identity");
        String recipient = AgeIdentity.create(identity);
        BackupShop.secret("identity", Files.readString(identity));
        BackupShop.secret("passphrase", Canary.PASSWORD);
        BackupShop.secret("recipient", recipient);
        WorkflowJob job = shop.job("shop");
        String byRecipient = "backupRecipient: '" + recipient + "'";
        int build = 0;
        for (List<String> keys : List.of(
                List.of("", ""),
                List.of("backupKeyCredentialsId: 'passphrase'", ""),
                List.of("backupKeyCredentialsId: 'identity'", ""),
                List.of("backupKeyCredentialsId: 'recipient'", "backupKeyCredentialsId: 'identity'"),
                List.of(byRecipient, "backupKeyCredentialsId: 'identity'"))) {
            shop.run(job, Result.SUCCESS, "backupDatabase(" + with(keys.get(0)) + ")");
            build++;
            shop.damage(job);
            assertThat(shop.orders()).isEqualTo(BackupShop.DAMAGED);

            shop.run(job, Result.SUCCESS, "rollbackDatabase(toBackupOf: '" + build + "', " + with(keys.get(1)) + ")");
            build++;
            assertThat(shop.orders()).as(keys.toString()).isEqualTo(WHOLE);
        }
        assertThat(shop.leaks()).isEmpty();
    }

    @Test
    void theBackupOfAMigrationIsFoundByEveryNameOfItsBuild(JenkinsRule jenkins) throws Exception {
        BackupShop shop = BackupShop.inFile(jenkins, folder);
        WorkflowJob job = shop.job("shop");
        WorkflowRun migrated = shop.run(job, Result.SUCCESS, "migrateDatabase keep: true, " + AT);
        assertThat(migrated.isKeepLog()).isTrue();
        ArchivedBackup before = ArchivedBackups.in(migrated).get(0);
        assertThat(before.getVersion()).isNull();

        WorkflowRun byRun =
                shop.run(job, Result.SUCCESS, "rollbackDatabase toBackupOf: '" + before.getRun() + "', " + AT);
        jenkins.assertLogContains("Fetching backup " + before.getId(), byRun);

        shop.run(job, Result.SUCCESS, """
                def result = migrateDatabase(%1$s)
                rollbackDatabase(toBackupOf: result, %1$s)
                rollbackDatabase(toBackupOf: currentBuild, %1$s)
                rollbackDatabase(toBackupOf: currentBuild.number, %1$s)
                rollbackDatabase(toBackupOf: currentBuild.previousBuild.previousBuild, %1$s)
                """.formatted(AT));
        assertThat(shop.orders()).isEqualTo(WHOLE);

        WorkflowRun declarative = shop.runScript(job, Result.SUCCESS, """
                pipeline {
                  agent any
                  stages {
                    stage('Database') {
                      steps {
                        backupDatabase environment: 'production', credentialsId: 'shop', verification: 'restore'
                        rollbackDatabase toBackupOf: env.BUILD_NUMBER, environment: 'production', credentialsId: 'shop'
                      }
                    }
                  }
                }
                """);
        assertThat(ArchivedBackups.in(declarative).get(0).getVerification()).isEqualTo("restore");
    }

    @Test
    void nothingIsArchivedWhereNothingIsAskedFor(JenkinsRule jenkins) throws Exception {
        BackupShop shop = BackupShop.inFile(jenkins, folder);
        WorkflowJob job = shop.job("shop");

        WorkflowRun none = shop.run(
                job,
                Result.SUCCESS,
                "echo \"archived: ${backupDatabase(archiveBackup: false, " + AT + ").archived}\";"
                        + " migrateDatabase backup: 'none', " + AT);

        jenkins.assertLogContains("archived: false", none);
        assertThat(ArchivedBackups.in(none)).isEmpty();
        assertThat(Files.readString(none.getRootDir().toPath().resolve("build.xml")))
                .doesNotContain("<keys>");
        assertThat(none.getArtifacts()).extracting(Object::toString).noneMatch(path -> path.contains("backup.zip"));
    }

    @Test
    void aVersionIsGoneDownToAfterABackup(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        new FilePath(new File("../examples/alembic-shop")).copyRecursiveTo(workspace);
        // They check the newest version.
        workspace.child("verify").deleteRecursive();
        workspace
                .child("database-migration.yml")
                .write("alembic: {ini: alembic.ini}\nenvironments: {local: {url: 'jdbc:sqlite:shop.db'}}\n", "UTF-8");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  migrateDatabase()
                  def down = rollbackDatabase(toVersion: '8a20')
                  echo "down to ${down.toVersion}"
                  rollbackDatabase(toBackupOf: down)
                  echo "planned ${planDatabaseMigration().pending}"
                }
                """, true));
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("down to 8a20", build);
        jenkins.assertLogContains("planned []", build);
        assertThat(ArchivedBackups.in(build))
                .extracting(ArchivedBackup::getVersion)
                .containsExactly(null, "d95e");
    }

    private static String with(String more) {
        return more.isEmpty() ? AT : AT + ", " + more;
    }
}

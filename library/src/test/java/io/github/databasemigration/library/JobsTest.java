package io.github.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** databaseRollbackPipeline and backupDrillPipeline: whole jobs. */
class JobsTest {
    private final Steps steps = new Steps();
    private final Pipeline pipeline = new Pipeline(steps);

    @Test
    void aRollbackIsApprovedDoneAndVerified() throws Throwable {
        pipeline.parameter("TO_BACKUP_OF", "shop/main#12").run("""
                databaseRollbackPipeline(environment: 'production', approvers: 'dba', timeout: '1h', agent: 'near-db') {
                    verify { environment -> sh "verify $environment" }
                    notifications { echo "$it.what: $it.text" }
                }
                """);
        assertThat(steps.only("stage", "node", "input", "rollbackDatabase", "sh", "echo"))
                .containsExactly(
                        "stage Approve production",
                        "input message: Put production back, [toBackupOf:shop/main#12], at once? What was written since is lost.,"
                                + " ok: Roll back, submitter: dba",
                        "stage Roll back production",
                        "node near-db",
                        "rollbackDatabase environment: production, toBackupOf: shop/main#12, timeout: 1h",
                        "echo Now at version 7",
                        "stage Verify production",
                        "node near-db",
                        "sh verify production",
                        "echo rolledBack: now at version 7");
    }

    @Test
    void aTimerAsksNobodyWhereThatIsSaidAndAParameterWins() throws Throwable {
        pipeline.parameter("TO_VERSION", "5")
                .run("databaseRollbackPipeline(cron: 'H 3 * * *', approval: false, toVersion: '4')");
        assertThat(steps.calls("properties").get(0).argument().toString()).contains("TO_BACKUP_OF", "cron H 3 * * *");
        assertThat(steps.only("rollbackDatabase")).containsExactly("rollbackDatabase toVersion: 5");
        assertThat(steps.stages()).containsExactly("Roll back");
    }

    @Test
    void anArmedRollbackAsksNobodyAndKeepsItsConditions() throws Throwable {
        pipeline.armed()
                .parameter("TO_BACKUP_OF", "/shop/main#12:run")
                .parameter("ENVIRONMENT", "production")
                .parameter("EXPECT_VERSION", "7")
                .parameter("MAX_LOST_ROWS", "0")
                .run("databaseRollbackPipeline(approvers: 'dba')");
        assertThat(steps.calls("input")).isEmpty();
        assertThat(steps.only("rollbackDatabase"))
                .containsExactly("rollbackDatabase environment: production, toBackupOf: /shop/main#12:run,"
                        + " expectVersion: 7, maxLostRows: 0");
        assertThatThrownBy(() -> pipeline.run("databaseRollbackPipeline(environment: 'staging')"))
                .hasMessageContaining("this job puts staging back, not production. Nothing was run.");
    }

    @Test
    void nothingRunsWithoutADestinationOrWithTwo() {
        assertThatThrownBy(() -> pipeline.run("databaseRollbackPipeline()"))
                .hasMessageContaining("give either TO_BACKUP_OF or TO_VERSION. Nothing was run.");
        assertThatThrownBy(() -> pipeline.run("databaseRollbackPipeline(toBackupOf: '3', toVersion: '4')"))
                .hasMessageContaining("give either");
        assertThat(steps.stages()).isEmpty();
    }

    @Test
    void aDrillRestoresTheNewestBackupThatJobsHaveArchived() throws Throwable {
        pipeline.run("""
                backupDrillPipeline(
                        environment: 'production', backupsOf: ['shop/main', 'shop/nightly'], maxAge: '2d',
                        backupKeyCredentialsId: 'safe', cron: 'H 3 * * *', agent: 'near-db', folder: 'shop') {
                    notifications { echo "$it.what: $it.text" }
                }
                """);
        assertThat(steps.only("properties", "stage", "node", "dir", "verifyDatabaseBackup", "backupDatabase", "echo"))
                .containsExactly(
                        "properties [pipelineTriggers [cron H 3 * * *]]",
                        "stage Restore the newest backup production",
                        "node near-db",
                        "dir shop",
                        "dir shop",
                        "verifyDatabaseBackup environment: production, backupsOf: shop/main,shop/nightly, maxAge: 2d,"
                                + " backupKeyCredentialsId: safe",
                        "echo succeeded: backup b1 was restored");
    }

    @Test
    void aWeekWithoutABackupIsTooLongUnlessSomebodySaysOtherwise() throws Throwable {
        pipeline.run("backupDrillPipeline(backupsOf: 'shop')");
        assertThat(steps.only("verifyDatabaseBackup"))
                .containsExactly("verifyDatabaseBackup backupsOf: shop, maxAge: 7d");
    }

    @Test
    void aDrillTakesABackupOfItsOwnOnlyWhereThatIsSaid() throws Throwable {
        pipeline.run("backupDrillPipeline(environment: 'production', fresh: true)");
        assertThat(steps.only("stage", "verifyDatabaseBackup", "backupDatabase"))
                .containsExactly(
                        "stage Back up and restore production",
                        "backupDatabase environment: production, verification: restore");
    }

    @Test
    void aDrillThatFailsIsTold() {
        steps.on("verifyDatabaseBackup", call -> {
            throw new Exception("there is none");
        });
        assertThatThrownBy(() -> pipeline.run(
                        "backupDrillPipeline(backupsOf: 'shop') { notifications { echo \"$it.what: $it.text\" } }"))
                .hasMessage("there is none");
        assertThat(steps.all()).endsWith("echo failed: there is none");
        assertThat(steps.calls("backupDatabase")).isEmpty();
    }
}

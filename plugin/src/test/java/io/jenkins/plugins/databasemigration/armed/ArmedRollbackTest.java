package io.jenkins.plugins.databasemigration.armed;

import static io.jenkins.plugins.databasemigration.armed.ArmedShop.MIGRATE;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Queue;
import hudson.model.Result;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.armed.Fate.State;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A rollback that is armed starts once at its time, or is disarmed, or refuses, and says which. */
@WithJenkins
class ArmedRollbackTest {
    private static final String LATER = "armDatabaseRollback within: '1h', job: 'rollback'\n";

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;
    private ArmedShop shop;

    @BeforeEach
    void makeShop(JenkinsRule rule) throws Exception {
        jenkins = rule;
        shop = new ArmedShop(jenkins, folder);
    }

    @Test
    void itPutsTheDatabaseBackAtItsTimeAndRefusesWhenANewerMigrationHasRun() throws Exception {
        WorkflowRun build = shop.run(Result.SUCCESS, MIGRATE + LATER.replace("1h", "1s"));
        assertThat(shop.migrated()).isEqualTo("1");
        ArmedRollback fired = ArmedShop.await(ArmedShop.of(build), State.FIRED);

        WorkflowRun back = jenkins.waitForCompletion(shop.rollback.getBuildByNumber(1));
        jenkins.assertBuildStatusSuccess(back);
        assertThat(fired.getFate().getBuild()).isEqualTo(1);
        assertThat(shop.migrated()).isEqualTo("0");
        jenkins.assertLogContains(
                "given: production 1 /shop#1:" + fired.getMigration().getRun(), back);
        jenkins.assertLogContains("Armed rollback of shop #1: nobody showed in time that all is well", back);
        jenkins.assertLogContains("from no version to version 1", build);

        ArmedRollback losing =
                ArmedShop.of(shop.run(Result.SUCCESS, MIGRATE + LATER.replace("\n", ", maxLostRows: 0\n")));
        shop.sql("INSERT INTO orders VALUES (1)");
        Trigger.fire(losing, null);
        Await.until("the second rollback has ended", () -> ended(2));
        jenkins.assertLogContains("1 rows are there that the backup does not have", shop.rollback.getBuildByNumber(2));
        assertThat(shop.migrated()).isEqualTo("1");

        shop.migration("V2__else.sql", "CREATE TABLE other (id INTEGER);\n");
        ArmedRollback armed = ArmedShop.of(shop.run(Result.SUCCESS, MIGRATE + LATER));
        shop.migration("V3__else.sql", "CREATE TABLE third (id INTEGER);\n");
        shop.run(Result.SUCCESS, MIGRATE);
        LogRecorder log = new LogRecorder().record(Trigger.class, Level.SEVERE).capture(1);
        Trigger.fire(armed, null);

        ArmedRollback refused = ArmedShop.await(armed, State.REFUSED);
        assertThat(refused.getFate().getWhy()).isEqualTo("shop #4 (migrate) has changed production since");
        assertThat(log.getMessages())
                .anyMatch(line -> line.contains("was NOT started: shop #4 (migrate) has changed production since"));
        assertThat(shop.rollback.getLastBuild().getNumber()).isEqualTo(2);
    }

    private boolean ended(int number) {
        WorkflowRun build = shop.rollback.getBuildByNumber(number);
        return build != null && !build.isBuilding();
    }

    @Test
    void evidenceOfHealthDisarmsAndItsAbsenceDoesNot() throws Exception {
        WorkflowRun build = shop.run(Result.FAILURE, MIGRATE + LATER + """
            disarmDatabaseRollback evidence: 'answers in 3 ms'
            disarmDatabaseRollback evidence: 'and again', environment: 'production'
            armDatabaseRollback within: '1h', job: 'rollback'
            error 'it is not well'
            disarmDatabaseRollback evidence: 'never seen'
            """);
        assertThat(ArmedRollbacks.get().of(build))
                .extracting(each -> each.getFate().getState() + " "
                        + each.getFate().getBy() + " " + each.getFate().getWhy())
                .containsExactlyInAnyOrder("DISARMED shop #1 answers in 3 ms", "ARMED null null");

        ArmedRollback armed = ArmedRollbacks.get().of(build).stream()
                .filter(each -> each.is(State.ARMED))
                .findFirst()
                .orElseThrow();
        shop.job.renameTo("store");
        armed = ArmedRollbacks.get().find(armed.getId());
        assertThat(armed.parameters())
                .containsEntry(
                        "TO_BACKUP_OF", "/store#1:" + armed.getMigration().getRun());
        jenkins.jenkins.doQuietDown();
        Trigger.fire(armed, null);
        List<Queue.Item> waiting = StartedBuild.waiting(ArmedRollbacks.get().find(armed.getId()));
        assertThat(waiting).hasSize(1);
        // Under the lock, for an item that moves on in the queue is another one.
        Queue queue = Queue.getInstance();
        assertThat(Queue.withLock(
                        () -> queue.cancel(queue.getItem(waiting.get(0).getId()))))
                .isTrue();
        assertThat(ArmedShop.await(armed, State.DISARMED).getFate().getWhy())
                .isEqualTo("its build was taken out of the queue");
        jenkins.jenkins.doCancelQuietDown();
        assertThat(shop.rollback.getLastBuild()).isNull();
    }

    @Test
    void whatWouldBeRefusedAtItsTimeIsNotArmed() throws Exception {
        refuses("this build has migrated no database", LATER);
        refuses("there is no job nothing", MIGRATE + LATER.replace("'rollback'", "'nothing'"));
        refuses("the migration of production had nothing to do", MIGRATE + LATER);
        shop.migration("V2__else.sql", "CREATE TABLE other (id INTEGER);\n");
        shop.rollback.makeDisabled(true);
        refuses("rollback cannot be built", MIGRATE + LATER);
        shop.rollback.makeDisabled(false);
        shop.migration("V3__else.sql", "CREATE TABLE third (id INTEGER);\n");
        refuses(
                "has no archived backup of the run",
                "node { migrateDatabase environment: 'production', archiveBackup: false }\n" + LATER);
        shop.migration("V4__else.sql", "CREATE TABLE fourth (id INTEGER);\n");
        shop.job.removeProperty(io.jenkins.plugins.databasemigration.backup.BackupReaders.class);
        refuses("rollback may not restore the backups of shop", MIGRATE + LATER);
        refuses("Which rows scripts lose is not known", LATER.strip() + ", byScripts: true, maxLostRows: 1\n");
        refuses("expected a time such as 30m", LATER.replace("1h", "soon"));
        refuses("This build has armed no rollback", "disarmDatabaseRollback evidence: 'none'");
        assertThat(ArmedRollbacks.get().all()).isEmpty();
    }

    private void refuses(String why, String script) throws Exception {
        jenkins.assertLogContains(why, shop.run(Result.FAILURE, script));
    }

    /** What a Jenkins that was killed leaves: the queue on its disk still has what is a build already. */
    @Test
    void aQueueThatIsOutOfDateStartsNoSecondBuild() throws Exception {
        ArmedRollback armed = ArmedShop.of(shop.run(Result.SUCCESS, MIGRATE + LATER));
        jenkins.jenkins.doQuietDown();
        Trigger.fire(armed, null);
        Queue.getInstance().save();
        jenkins.jenkins.doCancelQuietDown();
        ArmedShop.await(armed, State.FIRED);
        Queue.getInstance().load();
        assertThat(Queue.getInstance().getItems()).isNotEmpty();

        Await.until("the queue is empty", () -> Queue.getInstance().getItems().length == 0);
        jenkins.waitUntilNoActivity();
        assertThat(shop.rollback.getBuilds()).hasSize(1);
    }
}

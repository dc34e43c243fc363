package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Result;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.SecretScan;
import io.jenkins.plugins.databasemigration.HeldShop.Place;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins restarts while a run is in any of its places: the build goes on and reports the truth. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RestartTest {
    private static final String DONE = "status done, applied [" + ShopJob.SCRIPT + "], to 2";

    private final SecretScan scan = new SecretScan(Canary.PASSWORD);

    @RegisterExtension
    private static final BuildWatcherExtension BUILDS = new BuildWatcherExtension();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void theRunGoesOnWithoutJenkinsAndTheBuildReportsItsTruth() throws Throwable {
        List<HeldShop> held = new ArrayList<>();
        for (Place place : Place.values()) {
            held.add(HeldShop.at(place));
        }
        HeldShop ending = HeldShop.at(Place.MIGRATING);
        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(held.size() + 1);
            for (HeldShop shop : held) {
                shop.job().create(jenkins.jenkins).scheduleBuild2(0).waitForStart();
            }
            ending.job().create(jenkins.jenkins).scheduleBuild2(0).waitForStart();
            for (HeldShop shop : held) {
                shop.awaitHeld();
            }
            ending.awaitHeld();
            assertNoPassword();
        });
        assertThat(held).allMatch(HeldShop::held);
        ProcessHandle process = Processes.ofBuild(ending.name(), 1).orElseThrow();
        ending.release();
        Await.until("the run has ended without Jenkins", () -> !process.isAlive());
        sessions.then(jenkins -> {
            assertReported(jenkins, ending);
            for (HeldShop shop : held) {
                assertThat(build(shop).isBuilding()).isTrue();
                shop.release();
                assertReported(jenkins, shop);
            }
            assertNoPassword();
        });
    }

    @Test
    void aBuildThatHadNoRunYetStartsIt() throws Throwable {
        HeldJava java = new HeldJava();
        HeldShop shop = HeldShop.at(Place.MIGRATING);
        sessions.then(jenkins -> startWith(java, shop));
        java.release();
        sessions.then(jenkins -> {
            shop.awaitHeld();
            shop.release();
            assertReported(jenkins, shop);
        });
    }

    /** What a Jenkins leaves behind that dies in the moment in which it starts the process, before or after it has. */
    @Test
    void aBuildThatMayHaveARunSaysWhatBecameOfIt() throws Throwable {
        HeldJava java = new HeldJava();
        HeldShop shop = HeldShop.at(Place.MIGRATING);
        sessions.then(jenkins -> {
            startWith(java, shop);
            java.release();
            shop.awaitHeld();
            ExtensionList.lookupSingleton(ControllerEnd.class).onBeforeShutdown();
            DatabaseMigrationExecution step = (DatabaseMigrationExecution)
                    build(shop).getExecution().getCurrentExecutions(true).get().get(0);
            field("process").set(step, new RunProcess(step.runId(), jenkins.jenkins.getWorkspaceFor(job(shop))));
            step.getContext().saveState().get();
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(shop);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("It is not certain that run", build);
            DatabaseMigrationResult result =
                    build.getAction(DatabaseMigrationAction.class).getResults().get(0);
            assertThat(result.getStatus()).isEqualTo("CANCELLED_UNCHANGED");
            jenkins.assertLogContains(result.getState().get(0), build);
            assertThat(shop.held()).isFalse();
            assertThat(shop.migrated()).isFalse();
            shop.release();

            jenkins.assertLogContains(DONE, jenkins.buildAndAssertSuccess(job(shop)));
        });
    }

    private static Field field(String name) throws NoSuchFieldException {
        Field field = DatabaseMigrationExecution.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static void startWith(HeldJava java, HeldShop shop) throws Exception {
        java.install();
        shop.job()
                .with("jdk: '" + HeldJava.TOOL + "'")
                .create(Jenkins.get())
                .scheduleBuild2(0)
                .waitForStart();
        Await.until("Java is being started", java::asked);
    }

    private static void assertReported(JenkinsRule jenkins, HeldShop shop) throws Exception {
        WorkflowRun build = build(shop);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(DONE, build);
        assertThat(shop.migrated()).isTrue();
        assertThat(build.getAction(DatabaseMigrationAction.class).getResults())
                .extracting(DatabaseMigrationResult::getStatus)
                .containsExactly("done");
    }

    private static WorkflowJob job(HeldShop shop) {
        return Jenkins.get().getItemByFullName(shop.name(), WorkflowJob.class);
    }

    private static WorkflowRun build(HeldShop shop) {
        return job(shop).getBuildByNumber(1);
    }

    private void assertNoPassword() {
        assertThat(scan.below(Jenkins.get().getRootDir().toPath())).isEmpty();
        assertThat(scan.inProcessArguments()).isEmpty();
    }
}

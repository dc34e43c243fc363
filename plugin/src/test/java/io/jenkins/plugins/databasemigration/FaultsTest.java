package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import hudson.remoting.VirtualChannel;
import hudson.slaves.DumbSlave;
import hudson.slaves.RetentionStrategy;
import hudson.slaves.WorkspaceList;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.SecretScan;
import io.jenkins.plugins.databasemigration.HeldShop.Place;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Whatever goes wrong between a build and its database, wherever the run is: the build ends and tells the state of the
 * database as it is, the next one goes on from there, and nothing is left, above all no password. In each test one run is
 * held in every place at the same time.
 */
@WithJenkins
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsTest {
    private static final SecretScan SCAN = new SecretScan(Canary.PASSWORD);
    private static JenkinsRule jenkins;
    private static DumbSlave agent;

    private final List<Held> all = new ArrayList<>();

    /** A build that is held. */
    private record Held(HeldShop shop, WorkflowRun build) {
        ProcessHandle process() {
            return Processes.ofBuild(shop.name(), build.getNumber()).orElseThrow();
        }

        WorkflowJob job() {
            return build.getParent();
        }

        /** What a run leaves that nobody could look after. */
        FilePath folder() {
            String run = build.getAction(DatabaseMigrationAction.class)
                    .getResults()
                    .get(0)
                    .getRun();
            FilePath workspace = agent.getWorkspaceFor(job());
            return WorkspaceList.tempDir(workspace).child("database-migration-" + run);
        }
    }

    @BeforeAll
    static void startAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = newAgent("far");
    }

    private static DumbSlave newAgent(String name) throws Exception {
        File root = new File(jenkins.jenkins.getRootDir(), "agents/" + name);
        DumbSlave created = new DumbSlave(name, root.getPath(), jenkins.createComputerLauncher(null));
        created.setNumExecutors(Place.values().length);
        created.setRetentionStrategy(RetentionStrategy.NOOP);
        jenkins.jenkins.addNode(created);
        jenkins.waitOnline(created);
        return created;
    }

    @AfterAll
    static void forget() {
        jenkins = null;
        agent = null;
    }

    @BeforeEach
    void holdARunInEveryPlace() throws Exception {
        for (Place place : Place.values()) {
            HeldShop shop = HeldShop.at(place);
            WorkflowJob job = shop.job().create(agent);
            all.add(new Held(shop, job.scheduleBuild2(0).waitForStart()));
        }
        for (Held held : all) {
            held.shop.awaitHeld();
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (Held held : all) {
            held.shop.close();
            jenkins.waitForCompletion(held.build);
        }
        assertThat(SCAN.below(jenkins.jenkins.getRootDir().toPath())).isEmpty();
        try (var files = Files.walk(Path.of(agent.getRemoteFS()))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("database-migration-2")))
                    .isEmpty();
        }
    }

    @Test
    void aKilledProcessIsToldFromJournalAndDatabase() throws Exception {
        for (Held held : all) {
            Processes.kill(held.process());
            held.shop.release();
        }
        for (Held held : all) {
            DatabaseMigrationResult result = ended(held, Result.FAILURE);
            assertThat(result.getStatus())
                    .isEqualTo(held.shop.place() == Place.MIGRATING ? "CANCELLED_UNCHANGED" : "CANCELLED");
            assertThat(result.getFailure())
                    .contains("was killed " + held.shop.place().words());
            assertThat(String.join(" ", result.getState())).contains("no version");
            assertUnchangedAndToldInTheLog(held, result);
        }
        theNextBuildsComplete();
    }

    @Test
    void anAbortWaitsForTheStateOfTheDatabase() throws Exception {
        for (Held held : all) {
            held.build.doStop();
        }
        for (Held held : all) {
            DatabaseMigrationResult result = ended(held, Result.ABORTED);
            assertThat(result.getStatus())
                    .isEqualTo(held.shop.place() == Place.MIGRATING ? "CANCELLED_UNCHANGED" : "CANCELLED");
            assertUnchangedAndToldInTheLog(held, result);
            held.shop.release();
        }
        theNextBuildsComplete();
    }

    @Test
    void aSecondAbortKillsWhatDoesNotListen() throws Exception {
        for (Held held : all) {
            Processes.freeze(held.process());
            held.build.doStop();
            jenkins.waitForMessage("Asked run", held.build);
            held.shop.release();
            held.build.doStop();
        }
        for (Held held : all) {
            DatabaseMigrationResult result = ended(held, Result.ABORTED);
            assertThat(result.getFailure()).contains("was killed ");
            assertUnchangedAndToldInTheLog(held, result);
        }
        theNextBuildsComplete();
    }

    @Test
    void withoutItsConnectionARunGoesOnAndTheBuildWaitsForIt() throws Exception {
        agent.getChannel().close();
        goesOn();
    }

    @Test
    void withoutItsAgentARunGoesOnAndTheBuildWaitsForIt() throws Exception {
        VirtualChannel channel = agent.getChannel();
        Processes.kill(ProcessHandle.of(channel.call(new Pid())).orElseThrow());
        goesOn();
    }

    @Test
    void withoutItsNodeTheBuildSaysThatItDoesNotKnowWhatBecameOfTheRun() throws Exception {
        List<ProcessHandle> processes = all.stream().map(Held::process).toList();
        long patience = AgentAbsence.limitMillis;
        AgentAbsence.limitMillis = 2_000;
        try {
            jenkins.jenkins.removeNode(agent);
            for (Held held : all) {
                DatabaseMigrationResult result = ended(held, Result.FAILURE);
                assertThat(result.getStatus()).isEqualTo("STATE_UNKNOWN");
                assertThat(result.getFailure())
                        .startsWith("Agent far was removed, and run " + result.getRun() + " may be going on there")
                        .contains("What state the database is in is not known here. Ask the database");
                jenkins.assertLogContains(result.getFailure(), held.build);
            }
        } finally {
            AgentAbsence.limitMillis = patience;
        }
        for (Held held : all) {
            assertThat(held.shop.held()).isTrue();
            held.shop.release();
        }
        for (ProcessHandle process : processes) {
            Await.until("the run ends by itself", () -> !process.isAlive());
        }
        agent = newAgent("far");
        theNextBuildsSay("status done, applied [], to 2");
        for (Held held : all) {
            held.folder().deleteRecursive();
        }
    }

    /** One run ends while the agent is away, the others are still going on when it is back. */
    private void goesOn() throws Exception {
        Await.until("the agent is offline", () -> agent.toComputer().isOffline());
        for (Held held : all) {
            jenkins.waitForMessage("Agent far cannot be reached. Run ", held.build);
            assertThat(held.build.isBuilding()).isTrue();
        }
        Held first = all.get(all.size() - 1);
        ProcessHandle process = first.process();
        first.shop.release();
        Await.until("the run ends by itself", () -> !process.isAlive());
        jenkins.waitOnline(agent);
        for (Held held : all) {
            held.shop.release();
            DatabaseMigrationResult result = ended(held, Result.SUCCESS);
            assertThat(result.getApplied()).containsExactly(ShopJob.SCRIPT);
            assertThat(held.shop.migrated()).isTrue();
            jenkins.assertLogContains("Agent far is back", held.build);
            jenkins.assertLogContains("status done, applied [" + ShopJob.SCRIPT + "], to 2", held.build);
        }
    }

    private DatabaseMigrationResult ended(Held held, Result expected) throws Exception {
        jenkins.assertBuildStatus(expected, jenkins.waitForCompletion(held.build));
        var results = held.build.getAction(DatabaseMigrationAction.class).getResults();
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static void assertUnchangedAndToldInTheLog(Held held, DatabaseMigrationResult result) throws Exception {
        assertThat(held.shop.migrated()).isFalse();
        assertThat(result.getApplied()).isEmpty();
        assertThat(result.getState()).isNotEmpty();
        for (String sentence : result.getState()) {
            jenkins.assertLogContains(sentence, held.build);
        }
        jenkins.assertLogContains(result.getFailure(), held.build);
        assertThat(held.build.getArtifacts())
                .extracting(Object::toString)
                .anyMatch(path -> path.endsWith("report.json"));
    }

    private void theNextBuildsComplete() throws Exception {
        theNextBuildsSay("status done, applied [" + ShopJob.SCRIPT + "], to 2");
    }

    private void theNextBuildsSay(String end) throws Exception {
        List<WorkflowRun> builds = new ArrayList<>();
        for (Held held : all) {
            builds.add(held.job().scheduleBuild2(0).waitForStart());
        }
        for (WorkflowRun build : builds) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains(end, build);
        }
        assertThat(all).allMatch(held -> held.shop.migrated());
    }

    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }
}

package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.SecretScan;
import io.jenkins.plugins.databasemigration.HeldShop.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.security.ClassFilterImpl;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The process of a Jenkins is killed while a run is in any of its places, on an agent that is a process of its own: the
 * next Jenkins on the same home goes on with the builds, and they report the truth.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledJenkinsTest {
    private static final String DONE = "status done, applied [" + ShopJob.SCRIPT + "], to 2";

    private final SecretScan scan = new SecretScan(Canary.PASSWORD);

    @RegisterExtension
    private final RealJenkinsExtension jenkins = FarAgent.patientJenkins();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    private final List<HeldShop> held = new ArrayList<>();
    private HeldShop ending;

    @BeforeEach
    void holdARunInEveryPlace() throws SQLException {
        for (Place place : Place.values()) {
            held.add(HeldShop.at(place));
        }
        ending = HeldShop.at(Place.MIGRATING);
    }

    @Test
    void theNextJenkinsGoesOnWithTheBuildsAndTheyReportTheTruth() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name(FarAgent.NAME)
                        .webSocket()
                        .build());
        jenkins.runRemotely(KilledJenkinsTest::start, all().map(HeldShop::job).toArray(ShopJob[]::new));
        for (HeldShop shop : all().toList()) {
            shop.awaitHeld();
            Await.until("Jenkins has noted that there is a process", () -> noted(shop));
        }
        long controller = jenkins.runRemotely(rule -> ProcessHandle.current().pid());
        long agent = jenkins.runRemotely(KilledJenkinsTest::agentPid);
        List<ProcessHandle> runs = all().map(KilledJenkinsTest::process).toList();
        Set<Long> processes =
                new HashSet<>(runs.stream().map(ProcessHandle::pid).toList());
        processes.addAll(List.of(ProcessHandle.current().pid(), controller, agent));
        assertThat(processes).hasSize(runs.size() + 3);
        assertNoPassword();
        assertThat(jenkins.runRemotely(KilledJenkinsTest::refusedClasses)).isEmpty();

        jenkins.stopJenkinsForcibly();
        Await.until("Jenkins is dead", () -> ProcessHandle.of(controller)
                .filter(ProcessHandle::isAlive)
                .isEmpty());
        assertThat(held).allMatch(HeldShop::held);
        ProcessHandle last = process(ending);
        ending.release();
        Await.until("a run has ended without Jenkins", () -> !last.isAlive());
        assertThat(ending.migrated()).isTrue();

        jenkins.startJenkins();
        jenkins.runRemotely(KilledJenkinsTest::reports, ending.name());
        for (HeldShop shop : held) {
            assertThat(shop.migrated()).isFalse();
            jenkins.runRemotely(KilledJenkinsTest::goesOn, shop.name());
            shop.release();
            jenkins.runRemotely(KilledJenkinsTest::reports, shop.name());
            assertThat(shop.migrated()).isTrue();
        }
        assertThat(jenkins.runRemotely(KilledJenkinsTest::agentPid)).isEqualTo(agent);
        assertNoPassword();
        assertThat(jenkins.runRemotely(KilledJenkinsTest::refusedClasses)).isEmpty();
        assertThat(jenkins.runRemotely(KilledJenkinsTest::refusedClassesAfterOneThatIs))
                .hasSize(1);
    }

    private Stream<HeldShop> all() {
        return Stream.concat(held.stream(), Stream.of(ending));
    }

    private static ProcessHandle process(HeldShop shop) {
        return Processes.ofBuild(shop.name(), 1).orElseThrow();
    }

    /** Whether the state of the build on the disk says how the process is found again. */
    private boolean noted(HeldShop shop) throws IOException {
        Path program = jenkins.getHome().toPath().resolve("jobs/" + shop.name() + "/builds/1/program.dat");
        return Files.exists(program)
                && Files.readString(program, StandardCharsets.ISO_8859_1).contains("ShellController");
    }

    private void assertNoPassword() {
        assertThat(scan.below(jenkins.getHome().toPath())).isEmpty();
        assertThat(scan.inProcessArguments()).isEmpty();
    }

    // From here on in the other Jenkins.

    private static void start(JenkinsRule rule, ShopJob[] shops) throws Exception {
        Slave agent = (Slave) rule.jenkins.getNode(FarAgent.NAME);
        agent.setNumExecutors(shops.length);
        rule.jenkins.setNodes(rule.jenkins.getNodes());
        for (ShopJob shop : shops) {
            shop.create(agent).scheduleBuild2(0).waitForStart();
        }
    }

    private static long agentPid(JenkinsRule rule) throws Exception {
        return rule.jenkins.getNode(FarAgent.NAME).getChannel().call(new Pid());
    }

    private static WorkflowRun build(JenkinsRule rule, String name) {
        return rule.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    private static void goesOn(JenkinsRule rule, String name) throws Exception {
        Await.until(
                "the agent is back",
                () -> rule.jenkins.getNode(FarAgent.NAME).toComputer().isOnline());
        WorkflowRun build = build(rule, name);
        assertThat(build.isBuilding()).as(JenkinsRule.getLog(build)).isTrue();
    }

    private static void reports(JenkinsRule rule, String name) throws Exception {
        WorkflowRun build = build(rule, name);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build));
        rule.assertLogContains(DONE, build);
        assertThat(build.getAction(DatabaseMigrationAction.class).getResults())
                .extracting(DatabaseMigrationResult::getStatus)
                .containsExactly("done");
    }

    /** What the class filter of JEP-200 complained about. */
    private static String[] refusedClasses(JenkinsRule rule) {
        return Jenkins.logRecords.stream()
                .filter(record -> ClassFilterImpl.class.getName().equals(record.getLoggerName()))
                .map(LogRecord::getMessage)
                .toArray(String[]::new);
    }

    private static String[] refusedClassesAfterOneThatIs(JenkinsRule rule) {
        assertThat(hudson.remoting.ClassFilter.DEFAULT.isBlacklisted(java.net.Socket.class))
                .isTrue();
        return refusedClasses(rule);
    }

    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }
}

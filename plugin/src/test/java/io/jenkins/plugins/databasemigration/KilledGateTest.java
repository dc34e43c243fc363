package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Actionable;
import hudson.model.Saveable;
import hudson.model.Slave;
import hudson.model.listeners.SaveableListener;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.databasemigration.approval.Approval;
import io.jenkins.plugins.databasemigration.approval.ApprovalAction;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The process of the agent is killed while gates wait, and then the process of Jenkins: at the very moment when one of the
 * gates has got its approval and nobody was told of it yet. In the next Jenkins that one goes on by itself, the others still
 * wait, only for whom they waited, and each runs what was approved, once.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledGateTest {

    /** A gate between two nodes, and one in a step that keeps its node meanwhile. */
    private static final Map<String, String> PIPELINES = Map.of("between", """
                    def plan
                    node('far') { plan = planDatabaseMigration environment: 'production' }
                    approveDatabaseMigration plan: plan, approvers: 'alice'
                    node('far') { migrateDatabase environment: 'production', plan: plan }
                    """, "inside", """
                    node('far') { migrateDatabase environment: 'production', approval: [approvers: 'alice'] }
                    """);

    @RegisterExtension
    private final RealJenkinsExtension jenkins = FarAgent.patientJenkins();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    private final TappedShop between = new TappedShop();
    private final TappedShop inside = new TappedShop();
    private final TappedShop approved = new TappedShop();

    private Stream<TappedShop> all() {
        return Stream.of(between, inside, approved);
    }

    @AfterEach
    void close() {
        all().forEach(TappedShop::close);
    }

    @Test
    void whatWasApprovedRunsOnceAndTheOthersStillWait() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(jenkins, FarAgent.OPTIONS);
        jenkins.runRemotely(KilledGateTest::prepare, (int) all().count());
        jenkins.runRemotely(KilledGateTest::start, between.job(), "between");
        jenkins.runRemotely(KilledGateTest::start, inside.job(), "inside");
        jenkins.runRemotely(KilledGateTest::start, approved.job(), "between");

        Processes.kill(
                ProcessHandle.of(jenkins.runRemotely(KilledGateTest::agentPid)).orElseThrow());
        agents.start(jenkins, FarAgent.OPTIONS);
        jenkins.runRemotely(KilledGateTest::agentPid);
        for (TappedShop shop : all().toList()) {
            jenkins.runRemotely(KilledGateTest::waits, shop.name());
        }

        long controller = jenkins.runRemotely(rule -> ProcessHandle.current().pid());
        String digest = digest(approved);
        String path = path(approved);
        jenkins.runRemotely(KilledGateTest::endWhenApproved, approved.name());
        Person lastOne = person("alice");
        assertThatThrownBy(() -> lastOne.approve(path, digest)).isInstanceOf(IOException.class);
        Await.until("Jenkins is dead", () -> ProcessHandle.of(controller)
                .filter(ProcessHandle::isAlive)
                .isEmpty());
        jenkins.stopJenkinsForcibly();
        assertThat(all().map(TappedShop::applied)).containsOnly(0);

        jenkins.startJenkins();
        Person alice = person("alice");
        assertRan(approved, digest);
        assertThat(alice.approve(path, digest)).isEqualTo(409);
        for (TappedShop shop : List.of(between, inside)) {
            jenkins.runRemotely(KilledGateTest::waits, shop.name());
            assertThat(shop.applied()).isZero();
            assertThat(alice.page(allOf(path(shop)))).contains("waiting for a decision");
            assertThat(person("bob").approve(path(shop), digest(shop))).isEqualTo(403);
            assertThat(alice.approve(path(shop), digest)).isEqualTo(409);
            assertThat(alice.approve(path(shop), digest(shop))).isEqualTo(200);
            assertRan(shop, digest(shop));
        }
        assertThat(jenkins.runRemotely(KilledGateTest::actionsNotLoaded)).isEmpty();
    }

    /** The digest of the plan for which a job's build waits. */
    private String digest(TappedShop shop) throws Throwable {
        return jenkins.runRemotely(KilledGateTest::gate, shop.name())[0];
    }

    private String path(TappedShop shop) throws Throwable {
        return jenkins.runRemotely(KilledGateTest::gate, shop.name())[1];
    }

    /** The page with all gates of a build, from that of one. */
    private static String allOf(String path) {
        return path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
    }

    private Person person(String name) throws IOException {
        return new Person(jenkins.getUrl(), name);
    }

    private void assertRan(TappedShop shop, String digest) throws Throwable {
        assertThat(jenkins.runRemotely(KilledGateTest::end, shop.name()))
                .containsExactly("SUCCESS", "APPROVED", "alice", digest, "3 applied", "asked 1");
        assertThat(shop.applied()).isEqualTo(3);
        shop.assertWhole();
    }

    // From here on in the other Jenkins.

    private static void prepare(JenkinsRule rule, Integer executors) throws Exception {
        ((Slave) rule.jenkins.getNode(FarAgent.NAME)).setNumExecutors(executors);
        rule.jenkins.setNodes(rule.jenkins.getNodes());
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        for (String name : List.of("alice", "bob")) {
            realm.createAccount(name, name);
        }
        rule.jenkins.setSecurityRealm(realm);
        // Jenkins' own: the next one reads it before it knows the classes of tests.
        rule.jenkins.setAuthorizationStrategy(new FullControlOnceLoggedInAuthorizationStrategy());
    }

    private static void start(JenkinsRule rule, ShopJob shop, String gate) throws Exception {
        WorkflowJob job = shop.create(rule.jenkins.getNode(FarAgent.NAME));
        job.setDefinition(new CpsFlowDefinition(PIPELINES.get(gate), true));
        rule.waitForMessage("Waiting for approval", job.scheduleBuild2(0).waitForStart());
    }

    private static long agentPid(JenkinsRule rule) throws Exception {
        Await.until(
                "the agent is there",
                () -> rule.jenkins.getNode(FarAgent.NAME).toComputer().isOnline());
        return rule.jenkins.getNode(FarAgent.NAME).getChannel().call(new Pid());
    }

    /** The plan's digest and the path of a build's gate. */
    private static String[] gate(JenkinsRule rule, String name) throws Exception {
        WorkflowRun build = build(rule, name);
        assertThat(ApprovalAction.approvals(build))
                .as(JenkinsRule.getLog(build))
                .hasSize(1);
        Approval approval = ApprovalAction.approvals(build).get(0);
        return new String[] {
            approval.getPlan().getDigest(), build.getUrl() + "database-approval/" + approval.getId() + "/"
        };
    }

    private static void waits(JenkinsRule rule, String name) throws Exception {
        WorkflowRun build = build(rule, name);
        assertThat(build.isBuilding()).as(JenkinsRule.getLog(build)).isTrue();
        assertThat(ApprovalAction.approvals(build))
                .singleElement()
                .satisfies(approval -> assertThat(approval.getState()).isEqualTo(Approval.State.WAITING));
    }

    /** Kills this Jenkins as soon as an approval of a build is on the disk. */
    private static void endWhenApproved(JenkinsRule rule, String name) {
        ExtensionList.lookup(SaveableListener.class).add(0, new End(build(rule, name)));
    }

    private static String[] end(JenkinsRule rule, String name) throws Exception {
        WorkflowRun build = rule.waitForCompletion(build(rule, name));
        Approval approval = ApprovalAction.approvals(build).get(0);
        List<DatabaseMigrationResult> results =
                build.getAction(DatabaseMigrationAction.class).getResults();
        DatabaseMigrationResult last = results.get(results.size() - 1);
        return new String[] {
            build.getResult().toString(),
            approval.getState().toString(),
            String.join(
                    ",",
                    approval.getDecisions().stream()
                            .map(decision -> decision.getApprover().getUserId())
                            .toList()),
            last.getDigest(),
            last.getApplied().size() + " applied",
            "asked "
                    + build.getLog(1000).stream()
                            .filter(line -> line.startsWith("Waiting for approval"))
                            .count(),
        };
    }

    /** What Jenkins complained of while it loaded the builds again. */
    private static String[] actionsNotLoaded(JenkinsRule rule) {
        return Jenkins.logRecords.stream()
                .filter(record -> Actionable.class.getName().equals(record.getLoggerName()))
                .map(record -> record.getMessage() + record.getThrown())
                .toArray(String[]::new);
    }

    private static WorkflowRun build(JenkinsRule rule, String name) {
        return rule.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    private static final class End extends SaveableListener {
        private final WorkflowRun build;

        End(WorkflowRun build) {
            this.build = build;
        }

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved == build && ApprovalAction.approvals(build).get(0).getState() == Approval.State.APPROVED) {
                Runtime.getRuntime().halt(137);
            }
        }
    }

    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }
}

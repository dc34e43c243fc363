package io.jenkins.plugins.databasemigration.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.User;
import hudson.scm.SCMDescriptor;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jenkins.model.Jenkins;
import org.assertj.core.api.SoftAssertions;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.FakeChangeLogSCM;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

/** Every cell of the table in docs/approval.md, asked of a real web server. */
@WithJenkins
class AuthorisationTest {
    private static final List<String> VERBS = List.of("", "approve", "reject");
    private static final String OTHER_DIGEST = "0".repeat(64);

    /** Many gates of one build, so that each cell has one that nobody decided about yet. */
    private static final String SCRIPT = """
            def plan
            node {
              checkout([$class: 'ChangesBy', author: 'author'])
              plan = planDatabaseMigration %s
            }
            def gates = [:]
            for (int i = 0; i < 40; i++) {
              gates["gate ${i}"] = {
                catchError(catchInterruptions: true) {
                  approveDatabaseMigration plan: plan, approvers: 'starter, upstream, author, alice, dba, admin, reader, here, there',
                    notStarter: true, notAuthors: true, notAdministrators: true
                }
              }
            }
            for (int i = 40; i < 42; i++) {
              gates["gate ${i}"] = { approveDatabaseMigration plan: plan, approvers: 'alice, dba', required: 2 }
            }
            parallel gates
            """.formatted(Shop.DATABASE);

    private final Map<String, Visitor> visitors = new HashMap<>();
    private final Deque<Approval> fresh = new ArrayDeque<>();
    private final Deque<Approval> forTwo = new ArrayDeque<>();
    private JenkinsRule jenkins;
    private WorkflowRun build;

    /** What a row of the table does, for one verb. */
    private interface Attempt {
        int status(String verb) throws Exception;
    }

    @Test
    void everyCellOfTheTableIsTrue(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Shop.people(jenkins);
        build = startedBy("starter");
        Await.until("42 gates are open", () -> gates() == 42 || !build.isBuilding());
        assertThat(gates()).as(JenkinsRule.getLog(build)).isEqualTo(42);
        for (Approval approval : ApprovalAction.approvals(build)) {
            boolean two = approval.getRequirements().get(0).getRule().getRequired() == 2;
            (two ? forTwo : fresh).add(approval);
        }
        Map<String, Attempt> attempts = attempts();
        Map<String, List<String>> table = table();
        assertThat(attempts.keySet()).containsExactlyElementsOf(table.keySet());

        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, List<String>> row : table.entrySet()) {
            for (String verb : VERBS) {
                softly.assertThat(String.valueOf(attempts.get(row.getKey()).status(verb)))
                        .as(row.getKey() + " | " + (verb.isEmpty() ? "see" : verb))
                        .isEqualTo(row.getValue().get(VERBS.indexOf(verb)));
            }
        }
        softly.assertAll();
    }

    private int gates() {
        return ApprovalAction.approvals(build).size();
    }

    private Map<String, Attempt> attempts() {
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        attempts.put("the starter of the build", by("starter"));
        attempts.put("the starter of the build that started it", by("upstream"));
        attempts.put("an author of the changes", by("author"));
        attempts.put("an approver by name", by("alice"));
        attempts.put("an approver by group", by("carol"));
        attempts.put("an approver by a group in a group", by("nils"));
        attempts.put("an administrator who is named", by("admin"));
        attempts.put("an administrator who is not named", by("root"));
        attempts.put("somebody with the permission who is not named", by("outsider"));
        attempts.put("somebody named without the permission", by("reader"));
        attempts.put("somebody named with the permission on this job alone", by("here"));
        attempts.put("somebody named with the permission on another job alone", by("there"));
        attempts.put("anonymous", by(null));
        attempts.put("an approver, by GET", verb -> visitor("alice").decideByGet(build, fresh.peek(), verb));
        attempts.put(
                "an approver, without a crumb",
                verb -> verb.isEmpty()
                        ? visitor("alice").see(build, fresh.peek())
                        : visitor("alice").decideWithoutCrumb(build, fresh.peek(), verb));
        attempts.put(
                "an approver, from a page about another plan", verb -> ask("alice", fresh.peek(), verb, OTHER_DIGEST));
        attempts.put("an approver, twice while the gate waits", this::twice);
        attempts.put("an approver, the same request replayed after the gate was settled", this::again);
        attempts.put("an approver, after the build was aborted", this::late);
        return attempts;
    }

    private Attempt by(String user) {
        return verb -> {
            Approval approval = verb.isEmpty() ? fresh.peek() : fresh.poll();
            int status = ask(user, approval, verb, approval.getPlan().getDigest());
            if (status != 200) {
                assertThat(approval.getDecisions()).isEmpty();
                assertThat(approval.getState()).isEqualTo(Approval.State.WAITING);
            } else if (!verb.isEmpty()) {
                assertThat(approval.getState().name())
                        .startsWith(verb.toUpperCase().substring(0, 5));
            }
            return status;
        };
    }

    private int twice(String verb) throws Exception {
        Approval approval = verb.isEmpty() ? forTwo.peek() : forTwo.poll();
        if (verb.isEmpty()) {
            return ask("alice", approval, verb, approval.getPlan().getDigest());
        }
        int status = verb.equals("approve") ? doubleClick(approval) : changeOfMind(approval);
        assertThat(approval.getDecisions()).hasSize(1);
        assertThat(approval.getState()).isEqualTo(Approval.State.WAITING);
        return status;
    }

    /** Two requests at the same moment, of which one counts. */
    private int doubleClick(Approval approval) throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Callable<Integer> click = () -> {
            Visitor alice = new Visitor(jenkins, "alice");
            both.await();
            return alice.decide(build, approval, "approve");
        };
        ExecutorService browser = Executors.newFixedThreadPool(2);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : browser.invokeAll(List.of(click, click))) {
                statuses.add(answer.get());
            }
            assertThat(statuses).contains(200);
            return Collections.max(statuses);
        } finally {
            browser.shutdown();
        }
    }

    private int changeOfMind(Approval approval) throws Exception {
        assertThat(visitor("alice").decide(build, approval, "approve")).isEqualTo(200);
        return visitor("alice").decide(build, approval, "reject");
    }

    private int again(String verb) throws Exception {
        Approval approval = fresh.poll();
        String digest = approval.getPlan().getDigest();
        assertThat(ask("alice", approval, verb.isEmpty() ? "approve" : verb, digest))
                .isEqualTo(200);
        return ask("alice", approval, verb, digest);
    }

    private int late(String verb) throws Exception {
        if (build.isBuilding()) {
            build.doStop();
            jenkins.waitForCompletion(build);
        }
        return ask("carol", fresh.peek(), verb, fresh.peek().getPlan().getDigest());
    }

    private int ask(String user, Approval approval, String verb, String digest) throws Exception {
        return verb.isEmpty()
                ? visitor(user).see(build, approval)
                : visitor(user).decide(build, approval, verb, digest, "because");
    }

    private Visitor visitor(String user) {
        return visitors.computeIfAbsent(user, name -> new Visitor(jenkins, name));
    }

    /** By a person, and by a build that another one started. */
    private WorkflowRun startedBy(String user) throws Exception {
        WorkflowJob upstream = Shop.job(jenkins, "upstream", "echo 'hello'");
        WorkflowJob job = Shop.job(jenkins, "shop", SCRIPT);
        job.setDefinition(new CpsFlowDefinition(SCRIPT, true));
        ((MockAuthorizationStrategy) jenkins.jenkins.getAuthorizationStrategy())
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("here", "there")
                .grant(Permissions.APPROVE)
                .onItems(job)
                .to("here")
                .grant(Permissions.APPROVE)
                .onItems(upstream)
                .to("there");
        WorkflowRun first =
                upstream.scheduleBuild2(0, new CauseAction(causeOf("upstream"))).get();
        return job.scheduleBuild2(0, new CauseAction(causeOf(user), new Cause.UpstreamCause(first)))
                .waitForStart();
    }

    private static Cause causeOf(String user) {
        try (ACLContext as = ACL.as(User.getById(user, true))) {
            return new Cause.UserIdCause();
        }
    }

    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/approval.md"))) {
            if (line.matches("\\|.*\\| \\d{3} \\| \\d{3} \\| \\d{3} \\|")) {
                String[] cells = line.substring(1).split("\\|");
                rows.put(
                        cells[0].trim(),
                        Arrays.stream(cells).skip(1).map(String::trim).toList());
            }
        }
        return rows;
    }

    /** A checkout that brings a change of somebody. */
    public static final class ChangesBy extends FakeChangeLogSCM {
        private static final long serialVersionUID = 1L;

        @DataBoundConstructor
        public ChangesBy(String author) {
            addChange().withAuthor(author).withMsg("a change");
        }

        @Override
        public SCMDescriptor<?> getDescriptor() {
            return (SCMDescriptor<?>) Jenkins.get().getDescriptorOrDie(ChangesBy.class);
        }

        @TestExtension
        public static final class DescriptorImpl extends SCMDescriptor<ChangesBy> {
            public DescriptorImpl() {
                super(null);
            }
        }
    }
}

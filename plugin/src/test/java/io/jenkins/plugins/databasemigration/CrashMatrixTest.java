package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.github.databasemigration.testkit.Tap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Builds are held at boundaries of their runs, each at another one, and then the agent's process is killed, the agent's
 * machine with the runs on it, or the process of Jenkins. Whatever it was: the build ends and its record is true, nothing is
 * lost or applied twice, no lock is left, and the next build completes.
 *
 * <p>{@code -Dcrash.every=25} does so at every 25th message to the server, and at each one while migrations run, and writes the
 * table of docs/crash-matrix.md to target/; without it at one place of each kind.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class CrashMatrixTest {
    private static final int EVERY = Integer.getInteger("crash.every", 0);
    private static final int MIGRATIONS = 3;
    private static final int BUILDS = 4;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = FarAgent.patientJenkins();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    /** By what was killed and in which part of the run: how often that was tried, and how often it held. */
    private final Map<String, int[]> table = new LinkedHashMap<>();

    /** What is killed. */
    private enum Victim {
        AGENT,
        MACHINE,
        CONTROLLER
    }

    /** The parts of a run, each with the words of one of its messages. */
    private enum Part {
        LOOK("before the backup", "SELECT version()"),
        BACKUP("in the backup", "COPY other.earlier"),
        MIGRATIONS("in the migrations", "INSERT INTO applied VALUES (2)"),
        AFTERWARDS("after the last commit", "DROP TABLE IF EXISTS database_migration_in_progress");

        private final String name;
        private final String words;

        Part(String name, String words) {
            this.name = name;
            this.words = words;
        }

        boolean says(Tap.Message message) {
            return message.text().contains(words);
        }
    }

    /** A boundary: the first message that is accepted. */
    private record Boundary(Part part, Predicate<Tap.Message> at) {}

    @Test
    void eachBuildEndsTrueAndTheNextOneCompletes() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(jenkins, FarAgent.OPTIONS);
        jenkins.runRemotely(CrashMatrixTest::prepare);
        List<Boundary> boundaries = boundaries();
        for (Victim victim : Victim.values()) {
            for (int from = 0; from < boundaries.size(); from += BUILDS) {
                kill(victim, boundaries.subList(from, Math.min(from + BUILDS, boundaries.size())));
            }
        }
        List<String> lines = table.entrySet().stream()
                .map(row -> row.getKey() + row.getValue()[0] + " | " + row.getValue()[1] + " |")
                .toList();
        Files.write(Path.of("target", "crash-matrix-jenkins.md"), lines);
    }

    private List<Boundary> boundaries() throws Throwable {
        if (EVERY == 0) {
            return Stream.of(Part.values())
                    .map(part -> new Boundary(part, part::says))
                    .toList();
        }
        try (TappedShop shop = new TappedShop()) {
            jenkins.runRemotely(CrashMatrixTest::start, new ShopJob[] {shop.job()});
            jenkins.runRemotely(CrashMatrixTest::ended, shop.name(), 1);
            List<Tap.Message> messages = shop.messages();
            // A run may need a few messages less than another one.
            return IntStream.range(0, messages.size() - EVERY)
                    .filter(number -> number % EVERY == 0 || part(messages, number) == Part.MIGRATIONS)
                    .mapToObj(number -> new Boundary(part(messages, number), message -> message.number() == number + 1))
                    .toList();
        }
    }

    /** The last part of which one of the messages is, up to this one. */
    private static Part part(List<Tap.Message> messages, int last) {
        return Stream.of(Part.values())
                .filter(part -> messages.stream().limit(last + 1).anyMatch(part::says))
                .reduce((before, part) -> part)
                .orElse(Part.LOOK);
    }

    private void kill(Victim victim, List<Boundary> boundaries) throws Throwable {
        List<TappedShop> shops = new ArrayList<>();
        try {
            for (Boundary boundary : boundaries) {
                shops.add(new TappedShop(boundary.part().name, boundary.at()));
                row(victim, boundary.part().name)[0]++;
            }
            jenkins.runRemotely(
                    CrashMatrixTest::start, shops.stream().map(TappedShop::job).toArray(ShopJob[]::new));
            for (TappedShop shop : shops) {
                shop.awaitHeld();
            }
            strike(victim, shops);
            for (TappedShop shop : shops) {
                assertTrue(victim, shop);
                row(victim, shop.place())[1]++;
            }
        } finally {
            shops.forEach(TappedShop::close);
        }
    }

    private int[] row(Victim victim, String place) {
        return table.computeIfAbsent(
                "| " + victim.name().toLowerCase(Locale.ROOT) + " | " + place + " | ", row -> new int[2]);
    }

    private void strike(Victim victim, List<TappedShop> shops) throws Throwable {
        switch (victim) {
            case AGENT, MACHINE -> {
                if (victim == Victim.MACHINE) {
                    for (TappedShop shop : shops) {
                        Processes.kill(Processes.ofBuild(shop.name(), 1).orElseThrow());
                    }
                }
                Processes.kill(ProcessHandle.of(jenkins.runRemotely(CrashMatrixTest::agentPid))
                        .orElseThrow());
                shops.forEach(TappedShop::release);
                agents.start(jenkins, FarAgent.OPTIONS);
            }
            case CONTROLLER -> {
                for (TappedShop shop : shops) {
                    Await.until("Jenkins has noted that there is a process", () -> noted(shop));
                }
                jenkins.stopJenkinsForcibly();
                // Half of them go on while there is no Jenkins.
                shops.stream().limit(shops.size() / 2).forEach(TappedShop::release);
                jenkins.startJenkins();
                shops.forEach(TappedShop::release);
            }
        }
    }

    /** Whether the state of the build on the disk says how the process is found again. */
    private boolean noted(TappedShop shop) throws IOException {
        Path program = jenkins.getHome().toPath().resolve("jobs/" + shop.name() + "/builds/1/program.dat");
        return Files.exists(program)
                && Files.readString(program, StandardCharsets.ISO_8859_1).contains("ShellController");
    }

    private void assertTrue(Victim victim, TappedShop shop) throws Throwable {
        String[] end = jenkins.runRemotely(CrashMatrixTest::ended, shop.name(), 1);
        int applied = shop.applied();
        assertThat(end).as(shop.place()).endsWith(Integer.toString(applied));
        // A server that does not answer about the lock for too long ends a run as well.
        if (victim == Victim.MACHINE || EVERY > 0 && !end[0].equals(Result.SUCCESS.toString())) {
            assertThat(end[0]).isEqualTo(Result.FAILURE.toString());
            end = jenkins.runRemotely(CrashMatrixTest::again, shop.name());
        }
        assertThat(end).startsWith(Result.SUCCESS.toString(), "done");
        assertThat(shop.applied()).isEqualTo(MIGRATIONS);
        shop.assertWhole();
    }

    // From here on in the other Jenkins.

    private static void prepare(JenkinsRule rule) throws Exception {
        ((Slave) rule.jenkins.getNode(FarAgent.NAME)).setNumExecutors(BUILDS);
        rule.jenkins.setNodes(rule.jenkins.getNodes());
    }

    private static void start(JenkinsRule rule, ShopJob[] shops) throws Exception {
        for (ShopJob shop : shops) {
            shop.create(rule.jenkins.getNode(FarAgent.NAME)).scheduleBuild2(0).waitForStart();
        }
    }

    private static long agentPid(JenkinsRule rule) throws Exception {
        return rule.jenkins.getNode(FarAgent.NAME).getChannel().call(new Pid());
    }

    private static String[] again(JenkinsRule rule, String name) throws Exception {
        job(rule, name).scheduleBuild2(0).waitForStart();
        return ended(rule, name, 2);
    }

    /** Its result, the status in its record, and how many migrations that one says were applied. */
    private static String[] ended(JenkinsRule rule, String name, int number) throws Exception {
        WorkflowRun build = rule.waitForCompletion(job(rule, name).getBuildByNumber(number));
        List<DatabaseMigrationResult> results =
                build.getAction(DatabaseMigrationAction.class).getResults();
        assertThat(results).as(JenkinsRule.getLog(build)).hasSize(1);
        DatabaseMigrationResult result = results.get(0);
        return new String[] {
            build.getResult().toString(),
            result.getStatus(),
            Integer.toString(result.getApplied().size())
        };
    }

    private static WorkflowJob job(JenkinsRule rule, String name) {
        return rule.jenkins.getItemByFullName(name, WorkflowJob.class);
    }

    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }
}

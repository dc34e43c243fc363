package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What builds with our steps cost a controller, and what a step costs a build, beside the same pipelines with steps of
 * Jenkins itself. Not part of the tests: benchmarks/steps runs it.
 */
@WithJenkins
class StepsBenchmark {
    private static final int TIMES = Integer.getInteger("benchmark.times", 3);
    private static final int STEPS = Integer.getInteger("benchmark.steps", 11);
    private static final String DATABASE = "url: 'jdbc:sqlite:shop.db', tool: 'flyway', locations: 'db'";
    private static final String PREPARE =
            "sh 'mkdir -p db && echo \"CREATE TABLE shop (id INTEGER);\" > db/V1__shop.sql'\n";
    private static final Pattern TOOK = Pattern.compile("took (\\d+) and (\\d+) ms");

    private final List<String> rows = new ArrayList<>(List.of("what,builds,ours,beside it,ours : it"));
    private JenkinsRule jenkins;
    private StandInJava java;
    private WorkflowJob gates;
    private WorkflowJob inputs;
    private WorkflowJob migrations;
    private WorkflowJob shells;

    /** Puts builds into a state and takes them out of it. */
    private interface Holding {
        void run(int builds) throws Exception;
    }

    @Test
    void measure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        int[] builds = Stream.of(
                        System.getProperty("benchmark.builds", "1,10,50").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        jenkins.jenkins.setNumExecutors(Arrays.stream(builds).max().orElseThrow());
        java = new StandInJava();
        gates = jenkins.createProject(WorkflowJob.class, "gates");
        inputs = jenkins.createProject(WorkflowJob.class, "inputs");
        migrations = jenkins.createProject(WorkflowJob.class, "migrations");
        shells = jenkins.createProject(WorkflowJob.class, "shells");
        gates.setDefinition(
                new CpsFlowDefinition("node { " + PREPARE + "planDatabaseMigration " + DATABASE + " }", true));
        jenkins.buildAndAssertSuccess(gates);

        // What is loaded with the first of them is no build's cost.
        heap(1, this::waitAtGates, this::waitAtInputs);
        heap(1, this::migrate, this::sleep);
        for (int count : builds) {
            row(
                    "heap of a build that waits: `approveDatabaseMigration` beside `input`",
                    count,
                    "kB",
                    1_000,
                    heap(count, this::waitAtGates, this::waitAtInputs));
        }
        for (int count : builds) {
            row(
                    "heap of a build that runs: `migrateDatabase` beside `sh`",
                    count,
                    "kB",
                    1_000,
                    heap(count, this::migrate, this::sleep));
        }
        row("time of a step with nothing to do: `migrateDatabase` beside `sh` with the same jar", 1, "ms", 1, time());

        Files.write(Path.of(System.getProperty("benchmark.results", "target/steps.csv")), rows);
    }

    /** Medians of what one build takes: ours, and what is beside it. */
    private long[] heap(int builds, Holding ours, Holding others) throws Exception {
        long[] own = new long[TIMES];
        long[] beside = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            own[i] = heap(builds, ours);
            beside[i] = heap(builds, others);
        }
        return new long[] {median(own), median(beside)};
    }

    private long heap(int builds, Holding holding) throws Exception {
        Cost before = Cost.now();
        holding.run(builds);
        long each = Cost.now().each(before, builds);
        for (WorkflowJob job : List.of(gates, inputs, migrations, shells)) {
            if (java.isHolding()) {
                java.release();
            }
            ManyBuilds.abort(job);
        }
        return each;
    }

    private void waitAtGates(int builds) throws Exception {
        ManyBuilds.start(
                jenkins,
                gates,
                "approveDatabaseMigration plan: plannedAgain(), approvers: 'alice'",
                builds,
                "Waiting for approval");
    }

    private void waitAtInputs(int builds) throws Exception {
        ManyBuilds.start(jenkins, inputs, "input 'go on?'", builds, "go on?");
    }

    private void migrate(int builds) throws Exception {
        java.hold();
        String step = "migrateDatabase " + DATABASE + ", jdk: '" + StandInJava.TOOL + "'";
        ManyBuilds.start(jenkins, migrations, "node { " + PREPARE + step + " }", builds, "mkdir");
        Await.until("all of them run", () -> java.held() == builds);
    }

    private void sleep(int builds) throws Exception {
        String step = "sh 'echo asleep; sleep 3600'";
        ManyBuilds.start(jenkins, shells, "node { " + PREPARE + step + " }", builds, "+ echo asleep");
    }

    /** Medians in milliseconds, measured by turns in one build on the same workspace; the first turn migrates. */
    private long[] time() throws Exception {
        String command =
                "%s/bin/java -jar %s migrate --url jdbc:sqlite:shop.db --set tool=flyway --set flyway.locations=db --json"
                        .formatted(
                                System.getProperty("java.home"),
                                Path.of("../cli/target/migrate-database.jar").toRealPath());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "times");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  %s
                  for (int i = 0; i <= %d; i++) {
                    long begin = System.currentTimeMillis()
                    migrateDatabase %s
                    long between = System.currentTimeMillis()
                    sh '%s > /dev/null'
                    long end = System.currentTimeMillis()
                    echo "took ${between - begin} and ${end - between} ms"
                  }
                }
                """.formatted(PREPARE, STEPS, DATABASE, command), true));
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);
        List<long[]> turns = new ArrayList<>();
        for (Matcher line = TOOK.matcher(JenkinsRule.getLog(build)); line.find(); ) {
            turns.add(new long[] {Long.parseLong(line.group(1)), Long.parseLong(line.group(2))});
        }
        assertThat(turns).hasSize(STEPS + 1);
        List<long[]> idle = turns.subList(1, turns.size());
        return new long[] {
            median(idle.stream().mapToLong(turn -> turn[0]).toArray()),
            median(idle.stream().mapToLong(turn -> turn[1]).toArray())
        };
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void row(String what, int builds, String unit, long divisor, long[] values) throws IOException {
        rows.add(String.format(
                Locale.ROOT,
                "%s,%d,%d %s,%d %s,%.2f",
                what,
                builds,
                values[0] / divisor,
                unit,
                values[1] / divisor,
                unit,
                (double) values[0] / values[1]));
        System.out.println(rows.get(rows.size() - 1));
    }
}

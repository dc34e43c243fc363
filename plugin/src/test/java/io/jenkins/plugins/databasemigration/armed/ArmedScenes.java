package io.jenkins.plugins.databasemigration.armed;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Action;
import hudson.model.Queue;
import hudson.model.Result;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.armed.Fate.State;
import io.jenkins.plugins.databasemigration.backup.BackupReaders;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A rollback in every state when a Jenkins ends, and what the next one makes of it. Each has a job of its own, named after what
 * the rollback waits for. Runs inside of a Jenkins, also of another process.
 */
final class ArmedScenes {
    /** What the queue was, before what waits in it was started. */
    static final String OLD_QUEUE = "old-queue.xml";

    /** By this description of its build the pipeline knows that all is ready. */
    private static final String GO_ON = "go on";

    private static final List<String> ONCE = List.of("later", "down", "queued", "running");
    private static final List<String> KILLED_ONCE = List.of("stale", "unscheduled");
    private static final List<String> NEVER = List.of("disarmed", "refused");

    /** How soon after its time, or after the start of Jenkins. */
    private static final long LIMIT_MILLIS = 60_000;

    private ArmedScenes() {}

    /** Brings all of them into their states; the last one, where there is to be one, ends this Jenkins. */
    static void arm(JenkinsRule jenkins, boolean toBeKilled) throws Exception {
        List<String> names = names(toBeKilled);
        for (String name : names) {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
            boolean waits = name.equals("queued") || name.equals("stale");
            boolean runs = name.equals("running") || name.equals("stale");
            job.setDefinition(
                    new CpsFlowDefinition("if (!params.TO_BACKUP_OF || %s) sleep 3600".formatted(runs), true));
            if (waits) {
                job.addProperty(new DisableConcurrentBuildsJobProperty());
                job.scheduleBuild2(0).waitForStart();
            }
        }
        WorkflowRun build = start(jenkins, names, toBeKilled);
        jenkins.waitForMessage("first half", build);
        job("refused").makeDisabled(true);
        await("disarmed", State.DISARMED);
        await("refused", State.REFUSED);
        await("queued", State.FIRING);
        await("running", State.FIRED);
        if (toBeKilled) {
            await("stale", State.FIRING);
            Await.until("both wait", () -> Queue.getInstance().getItems().length == 2);
            Queue.getInstance().save();
            File home = Jenkins.get().getRootDir();
            Files.copy(home.toPath().resolve("queue.xml"), home.toPath().resolve(OLD_QUEUE));
            stop("stale");
            await("stale", State.FIRED);
            ExtensionList.lookup(Queue.QueueDecisionHandler.class).add(0, new End());
        }
        build.setDescription(GO_ON);
        jenkins.waitForMessage("second half", build);
    }

    private static WorkflowRun start(JenkinsRule jenkins, List<String> names, boolean toBeKilled) throws Exception {
        WorkflowJob shop = jenkins.createProject(WorkflowJob.class, "shop");
        shop.addProperty(new BackupReaders(String.join(",", names)));
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(shop);
        workspace
                .child("database-migration.yml")
                .write("environments: {production: {url: 'jdbc:sqlite:shop.db'}}\n", "UTF-8");
        workspace
                .child("db/migration/V1__one.sql")
                .write("CREATE TABLE one (id INTEGER);\n", StandardCharsets.UTF_8.name());
        StringBuilder script = new StringBuilder("node { migrateDatabase environment: 'production' }\n")
                .append(within("disarmed", "20s"))
                .append("disarmDatabaseRollback evidence: 'well'\n")
                .append(within("refused", "20s"))
                .append(within("queued", "1s"))
                .append(within("running", "1s"))
                .append(toBeKilled ? within("stale", "1s") : "")
                .append("echo 'first half'\nwhile (currentBuild.description != '" + GO_ON + "') { sleep 1 }\n")
                .append(within("later", "90s"))
                .append(within("down", "20s"))
                .append("echo 'second half'\n")
                .append(toBeKilled ? within("unscheduled", "1s") : "")
                .append("sleep 3600\n");
        shop.setDefinition(new CpsFlowDefinition(script.toString(), true));
        return shop.scheduleBuild2(0).waitForStart();
    }

    private static String within(String job, String time) {
        return "armDatabaseRollback within: '" + time + "', job: '" + job + "'\n";
    }

    private static List<String> names(boolean killed) {
        List<String> names = new ArrayList<>(ONCE);
        names.addAll(NEVER);
        names.addAll(killed ? KILLED_ONCE : List.of());
        return names;
    }

    /** In the next Jenkins. */
    static void check(JenkinsRule jenkins, boolean wasKilled) throws Exception {
        long started = System.currentTimeMillis();
        job("refused").makeDisabled(false);
        stop("queued");
        List<String> fired = names(wasKilled);
        fired.removeAll(NEVER);
        for (String name : fired) {
            await(name, State.FIRED);
        }
        Await.until("nothing waits any more", () -> Queue.getInstance().getItems().length == 0);
        ExtensionList.lookupSingleton(Clock.class).run();
        for (String name : fired) {
            ArmedRollback armed = find(name);
            List<WorkflowRun> builds = builds(name);
            assertThat(builds).as(name).hasSize(1);
            assertThat(builds.get(0).getNumber())
                    .as(name)
                    .isEqualTo(armed.getFate().getBuild());
            long due = armed.getDue().getTime();
            assertThat(builds.get(0).getTimeInMillis()).as(name).isBetween(due, Math.max(due, started) + LIMIT_MILLIS);
        }
        for (String name : NEVER) {
            assertThat(builds(name)).as(name).isEmpty();
            assertThat(find(name).getDue()).as(name).isInThePast();
        }
        assertThat(find("disarmed").getFate().getWhy()).isEqualTo("well");
        assertThat(find("refused").getFate().getState()).isEqualTo(State.REFUSED);
        assertThat(builds("running").get(0).isBuilding()).isTrue();
    }

    private static List<WorkflowRun> builds(String name) {
        return job(name).getBuilds().stream()
                .filter(build -> build.getCause(ArmedRollbackCause.class) != null)
                .toList();
    }

    /** Ends the build that others of this job wait for. */
    private static void stop(String name) throws Exception {
        WorkflowRun first = job(name).getBuildByNumber(1);
        Await.until("it can be stopped", () -> first.getExecutor() != null);
        first.getExecutor().interrupt(Result.ABORTED);
    }

    private static WorkflowJob job(String name) {
        return Jenkins.get().getItemByFullName(name, WorkflowJob.class);
    }

    private static ArmedRollback find(String name) {
        return ArmedRollbacks.get().all().stream()
                .filter(armed -> armed.getOrder().getJob().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static void await(String name, State state) throws Exception {
        Await.until(
                name + " is " + state,
                () -> find(name) != null && find(name).getFate().getState() == state);
    }

    /** Kills this Jenkins between the note that a rollback fires and its job's way into the queue. */
    private static final class End extends Queue.QueueDecisionHandler {
        @Override
        public boolean shouldSchedule(Queue.Task task, List<Action> actions) {
            if (task.getName().equals("unscheduled")) {
                Runtime.getRuntime().halt(137);
            }
            return true;
        }
    }
}

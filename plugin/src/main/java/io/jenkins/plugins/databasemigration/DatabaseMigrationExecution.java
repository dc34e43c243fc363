package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs the command line on the agent and follows it to its end, over restarts of Jenkins and lost connections.
 *
 * <p>The truth about the database is what the process says at its end, so also a step that is stopped waits for it.
 */
abstract class DatabaseMigrationExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(DatabaseMigrationExecution.class.getName());
    private static final long SHORTEST_PERIOD_MILLIS = 250;
    private static final long LONGEST_PERIOD_MILLIS = 5_000;
    private static final double BACK_OFF = 1.2;

    /** How often something may fail in a row over a connection that is there. */
    private static final int PATIENCE = 10;

    private final String runId = RunIds.next();

    @CheckForNull
    private final String environment;

    @CheckForNull
    private final String config;

    /** The step's, or else the configuration's, once that was read. */
    @CheckForNull
    private String credentialsId;

    /** The step's, or else the configuration's, once that was read. */
    @CheckForNull
    private String url;

    /** Null until it is known where the process will be. */
    private volatile RunProcess process;

    /** Why the step was asked to stop; null where it was not. */
    private volatile Throwable stopCause;

    /** Only for the start. */
    private final transient DatabaseMigrationStep step;

    private transient Jenkins jenkins;
    private transient volatile RunLog log;
    private transient volatile boolean reachable;
    private transient volatile boolean kill;
    private transient OutputStream maskedLog;
    private transient boolean askedToStop;
    private transient long periodMillis;
    private transient int failures;

    DatabaseMigrationExecution(StepContext context, DatabaseMigrationStep step) {
        super(context);
        this.step = step;
        environment = step.getEnvironment();
        config = step.getConfig();
        credentialsId = step.getCredentialsId();
        url = step.getUrl();
    }

    /**
     * Turns the end of the run into what the step returns, adds to the archive what is worth keeping, and tells the build.
     * Called for every end, also for a bad one, and again where Jenkins ended before the step did.
     */
    abstract Object conclude(Answer answer, Run<?, ?> run, RunArchive archive) throws Exception;

    String runId() {
        return runId;
    }

    @CheckForNull
    String environment() {
        return environment;
    }

    private boolean started() {
        return process != null && process.started();
    }

    @Override
    public boolean start() {
        inBackground(this::launch);
        return false;
    }

    /** While the process is being started nobody could say later whether it was. */
    @Override
    public boolean blocksRestart() {
        return !started();
    }

    @Override
    public void onResume() {
        inBackground(started() ? this::follow : this::failUnstarted);
    }

    @Override
    public String getStatus() {
        RunLog current = log;
        if (current == null) {
            return "starting run " + runId;
        }
        return reachable ? current.lastLine() : "waiting for agent " + process.node() + " to come back";
    }

    @Override
    public void stop(Throwable cause) {
        if (stopCause == null) {
            stopCause = cause;
            getContext().saveState();
        } else {
            kill = true;
        }
        periodMillis = SHORTEST_PERIOD_MILLIS;
    }

    private void launch() throws Exception {
        RunStart start = new RunStart(step, runId, getContext());
        process = new RunProcess(runId, start.workspace());
        ConfiguredDatabase database = start.describe();
        url = database.url();
        if (credentialsId == null) {
            credentialsId = database.credentialsId();
        }
        DatabaseLogin login = login();
        if (stopCause instanceof Exception stopped) {
            throw stopped;
        }
        start.start(process, database, login);
        getContext().saveState();
        follow();
    }

    private void failUnstarted() throws Exception {
        FilePath folder = process == null ? null : process.find();
        if (folder != null) {
            process.cleanUp(folder);
        }
        throw new AbortException("Jenkins ended while run " + runId + " was being started. Nothing shows that it was."
                + " Ask the database before going on, with: migrate-database status");
    }

    @CheckForNull
    private DatabaseLogin login() throws IOException, InterruptedException {
        return credentialsId == null
                ? null
                : DatabaseLogin.find(credentialsId, url, getContext().get(Run.class));
    }

    /** Begins to look after the process, again and again until it has ended. */
    private void follow() throws IOException, InterruptedException {
        jenkins = Jenkins.get();
        reachable = true;
        RunLog current = RunLog.to(getContext().get(TaskListener.class));
        maskedLog = current.masking(passwordForMasking());
        log = current;
        periodMillis = SHORTEST_PERIOD_MILLIS;
        lookAfterWhile();
    }

    @CheckForNull
    private Secret passwordForMasking() throws IOException, InterruptedException {
        try {
            DatabaseLogin login = login();
            return login == null ? null : login.password();
        } catch (AbortException deleted) {
            // Somebody deleted the credentials while the run goes on; it masks its password itself.
            return null;
        }
    }

    private void lookAfterWhile() {
        Timer.get().schedule(() -> inBackground(this::look), periodMillis, TimeUnit.MILLISECONDS);
    }

    private void look() throws Exception {
        if (jenkins != Jenkins.getInstanceOrNull() || jenkins.isTerminating()) {
            return;
        }
        FilePath folder = process.find();
        reachable = folder != null;
        try {
            if (folder == null ? giveUp() : look(folder)) {
                return;
            }
            failures = 0;
        } catch (IOException | RuntimeException e) {
            // A lost connection comes back, and the process goes on meanwhile. What fails over a good one does not.
            if (++failures > PATIENCE && process.find() != null) {
                throw e;
            }
            LOGGER.log(Level.FINE, e, () -> "could not look after run " + runId);
        }
        periodMillis = Math.min((long) (periodMillis * BACK_OFF), LONGEST_PERIOD_MILLIS);
        lookAfterWhile();
    }

    /** Whether to wait no longer for an agent that cannot be reached: only where somebody says so. */
    private boolean giveUp() throws IOException, InterruptedException {
        if (stopCause == null) {
            return false;
        }
        getContext()
                .get(TaskListener.class)
                .error("The agent " + process.node() + " cannot be reached: run " + runId + " may be going on there."
                        + " Ask the database before anything else, with: migrate-database status");
        getContext().onFailure(stopCause);
        return true;
    }

    /** Copies what is new in the log, and stops what is to be stopped; true where the process has ended. */
    private boolean look(FilePath folder) throws Exception {
        TaskListener listener = getContext().get(TaskListener.class);
        // Before the log is read, so that nothing is missed that was said before the end.
        Integer exitStatus = process.exitStatus(folder, listener);
        if (process.copyLog(folder, maskedLog)) {
            getContext().saveState();
            periodMillis = SHORTEST_PERIOD_MILLIS;
        }
        if (exitStatus == null) {
            stopIfAsked(folder, listener);
            return false;
        }
        maskedLog.flush();
        Answer answer = process.answer(exitStatus, folder, listener);
        Run<?, ?> run = getContext().get(Run.class);
        RunArchive archive = new RunArchive(folder, runId, config);
        Object result = conclude(answer, run, archive);
        archive.archive(run, folder.createLauncher(listener), listener);
        process.cleanUp(folder);
        end(answer, result, listener);
        return true;
    }

    private void stopIfAsked(FilePath folder, TaskListener listener) throws IOException, InterruptedException {
        if (stopCause != null && !askedToStop) {
            process.control(folder).requestStop();
            askedToStop = true;
            listener.getLogger().println("Asked run " + runId + " to stop; it will say what state it leaves");
        }
        if (kill) {
            kill = false;
            process.kill(folder, listener);
        }
    }

    private void end(Answer answer, Object result, TaskListener listener) {
        answer.state().forEach(sentence -> listener.getLogger().println(sentence));
        if (answer.next() != null) {
            listener.getLogger().println("Next: " + answer.next());
        }
        if (stopCause != null) {
            if (answer.failure() != null) {
                listener.getLogger().println(answer.failure());
            }
            getContext().onFailure(stopCause);
        } else if (answer.done()) {
            getContext().onSuccess(result);
        } else {
            getContext().onFailure(new AbortException(answer.failure()));
        }
    }

    private void inBackground(Work work) {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                work.run();
            } catch (Exception e) {
                getContext().onFailure(e);
            }
        });
    }

    /** Something that may take its time, and fail. */
    private interface Work {
        void run() throws Exception;
    }
}

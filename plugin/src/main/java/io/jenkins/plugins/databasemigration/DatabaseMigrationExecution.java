package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.util.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
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
 * <p>The truth about the database is what the process says at its end, so also a step that is stopped waits for it. Where
 * the process was killed, {@link Aftermath} finds it out.
 */
abstract class DatabaseMigrationExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(DatabaseMigrationExecution.class.getName());
    private static final long SHORTEST_PERIOD_MILLIS = 250;
    private static final long LONGEST_PERIOD_MILLIS = 5_000;
    private static final double BACK_OFF = 1.2;

    private static final String STARTING = "starting";

    /** How often something may fail in a row over a connection that is there. */
    private static final int PATIENCE = 10;

    private final String runId = RunIds.next();
    private final RunRequest request;
    private final Cargo cargo;

    /** Null until it is known where the process will be. */
    private volatile RunProcess process;

    /** Null until the configuration was read. */
    private volatile LoginSource login;

    /** As it is configured; null until the configuration was read. */
    private volatile String databaseName;

    /** From here on there may be a process. */
    private volatile boolean launching;

    /** Why the step was asked to stop; null where it was not. */
    private volatile Throwable stopCause;

    /** What the run said last. */
    private volatile String doing = STARTING;

    private transient Jenkins jenkins;
    private transient RunLog log;
    private transient OutputStream maskedLog;
    private transient volatile AgentAbsence absence;
    private transient Aftermath aftermath;
    private transient volatile boolean kill;
    private transient boolean askedToStop;
    private transient Answer told;
    private transient long periodMillis;
    private transient int failures;

    DatabaseMigrationExecution(StepContext context, DatabaseMigrationStep step) {
        super(context);
        request = new RunRequest(step);
        cargo = step.cargo(runId);
    }

    /**
     * Turns the end of the run into what the step returns, adds to the archive what is worth keeping, and tells the build.
     * Called for every end, also for a bad one, and again where Jenkins ended before the step did.
     */
    abstract Object conclude(Answer answer, Run<?, ?> run, RunArchive archive) throws Exception;

    /** Keeps what the run left as evidence, and its result with the build. */
    final DatabaseMigrationResult keep(String action, Answer answer, Run<?, ?> run, RunArchive archive)
            throws IOException, InterruptedException {
        String credentials = login == null ? null : credentialsId();
        boolean fleet = FleetOutcome.isIn(answer.document());
        DatabaseMigrationResult result = DatabaseMigrationResult.of(
                runId, action, environment(), credentials, fleet ? databaseName : cargo.database(), answer);
        archive.evidence();
        for (String failed : FleetOutcome.of(answer.document()).failedRuns()) {
            archive.evidence(failed);
        }
        DatabaseMigrationAction.add(run, result);
        return result;
    }

    /** Does what is to be done before anything else, each time when the step begins. */
    void prepare(FilePath workspace) throws IOException, InterruptedException {}

    /** Refuses, before anything connects, what may not be beyond what the job may not do at all. */
    void admit(Admission admission) throws IOException {}

    String runId() {
        return runId;
    }

    @CheckForNull
    String environment() {
        return request.environment();
    }

    /** With which it logs in: known once the configuration was read. */
    @CheckForNull
    String credentialsId() {
        return login.credentialsId();
    }

    /** The database as it is configured: known once the configuration was read. */
    @CheckForNull
    String databaseName() {
        return databaseName;
    }

    private boolean started() {
        return process != null && process.started();
    }

    @Override
    public boolean start() {
        inBackground(this::launch);
        return false;
    }

    /** For a moment nobody could say later whether there is a process. */
    @Override
    public boolean blocksRestart() {
        return launching && !started();
    }

    @Override
    public void onResume() {
        inBackground(launching ? this::follow : this::launch);
    }

    @Override
    public String getStatus() {
        return absence == null ? doing : "waiting for agent " + process.node() + " to come back";
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
        Run<?, ?> run = getContext().get(Run.class);
        AgentCommandLine agent = new AgentCommandLine(request, runId, getContext());
        process = new RunProcess(runId, agent.workspace());
        agent.enter();
        prepare(agent.workspace());
        ConfiguredDatabase database = agent.describe();
        databaseName = database.name();
        login = new LoginSource(request, database);
        Admission admission = new Admission(run, database, login.credentialsId());
        admit(admission);
        DatabaseLogin found = login.find(run);
        cargo.check(run, database);
        if (!load(agent)) {
            getContext().onFailure(stopCause);
            return;
        }
        if (ControllerEnd.begun(jenkins)) {
            return;
        }
        launching = true;
        getContext().saveState().get(1, TimeUnit.MINUTES);
        try {
            agent.start(process, admission, found, cargo);
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (!Channel.isClosedChannelException(e)) {
                launching = false;
                throw e;
            }
            // It was on its way: what became of it is seen when the agent is back.
        }
        getContext().saveState();
        follow();
    }

    /** Brings the cargo to the agent; false where the step is to be stopped. */
    private boolean load(AgentCommandLine agent) throws IOException, InterruptedException {
        boolean loaded = false;
        try {
            agent.load(process, cargo);
            loaded = stopCause == null;
            return loaded;
        } finally {
            if (!loaded) {
                agent.abandon(process);
            }
        }
    }

    /** Begins to look after the process, again and again until it has ended. */
    private void follow() throws IOException, InterruptedException {
        log = RunLog.to(getContext().get(TaskListener.class));
        maskedLog = log.masking(secrets());
        periodMillis = SHORTEST_PERIOD_MILLIS;
        lookAfterWhile();
    }

    private List<Secret> secrets() throws IOException, InterruptedException {
        List<Secret> secrets = new ArrayList<>();
        try {
            Run<?, ?> run = getContext().get(Run.class);
            DatabaseLogin found = login.find(run);
            if (found != null) {
                secrets.add(found.password());
            }
            Secret key = cargo.key(run);
            if (key != null) {
                secrets.add(key);
            }
        } catch (AbortException deleted) {
            // Somebody deleted the credentials while the run goes on; it masks its secrets itself.
        }
        return secrets;
    }

    private void lookAfterWhile() {
        Timer.get().schedule(() -> inBackground(this::look), periodMillis, TimeUnit.MILLISECONDS);
    }

    private void look() throws Exception {
        if (ControllerEnd.begun(jenkins)) {
            return;
        }
        FilePath folder = process.find();
        try {
            if (folder == null ? giveUp() : lookInto(folder)) {
                return;
            }
            failures = 0;
        } catch (Exception e) {
            // A lost connection comes back, and the process goes on meanwhile. What fails over a good one does not.
            if (++failures > PATIENCE && process.find() != null) {
                failForGood(e);
                return;
            }
            LOGGER.log(Level.FINE, e, () -> "could not look after run " + runId);
        }
        periodMillis = Math.min((long) (periodMillis * BACK_OFF), LONGEST_PERIOD_MILLIS);
        lookAfterWhile();
    }

    /** Whether the agent that cannot be reached was waited for long enough; then the step has ended. */
    private boolean giveUp() throws Exception {
        TaskListener listener = getContext().get(TaskListener.class);
        if (absence == null) {
            absence = new AgentAbsence(process.node());
            listener.error(absence.explain(runId));
        }
        if (!kill && !absence.tooLong(stopCause != null)) {
            return false;
        }
        endUnknown(absence.giveUp(runId));
        return true;
    }

    /** Ends the step with all that can be said without the agent. */
    private void endUnknown(String what) throws Exception {
        Answer answer = Answer.unknown(what, "Ask the database: migrate-database status.");
        conclude(answer, getContext().get(Run.class), RunArchive.NONE);
        tell(answer, getContext().get(TaskListener.class));
        end(answer, null);
    }

    /** What the run leaves in a folder. */
    final RunArchive archive(FilePath folder) {
        return new RunArchive(folder, runId, request.config());
    }

    /** Copies what is new in the log, and stops what is to be stopped; true where the process and the step have ended. */
    private boolean lookInto(FilePath folder) throws Exception {
        TaskListener listener = getContext().get(TaskListener.class);
        if (absence != null) {
            listener.getLogger().println("Agent " + process.node() + " is back");
            absence = null;
        }
        Answer answer = told == null ? answer(folder, listener) : told;
        if (answer == null) {
            return false;
        }
        tell(answer, listener);
        Run<?, ?> run = getContext().get(Run.class);
        RunArchive archive = archive(folder);
        Object result = conclude(answer, run, archive);
        archive.archive(run, folder.createLauncher(listener), listener);
        cargo.unload(answer, run, folder, listener);
        if (started()) {
            process.cleanUp(folder);
        }
        end(answer, result);
        return true;
    }

    /** How the run ended; null while it goes on. */
    @CheckForNull
    private Answer answer(FilePath folder, TaskListener listener) throws IOException, InterruptedException {
        if (aftermath == null) {
            aftermath = new Aftermath(request, runId, login, process, getContext());
        }
        if (!started()) {
            return aftermath.ofUncertainStart(folder);
        }
        // Before the log is read, so that nothing is missed that was said before the end.
        Integer exitStatus = process.exitStatus(folder, listener);
        if (process.copyLog(folder, maskedLog)) {
            doing = log.lastLine();
            getContext().saveState();
            periodMillis = SHORTEST_PERIOD_MILLIS;
        }
        if (exitStatus == null) {
            stopIfAsked(folder, listener);
            return null;
        }
        maskedLog.flush();
        Answer answer = process.answer(exitStatus, folder, listener);
        return answer.missing() ? aftermath.of(answer, !doing.equals(STARTING), folder) : answer;
    }

    private void stopIfAsked(FilePath folder, TaskListener listener) throws IOException, InterruptedException {
        if (stopCause != null && !askedToStop) {
            process.control(folder).requestStop();
            askedToStop = true;
            listener.getLogger().println("Asked run " + runId + " to stop; it will say what state it leaves");
        }
        if (kill) {
            kill = false;
            listener.getLogger().println("Killing run " + runId);
            process.kill(folder, listener);
        }
    }

    /** Says once, before anything else can fail, what state the database is in. */
    private void tell(Answer answer, TaskListener listener) {
        if (told != null) {
            return;
        }
        told = answer;
        answer.state().forEach(sentence -> listener.getLogger().println(sentence));
        if (answer.next() != null) {
            listener.getLogger().println("Next: " + answer.next());
        }
        if (stopCause != null && answer.failure() != null) {
            listener.getLogger().println(answer.failure());
        }
    }

    private void end(Answer answer, @CheckForNull Object result) {
        if (stopCause != null) {
            getContext().onFailure(stopCause);
        } else if (answer.done()) {
            getContext().onSuccess(result);
        } else {
            getContext().onFailure(new AbortException(answer.failure()));
        }
    }

    /** What cannot be kept with the build does not change what happened; the step fails, for the evidence is missing. */
    private void failForGood(Exception e) throws Exception {
        if (told == null) {
            endUnknown("Run " + runId + " cannot be followed any longer: " + Reason.of(e));
            return;
        }
        String lost = "What run " + runId + " left could not be kept with the build: " + Reason.of(e);
        String rest = told.done() ? " The run itself is done." : " " + told.failure();
        getContext().onFailure(new AbortException(lost + rest));
    }

    private void inBackground(Work work) {
        if (jenkins == null) {
            jenkins = Jenkins.get();
        }
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                if (!ControllerEnd.begun(jenkins)) {
                    getContext().onFailure(reason(e));
                }
            }
        });
    }

    private Throwable reason(Throwable e) {
        boolean before = e instanceof IOException && !(e instanceof AbortException) && !launching;
        return before ? Reason.nothingWasRun(e) : e;
    }

    /** Something that may take its time, and fail. */
    private interface Work {
        void run() throws Exception;
    }
}

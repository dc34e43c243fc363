package io.jenkins.plugins.databasemigration.scheduled;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.console.HyperlinkNote;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/** Looks at the clock now and then: one that was set, or a machine that slept, must not change when it begins. */
final class AwaitRollbackTimeExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(AwaitRollbackTimeExecution.class.getName());
    private static final Duration LONGEST_NAP = Duration.ofSeconds(30);

    private final String at;
    private final String environment;

    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "what is kept has not ended")
    private transient boolean ended;

    private transient ScheduledFuture<?> timer;

    AwaitRollbackTimeExecution(StepContext context, RollbackTime time, String environment) {
        super(context);
        this.at = time.toString();
        this.environment = environment;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        ScheduledRollback scheduled = scheduled();
        FlowNode node = getContext().get(FlowNode.class);
        node.addAction(new PauseAction("Scheduled rollback"));
        String url = "/" + scheduled.getBuild().getUrl() + "#scheduled-rollback";
        getContext()
                .get(TaskListener.class)
                .getLogger()
                .println("Waiting until " + at + ": " + HyperlinkNote.encodeTo(url, "call it off"));
        lookLater(Duration.ZERO);
        return false;
    }

    @Override
    public void onResume() {
        lookLater(Duration.ZERO);
    }

    @Override
    public String getStatus() {
        return "waiting until " + at;
    }

    private ScheduledRollback scheduled() throws IOException, InterruptedException {
        return ScheduledRollback.of(
                getContext().get(Run.class), RollbackTime.parse(at), new RollbackGoal(environment, "", "", null));
    }

    private synchronized void lookLater(Duration delay) {
        timer = Timer.get()
                .schedule(
                        () -> Computer.threadPoolForRemoting.execute(this::look),
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        if (ended || Jenkins.get().isTerminating()) {
            return;
        }
        try {
            Duration left = RollbackTime.parse(at).until(Instant.now());
            boolean calledOff = scheduled().getState() == ScheduleState.CALLED_OFF;
            if (!calledOff && left.compareTo(Duration.ZERO) > 0) {
                lookLater(left.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : left);
                return;
            }
            end();
            begin();
        } catch (Exception e) {
            ended = true;
            getContext().onFailure(e);
        }
    }

    private void begin() throws IOException, InterruptedException {
        boolean missed = RollbackTime.parse(at).isOver(Instant.now());
        if (!scheduled().settle(missed ? ScheduleState.MISSED : ScheduleState.BEGUN)) {
            throw new FlowInterruptedException(Result.ABORTED, new CalledOff());
        } else if (missed) {
            throw new AbortException(
                    "The rollback was to begin at " + at + ", and now it is too late: Jenkins or this build"
                            + " was away, or nobody approved it in time. Nothing was run. Look at the database, and schedule it"
                            + " again.");
        }
        getContext().onSuccess(null);
    }

    private void end() throws IOException, InterruptedException {
        ended = true;
        PauseAction.endCurrentPause(getContext().get(FlowNode.class));
    }

    @Override
    public void stop(Throwable cause) {
        Computer.threadPoolForRemoting.execute(() -> leave(cause));
    }

    private synchronized void leave(Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        if (timer != null) {
            timer.cancel(false);
        }
        try {
            scheduled().settle(ScheduleState.CALLED_OFF);
            end();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "could not note that " + getContext() + " does not wait any more");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            getContext().onFailure(cause);
        }
    }
}

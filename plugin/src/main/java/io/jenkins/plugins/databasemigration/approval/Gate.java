package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.console.HyperlinkNote;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.databasemigration.BuildPlan;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/**
 * A step that waits for people. The build's {@link ApprovalAction} holds the truth; the step only looks there, again after
 * every decision, restart and span of time, so nothing that anybody decided is lost with a process.
 */
public final class Gate implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(Gate.class.getName());
    private static final long PATIENCE_SECONDS = 60;

    /** An execution that may be waiting at a gate. */
    public interface Keeper {
        /** The id of the node that waits. */
        String gateId() throws IOException, InterruptedException;

        /** Looks whether the gate is settled. Does not block. */
        void look();
    }

    private final ApprovalRequest request;

    /** How many were due when it was looked last; null before the first look, also after a restart. */
    @CheckForNull
    private transient Long reminders;

    private transient volatile String status;

    Gate(ApprovalRequest request) {
        this.request = request;
    }

    /** Makes whoever waits at a gate of a build look at it. */
    static void wake(@CheckForNull FlowExecutionOwner build, String gateId) {
        if (build == null) {
            return;
        }
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                // Only this finds them also where the build is just being resumed.
                for (StepExecution execution :
                        build.get().getCurrentExecutions(true).get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    if (execution instanceof Keeper keeper && gateId.equals(keeper.gateId())) {
                        keeper.look();
                    }
                }
            } catch (IOException | ExecutionException | TimeoutException e) {
                LOGGER.log(
                        Level.WARNING, e, () -> "could not tell a build of a decision; it will see it when it resumes");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * Opens the gate if it is not open yet, and looks how it stands.
     *
     * @return the approval, which may still be waited for; null where there is nothing to approve
     * @throws FlowInterruptedException where it was rejected or has expired
     * @throws AbortException where there is nothing that could be approved
     */
    @CheckForNull
    Approval look(String digest, StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        FlowNode node = context.get(FlowNode.class);
        TaskListener listener = context.get(TaskListener.class);
        Approval approval = ApprovalAction.find(run, node.getId());
        if (approval == null) {
            BuildPlan plan = BuildPlan.of(run, digest);
            if (plan.isEmpty()) {
                listener.getLogger().println("Nothing to approve: the plan is empty");
                return null;
            }
            approval = Approval.of(run, node.getId(), plan, request);
            ApprovalAction.open(run, approval);
        }
        if (approval.isDue()) {
            ApprovalAction.end(run, approval, Approval.State.EXPIRED);
        }
        status = "waiting for approval: " + approval.progress();
        if (approval.isWaiting()) {
            // Also where Jenkins died after it had kept the gate and before it told anybody.
            if (!PauseAction.isPaused(node)) {
                node.addAction(new PauseAction("Database approval"));
                say(listener, run, approval, "Waiting for approval");
            }
            remind(run, approval, listener);
            return approval;
        }
        PauseAction.endCurrentPause(node);
        return settled(approval, listener);
    }

    private Approval settled(Approval approval, TaskListener listener) throws FlowInterruptedException {
        List<Decision> decisions = approval.getDecisions();
        switch (approval.getState()) {
            case APPROVED -> {
                decisions.forEach(decision -> listener.getLogger().println(decision.line()));
                return approval;
            }
            case REJECTED -> {
                Decision last = decisions.get(decisions.size() - 1);
                listener.getLogger().println(last.line());
                throw new FlowInterruptedException(Result.ABORTED, new Rejected(last));
            }
            default -> throw new FlowInterruptedException(Result.ABORTED, new Expired(approval));
        }
    }

    private void remind(Run<?, ?> run, Approval approval, TaskListener listener) {
        if (request.reminder().isZero()) {
            return;
        }
        long due = (System.currentTimeMillis() - approval.getOpened().getTime())
                / request.reminder().toMillis();
        if (reminders != null && due > reminders) {
            say(listener, run, approval, "Still waiting for approval");
        }
        reminders = due;
    }

    private static void say(TaskListener listener, Run<?, ?> run, Approval approval, String what) {
        String url = "/" + run.getUrl() + ApprovalAction.URL + "/" + approval.getId() + "/";
        listener.getLogger()
                .println(what + " of the plan " + approval.getPlan().getDigest() + " (" + approval.progress() + "): "
                        + HyperlinkNote.encodeTo(url, "look at it and decide"));
    }

    /** After how long to look again although nobody decided; zero: no need. */
    Duration nextLook(Approval approval) {
        long now = System.currentTimeMillis();
        long next = Long.MAX_VALUE;
        Date expires = approval.getExpires();
        if (expires != null) {
            next = expires.getTime() - now;
        }
        if (!request.reminder().isZero()) {
            long period = request.reminder().toMillis();
            next = Math.min(next, period - (now - approval.getOpened().getTime()) % period);
        }
        return next == Long.MAX_VALUE ? Duration.ZERO : Duration.ofMillis(Math.max(next, 1));
    }

    /** Leaves the gate: nobody can decide there any more. */
    void abandon(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        FlowNode node = context.get(FlowNode.class);
        Approval approval = ApprovalAction.find(run, node.getId());
        if (approval != null) {
            ApprovalAction.end(run, approval, Approval.State.ABANDONED);
            PauseAction.endCurrentPause(node);
        }
    }

    String status() {
        return status == null ? "opening the gate" : status;
    }
}

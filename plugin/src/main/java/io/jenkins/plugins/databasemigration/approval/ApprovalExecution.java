package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.Computer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Waits at a gate, without a node, an executor or a thread. Returns the ids of those who approved. */
final class ApprovalExecution extends StepExecution implements Gate.Keeper {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(ApprovalExecution.class.getName());

    private final String digest;
    private final Gate gate;

    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "what is kept has not ended")
    private transient boolean ended;

    private transient ScheduledFuture<?> timer;

    ApprovalExecution(StepContext context, String digest, Gate gate) {
        super(context);
        this.digest = digest;
        this.gate = gate;
    }

    @Override
    public boolean start() {
        look();
        return false;
    }

    @Override
    public void onResume() {
        look();
    }

    @Override
    public String getStatus() {
        return gate.status();
    }

    @Override
    public String gateId() throws IOException, InterruptedException {
        return getContext().get(FlowNode.class).getId();
    }

    @Override
    public void look() {
        Computer.threadPoolForRemoting.execute(this::lookNow);
    }

    private synchronized void lookNow() {
        if (ended) {
            return;
        }
        try {
            Approval approval = gate.look(digest, getContext());
            if (approval != null && approval.isWaiting()) {
                lookLater(gate.nextLook(approval));
                return;
            }
            ended = true;
            getContext().onSuccess(approval == null ? new ArrayList<>() : approval.approvers());
        } catch (Exception e) {
            ended = true;
            getContext().onFailure(e);
        }
    }

    private void lookLater(Duration delay) {
        if (timer != null) {
            timer.cancel(false);
        }
        if (!delay.isZero()) {
            timer = Timer.get().schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
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
        try {
            gate.abandon(getContext());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "could not close the gate of " + getContext());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            getContext().onFailure(cause);
        }
    }
}

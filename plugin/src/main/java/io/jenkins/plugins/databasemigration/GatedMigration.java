package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.approval.Gate;
import java.io.IOException;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;

/**
 * {@code migrateDatabase} with a gate of its own: three steps in one, which plan, wait for people and migrate, one after the
 * other in the same place. It holds the agent meanwhile.
 */
final class GatedMigration extends StepExecution implements Gate.Keeper {
    private static final long serialVersionUID = 1L;

    private final MigrateDatabaseStep step;

    /** Null until there is a plan. */
    @CheckForNull
    private DatabaseMigrationPlan plan;

    private boolean approved;

    /** What goes on now; null before the first. */
    private volatile StepExecution current;

    /** Why it was asked to stop; null where it was not. */
    private volatile Throwable stopCause;

    GatedMigration(StepContext context, MigrateDatabaseStep step) {
        super(context);
        this.step = step;
        this.plan = step.getPlan();
    }

    @Override
    public boolean start() throws Exception {
        next();
        return false;
    }

    private void next() throws Exception {
        StepContext stage = new Stage(this);
        if (plan == null) {
            current = step.planning().start(stage);
        } else if (!approved) {
            current = Objects.requireNonNull(step.getApproval()).of(plan).start(stage);
        } else {
            current = step.migrating(stage, plan);
        }
        getContext().saveState();
        current.start();
        if (stopCause != null) {
            current.stop(stopCause);
        }
    }

    private void ended(Object result) {
        try {
            if (plan == null) {
                plan = (DatabaseMigrationPlan) result;
                next();
            } else if (!approved) {
                approved = true;
                next();
            } else {
                getContext().onSuccess(result);
            }
        } catch (Exception e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public void onResume() {
        if (current instanceof InputStepExecution lost) {
            askAgain(lost);
        } else {
            current.onResume();
        }
    }

    /** What answers an input finds it only as a step of its own after a restart, so it is asked anew. */
    private void askAgain(InputStepExecution lost) {
        try {
            InputAction inputs = getContext().get(Run.class).getAction(InputAction.class);
            if (inputs != null) {
                inputs.remove(lost);
            }
            next();
        } catch (Exception e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        // What goes on may just be ending: whatever comes next is stopped as well.
        stopCause = cause;
        current.stop(cause);
    }

    @Override
    public boolean blocksRestart() {
        return current.blocksRestart();
    }

    @Override
    public String getStatus() {
        return current.getStatus();
    }

    @Override
    public String gateId() throws IOException, InterruptedException {
        return current instanceof Gate.Keeper keeper ? keeper.gateId() : "";
    }

    @Override
    public void look() {
        if (current instanceof Gate.Keeper keeper) {
            keeper.look();
        }
    }

    /** The place of the whole, in which one of its steps ends without the whole being at its end. */
    private static final class Stage extends StepContext {
        private static final long serialVersionUID = 1L;

        private final GatedMigration whole;

        Stage(GatedMigration whole) {
            this.whole = whole;
        }

        private StepContext outer() {
            return whole.getContext();
        }

        @Override
        public <T> T get(Class<T> key) throws IOException, InterruptedException {
            return outer().get(key);
        }

        @Override
        public void onSuccess(Object result) {
            whole.ended(result);
        }

        @Override
        public void onFailure(Throwable cause) {
            outer().onFailure(cause);
        }

        @Override
        public boolean isReady() {
            return outer().isReady();
        }

        @Override
        public com.google.common.util.concurrent.ListenableFuture<Void> saveState() {
            return outer().saveState();
        }

        @Override
        public void setResult(Result result) {
            outer().setResult(result);
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new IllegalStateException("This step takes no block.");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Stage stage && stage.whole == whole;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(whole);
        }
    }
}

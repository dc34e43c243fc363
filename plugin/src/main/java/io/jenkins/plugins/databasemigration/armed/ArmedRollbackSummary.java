package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** What a build has armed, on its page. */
public final class ArmedRollbackSummary extends InvisibleAction {
    private final Run<?, ?> build;

    private ArmedRollbackSummary(Run<?, ?> build) {
        this.build = build;
    }

    public List<ArmedRollbackPage> getPages() {
        return ArmedRollbacks.get().of(build).stream()
                .map(ArmedRollbackPage::new)
                .toList();
    }

    /** Asks the armed rollbacks, which are in memory. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return ArmedRollbackSummary.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Run build) {
            return ArmedRollbacks.get().of(build).isEmpty() ? List.of() : List.of(new ArmedRollbackSummary(build));
        }
    }
}

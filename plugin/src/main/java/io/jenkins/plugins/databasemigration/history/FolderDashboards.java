package io.jenkins.plugins.databasemigration.history;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives every folder its dashboard, multibranch jobs as well. */
@Extension
@SuppressWarnings("rawtypes")
public final class FolderDashboards extends TransientActionFactory<AbstractFolder> {
    @Override
    public Class<AbstractFolder> type() {
        return AbstractFolder.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return Dashboard.class;
    }

    @NonNull
    @Override
    public Collection<? extends Action> createFor(@NonNull AbstractFolder folder) {
        return List.of(new Dashboard(folder));
    }
}

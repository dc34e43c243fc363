package io.jenkins.plugins.databasemigration.protection;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import hudson.Extension;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The databases that a folder protects, for the jobs in it and below it; in addition to everything above. */
public final class FolderProtection extends AbstractFolderProperty<AbstractFolder<?>> {
    private final List<ProtectedDatabase> protectedDatabases;

    @DataBoundConstructor
    public FolderProtection(List<ProtectedDatabase> protectedDatabases) {
        this.protectedDatabases = protectedDatabases == null ? new ArrayList<>() : new ArrayList<>(protectedDatabases);
    }

    public List<ProtectedDatabase> getProtectedDatabases() {
        return protectedDatabases;
    }

    @Extension
    @Symbol("databaseProtection")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.FolderProtection_DisplayName();
        }
    }
}

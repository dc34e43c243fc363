package io.jenkins.plugins.databasemigration;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCMDescriptor;
import hudson.scm.SCMRevisionState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import jenkins.model.Jenkins;

/** A repository that is nothing but a folder. */
public final class FolderScm extends NullSCM {
    private final String folder;

    public FolderScm(Path folder) {
        this.folder = folder.toString();
    }

    @Override
    public void checkout(
            Run<?, ?> build,
            Launcher launcher,
            FilePath workspace,
            TaskListener listener,
            File changelog,
            SCMRevisionState baseline)
            throws IOException, InterruptedException {
        new FilePath(new File(folder)).copyRecursiveTo(workspace);
    }

    @Override
    public SCMDescriptor<?> getDescriptor() {
        return Jenkins.get().getDescriptorByType(NullSCM.DescriptorImpl.class);
    }
}

package io.jenkins.plugins.databasemigration.library;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.File;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.jenkinsci.plugins.workflow.libs.LibraryRetrieverDescriptor;

/** The library as it stands in this repository: the folders that Jenkins would take from it, and nothing else. */
public final class LibraryFolder extends LibraryRetriever {
    static final String NAME = "database-migration";

    /** The repository's root, seen from the folder of the plugin. */
    private static final File ROOT = new File("..");

    /** Under the name that Jenkinsfiles use. */
    public static LibraryConfiguration configuration() {
        LibraryConfiguration library = new LibraryConfiguration(NAME, new LibraryFolder());
        library.setDefaultVersion("here");
        return library;
    }

    /** A pipeline that uses the library, in the sandbox as every Jenkinsfile. */
    static CpsFlowDefinition pipeline(String script) throws Exception {
        return new CpsFlowDefinition("@Library('" + NAME + "') _\n" + script, true);
    }

    @Override
    public void retrieve(
            String name, String version, boolean changelog, FilePath target, Run<?, ?> run, TaskListener listener)
            throws Exception {
        new FilePath(ROOT).copyRecursiveTo("vars/**,src/**,resources/**", target);
    }

    @Override
    public void retrieve(String name, String version, FilePath target, Run<?, ?> run, TaskListener listener)
            throws Exception {
        retrieve(name, version, false, target, run, listener);
    }

    @Extension
    public static final class DescriptorImpl extends LibraryRetrieverDescriptor {}
}

package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.JDK;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import jenkins.security.MasterToSlaveCallable;

/** Finds the Java that runs the command line on an agent: the agent's own, or that of a JDK tool. */
final class AgentJava {
    private AgentJava() {}

    /** The path of the program {@code java} on the node. */
    static String find(@CheckForNull String tool, Node node, FilePath workspace, EnvVars env, TaskListener listener)
            throws IOException, InterruptedException {
        String home = tool == null ? null : home(tool, node, env, listener);
        String java = workspace.getChannel().call(new Find(home));
        if (java == null) {
            throw new AbortException("There is no Java in "
                    + (home == null ? "the Java home of the agent " : home + " on ")
                    + (node.getNodeName().isEmpty() ? "the controller" : node.getNodeName())
                    + ". Install a JDK tool there and name it with jdk.");
        }
        return java;
    }

    private static String home(String tool, Node node, EnvVars env, TaskListener listener)
            throws IOException, InterruptedException {
        JDK jdk = Jenkins.get().getJDK(tool);
        if (jdk == null) {
            throw new AbortException("There is no JDK tool named " + tool + ". Add it to the tools of Jenkins.");
        }
        String home = jdk.forNode(node, listener).forEnvironment(env).getHome();
        if (home == null || home.isBlank()) {
            throw new AbortException("The JDK tool " + tool + " has no home. Correct it in the tools of Jenkins.");
        }
        return home;
    }

    private static final class Find extends MasterToSlaveCallable<String, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @CheckForNull
        private final String home;

        Find(@CheckForNull String home) {
            this.home = home;
        }

        @Override
        public String call() {
            Path bin = Path.of(home == null ? System.getProperty("java.home") : home, "bin");
            for (String name : new String[] {"java", "java.exe"}) {
                if (Files.isExecutable(bin.resolve(name))) {
                    return bin.resolve(name).toString();
                }
            }
            return null;
        }
    }
}

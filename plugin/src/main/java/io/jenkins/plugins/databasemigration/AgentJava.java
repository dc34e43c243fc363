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
import java.util.Properties;
import jenkins.model.Jenkins;
import jenkins.security.MasterToSlaveCallable;

/** Finds the Java that runs the command line on an agent: the agent's own, or that of a JDK tool. */
final class AgentJava {
    private AgentJava() {}

    /** The path of the program {@code java} on the node. */
    static String find(@CheckForNull String tool, Node node, FilePath workspace, EnvVars env, TaskListener listener)
            throws IOException, InterruptedException {
        String home = tool == null ? null : home(tool, node, env, listener);
        try {
            return workspace.getChannel().call(new Find(home));
        } catch (Missing missing) {
            String agent = node.getNodeName().isEmpty() ? "the controller" : "agent " + node.getNodeName();
            throw new AbortException((tool == null ? "The Java home of " + agent : "JDK tool " + tool + " on " + agent)
                    + " " + missing.getMessage()
                    + ". Install a JDK tool, 17 or newer, and name it with"
                    + " jdk.");
        }
    }

    private static String home(String tool, Node node, EnvVars env, TaskListener listener)
            throws IOException, InterruptedException {
        JDK jdk = Jenkins.get().getJDK(tool);
        if (jdk == null) {
            throw new AbortException("There is no JDK tool named " + tool + ". Add it to the tools of Jenkins.");
        }
        String home = jdk.forNode(node, listener).forEnvironment(env).getHome();
        if (home == null || home.isBlank()) {
            throw new AbortException("JDK tool " + tool + " has no home. Correct it in the tools of Jenkins.");
        }
        return home;
    }

    /** There is no Java that would do; the message goes on after the name of its place. */
    private static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String what) {
            super(what);
        }
    }

    private static final class Find extends MasterToSlaveCallable<String, Missing> {
        private static final long serialVersionUID = 1L;
        private static final int OLDEST = 17;

        @CheckForNull
        private final String home;

        Find(@CheckForNull String home) {
            this.home = home;
        }

        @Override
        public String call() throws Missing {
            Path place = Path.of(home == null ? System.getProperty("java.home") : home);
            for (String name : new String[] {"java", "java.exe"}) {
                Path java = place.resolve("bin").resolve(name);
                if (Files.isExecutable(java)) {
                    refuseOld(place);
                    return java.toString();
                }
            }
            throw new Missing("has no Java in " + place);
        }

        /** By the file that every JDK and JRE has since Java 7. */
        private static void refuseOld(Path home) throws Missing {
            Properties release = new Properties();
            try (var file = Files.newBufferedReader(home.resolve("release"))) {
                release.load(file);
            } catch (IOException | IllegalArgumentException e) {
                return;
            }
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            String feature = version.replaceFirst("^1\\.", "").replaceFirst("\\D.*", "");
            if (!feature.isEmpty() && Integer.parseInt(feature) < OLDEST) {
                throw new Missing("is Java " + version + ", too old");
            }
        }
    }
}

package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import java.io.IOException;

/**
 * Keeps the paths that a step names inside the folder it works in, as the agent sees them, with every symbolic link. What
 * the files of the project name is another matter: they are code, and run with the rights of the agent.
 */
final class WorkspacePaths {
    private final FilePath folder;

    WorkspacePaths(FilePath folder) {
        this.folder = folder;
    }

    /** The folder of the project in the folder of the step, with a slash at its end; empty where they are the same. */
    static String project(@CheckForNull String config) {
        String path = config == null ? "" : config.replace('\\', '/');
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Refuses a step that names a path outside: its configuration, or folders of migrations with commas. */
    void check(@CheckForNull String config, @CheckForNull String locations) throws IOException, InterruptedException {
        if (config != null) {
            check("config", config, "");
        }
        if (locations != null) {
            for (String location : locations.split(",", -1)) {
                check("locations", location.strip(), project(config));
            }
        }
    }

    private void check(String setting, String path, String base) throws IOException, InterruptedException {
        if (absolute(path) || !folder.isDescendant(base + path)) {
            throw new AbortException(setting + ": " + path + " leads out of the folder of this step, "
                    + folder.getRemote() + ". Nothing was run. Name a relative path inside of it.");
        }
    }

    /** On any system, whichever the agent's is. */
    private static boolean absolute(String path) {
        return path.matches("(?s)[/\\\\].*|[A-Za-z]:.*");
    }
}

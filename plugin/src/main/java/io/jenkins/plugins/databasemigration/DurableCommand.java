package io.jenkins.plugins.databasemigration;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.durabletask.DurableTask;
import org.jenkinsci.plugins.durabletask.WindowsBatchScript;

/** A program that is started on an agent as the step {@code sh} starts its script, and so outlives Jenkins's restarts. */
final class DurableCommand {
    /** Turns the shell's tracing off, and helps a Java that would garble every letter beyond ASCII in the C locale. */
    private static final String PROLOGUE = """
            { set +x; } 2>/dev/null
            case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in C | POSIX) export LC_ALL=C.UTF-8 ;; esac
            exec\s""";

    private DurableCommand() {}

    /** Starts the program; its standard output is kept apart, what it says on standard error is the log. */
    static Controller launch(
            List<String> command, EnvVars env, FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        DurableTask task =
                launcher.isUnix() ? new BourneShellScript(shell(command)) : new WindowsBatchScript(batch(command));
        task.charset(StandardCharsets.UTF_8);
        task.captureOutput();
        return task.launch(env, workspace, launcher, listener);
    }

    /** A script for the Bourne shell, in which every word stays what it is. */
    static String shell(List<String> command) {
        return PROLOGUE
                + command.stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "))
                + "\n";
    }

    /** The same for cmd.exe; words that it cannot be given safely are refused. */
    static String batch(List<String> command) throws AbortException {
        for (String word : command) {
            if (word.matches("(?s).*[\"\r\n].*")) {
                throw new AbortException("On Windows no setting can have quotation marks or line ends in it: " + word);
            }
        }
        return "@echo off\n"
                + command.stream()
                        .map(word -> "\"" + word.replace("%", "%%") + "\"")
                        .collect(Collectors.joining(" "))
                + "\nexit /b %ERRORLEVEL%\n";
    }
}

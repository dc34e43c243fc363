package io.jenkins.plugins.databasemigration;

import hudson.AbortException;
import hudson.remoting.Channel;

/** What went wrong between Jenkins and an agent, in one line. */
final class Reason {
    private Reason() {}

    /** The innermost message, which is the operating system's own. */
    static String of(Throwable failure) {
        if (Channel.isClosedChannelException(failure)) {
            return "The connection to the agent was lost.";
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return (message == null || message.isBlank()
                        ? cause.getClass().getSimpleName()
                        : message.lines().findFirst().get())
                + ".";
    }

    /** A failure before there was a run. */
    static AbortException nothingWasRun(Throwable failure) {
        return new AbortException(of(failure) + " Nothing was run.");
    }
}

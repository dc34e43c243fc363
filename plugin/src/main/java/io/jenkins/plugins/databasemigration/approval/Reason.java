package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;

/** What somebody writes beside his decision. */
final class Reason {
    private static final int LONGEST = 2_000;

    private Reason() {}

    /** The reason as it can be kept; null where none is given. */
    @CheckForNull
    static String of(@CheckForNull String written) throws DecisionRefused {
        // Control characters would make the build's record unreadable.
        String reason = written == null
                ? null
                : Util.fixEmptyAndTrim(
                        written.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}\\x{FFFE}\\x{FFFF}&&[^\n]]", " "));
        if (reason != null && reason.length() > LONGEST) {
            throw DecisionRefused.incomplete(Messages.Reason_TooLong(LONGEST));
        }
        return reason;
    }
}
